"""What follows on the wire from an update that is no event: done beside the turn, at most once, and never missed."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, LeaveChat, TelegramMethod

from channels.telegram.errors import trouble
from channels.telegram.incoming import Answer, Errand
from channels.telegram.outgoing import farewell
from locales import guess

MOST_AT_ONCE = 50
_log = logging.getLogger(__name__)


class Errands:
    """The errands under way. Beyond the most they are let be: whoever fills groups with bots is owed no answer.

    `resting` tells for how many seconds Telegram is not to be called.
    """

    def __init__(self, bot: Bot, resting: Callable[[], float]) -> None:
        self._bot, self._resting = bot, resting
        self._under_way: dict[Errand, asyncio.Task[None]] = {}

    def start(self, errands: Iterable[Errand]) -> None:
        for errand in errands:
            if errand not in self._under_way and len(self._under_way) < MOST_AT_ONCE:
                self._under_way[errand] = asyncio.create_task(self._run(errand))

    async def close(self) -> None:
        """Lets what is under way end: a call is bounded by its own time-out."""
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _run(self, errand: Errand) -> None:
        for call in _calls(errand):
            await asyncio.sleep(self._resting())
            try:
                await self._bot(call)
            except Exception as reason:  # noqa: BLE001  (nobody waits for it, and the next call may still do)
                _log.info("a telegram errand failed: %s: %s", call.__api_method__, trouble(reason))
        del self._under_way[errand]


def _calls(errand: Errand) -> tuple[TelegramMethod[Any], ...]:
    if isinstance(errand, Answer):
        return (AnswerCallbackQuery(callback_query_id=errand.query),)
    leaving = LeaveChat(chat_id=errand.chat)
    return (farewell(errand.chat, guess(errand.language)), leaving) if errand.speaks else (leaving,)
