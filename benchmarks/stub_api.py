"""The stub network: a Bot API server that takes every call at once and answers as little as a client accepts."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from aiohttp import web

_BOT = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_KNOWN: Mapping[str, object] = {
    "getMe": _BOT,
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getChatMenuButton": {"type": "commands"},
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as its reader sees it: its id, its text, what its buttons send back in reading order."""

    id: int
    text: str
    buttons: tuple[str, ...]


@dataclass(slots=True)
class StubApi:
    """Who waits for a message in a chat is woken by the next one there; `surplus` counts those nobody waited for."""

    url: str = ""
    calls: Counter[str] = field(default_factory=Counter)
    surplus: int = 0
    _waiting: dict[int, asyncio.Future[Shown]] = field(default_factory=dict)
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    def expect(self, chat: int) -> asyncio.Future[Shown]:
        """The next message in this chat."""
        answer: asyncio.Future[Shown] = asyncio.get_running_loop().create_future()
        self._waiting[chat] = answer
        return answer

    async def call(self, request: web.Request) -> web.Response:
        """Any method of any bot."""
        method = request.match_info["method"]
        self.calls[method] += 1
        form = await request.post()
        return web.json_response({"ok": True, "result": self._result(method, {k: str(v) for k, v in form.items()})})

    def _result(self, method: str, form: Mapping[str, str]) -> object:
        if method in {"sendMessage", "editMessageText"}:
            return self._show(int(form["chat_id"]), form)
        if method == "editMessageReplyMarkup":
            return message(int(form["chat_id"]), int(form["message_id"]))
        return _KNOWN.get(method, True)

    def _show(self, chat: int, form: Mapping[str, str]) -> object:
        shown = Shown(next(self._ids), form["text"], _buttons(form.get("reply_markup")))
        waiting = self._waiting.pop(chat, None)
        if waiting is None or waiting.done():
            self.surplus += 1
        else:
            waiting.set_result(shown)
        return message(chat, shown.id, shown.text)


def message(chat: int, number: int, text: str = "") -> dict[str, object]:
    """A message of the bot in a private chat, as the Bot API shows it."""
    private = {"id": chat, "type": "private"}
    return {"message_id": number, "date": int(time.time()), "chat": private, "from": _BOT, "text": text}


@asynccontextmanager
async def stub_network() -> AsyncIterator[StubApi]:
    """The server on a port of its own."""
    api = StubApi()
    application = web.Application()
    application.router.add_route("*", "/bot{token}/{method}", api.call)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield api
    finally:
        await runner.cleanup()


def _buttons(markup: str | None) -> tuple[str, ...]:
    rows = json.loads(markup).get("inline_keyboard", ()) if markup else ()
    return tuple(button["callback_data"] for row in rows for button in row if "callback_data" in button)
