"""The webhook. https://core.telegram.org/bots/api#setwebhook"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from hmac import compare_digest
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from channels.telegram.settings import TelegramSettings

PATH = "/telegram/webhook"
MOST_BYTES = 1024 * 1024
RETRY_AFTER_SECONDS = 5
_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105  (its name)
_log = logging.getLogger(__name__)


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


def routes(settings: TelegramSettings, take: Callable[[Sequence[Any]], Awaitable[None]]) -> list[BaseRoute]:
    """None without a secret: then anybody could post updates, and updates are asked for."""
    secret = settings.webhook_secret
    if not secret:
        return []

    async def update(request: Request) -> Response:
        try:
            _authenticate(request, secret.encode())
            posted = await _read(request, settings.longest_reading)
            await _kept(take, posted)
        except _Refused as refused:
            headers = {"retry-after": str(RETRY_AFTER_SECONDS)} if refused.status == 503 else None
            return Response(status_code=refused.status, headers=headers)
        return Response()

    return [Route(PATH, update, methods=["POST"])]


def _authenticate(request: Request, secret: bytes) -> None:
    """As bytes: a header may hold letters that no text is compared with in constant time."""
    stated = request.headers.get(_SECRET_HEADER, "").encode("latin-1")
    if not compare_digest(stated, secret):
        raise _Refused(401)


async def _read(request: Request, seconds: float) -> dict[str, Any]:
    try:
        async with asyncio.timeout(seconds):
            posted = json.loads(await _body(request))
    except (ValueError, RecursionError, TimeoutError, ClientDisconnect) as reason:
        raise _Refused(400) from reason
    if not isinstance(posted, dict):
        raise _Refused(400)
    return posted


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise _Refused(413)
    return bytes(body)


async def _kept(take: Callable[[Sequence[Any]], Awaitable[None]], posted: dict[str, Any]) -> None:
    """What is not on disk is not acknowledged: Telegram brings it again."""
    try:
        await take([posted])
    except Exception as reason:
        _log.error("a telegram update was not stored: %s", type(reason).__name__)
        raise _Refused(503) from reason
