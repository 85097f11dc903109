"""The webhook: the handshake, and notifications that are answered once they are on disk."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence

from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from channels.whatsapp.incoming import read_notification, unread
from channels.whatsapp.settings import WhatsAppSettings
from channels.whatsapp.signature import is_same, is_signed
from channels.wire import Event, News, Receive

PATH = "/whatsapp/webhook"
MOST_BYTES = 3 * 1024 * 1024
"""What Meta sends at most."""
READING_SECONDS = 15.0
RETRY_AFTER = {"retry-after": "5"}
_log = logging.getLogger(__name__)

Heard = Callable[[Sequence[Event]], Awaitable[None]]


def routes(receive: Receive, settings: WhatsAppSettings, heard: Heard) -> list[BaseRoute]:
    """`heard` is told of what was received, once that was answered."""
    webhook = Webhook(receive, settings, heard)
    return [Route(PATH, webhook.shake_hands), Route(PATH, webhook.take, methods=["POST"])]


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


class Webhook:
    def __init__(self, receive: Receive, settings: WhatsAppSettings, heard: Heard) -> None:
        self._receive, self._settings, self._heard = receive, settings, heard

    async def shake_hands(self, request: Request) -> Response:
        """Meta asks once, when the address is entered in its console."""
        asked = request.query_params
        is_ours = is_same(asked.get("hub.verify_token", ""), self._settings.verify_token)
        if asked.get("hub.mode") != "subscribe" or not is_ours:
            return Response(status_code=403)
        return PlainTextResponse(asked.get("hub.challenge", ""), headers={"x-content-type-options": "nosniff"})

    async def take(self, request: Request) -> Response:
        """200 for all that is authentic: anything else would be sent again, for seven days."""
        try:
            news = self._news(await self._signed_body(request))
        except _Refused as refused:
            return Response(status_code=refused.status)
        try:
            if news:
                await self._receive(news)
        except Exception as reason:  # noqa: BLE001  (whatever the reason: what is not on disk is not acknowledged)
            _log.error("a WhatsApp notification was not stored: %s", type(reason).__name__)
            return Response(status_code=503, headers=RETRY_AFTER)
        events = [each for each in news if isinstance(each, Event)]
        return Response(background=BackgroundTask(self._heard, events))

    async def _signed_body(self, request: Request) -> bytes:
        signature = request.headers.get("x-hub-signature-256", "")
        if not signature:
            raise _Refused(403)
        try:
            async with asyncio.timeout(READING_SECONDS):
                body = await _body(request)
        except (ClientDisconnect, TimeoutError):
            raise _Refused(400) from None
        if not is_signed(body, signature, self._settings.app_secret):
            raise _Refused(403)
        return body

    def _news(self, body: bytes) -> Sequence[News]:
        account, at = self._settings.account, self._settings.clock()
        try:
            return read_notification(json.loads(body), account, at)
        except (ValueError, RecursionError) as reason:
            return [unread(account, at, body.decode("utf-8", "backslashreplace"), type(reason).__name__)]


async def _body(request: Request) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > MOST_BYTES:  # Python reads no number of 5,000 digits
        raise _Refused(413)
    kept = bytearray()
    async for chunk in request.stream():
        kept += chunk
        if len(kept) > MOST_BYTES:
            raise _Refused(413)
    return bytes(kept)
