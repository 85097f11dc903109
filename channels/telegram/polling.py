"""Asking for updates, where no webhook is set. https://core.telegram.org/bots/api#getupdates"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NoReturn

from aiogram import Bot
from aiogram.exceptions import AiogramError

from channels.channel import NotNow, Shut
from channels.telegram.client import CALL_SECONDS, GetRawUpdates
from channels.telegram.errors import trouble
from channels.telegram.incoming import ALLOWED_UPDATES, update_id
from channels.telegram.settings import TelegramSettings

LONGEST_PAUSE = 60.0
_log = logging.getLogger(__name__)

Take = Callable[[Sequence[Any]], Awaitable[None]]
"""Returns once everything that the updates say is on disk."""


class Unconfirmed(Exception):
    """Updates without an id: they come again with every question, until Telegram forgets them."""


async def poll(bot: Bot, settings: TelegramSettings, take: Take) -> NoReturn:
    """For ever: ask, put on disk, and only then confirm by the next question. What fails is tried again, ever later."""
    offset, failures = None, 0
    while True:
        try:
            offset = await _round(bot, settings, take, offset)
            failures = 0
        except Exception as reason:  # noqa: BLE001  (whatever it is, the people who write are not to be left alone)
            failures += 1
            met = trouble(reason) if isinstance(reason, AiogramError) else reason
            seconds = pause(met, failures, settings.shortest_pause)
            _log.warning("telegram is asked again in %g s: %s", seconds, _told(met))
            await asyncio.sleep(seconds)


def pause(met: Exception, failures: int, shortest: float) -> float:
    """Doubling up to a minute, and never less than what Telegram asks for."""
    asked_for = met.seconds if isinstance(met, Shut) or (isinstance(met, NotNow) and met.account) else 0
    return max(asked_for, min(shortest * 2.0 ** min(failures - 1, 20), LONGEST_PAUSE))


async def _round(bot: Bot, settings: TelegramSettings, take: Take, offset: int | None) -> int | None:
    """Takes one batch; returns the offset that confirms it.

    An empty batch leaves nothing to confirm, and no offset: it would hide what comes when Telegram begins its ids
    anew, lower, as it does after a quiet week.
    """
    call = GetRawUpdates(offset=offset, timeout=settings.longest_poll, allowed_updates=list(ALLOWED_UPDATES))
    updates = await bot(call, request_timeout=settings.longest_poll + CALL_SECONDS)
    if not updates:
        return None
    await take(updates)
    ids = [known for update in updates if (known := update_id(update)) is not None]
    if not ids:
        raise Unconfirmed
    return max(ids) + 1


def _told(met: Exception) -> str:
    """The text of a trouble holds a code; other texts may hold what somebody wrote."""
    return f"{type(met).__name__} {met}" if isinstance(met, NotNow | Shut) else type(met).__name__
