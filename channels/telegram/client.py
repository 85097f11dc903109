"""The Bot API over HTTP: aiogram's client, with what it leaves out."""

import json
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from math import ceil
from typing import Any
from urllib.parse import urlencode

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, LeaveChat, SendMessage, TelegramMethod
from aiogram.methods.base import Response, TelegramType
from aiohttp import BytesPayload, ClientTimeout, FormData

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
        # aiogram hands it on to aiohttp, which takes these
        limits: Any = ClientTimeout(total=timeout or CALL_SECONDS, sock_connect=CONNECT_SECONDS)
        is_to_people = isinstance(method, _TO_PEOPLE)
        if is_to_people and (seconds := self.quiet()):
            raise TelegramRetryAfter(method, "as told before", ceil(seconds))
        try:
            return await super().make_request(bot, method, limits)
        except TelegramRetryAfter as asked:
            if is_to_people:
                self.be_quiet(asked.retry_after)
            raise

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> FormData:
        """What is said to people has no files and no defaults to look up, which is where aiogram's time goes."""
        if not isinstance(method, _TO_PEOPLE):
            return super().build_form_data(bot, method)
        given = method.model_dump(mode="json", exclude_unset=True, exclude_none=True)
        return _Fields({name: each if isinstance(each, str) else json.dumps(each) for name, each in given.items()})

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


class _Fields(FormData):
    """Written at once: aiohttp's own form prepares for parts of every kind."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._body = urlencode(fields).encode()

    def __call__(self) -> BytesPayload:
        return BytesPayload(self._body, content_type="application/x-www-form-urlencoded")


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
