"""Durable turns a second: people register, everything counted (receive, turn and sent commits, encryption, FULL)."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import migrations
from bot.service import Service
from channels.wire import Event, EventKind, Post
from models.store import Store

SECRET = "a benchmark has a secret of some length too"  # noqa: S105  (of a store that lives for seconds)


@dataclass(slots=True)
class Wire:
    """A channel that takes every message at once and wakes whoever waits for it."""

    name: str = "bench"
    tells_later: bool = False
    waiting: dict[str, asyncio.Future[Post]] = field(default_factory=dict)
    shown: dict[str, Post] = field(default_factory=dict)

    def serves(self, account: str, address: str) -> bool:
        return True

    async def send(self, account: str, address: str, post: Post) -> None:
        self.waiting.pop(address).set_result(post)


@dataclass(frozen=True, slots=True)
class Turns:
    """A service in this very process, and the wire to it."""

    service: Service
    wire: Wire

    async def say(self, address: str, line: str) -> None:
        answer: asyncio.Future[Post] = asyncio.get_running_loop().create_future()
        shown = self.wire.shown.get(address)
        self.wire.waiting[address] = answer
        if line.isdecimal() and shown:
            line = shown.choices[int(line) - 1].token
        kind: EventKind = "choice" if "~" in line else "text"
        event = Event(self.wire.name, "", secrets.token_hex(8), address, kind, datetime.now(UTC), line, language="en")
        await self.service.inbox.receive([event])
        self.wire.shown[address] = await answer

    def part(self, address: str) -> None:
        last = self.wire.shown.pop(address)
        if not last.dialogue.startswith("register") or last.key:
            raise RuntimeError(f"not registered: {last.dialogue} {last.key} {last.text}")

    async def rest(self) -> None:
        await self.service.sender.rest()

    def cpu(self) -> float:
        return time.process_time()


@asynccontextmanager
async def serving(url: str, store_type: type[Store] = Store) -> AsyncIterator[Turns]:
    """A service on a store of its own."""
    await asyncio.to_thread(migrations.upgrade, url)
    store = store_type(url, SECRET)
    wire = Wire()
    try:
        async with Service(store, channels={wire.name: wire}) as service:
            yield Turns(service, wire)
    finally:
        await store.close()
