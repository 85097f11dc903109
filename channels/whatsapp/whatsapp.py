"""WhatsApp as a channel: what goes out, when it may, and what a refusal means."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from starlette.routing import BaseRoute

from channels.channel import NotNow, NotSent, PlainWire, Waits
from channels.finding import Finding
from channels.whatsapp import examining
from channels.whatsapp.client import Answer, Client, NotConnected
from channels.whatsapp.entrance import entrance
from channels.whatsapp.errors import TemplateRefused, Unclear, WindowClosed, refusal
from channels.whatsapp.outgoing import payloads, read_mark, ring
from channels.whatsapp.patience import Patience
from channels.whatsapp.routes import routes
from channels.whatsapp.settings import NAME, WhatsAppSettings
from channels.whatsapp.window import is_open, may_ring
from channels.wire import Event, Introduction, Post, Receive

MARK_SECONDS = 5.0
MOST_MARKS = 20
"""Read marks on their way at once: an answer must never wait for one."""
_log = logging.getLogger(__name__)


class WhatsApp(PlainWire):
    """One business number. What people write comes to its routes; whether a message arrived, too. Its profile and its
    templates are set up, and approved, in Meta's console.
    """

    name, tells_later = NAME, True

    def __init__(self, settings: WhatsAppSettings) -> None:
        self._settings = settings
        self._client = Client(settings)
        self._patience = Patience(settings.clock)
        self._refused: set[tuple[str, str]] = set()
        self._marks = 0

    def serves(self, account: str, address: str) -> bool:
        return account == self._settings.account

    def routes(self, receive: Receive) -> list[BaseRoute]:
        return routes(receive, self._settings, self.heard)

    async def examine(self, public_url: str, introductions: Sequence[Introduction]) -> Sequence[Finding]:
        return await examining.examine(self._settings, public_url)

    async def entrance(self) -> str:
        return await entrance(self._settings)

    def rest(self, seconds: float) -> None:
        self._patience.be_quiet(seconds)

    async def close(self) -> None:
        await self._client.close()

    async def send(self, account: str, address: str, post: Post) -> None:
        """Outside the window nobody gets more than a template that asks them to write: what was to be said waits."""
        if not is_open(post, self._settings.clock()):
            await self._ring(address, post)
        try:
            for payload in payloads(post, address):
                await self._hand_over(payload)
        except WindowClosed:
            await self._ring(address, post)

    async def heard(self, events: Sequence[Event]) -> None:
        """Mark as read what each person wrote last, which marks what is above it; nothing depends on this."""
        for event in {event.address: event for event in events if event.kind != "moved"}.values():
            if self._marks >= MOST_MARKS or self._patience.quiet():
                return
            self._marks += 1
            try:
                await self._mark(event.reply_to)
            finally:
                self._marks -= 1

    async def _ring(self, address: str, post: Post) -> NoReturn:
        name, code = self._settings.template(post.dialogue), post.language
        if not name or (name, code) in self._refused or not may_ring(post, self._settings.clock()):
            raise Waits
        try:
            await self._hand_over(ring(post, address, name))
        except TemplateRefused as reason:
            self._refused.add((name, code))
            _log.error("the WhatsApp template %s (%s) is not used any more: %s", name, code, reason)
            raise
        except Unclear as reason:
            # perhaps it rang; to ring twice is worse than to wait
            raise Waits(str(reason), rang=True) from None
        raise Waits(rang=True)

    async def _mark(self, message: str) -> None:
        try:
            async with asyncio.timeout(MARK_SECONDS):
                await self._call(read_mark(message))
        except (NotSent, Unclear, TimeoutError) as reason:
            _log.warning("a WhatsApp message was not marked as read: %s %s", type(reason).__name__, reason)

    async def _hand_over(self, payload: Mapping[str, Any]) -> None:
        """Returns once the message was taken; a success that names no message may be one or not."""
        if not (await self._call(payload)).message:
            msg = "no message id"
            raise Unclear(msg)
        self._patience.taken()

    async def _call(self, payload: Mapping[str, Any]) -> Answer:
        if seconds := self._patience.quiet():
            raise NotNow(seconds, account=True, why="as told before")
        try:
            answer = await self._client.post(payload)
        except NotConnected as reason:
            raise self._heeded(NotNow(self._patience.wait(), account=True, why=str(reason))) from None
        if answer.is_success:
            return answer
        raise self._heeded(refusal(answer.status, answer.error, lambda: answer.wait or self._patience.wait()))

    def _heeded(self, trouble: Exception) -> Exception:
        if isinstance(trouble, NotNow) and trouble.account:
            self._patience.be_quiet(trouble.seconds)
        return trouble
