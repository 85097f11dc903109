"""What lost visitors are told, and those who meet a fault of ours: in words, with a way on."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

import look
from locales import LANGUAGES, Message, _, guess, language, languages
from web.pages.addresses import home_path
from web.pages.facts import CountryFacts
from web.pages.routes import templates

Handler = Callable[[Request, Exception], Awaitable[Response]]


def refusals(facts: CountryFacts) -> Mapping[int | type[Exception], Handler]:
    """Exception handlers for the whole service."""

    async def refused(request: Request, reason: Exception) -> Response:
        status, headers = _of(reason)
        title, text = _MISSING if status == 404 else _UNSUITED
        return _told(request, status, title, text, headers=headers, demo=await facts.is_demo())

    return {HTTPException: refused, 500: failed}


async def failed(request: Request, _reason: Exception) -> Response:
    """Asks nothing of the store: it may be what failed. The way on is the same address again."""
    return _told(request, 500, *_BROKEN, way_on="", way_on_name=_("Try again now"))


_MISSING = (_("There is no page here"), _("It may have moved, or the address has a slip in it."))
_UNSUITED = (_("That does not work here"), _("Nothing was done. The home page knows the way on."))
_BROKEN = (
    _("Something broke on our side"),
    _("It is not your doing, and what you gave before is kept. Please try again in a moment."),
)


def _of(reason: Exception) -> tuple[int, Mapping[str, str]]:
    if isinstance(reason, HTTPException):
        return reason.status_code, reason.headers or {}
    return 404, {}


def _told(
    request: Request,
    status: int,
    title: Message,
    text: Message,
    *,
    headers: Mapping[str, str] | None = None,
    demo: bool = False,
    way_on: str | None = None,
    way_on_name: Message = _("To the home page"),
) -> Response:
    first = request.url.path.split("/")[1]
    reader = language(first if first in LANGUAGES else guess(request.headers.get("accept-language")))
    return look.render(
        templates(reader),
        "told.html",
        status=status,
        headers={"cache-control": "no-store", **(headers or {})},
        demo=demo,
        languages=[(other, home_path(other.code)) for other in languages()],
        title=reader.say(title),
        text=reader.say(text),
        way_on=home_path(reader.code) if way_on is None else way_on,
        way_on_name=reader.say(way_on_name),
    )
