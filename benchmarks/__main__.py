"""`make bench`: how many durable turns a second, how soon the answer, how much memory. Writes docs/performance.md.

Every figure is the median of its rounds. The machine should have nothing else to do.
"""

import argparse
import asyncio
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from benchmarks.memory import memory_of
from benchmarks.plain import PlainStore
from benchmarks.report import Row, write_report
from benchmarks.turns import Run, closed, open_loop, serving
from models.store import Store

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
CONVERSATIONS = (1, 16, 50)
ARRIVALS = 50
WAYS: tuple[tuple[str, type[Store]], ...] = (("ours", Store), ("an AsyncSession and a commit a step", PlainStore))


def main() -> None:
    """Measure, print, and write the page when asked to."""
    asked = argparse.ArgumentParser(description="Durable turns a second, latency and memory.")
    asked.add_argument("--seconds", type=float, default=5, help="of each round")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--people", type=int, default=100_000, help="in the store when memory is measured")
    asked.add_argument("--write", action="store_true", help="write docs/performance.md and its chart")
    options = asked.parse_args()
    rows = asyncio.run(_measure(options.seconds, options.rounds))
    memory = memory_of(options.people)
    machine = (
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    page = write_report(rows, memory, machine, datetime.now(UTC).date(), " ".join(sys.argv[1:]))
    sys.stdout.write(page)
    if options.write:
        Path("docs/performance.md").write_text(page, encoding="utf-8")


async def _measure(seconds: float, rounds: int) -> list[Row]:
    rows: list[Row] = []
    for store, urls in (("SQLite, synchronous=FULL", _sqlite), ("PostgreSQL", _postgresql)):
        for way, store_type in WAYS:
            runs: dict[str, list[Run]] = {}
            for _round in range(rounds):
                with urls() as url:
                    if url is None:
                        continue
                    await _round_of(url, store_type, seconds, runs)
            rows += [Row(store, way, what, _median(each)) for what, each in runs.items()]
    return rows


async def _round_of(url: str, store_type: type[Store], seconds: float, runs: dict[str, list[Run]]) -> None:
    async with serving(url, store_type) as (service, wire):
        await closed(service, wire, 4, 1)  # warms the caches
        for conversations in CONVERSATIONS:
            run = await closed(service, wire, conversations, seconds)
            runs.setdefault(f"{conversations} at once", []).append(run)
        run = await open_loop(service, wire, ARRIVALS, seconds)
        runs.setdefault(f"{ARRIVALS} arriving a second", []).append(run)


def _median(runs: Sequence[Run]) -> Run:
    parts = zip(*((run.rate, run.p50, run.p99, run.cpu) for run in runs), strict=True)
    return Run(*(statistics.median(part) for part in parts))


@contextmanager
def _sqlite() -> Iterator[str | None]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite+aiosqlite:///{folder}/bench.db"


@contextmanager
def _postgresql() -> Iterator[str | None]:
    """A database of its own on the server, or None where none answers."""
    name = f"passerelle_bench_{os.getpid()}"
    server = SERVER.replace("postgresql+psycopg", "postgresql")
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        sys.stderr.write("PostgreSQL does not answer: not measured\n")
        yield None
        return
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    main()
