"""A webhook that writes down what it is sent, and answers what it was told to."""

import hashlib
import hmac
import json
from collections import deque
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.fakes.whatsapp.errors import Payload


class Receiver:
    """Refuses what is not signed with the secret. `answers` are the statuses of the next answers; then it is 200."""

    def __init__(self, *, app_secret: str, verify_token: str) -> None:
        self.raw: list[bytes] = []
        self.answers: deque[int] = deque()
        self._secret = app_secret.encode()
        self._verify_token = verify_token
        app = web.Application()
        app.router.add_get("/whatsapp/webhook", self._handshake)
        app.router.add_post("/whatsapp/webhook", self._take)
        self._runner = web.AppRunner(app, access_log=None)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/whatsapp/webhook"

    @property
    def bodies(self) -> list[Payload]:
        return [json.loads(raw) for raw in self.raw]

    @property
    def changes(self) -> list[Payload]:
        return [change for body in self.bodies for entry in body["entry"] for change in entry["changes"]]

    def all(self, key: str) -> list[Payload]:
        """All messages, statuses, contacts or errors, in the order they came."""
        return [each for change in self.changes for each in change["value"].get(key, ())]

    async def _handshake(self, request: web.Request) -> web.Response:
        query = request.query
        if query.get("hub.mode") != "subscribe" or query.get("hub.verify_token") != self._verify_token:
            return web.Response(status=403)
        return web.Response(text=query["hub.challenge"])

    async def _take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        if not hmac.compare_digest(self._signature(raw), request.headers.get("X-Hub-Signature-256", "")):
            return web.Response(status=403)
        self.raw.append(raw)
        return web.Response(status=self.answers.popleft() if self.answers else 200)

    def _signature(self, raw: bytes) -> str:
        return "sha256=" + hmac.new(self._secret, raw, hashlib.sha256).hexdigest()


def only(values: list[Any]) -> Any:
    """The one value there is."""
    (value,) = values
    return value
