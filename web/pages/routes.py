"""The pages and their addresses."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

import look
from locales import LANGUAGES, Day, Language, _, _n, guess, language, languages
from services.opportunities import KIND_NAMES
from web.pages.addresses import chat_path, country_path, home_path, translations
from web.pages.facts import CountryFacts
from web.pages.settings import PagesSettings
from web.pages.texts import countries_by_name, followable
from world.countries import COUNTRIES_OF_ORIGIN, country

TEMPLATES = Path(__file__).parent / "templates"
A_FEW_MINUTES = "public, max-age=300"


def templates(reader: Language) -> Environment:
    return look.environment(reader, _, _n, TEMPLATES)


def routes(facts: CountryFacts, settings: PagesSettings) -> list[BaseRoute]:
    pages = Pages(facts, settings)
    return [
        look.FILES.route(),
        Route("/", pages.front),
        Route("/robots.txt", pages.robots),
        Route("/sitemap.xml", pages.sitemap),
        *(Route(f"/{code}", pages.home) for code in LANGUAGES),
        *(Route(f"/{code}/countries/{{country}}", pages.country) for code in LANGUAGES),
    ]


class Pages:
    def __init__(self, facts: CountryFacts, settings: PagesSettings) -> None:
        self._facts = facts
        self._site = settings.public_url.rstrip("/")

    async def front(self, request: Request) -> Response:
        """The home page in the language the browser asks for."""
        reader = language(guess(request.headers.get("accept-language")))
        return await self._home(request, reader, vary="accept-language")

    async def home(self, request: Request) -> Response:
        return await self._home(request, _reader(request))

    async def country(self, request: Request) -> Response:
        reader, code = _reader(request), request.path_params["country"].upper()
        if code not in COUNTRIES_OF_ORIGIN:
            raise HTTPException(404)
        return await self._page(
            request,
            reader,
            "country.html",
            paths={each: country_path(each, code) for each in LANGUAGES},
            country=country(code),
            chat=chat_path(reader.code, code),
            page=await self._facts.country(code, reader.code),
        )

    async def robots(self, _request: Request) -> Response:
        hidden = "".join(f"Disallow: {path}\n" for path in ("/chat", "/mydata", "/staff"))
        return PlainTextResponse(f"User-agent: *\n{hidden}Sitemap: {self._site}/sitemap.xml\n")

    async def sitemap(self, _request: Request) -> Response:
        template = templates(language("en")).get_template("sitemap.xml")
        return Response(template.render(site=self._site, pages=translations()), media_type="application/xml")

    async def _home(self, request: Request, reader: Language, vary: str = "") -> Response:
        paths = {each: home_path(each) for each in LANGUAGES}
        return await self._page(request, reader, "home.html", vary=vary, paths=paths, chat=chat_path(reader.code))

    async def _page(
        self, request: Request, reader: Language, name: str, *, paths: dict[str, str], vary: str = "", **values: Any
    ) -> Response:
        response = look.render(
            templates(reader),
            name,
            headers={"cache-control": A_FEW_MINUTES} | ({"vary": vary} if vary else {}),
            demo=await self._facts.is_demo(),
            site=self._site,
            paths=paths,
            languages=[(other, paths[other.code]) for other in languages()],
            countries=[(one, country_path(reader.code, one.code)) for one in countries_by_name(reader)],
            kinds=KIND_NAMES,
            day=Day,
            followable=followable,
            language_of=language,
            **values,
        )
        return _unchanged(request, response) or response


def _reader(request: Request) -> Language:
    return language(request.url.path.split("/")[1])


def _unchanged(request: Request, response: Response) -> Response | None:
    """Tags the page with its content; a browser that has this very content gets no second copy."""
    tag = f'W/"{sha256(response.body).hexdigest()[:16]}"'
    response.headers["etag"] = tag
    if request.headers.get("if-none-match") != tag:
        return None
    kept = {name: response.headers[name] for name in ("etag", "cache-control", "vary") if name in response.headers}
    return Response(status_code=304, headers=kept)
