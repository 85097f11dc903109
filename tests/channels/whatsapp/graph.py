"""A Graph API of one call: it keeps what it was sent, and answers as it was told to."""

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Any

from aiohttp import web

TAKEN = {
    "messaging_product": "whatsapp",
    "contacts": [{"input": "22890112233", "wa_id": "22890112233"}],
    "messages": [{"id": "wamid.HBgLMjI4OTAxMTIyMzMVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA", "message_status": "accepted"}],
}


def error(code: int, *, subcode: int | None = None) -> dict[str, Any]:
    """An error as Meta words it: its texts change, its code does not."""
    told: dict[str, Any] = {"message": f"(#{code}) …", "type": "OAuthException", "code": code, "fbtrace_id": "Az8or2"}
    return {"error": told if subcode is None else told | {"error_subcode": subcode}}


class Graph:
    """Takes every message, until told otherwise; `hang_up` has it break the line once it has read the next one. While
    `held` is cleared it answers nobody.
    """

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.tokens: list[str] = []
        self._answers: deque[web.Response | None] = deque()
        self.held = asyncio.Event()
        self.held.set()
        self._runner: web.AppRunner | None = None
        self.base = ""

    async def __aenter__(self) -> "Graph":
        app = web.Application()
        app.router.add_post("/{path:.*}", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}/v24.0"
        return self

    async def __aexit__(self, *_of: object) -> None:
        assert self._runner
        await self._runner.cleanup()

    def answer(self, status: int, body: Any = None, headers: Mapping[str, str] | None = None) -> None:
        """To the next call that has no answer yet."""
        self._answers.append(web.json_response(body, status=status, headers=headers))

    def answer_raw(self, status: int, body: bytes) -> None:
        self._answers.append(web.Response(status=status, body=body))

    def hang_up(self) -> None:
        self._answers.append(None)

    @property
    def kinds(self) -> list[str]:
        """What was sent, in a word each."""
        return [str(each.get("type", each.get("status"))) for each in self.sent]

    async def _take(self, request: web.Request) -> web.StreamResponse:
        self.sent.append(await request.json())
        self.paths.append(request.path)
        self.tokens.append(request.headers.get("Authorization", ""))
        await self.held.wait()
        answer = self._answers.popleft() if self._answers else web.json_response(TAKEN)
        if answer is None:
            assert request.transport
            request.transport.abort()
            return web.Response()
        return answer
