"""The service beside other bots: `python -m benchmarks.beside`; `make bench` runs it too.

The same raw updates, the same stub network, one core for the bot and another for its driver. The bots take turns in
each round, so that whatever else the machine does hits all of them.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from benchmarks.beside_report import beside
from benchmarks.bots import BOTS, DRIVER_CORE, Bot, pinned, serving
from benchmarks.driver import Driver
from benchmarks.kills import Campaign, Losses, losses_of
from benchmarks.loads import ARRIVALS, CONVERSATIONS, SCRIPT, Run, closed, open_loop

SEED: Final = 20261125
ROUNDS, KILLS, PEOPLE = 3, 2, 3_000
SECONDS: Final = 1.5
"""Of each load in a round; the open one takes twice as long, or its p99 would be a single turn."""
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Memory:
    """MiB in memory after a few registrations, and what 10,000 people who write once add to it."""

    resident: float
    added: float


@dataclass(slots=True)
class Measured:
    """All that is known of a bot: the runs of each load in the order of the rounds, its memory, what it lost.

    `calls` is how often it calls the Bot API in a registration, `busy` the largest part of the time that the driver's
    own core was at work: near 1, the driver would be what is measured.
    """

    bot: Bot
    runs: dict[str, list[Run]] = field(default_factory=dict)
    calls: float = 0
    busy: float = 0
    memory: Memory = Memory(0, 0)
    losses: Losses = field(default_factory=Losses)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=SECONDS, help="of each load in a round")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--kills", type=int, default=KILLS, help="of each bot")
    asked.add_argument("--people", type=int, default=PEOPLE, help="who write once while memory is measured")
    options = asked.parse_args()
    measured = asyncio.run(measure(options.seconds, options.rounds, options.kills, options.people))
    sys.stdout.write("\n".join(beside(measured)) + "\n")


async def measure(
    seconds: float = SECONDS, rounds: int = ROUNDS, kills: int = KILLS, people: int = PEOPLE
) -> list[Measured]:
    """Every bot whose store answers."""
    all_measured = [Measured(bot) for bot in BOTS]
    with pinned(DRIVER_CORE):
        for _round in range(rounds):
            for measured in all_measured:
                await _loaded(measured, seconds)
        here = [measured for measured in all_measured if measured.runs]
        for measured in here:
            measured.memory = await _memory_of(measured.bot, people)
    campaign = Campaign(kills, SEED)
    losses = await asyncio.gather(*(losses_of(measured.bot, campaign) for measured in here))  # nothing is timed
    for measured, lost in zip(here, losses, strict=True):
        measured.losses = lost
    return here


async def _warmed(measured: Measured, driver: Driver) -> None:
    """Its caches are filled, and the calls of a registration counted."""
    driver.api.calls.clear()  # what it said of itself at its start
    await closed(driver, 4, 0.5)
    measured.calls = len(SCRIPT) * driver.api.calls.total() / driver.api.calls["sendMessage"]


async def _loaded(measured: Measured, seconds: float) -> None:
    with measured.bot.store() as store:
        if store is None:
            return
        async with serving(measured.bot, store) as (_running, driver):
            await _warmed(measured, driver)
            for conversations in CONVERSATIONS:
                began, cpu = time.perf_counter(), time.process_time()
                run = await closed(driver, conversations, seconds)
                measured.busy = max(measured.busy, (time.process_time() - cpu) / (time.perf_counter() - began))
                measured.runs.setdefault(f"{conversations} at once", []).append(run)
            run = await open_loop(driver, ARRIVALS, 2 * seconds)
            measured.runs.setdefault(f"{ARRIVALS} arriving a second", []).append(run)


async def _memory_of(bot: Bot, people: int) -> Memory:
    with bot.store() as store:
        if store is None:
            return Memory(0, 0)
        async with serving(bot, store) as (running, driver):
            await closed(driver, _AT_ONCE, 1)  # the pools and arenas of a busy process
            resident = running.resident()
            strangers = iter(range(3_000_000, 3_000_000 + people))
            await asyncio.gather(*(_write_once(driver, strangers) for _each in range(_AT_ONCE)))
            return Memory(resident, (running.resident() - resident) * 10_000 / people)


async def _write_once(driver: Driver, strangers: Iterator[int]) -> None:
    for stranger in strangers:
        await driver.say(str(stranger), SCRIPT[0])


if __name__ == "__main__":
    main()
