"""`make bench`: durable turns a second, how soon the answer, how much memory, and searches. Writes docs/performance.md.

Every figure is the median of its rounds. The machine should have nothing else to do.
"""

import argparse
import asyncio
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.beside import measure
from benchmarks.beside_report import beside
from benchmarks.directory.__main__ import measured
from benchmarks.directory.measuring import MEMBERS, Asked
from benchmarks.loads import ARRIVALS, CONVERSATIONS, Run, closed, median, open_loop
from benchmarks.memory import memory_of
from benchmarks.plain import PlainStore
from benchmarks.report import Row, write_report
from benchmarks.stores import postgresql, sqlite
from benchmarks.turns import serving
from models.store import Store

WAYS: tuple[tuple[str, type[Store]], ...] = (("ours", Store), ("an AsyncSession and a commit a step", PlainStore))


def main() -> None:
    """Measure, print, and write the page when asked to."""
    asked = argparse.ArgumentParser(description="Durable turns a second, latency and memory.")
    asked.add_argument("--seconds", type=float, default=5, help="of each round")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--people", type=int, default=100_000, help="in the store when memory is measured")
    asked.add_argument(
        "--members", type=int, default=MEMBERS, help="in the directory that is searched; 0: not measured"
    )
    asked.add_argument("--write", action="store_true", help="write docs/performance.md and its chart")
    options = asked.parse_args()
    rows = asyncio.run(_measure(options.seconds, options.rounds))
    memory = memory_of(options.people)
    machine = (
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    page = write_report(rows, memory, machine, datetime.now(UTC).date(), " ".join(sys.argv[1:]))
    page += "\n".join(["", *beside(asyncio.run(measure())), ""])
    if options.members:
        page += "\n".join(["", *measured(Asked(members=options.members), f"--members {options.members}"), ""])
    sys.stdout.write(page)
    if options.write:
        Path("docs/performance.md").write_text(page, encoding="utf-8")


async def _measure(seconds: float, rounds: int) -> list[Row]:
    rows: list[Row] = []
    for store, urls in (("SQLite, synchronous=FULL", sqlite), ("PostgreSQL", postgresql)):
        for way, store_type in WAYS:
            runs: dict[str, list[Run]] = {}
            for _round in range(rounds):
                with urls() as url:
                    if url is None:
                        continue
                    await _round_of(url, store_type, seconds, runs)
            rows += [Row(store, way, what, median(each)) for what, each in runs.items()]
    return rows


async def _round_of(url: str, store_type: type[Store], seconds: float, runs: dict[str, list[Run]]) -> None:
    async with serving(url, store_type) as turns:
        await closed(turns, 4, 1)  # warms the caches
        for conversations in CONVERSATIONS:
            run = await closed(turns, conversations, seconds)
            runs.setdefault(f"{conversations} at once", []).append(run)
        run = await open_loop(turns, ARRIVALS, seconds)
        runs.setdefault(f"{ARRIVALS} arriving a second", []).append(run)


if __name__ == "__main__":
    main()
