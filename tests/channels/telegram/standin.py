"""A stand-in for the Bot API server: it takes down what is asked over HTTP, and answers as it was told to."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from aiohttp import web
from aiohttp.test_utils import TestServer

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
RESULTS: dict[str, Any] = {
    "sendMessage": {"message_id": 400, "date": 1795424400, "chat": {"id": 5550001, "type": "private"}},
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getChatMenuButton": {"type": "default"},
}
_JSON_FIELDS = {"reply_markup", "link_preview_options", "allowed_updates", "commands", "scope", "menu_button"}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Call(NamedTuple):
    method: str
    fields: dict[str, Any]


def ok(result: Any) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": result})

    return answer


def failed(code: int, description: str, **parameters: Any) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        told: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        return web.json_response(told | ({"parameters": parameters} if parameters else {}), status=code)

    return answer


def page(code: int, text: str) -> Answer:
    """What a gateway in between answers."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, text=text, content_type="text/html")

    return answer


async def reset(request: web.Request) -> web.StreamResponse:
    """Breaks the line after the request was read."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


class StandIn:
    """Answers go out in order for each method; without one, what a friendly server would say.

    Updates are handed out as the Bot API does: again and again, until an offset confirms them.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.updates: list[dict[str, Any]] = []
        self._answers: defaultdict[str, deque[Answer]] = defaultdict(deque)
        self._changed = asyncio.Condition()
        app = web.Application()
        app.router.add_post(f"/bot{TOKEN}/{{method}}", self._answer)
        self.server = TestServer(app)

    @property
    def base(self) -> str:
        return str(self.server.make_url("")).rstrip("/")

    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    def answer(self, method: str, *answers: Answer) -> None:
        self._answers[method].extend(answers)

    async def called(self, method: str, times: int = 1) -> list[Call]:
        """The calls of a method, once there were so many."""
        async with asyncio.timeout(30), self._changed:
            await self._changed.wait_for(lambda: self.methods().count(method) >= times)
        return [call for call in self.calls if call.method == method]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fields = {key: _plain(key, str(value)) for key, value in (await request.post()).items()}
        async with self._changed:
            self.calls.append(Call(method, fields))
            self._changed.notify_all()
        if self._answers[method]:
            return await self._answers[method].popleft()(request)
        if method == "getUpdates":
            return await self._hand_out(fields)
        return web.json_response({"ok": True, "result": RESULTS.get(method, True)})

    async def _hand_out(self, fields: dict[str, Any]) -> web.StreamResponse:
        if offset := int(fields.get("offset", "0")):
            self.updates = [each for each in self.updates if each.get("update_id", offset) >= offset]
        if not self.updates:
            await asyncio.sleep(0.01)
        return web.json_response({"ok": True, "result": self.updates})


def _plain(key: str, value: str) -> Any:
    return json.loads(value) if key in _JSON_FIELDS else value
