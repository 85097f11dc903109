"""Durable turns a second: people register, everything counted (receive, turn and sent commits, encryption, FULL)."""

import asyncio
import secrets
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import migrations
from bot.service import Service
from channels.wire import Event, EventKind, Post
from models.store import Store

SECRET = "a benchmark has a secret of some length too"  # noqa: S105  (of a store that lives for seconds)
SCRIPT = ("hello", "1", "1", "1", "Awa Dossou", "Benin", "Villeurbanne", "midwife", "1", "1")
"""First contact, notice, menu, then the register dialogue to its end."""


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
class Run:
    """What a run showed: turns a second, milliseconds from arrival to answer, CPU milliseconds a turn."""

    rate: float
    p50: float
    p99: float
    cpu: float = 0.0


@asynccontextmanager
async def serving(url: str, store_type: type[Store] = Store) -> AsyncIterator[tuple[Service, Wire]]:
    """A service on a store of its own."""
    await asyncio.to_thread(migrations.upgrade, url)
    store = store_type(url, SECRET)
    wire = Wire()
    try:
        async with Service(store, channels={wire.name: wire}) as service:
            yield service, wire
    finally:
        await store.close()


async def say(service: Service, wire: Wire, address: str, text: str) -> None:
    """One turn as a person sees it: written or pressed, and answered. A number presses the button under it."""
    answer: asyncio.Future[Post] = asyncio.get_running_loop().create_future()
    shown = wire.shown.get(address)
    wire.waiting[address] = answer
    if text.isdecimal() and shown:
        text = shown.choices[int(text) - 1].token
    kind: EventKind = "choice" if "~" in text else "text"
    event = Event(wire.name, "", secrets.token_hex(8), address, kind, datetime.now(UTC), text, language="en")
    await service.inbox.receive([event])
    wire.shown[address] = await answer


async def converse(service: Service, wire: Wire, until: float, took: list[float]) -> None:
    """Register one person after the other, a line at a time, each as soon as the answer is there."""
    while time.perf_counter() < until:
        address = secrets.token_hex(6)
        for line in SCRIPT:
            began = time.perf_counter()
            await say(service, wire, address, line)
            took.append(time.perf_counter() - began)
        last = wire.shown.pop(address)
        if not last.dialogue.startswith("register") or last.key:
            raise RuntimeError(f"not registered: {last.dialogue} {last.key} {last.text}")


async def closed(service: Service, wire: Wire, conversations: int, seconds: float) -> Run:
    """As many turns as go, in so many conversations at once."""
    took: list[float] = []
    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(converse(service, wire, began + seconds, took) for _each in range(conversations)))
    await service.sender.rest()
    run = _run(took, time.perf_counter() - began)
    return Run(run.rate, run.p50, run.p99, 1000 * (time.process_time() - cpu) / len(took))


async def open_loop(service: Service, wire: Wire, rate: float, seconds: float) -> Run:
    """Lines arrive at a fixed rate whatever the service does; latency counts from when each was due."""
    took: list[float] = []
    people = _people()
    tasks = []
    began = time.perf_counter()
    lanes: dict[str, asyncio.Lock] = {}
    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        address, line = next(people)
        arrival = Arrival(address, line, due, lanes.setdefault(address, asyncio.Lock()))
        tasks.append(asyncio.create_task(_arrive(service, wire, arrival, took)))
    await asyncio.gather(*tasks)
    return _run(took, time.perf_counter() - began)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A line on its way in: when it was due, and the lane of its person."""

    address: str
    line: str
    due: float
    lane: asyncio.Lock


async def _arrive(service: Service, wire: Wire, arrival: Arrival, took: list[float]) -> None:
    async with arrival.lane:
        await say(service, wire, arrival.address, arrival.line)
    took.append(time.perf_counter() - arrival.due)


def _people() -> Iterator[tuple[str, str]]:
    """Fifty people at a time, each a line in turn."""
    while True:
        addresses = [secrets.token_hex(6) for _each in range(50)]
        for line in SCRIPT:
            for address in addresses:
                yield address, line


def _run(took: list[float], seconds: float) -> Run:
    ordered = sorted(took)
    return Run(len(took) / seconds, 1000 * statistics.median(ordered), 1000 * ordered[int(0.99 * len(ordered))])
