"""The Bot API over HTTP: aiogram's client, with what it leaves out."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientTimeout

from channels.telegram.settings import TelegramSettings

CONNECT_SECONDS = 5
CALL_SECONDS = 15


def make_bot(settings: TelegramSettings) -> Bot:
    """Raises aiogram's TokenValidationError for what is no token."""
    api = TelegramAPIServer.from_base(settings.api_base) if settings.api_base else PRODUCTION
    return Bot(settings.token, Session(api=api))


class Session(AiohttpSession):
    """Gives up on a host early, so that what was surely not sent is told from what may have been."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  (aiogram names it)
    ) -> TelegramType:
        limits = ClientTimeout(total=timeout or CALL_SECONDS, sock_connect=CONNECT_SECONDS)
        # aiogram hands it on to aiohttp, which takes these
        return await super().make_request(bot, method, limits)  # type: ignore[arg-type]

    async def close(self) -> None:
        """At once: aiohttp itself waits until its connections are closed, and aiogram sleeps on top of it."""
        if self._session is not None:
            await self._session.close()


class GetRawUpdates(TelegramMethod[list[Any]]):
    """getUpdates with the updates as they came: aiogram's own loses a whole batch for one it cannot read."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None
