"""The service that a campaign kills: a real `passerelle serve` on a store of its own, started again at once."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import httpx2
import psycopg

from tests.campaigns.offspring import Nursery, Offspring
from tests.databases import own_database, plain, server_url, sqlite_url
from tests.processes import environment, free_port, run_command

PATIENCE = 180
"""Seconds that those who are in the middle of something have after the last kill."""


async def _nothing() -> None:
    """What is done between a death and the next start, as a rule."""


class Victim:
    """Killed at seeded moments."""

    def __init__(self, nursery: Nursery, url: str, folder: Path, chance: Random, **settings: str) -> None:
        self._chance = chance
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self._settings = environment(url, self.port, PUBLIC_URL=self.base, **settings)
        self.process = Offspring(nursery, self._settings, folder / "serve.log")

    async def start(self) -> None:
        """On an empty store, which gets its tables first."""
        assert (await run_command(self._settings, "migrate")).status == 0
        await self.process.start("serve")

    async def kill_once(self, meanwhile: Callable[[], Awaitable[None]] = _nothing) -> None:
        """At any moment: while it starts, as it opens, and under load."""
        if self._chance.random() < 0.75:
            await self.is_ready()
            await asyncio.sleep(self._chance.uniform(0, 1.6))
        else:
            await asyncio.sleep(self._chance.uniform(0, 1.2))
        await self.process.kill()
        await meanwhile()
        await self.process.start("serve")

    async def is_ready(self) -> None:
        async with asyncio.timeout(PATIENCE), httpx2.AsyncClient(base_url=self.base) as client:
            while self.process.is_running():
                try:
                    if (await client.get("/readyz")).is_success:
                        return
                except httpx2.TransportError:
                    await asyncio.sleep(0.02)
        raise RuntimeError(f"the service ended by itself:\n{self.process.said()}")

    async def stop(self) -> list[str]:
        """Ask it to end; what was wrong with how it did."""
        await self.is_ready()
        status = await self.process.stop()
        return [f"asked to stop, the service ended with {status}"] if status else []


async def all_end(tasks: list[asyncio.Task[None]]) -> list[str]:
    """Everyone ends what they are in the middle of; who cannot has lost something: what, in words."""
    done, left = await asyncio.wait(tasks, timeout=PATIENCE)
    stuck = [f"a pair waits for ever: {_where(task)}" for task in left]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    faults = [fault for task in done if (fault := task.exception())]
    return stuck + [f"a pair broke off: {type(fault).__name__} {fault}" for fault in faults]


def _where(task: asyncio.Task[None]) -> str:
    return ", ".join(f"{frame.f_code.co_name}:{frame.f_lineno}" for frame in task.get_stack())


@contextmanager
def empty_store(kind: str, folder: Path) -> Iterator[str]:
    """An empty store of its own, which waits for the disk as a real one does."""
    if kind == "sqlite":
        yield sqlite_url(folder / "kills.db")
        return
    server = server_url()
    if server is None:
        raise SystemExit("no PostgreSQL answers on 127.0.0.1:5432, and TEST_POSTGRES_URL is not set")
    with own_database(server, f"passerelle_kills_{os.getpid()}") as url:
        with psycopg.connect(plain(server), autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{url.database}" RESET synchronous_commit'.encode())
        yield url.render_as_string(hide_password=False)
