"""The Bot API over HTTP: aiogram's client, with what it leaves out."""

import json
from datetime import timedelta
from http import HTTPStatus
from math import ceil
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, LeaveChat, SendMessage, TelegramMethod
from aiogram.methods.base import Response, TelegramType
from aiohttp import ClientTimeout

from channels.telegram.settings import TelegramSettings

CONNECT_SECONDS = 5
CALL_SECONDS = 15
_TO_PEOPLE = (SendMessage, AnswerCallbackQuery, EditMessageReplyMarkup, LeaveChat)
"""What is said to people: Telegram counts these calls together, and their results tell nothing new."""
_DONE: Response[Any] = Response[Any].model_construct(ok=True, result=None)


class Session(AiohttpSession):
    """Gives up on a host early, so that what was surely not sent is told from what may have been; keeps quiet with
    people for as long as Telegram asks for it; and reads no message that it has just written itself.
    """

    def __init__(self, settings: TelegramSettings) -> None:
        super().__init__(api=TelegramAPIServer.from_base(settings.api_base) if settings.api_base else PRODUCTION)
        self._clock = settings.clock
        self._quiet_until = settings.clock()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  (aiogram names it)
    ) -> TelegramType:
        if isinstance(method, _TO_PEOPLE):
            self._keep_quiet(method)
        limits = ClientTimeout(total=timeout or CALL_SECONDS, sock_connect=CONNECT_SECONDS)
        try:
            # aiogram hands it on to aiohttp, which takes these
            return await super().make_request(bot, method, limits)  # type: ignore[arg-type]
        except TelegramRetryAfter as asked:
            if isinstance(method, _TO_PEOPLE):
                self.be_quiet(asked.retry_after)
            raise

    def be_quiet(self, seconds: float) -> None:
        """Say nothing to anybody before."""
        self._quiet_until = max(self._quiet_until, self._clock() + timedelta(seconds=seconds))

    def quiet(self) -> float:
        """How many seconds are left of that."""
        return max(0.0, (self._quiet_until - self._clock()).total_seconds())

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Reading the message that was sent takes aiogram longer than all that led to it."""
        if isinstance(method, _TO_PEOPLE) and status_code == HTTPStatus.OK and _is_ok(content):
            return _DONE
        return super().check_response(bot, method, status_code, content)

    async def close(self) -> None:
        """At once: aiohttp itself waits until its connections are closed, and aiogram sleeps on top of it."""
        if self._session is not None:
            await self._session.close()

    def _keep_quiet(self, method: TelegramMethod[Any]) -> None:
        if seconds := self.quiet():
            raise TelegramRetryAfter(method, "as told before", ceil(seconds))


def _is_ok(content: str) -> bool:
    try:
        answer = json.loads(content)
    except ValueError:
        return False
    return isinstance(answer, dict) and answer.get("ok") is True


class GetRawUpdates(TelegramMethod[list[Any]]):
    """getUpdates with the updates as they came: aiogram's own loses a whole batch for one it cannot read."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None
