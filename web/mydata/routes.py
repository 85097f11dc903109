"""A page behind a link that was asked for in the chat. It says nothing by itself: previews of links fetch it too."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

import look
from locales import LANGUAGES, Language, _, _n, guess, language
from services.takeout import PATH, Taken
from web.mydata.readable import readable

TEMPLATES = Path(__file__).parent / "templates"
FILE: Final = "passerelle"
_UNSEEN = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow"}
_FORMS = ("page", "json")


@dataclass(frozen=True, slots=True)
class MyDataSettings:
    public_url: str


class Links(Protocol):
    """Whose link is whose, and what is kept about them."""

    async def reader(self, token: str) -> str | None:
        """The language of whose link this is; None when it is no link, or no longer."""

    async def take(self, token: str, form: str) -> Taken | None:
        """Everything kept about them, noted as taken along in this form."""


def routes(links: Links, settings: MyDataSettings) -> list[BaseRoute]:
    room = MyData(links, settings)
    address = f"{PATH}/{{token}}"
    return [Route(address, room.offer), Route(address, room.give, methods=["POST"])]


class MyData:
    def __init__(self, links: Links, settings: MyDataSettings) -> None:
        self._links, self._settings = links, settings

    async def offer(self, request: Request) -> Response:
        """Two buttons, and nothing of anybody."""
        code = await self._links.reader(request.path_params["token"])
        if code is None:
            return _gone(request)
        return look.render(_templates(language(code)), "offer.html", headers=_UNSEEN, demo=False, languages=[])

    async def give(self, request: Request) -> Response:
        """The data, for who pressed a button of ours."""
        if not look.from_own_page(request.headers, self._settings.public_url):
            return _gone(request, 403)
        form = await _form(request)
        taken = await self._links.take(request.path_params["token"], form) if form else None
        if taken is None:
            return _gone(request)
        return _json(taken) if form == "json" else readable(taken, _file("html", "inline"))


async def _form(request: Request) -> str | None:
    try:
        wanted = (await look.read_form(request)).get("form")
    except (look.TooLarge, look.Unreadable):
        return None
    return wanted if wanted in _FORMS else None


def _json(taken: Taken) -> Response:
    text = json.dumps({"taken_at": taken["at"], **taken["kept"]}, ensure_ascii=False, indent=1)
    return Response(text, media_type="application/json", headers=_file("json", "attachment"))


def _file(ending: str, shown: str) -> dict[str, str]:
    return _UNSEEN | {"content-disposition": f'{shown}; filename="{FILE}.{ending}"'}


def _gone(request: Request, status: int = 404) -> Response:
    """A link of somebody else, of yesterday or of nobody: they are told alike."""
    asked = guess(request.headers.get("accept-language"))
    reader = language(asked if asked in LANGUAGES else "en")
    return look.render(
        _templates(reader),
        "told.html",
        status=status,
        headers=_UNSEEN,
        demo=False,
        languages=[],
        title=reader.say(_("This link is no longer good")),
        text=reader.say(
            _("It was good for 15 minutes, for who asked for it. Write “my data” in the chat to get a new one.")
        ),
        way_on=f"/chat?lang={reader.code}",
        way_on_name=reader.say(_("To the chat")),
    )


def _templates(reader: Language) -> Environment:
    return look.environment(reader, _, _n, TEMPLATES)
