"""How a bench is loaded: so many conversations at once, or lines that arrive at a fixed rate."""

import asyncio
import secrets
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

SCRIPT: Final = ("hello", "1", "1", "1", "Awa Dossou", "Benin", "Villeurbanne", "midwife", "1", "1")
"""First contact, notice, menu, then the register dialogue to its end. A number presses the button under it."""

CONVERSATIONS: Final = (1, 16, 50)
ARRIVALS: Final = 50


class Bench(Protocol):
    """Something people register with."""

    async def say(self, address: str, line: str) -> None:
        """One turn as a person sees it: written or pressed, and answered."""

    def part(self, address: str) -> None:
        """The last line was said: an error if this did not register them."""

    async def rest(self) -> None:
        """Return once nothing is left to do."""

    def cpu(self) -> float:
        """Seconds of processor time that the service has taken."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run showed: turns a second, milliseconds from arrival to answer, CPU milliseconds a turn."""

    rate: float
    p50: float
    p99: float
    cpu: float = 0.0


async def closed(bench: Bench, conversations: int, seconds: float) -> Run:
    """As many turns as go, in so many conversations at once."""
    took: list[float] = []
    began, cpu = time.perf_counter(), bench.cpu()
    await asyncio.gather(*(_converse(bench, began + seconds, took) for _each in range(conversations)))
    await bench.rest()
    run = _run(took, time.perf_counter() - began)
    return Run(run.rate, run.p50, run.p99, 1000 * (bench.cpu() - cpu) / len(took))


async def register(bench: Bench, address: str, took: list[float]) -> None:
    """One person, a line at a time, each as soon as the answer is there."""
    for line in SCRIPT:
        began = time.perf_counter()
        await bench.say(address, line)
        took.append(time.perf_counter() - began)
    bench.part(address)


async def _converse(bench: Bench, until: float, took: list[float]) -> None:
    while time.perf_counter() < until:
        await register(bench, new_address(), took)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A line on its way in: when it was due, and the lane of its person."""

    address: str
    line: str
    due: float
    lane: asyncio.Lock


async def open_loop(bench: Bench, rate: float, seconds: float) -> Run:
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
        tasks.append(asyncio.create_task(_arrive(bench, arrival, took)))
    await asyncio.gather(*tasks)
    return _run(took, time.perf_counter() - began)


async def _arrive(bench: Bench, arrival: Arrival, took: list[float]) -> None:
    async with arrival.lane:
        await bench.say(arrival.address, arrival.line)
    took.append(time.perf_counter() - arrival.due)


def _people() -> Iterator[tuple[str, str]]:
    """Fifty people at a time, each a line in turn."""
    while True:
        addresses = [new_address() for _each in range(50)]
        for line in SCRIPT:
            for address in addresses:
                yield address, line


def new_address() -> str:
    """Of someone who never wrote: a number, as Telegram's are."""
    return str(10**9 + secrets.randbits(48))


def median(runs: Sequence[Run]) -> Run:
    """Each figure's own median."""
    parts = zip(*((run.rate, run.p50, run.p99, run.cpu) for run in runs), strict=True)
    return Run(*(statistics.median(part) for part in parts))


def _run(took: list[float], seconds: float) -> Run:
    ordered = sorted(took)
    return Run(len(took) / seconds, 1000 * statistics.median(ordered), 1000 * ordered[int(0.99 * len(ordered))])
