"""The addresses of the web chat."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

import look
from channels.webchat import refusal
from channels.webchat.conversation import Closing, Conversation
from channels.webchat.incoming import TooLong, read_event
from channels.webchat.outgoing import log_html
from channels.webchat.pace import Pace
from channels.webchat.page import FILES, NEVER_KEPT, chat_page, page_language
from channels.webchat.refusal import Refused
from channels.webchat.settings import WebchatSettings
from channels.webchat.streams import Streams
from channels.webchat.visitor import Visitor, remember, visitor_of
from channels.wire import Event, Receive
from locales import LANGUAGES

STREAMED = NEVER_KEPT | {"x-accel-buffering": "no"}
RECONNECT_AFTER_MS = 3_000
_ID = re.compile(r"[0-9]{1,18}", re.ASCII)
_log = logging.getLogger(__name__)


def routes(receive: Receive, conversation: Conversation, settings: WebchatSettings) -> list[BaseRoute]:
    chat = Webchat(receive, conversation, settings)
    return [
        Route("/chat", chat.show),
        Route("/chat", chat.take, methods=["POST"]),
        Route("/chat/live", chat.stream),
        Route("/chat/posts", chat.catch_up),
        FILES.route(),
        look.FILES.route(),
    ]


class Webchat:
    def __init__(self, receive: Receive, conversation: Conversation, settings: WebchatSettings) -> None:
        self._receive = receive
        self._conversation = conversation
        self._settings = settings
        self._pace = Pace(settings.posts_a_minute)
        self._streams = Streams(settings.streams_a_visitor)

    async def show(self, request: Request) -> Response:
        visitor = visitor_of(request, self._settings)
        return await self._page(request, visitor)

    async def take(self, request: Request) -> Response:
        """Post, redirect, get; a script asks for JSON and is answered as soon as the event is on disk."""
        visitor = visitor_of(request, self._settings)
        scripted = "application/json" in request.headers.get("accept", "")
        try:
            await self._take(request, visitor)
        except Refused as refused:
            if scripted:
                return self._scripted(request, refused)
            return await self._page(request, visitor, refused)
        response: Response = JSONResponse({}, headers=NEVER_KEPT) if scripted else await self._answered(visitor)
        remember(response, visitor, self._settings)
        return response

    async def catch_up(self, request: Request) -> Response:
        """The posts after `after`, for a script whose stream is held up on the way; 204 where no cookie came along."""
        visitor = visitor_of(request, self._settings)
        if not visitor.known:
            return Response(status_code=204, headers=NEVER_KEPT)
        posts = await self._conversation.posts(visitor.address, _after(request))
        return HTMLResponse(Markup("\n").join(log_html(posts)), headers=NEVER_KEPT)

    async def stream(self, request: Request) -> Response:
        visitor = visitor_of(request, self._settings)
        if not visitor.known:
            return Response(status_code=204)  # tells an EventSource not to come again
        return StreamingResponse(self._events(request, visitor), media_type="text/event-stream", headers=STREAMED)

    async def _take(self, request: Request, visitor: Visitor) -> None:
        if not look.from_own_page(request.headers, self._settings.public_url):
            raise refusal.from_elsewhere()
        event = await self._event(request, visitor)
        if event is None:
            return
        if wait := self._pace.wait(visitor.address):
            raise refusal.too_fast(wait, _typed(event))
        try:
            await self._receive([event])
        except Exception as reason:
            # whatever the reason: what is not on disk is not acknowledged, and what was typed is given back
            _log.error("a web chat message was not stored: %s", type(reason).__name__)
            raise refusal.not_stored(_typed(event)) from reason

    async def _event(self, request: Request, visitor: Visitor) -> Event | None:
        try:
            async with asyncio.timeout(self._settings.longest_reading):
                fields = await look.read_form(request)
        except look.TooLarge as reason:
            raise refusal.too_large() from reason
        except (look.Unreadable, TimeoutError) as reason:
            raise refusal.unreadable() from reason
        hint = fields.get("lang", "")
        code = hint if hint in LANGUAGES else page_language(request).code
        try:
            return read_event(fields, address=visitor.address, account=self._settings.account, language=code)
        except TooLong as reason:
            raise refusal.too_long(reason.text) from reason

    async def _answered(self, visitor: Visitor) -> Response:
        await self._conversation.settle(visitor.address, self._settings.longest_settling)
        return RedirectResponse("/chat#latest" if visitor.known else "/chat?begun#latest", 303, NEVER_KEPT)

    async def _page(self, request: Request, visitor: Visitor, refused: Refused | None = None) -> Response:
        store_failed = refused is not None and refused.status == 503
        unasked = store_failed or not visitor.known
        posts = [] if unasked else await self._conversation.posts(visitor.address, 0)
        return chat_page(request, visitor, posts, self._settings, refused)

    def _scripted(self, request: Request, refused: Refused) -> Response:
        told = page_language(request).say(refused.say)
        return JSONResponse({"say": told}, refused.status, NEVER_KEPT | refused.headers)

    async def _events(self, request: Request, visitor: Visitor) -> AsyncIterator[str]:
        """Server-sent events: each post once, in order; a comment now and then keeps the line open.

        A stream that resumes says over pushed posts that they came while nobody listened.
        """
        after, address = _after(request), visitor.address
        seen = after if "last-event-id" in request.headers else None
        yield f"retry: {RECONNECT_AFTER_MS}\n\n"
        try:
            with self._streams.opened(address) as ticket:
                while self._streams.lives(address, ticket):
                    posts = await self._conversation.posts(address, after)
                    for post, html in zip(posts, log_html(posts, seen), strict=True):
                        yield _server_sent(post.id, html)
                    after, seen = posts[-1].id if posts else after, None
                    if not await self._conversation.wait(address, after, self._settings.heartbeat):
                        yield ":\n\n"
            yield "event: elsewhere\ndata:\n\n"
        except Closing:
            return
        except Exception as reason:  # noqa: BLE001  (the store is away: the browser comes again where it broke off)
            _log.warning("an event stream ended: %s", type(reason).__name__)


def _server_sent(number: int, html: str) -> str:
    return f"id: {number}\n" + "".join(f"data: {line}\n" for line in html.splitlines()) + "\n"


def _after(request: Request) -> int:
    """Where the browser stands: the event id its stream broke off at, else what its page had."""
    stated = request.headers.get("last-event-id") or request.query_params.get("after", "")
    return int(stated) if _ID.fullmatch(stated) else 0


def _typed(event: Event) -> str:
    return event.text if event.kind == "text" else ""
