"""How the vendor misbehaves on demand."""

import asyncio
import json
import socket
import struct
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from tests.fakes.telegram.refusals import Json, Refused, bad_request, flood, forbidden

RESET_AT_ONCE = struct.pack("ii", 1, 0)
PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong with one call. `accepted`: the call was done, whatever the caller gets to hear."""

    how: Literal["refusal", "page", "cut", "reset", "silence"]
    accepted: bool = False
    status: int = 200
    refusal: Refused | None = None
    whole_bot: bool = True


def refuse(refusal: Refused, status: int | None = None) -> Trouble:
    return Trouble("refusal", status=refusal.code if status is None else status, refusal=refusal)


def too_many(retry_after: int, *, whole_bot: bool = True) -> Trouble:
    """Whoever calls again before that many seconds breaks a rule; for that chat only, unless the whole bot is meant."""
    return Trouble("refusal", status=429, refusal=flood(retry_after), whole_bot=whole_bot)


def blocked() -> Trouble:
    return refuse(forbidden("bot was blocked by the user"))


def deactivated() -> Trouble:
    return refuse(forbidden("user is deactivated"))


def chat_not_found() -> Trouble:
    return refuse(bad_request("chat not found"))


def cannot_parse() -> Trouble:
    return refuse(bad_request("can't parse entities: Can't find end of the entity starting at byte offset 3"))


def migrated(chat_id: int) -> Trouble:
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return refuse(Refused(400, text, migrate_to_chat_id=chat_id))


def failing(status: int = 500) -> Trouble:
    """The server says in its own words that it failed."""
    return refuse(Refused(status, "Internal Server Error"))


def not_ok() -> Trouble:
    """An error under a status that promises none."""
    return refuse(bad_request("something went wrong"), status=200)


def page(status: int = 502) -> Trouble:
    """A proxy's page instead of an answer."""
    return Trouble("page", status=status)


def cut() -> Trouble:
    """Done, and half of the answer arrives."""
    return Trouble("cut", accepted=True)


def reset(*, accepted: bool = False) -> Trouble:
    return Trouble("reset", accepted)


def silence(*, accepted: bool = False) -> Trouble:
    """No answer ever comes: the caller's patience ends it."""
    return Trouble("silence", accepted)


Rule = Callable[[str, Json], Trouble | None]


class Troubles:
    """What was asked for, method by method in order; after that, what the rule says of each call."""

    def __init__(self) -> None:
        self.rule: Rule = lambda _method, _parameters: None
        self._next: defaultdict[str, deque[Trouble]] = defaultdict(deque)

    def next(self, method: str, *troubles: Trouble) -> None:
        self._next[method].extend(troubles)

    def meet(self, method: str, parameters: Json) -> Trouble | None:
        waiting = self._next.get(method)
        return waiting.popleft() if waiting else self.rule(method, parameters)


async def answer(trouble: Trouble, request: web.Request, body: Json) -> web.StreamResponse:
    """What the caller gets instead of the body."""
    if trouble.how == "reset":
        break_line(request)
    if trouble.how == "silence":
        await asyncio.Event().wait()
    if trouble.how == "page":
        return web.Response(status=trouble.status, text=PAGE.format(trouble.status), content_type="text/html")
    text = json.dumps(body)
    if trouble.how == "cut":
        text = text[: len(text) // 2]
    return web.Response(status=trouble.status, text=text, content_type="application/json")


def break_line(request: web.Request) -> None:
    """The connection ends with a reset, as when a server dies."""
    transport = request.transport
    if transport is None:
        return
    line = transport.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
    transport.abort()
