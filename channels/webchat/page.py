"""The page of a conversation, whole, as it is without scripts too."""

from collections.abc import Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

import look
from channels.webchat.incoming import START
from channels.webchat.outgoing import fresh_nonce, log_html, templates
from channels.webchat.refusal import Refused
from channels.webchat.settings import WebchatSettings
from channels.webchat.visitor import Visitor, last_seen, mark_seen, remember
from channels.wire import Post
from locales import LANGUAGES, Language, Message, _, guess, language, languages
from world.countries import COUNTRIES_OF_ORIGIN, Country, country

FILES = look.Files("/chat/files", Path(__file__).parent / "files")
NEVER_KEPT = {"cache-control": "no-store"}


def page_language(request: Request, posts: Sequence[Post] = ()) -> Language:
    """The frame speaks as the last post does; before there is one, as the link or the browser asks."""
    if posts:
        return language(posts[-1].language)
    asked = request.query_params.get("lang")
    return language(asked if asked in LANGUAGES else guess(request.headers.get("accept-language")))


def chat_page(
    request: Request, visitor: Visitor, posts: Sequence[Post], settings: WebchatSettings, refused: Refused | None = None
) -> Response:
    reader, origin, seen = page_language(request, posts), _country(request), last_seen(request)
    start = f"country-{origin.code.lower()}" if origin else _start(request)
    told = refused.say if refused else _unkept(request, visitor)
    response = look.render(
        templates(reader),
        "chat.html",
        status=refused.status if refused else 200,
        headers=NEVER_KEPT | (refused.headers if refused else {}),
        demo=settings.demo,
        script=FILES.address("chat.js"),
        nonce=fresh_nonce(),
        languages=[] if posts else [(other, _address(other, origin, start)) for other in languages()],
        country=origin,
        door=not refused and (start or not posts),
        start=start,
        posts=log_html(posts, seen),
        latest=_latest(posts, seen),
        after=posts[-1].id if posts else 0,
        told=reader.say(told) if told else "",
        draft=refused.draft if refused else "",
    )
    remember(response, visitor, settings)
    if posts:
        mark_seen(response, posts[-1].id, settings)
    return response


def _country(request: Request) -> Country | None:
    code = request.query_params.get("country", "").upper()
    return country(code) if code in COUNTRIES_OF_ORIGIN else None


def _start(request: Request) -> str:
    """What a personal link begins with, once the button under it is pressed: whatever looks at links presses none."""
    asked = request.query_params.get("start", "")
    return asked if START.fullmatch(asked) else ""


def _unkept(request: Request, visitor: Visitor) -> Message | None:
    """After a post, a browser that comes back without its cookie keeps none."""
    if visitor.known or "begun" not in request.query_params:
        return None
    return _(
        "This browser keeps no cookie for this site, and without one your conversation cannot go on. Allow it in the "
        "settings or use another browser, then begin again."
    )


def _address(reader: Language, origin: Country | None, start: str) -> str:
    kept = f"&country={origin.code}" if origin else f"&start={start}" if start else ""
    return f"/chat?lang={reader.code}{kept}"


def _latest(posts: Sequence[Post], seen: int | None) -> int:
    """Where reading goes on: the place of the first post not shown before, else of the last."""
    unseen = (at for at, post in enumerate(posts) if seen is not None and post.id > seen)
    return next(unseen, len(posts) - 1)
