"""Misbehaviour on demand: what the next sends meet, written down beforehand."""

import asyncio
import json
import socket
import struct
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from tests.fakes.whatsapp.errors import Payload, Refused, Wait

Way = Literal["refuse", "fail", "reset", "silence", "cut", "page"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What one send meets. `accepted` tells whether the message goes out though its sender does not learn it."""

    way: Way
    code: int = 0
    status: int | None = None
    wait: Wait | None = None
    accepted: bool = False


def refuse(code: int, *, status: int | None = None, retry_after: int | None = None, by_usage: bool = False) -> Trouble:
    """Answered with an error; with `retry_after` (seconds) nothing may be sent on the account until then.

    `by_usage` tells that time in the header of the account's usage instead, in minutes.
    """
    wait = None if retry_after is None else Wait(retry_after, by_usage)
    return Trouble("refuse", code, status=status, wait=wait)


def fail(code: int) -> Trouble:
    """Accepted, and reported as failed by a status later."""
    return Trouble("fail", code, accepted=True)


def reset(*, accepted: bool = False) -> Trouble:
    """The connection breaks without an answer."""
    return Trouble("reset", accepted=accepted)


def silence(*, accepted: bool) -> Trouble:
    """No answer comes until the caller gives up."""
    return Trouble("silence", accepted=accepted)


def cut(*, accepted: bool = True) -> Trouble:
    """A 200 whose JSON ends in the middle."""
    return Trouble("cut", accepted=accepted)


def page(status: int = 502, *, accepted: bool = False) -> Trouble:
    """A page of some proxy, where JSON should be."""
    return Trouble("page", status=status, accepted=accepted)


class Troubles:
    """Those to come, in order, some for one recipient only; after that, what the rule says of each recipient."""

    def __init__(self) -> None:
        self._coming: deque[tuple[str | None, Trouble]] = deque()
        self.rule: Callable[[str], Trouble | None] = lambda _recipient: None

    def __len__(self) -> int:
        return len(self._coming)

    def next(self, *troubles: Trouble, to: str | None = None) -> None:
        """The next sends meet these: any sends, or those to one phone or BSUID."""
        self._coming.extend((to, trouble) for trouble in troubles)

    def take(self, recipient: str) -> Trouble | None:
        for index, (to, trouble) in enumerate(self._coming):
            if to in (None, recipient):
                del self._coming[index]
                return trouble
        return self.rule(recipient)


async def meet(trouble: Trouble, request: web.Request, accept: Callable[[], Payload]) -> web.StreamResponse:
    """Answer a send as the trouble has it; `accept` takes the message, and is the answer it would have got."""
    answer = accept() if trouble.accepted else {}
    match trouble.way:
        case "refuse":
            raise Refused(trouble.code, status=trouble.status, wait=trouble.wait)
        case "reset":
            _reset(request)
        case "silence":
            await asyncio.Event().wait()
        case "cut":
            text = json.dumps(answer or {"messaging_product": "whatsapp"})
            return web.Response(text=text[: len(text) // 2], content_type="application/json")
        case "page":
            page = "<!DOCTYPE html><html><body><h1>Bad Gateway</h1></body></html>"
            return web.Response(text=page, status=trouble.status or 502, content_type="text/html")
        case "fail":
            pass
    return web.json_response(answer)


def _reset(request: web.Request) -> None:
    """Close with a reset, as a machine that goes down does."""
    assert request.transport is not None
    wire: socket.socket = request.transport.get_extra_info("socket")
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
