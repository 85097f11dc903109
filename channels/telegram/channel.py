"""The Telegram channel, as the house is given it."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from typing import Any

from aiogram import Bot
from aiogram.methods import SendMessage, TelegramMethod
from starlette.routing import BaseRoute

from channels.channel import NotNow, Rejected
from channels.finding import Finding
from channels.telegram import examining, introducing, polling
from channels.telegram.client import Session
from channels.telegram.entrance import entrance
from channels.telegram.errands import Errands
from channels.telegram.errors import is_past, trouble
from channels.telegram.incoming import NAME, read_update
from channels.telegram.outgoing import acknowledge, send_messages
from channels.telegram.routes import routes
from channels.telegram.settings import TelegramSettings
from channels.wire import Introduction, Post, Receive

MOST_BEGUN = 100
TIDYING_SECONDS = 5
_log = logging.getLogger(__name__)


class Telegram:
    """One bot. Closed once, after everything that sends or listens has ended."""

    name, tells_later = NAME, False

    def __init__(self, settings: TelegramSettings) -> None:
        self._settings = settings
        self.polls = not settings.webhook_secret
        self._session = Session(settings)
        self._bot = Bot(settings.token, self._session)
        self._errands = Errands(self._bot, self._session.quiet)
        self._begun: dict[int, int] = {}

    def serves(self, account: str, address: str) -> bool:
        return account == self._settings.account

    async def send(self, account: str, address: str, post: Post) -> None:
        """A post of several messages that broke off goes on, when it is sent again, with the one that was not taken."""
        try:
            messages, acknowledged = send_messages(address, post), acknowledge(address, post.reply_to)
        except ValueError as reason:  # no number for an address, letters that cannot be sent
            raise Rejected(type(reason).__name__) from None
        begun = self._begun.pop(post.id, 0)
        async with asyncio.TaskGroup() as beside:
            for call in () if begun else acknowledged:
                beside.create_task(self._tidy(call))
            met = await self._deliver_from(begun, post.id, messages)
        if met is not None:
            raise met from None

    def routes(self, receive: Receive) -> list[BaseRoute]:
        return routes(self._settings, self._taking(receive))

    async def listen(self, receive: Receive) -> None:
        """For ever; only for a bot without a webhook, and by one process at a time."""
        await polling.poll(self._bot, self._settings, self._taking(receive))

    def rest(self, seconds: float) -> None:
        self._session.be_quiet(seconds)

    async def prepare(self, introductions: Sequence[Introduction]) -> None:
        if seconds := self._session.quiet():
            raise NotNow(seconds, account=True, why="as told before")
        await introducing.prepare(self._bot, self._settings, introductions)

    async def look(self, languages: Iterable[str]) -> examining.Look:
        """What Telegram has of the bot. Raises NotSent, or Unsure."""
        return await examining.look(self._bot, languages)

    async def examine(self, public_url: str, introductions: Sequence[Introduction]) -> Sequence[Finding]:
        return await examining.examine(self._bot, self._settings, public_url, introductions)

    async def entrance(self) -> str:
        return await entrance(self._bot)

    async def close(self) -> None:
        await self._errands.close()
        await self._session.close()

    def _taking(self, receive: Receive) -> polling.Take:
        async def take(updates: Sequence[Any]) -> None:
            at = self._settings.clock()
            reads = [read_update(update, self._settings.account, at) for update in updates]
            if news := [each for read in reads for each in read.news]:
                await receive(news)
            self._errands.start(errand for read in reads for errand in read.errands)

        return take

    def _begin(self, post: int, at: int) -> None:
        """Forgotten at a restart, and the oldest first: then messages are sent twice, and none is lost."""
        if at:
            self._begun[post] = at
        if len(self._begun) > MOST_BEGUN:
            del self._begun[next(iter(self._begun))]

    async def _deliver_from(self, begun: int, post: int, messages: Sequence[SendMessage]) -> Exception | None:
        """The trouble that ended it, if one did."""
        for at, message in enumerate(messages[begun:], begun):
            self._begin(post, at)
            met = await self._deliver(message)
            if met is not None:
                return met
        self._begun.pop(post, None)
        return None

    async def _deliver(self, message: SendMessage) -> Exception | None:
        try:
            await self._bot(message)
        except Exception as reason:  # noqa: BLE001  (sorted by the table; the texts of aiogram are not handed on)
            return trouble(reason)
        return None

    async def _tidy(self, call: TelegramMethod[Any]) -> None:
        """Beside the answer, which waits for none of it and fails with none of it."""
        try:
            await self._bot(call, request_timeout=TIDYING_SECONDS)
        except Exception as reason:  # noqa: BLE001  (as above)
            if not is_past(reason):
                _log.warning("a telegram press was not tidied up after: %s: %s", call.__api_method__, trouble(reason))
