"""The service is killed again and again while people use the web chat; everything is counted at the client.

Run: python -m tests.campaigns.kills --store sqlite|postgres --kills 200 --seed 1
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic

import httpx2
import psycopg
from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from models import Audit, Inbound, Member, Notice, Outbox, Person
from models.base import Base
from models.store import Store
from tests.campaigns.lives import Effects, live_through_it
from tests.campaigns.visitors import Tally, Visitor, Way
from tests.databases import own_database, plain, server_url, sqlite_url
from tests.processes import SECRET, Process, environment, free_port, run_command

PAIRS = 15
"""Twice as many people talk at any time."""
PATIENCE = 180
"""Seconds that those who are in the middle of something have after the last kill."""
_WAYS: tuple[Way, ...] = ("stream", "page", "fetch")


@dataclass(slots=True)
class Outcome:
    """What a campaign showed."""

    store: str
    seed: int
    kills: int
    tally: Tally = field(default_factory=Tally)
    effects: Effects = field(default_factory=Effects)
    found: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def wrong(self) -> list[str]:
        return [*self.tally.losses, *self.tally.duplicates, *self.found]

    def table(self) -> str:
        tally = self.tally
        slowest = max(tally.recoveries, default=0.0)
        return (
            "| store | seed | kills | visitors | accepted | sent again | effects | pushes | streams | duplicates "
            "| losses | wrong in the store | slowest recovery | seconds |\n"
            f"|---|{'---:|' * 13}\n"
            f"| {self.store} | {self.seed} | {self.kills} | {tally.visitors} | {tally.accepted} | {tally.repeated} "
            f"| {self.effects.count()} | {tally.pushes} | {tally.streams} | {len(tally.duplicates)} "
            f"| {len(tally.losses)} | {len(self.found)} | {slowest:.1f} s | {self.seconds:.0f} |"
        )


def run(store: str, kills: int, seed: int) -> Outcome:
    """Kill the service so often, at seeded moments, while people talk to it; then look into the store."""
    with tempfile.TemporaryDirectory() as folder, own_store(store, Path(folder)) as url:
        return asyncio.run(Campaign(Outcome(store, seed, kills), url, Path(folder)).run())


class Campaign:
    """One run on one store."""

    def __init__(self, outcome: Outcome, url: str, folder: Path) -> None:
        self._outcome, self._url = outcome, url
        self._chance = Random(outcome.seed)
        port = free_port()
        self._base = f"http://127.0.0.1:{port}"
        settings = environment(url, port)
        self._service = Process(settings, folder / "serve.log")
        self._migration = partial(run_command, settings, "migrate")
        self._over = asyncio.Event()

    async def run(self) -> Outcome:
        began = monotonic()
        assert (await self._migration()).status == 0
        await self._service.start("serve")
        try:
            pairs = [asyncio.create_task(self._pairs(number)) for number in range(PAIRS)]
            for _kill in range(self._outcome.kills):
                await self._kill_once()
            self._over.set()
            await self._wait_for(pairs)
            await self._stop()
        finally:
            await self._service.kill()
        self._outcome.found += await self._look_into_the_store()
        self._outcome.seconds = monotonic() - began
        return self._outcome

    async def _kill_once(self) -> None:
        """At any moment: while it starts, as it opens, and under load."""
        if self._chance.random() < 0.75:
            await self._ready()
            await asyncio.sleep(self._chance.uniform(0, 1.6))
        else:
            await asyncio.sleep(self._chance.uniform(0, 1.2))
        await self._service.kill()
        self._outcome.tally.kill()
        await self._service.start("serve")

    async def _ready(self) -> None:
        async with asyncio.timeout(PATIENCE), httpx2.AsyncClient(base_url=self._base) as client:
            while self._service.is_running():
                try:
                    if (await client.get("/readyz")).is_success:
                        return
                except httpx2.TransportError:
                    await asyncio.sleep(0.02)
        raise RuntimeError(f"the service ended by itself:\n{self._service.said()}")

    async def _wait_for(self, pairs: list[asyncio.Task[None]]) -> None:
        """Everyone ends what they are in the middle of; who cannot has lost something."""
        done, left = await asyncio.wait(pairs, timeout=PATIENCE)
        for pair in left:
            pair.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self._outcome.tally.losses += [f"a pair waits for ever: {_where(pair)}" for pair in left]
        faults = [fault for pair in done if (fault := pair.exception())]
        self._outcome.tally.losses += [f"a pair broke off: {type(fault).__name__} {fault}" for fault in faults]

    async def _stop(self) -> None:
        await self._ready()
        if status := await self._service.stop():
            self._outcome.found.append(f"asked to stop, the service ended with {status}")

    # --- people --------------------------------------------------------------------------------------------------

    async def _pairs(self, number: int) -> None:
        picks = Random(f"{self._outcome.seed} {number}")
        while not self._over.is_set():
            async with self._visitor(picks) as host, self._visitor(picks) as guest:
                await live_through_it(host, guest, picks, self._outcome.effects)

    @asynccontextmanager
    async def _visitor(self, picks: Random) -> AsyncIterator[Visitor]:
        tally = self._outcome.tally
        tally.visitors += 1
        name, way = f"visitor {tally.visitors}", picks.choice(_WAYS)
        own = Random(picks.getrandbits(64))
        async with httpx2.AsyncClient(base_url=self._base, timeout=15, verify=False) as client:
            visitor = Visitor(name, way, client, own, tally)
            async with visitor.listening():
                yield visitor

    # --- the store -----------------------------------------------------------------------------------------------

    async def _look_into_the_store(self) -> list[str]:
        store = Store(self._url, SECRET)
        try:
            return await store.read(self._examine)
        finally:
            await store.close()

    def _examine(self, session: Session) -> list[str]:
        """What is not there exactly as often as visitors were told."""
        effects, tally = self._outcome.effects, self._outcome.tally
        names = session.scalars(select(Member.name)).all()
        per_person = select(func.count()).where(Audit.verb == "member.registered").group_by(Audit.actor_id)
        numbers = {
            "people": (_count(session, Person), tally.visitors),
            "events": (_count(session, Inbound), tally.accepted),
            "events done": (_count(session, Inbound, Inbound.status == "done"), tally.accepted),
            "answers": (_count(session, Outbox, Outbox.push.is_(False)), tally.accepted),
            "pushes": (_count(session, Outbox, Outbox.push.is_(True)), tally.pushes),
            "notices told": (_count(session, Notice, Notice.status == "told"), tally.pushes),
            "screens sent": (_count(session, Outbox, Outbox.status == "sent"), tally.accepted + tally.pushes),
            "registrations": (sum(session.scalars(per_person)), len(effects.registered)),
            "knocks": (_audited(session, "knock.sent"), effects.knocked),
            "knocks accepted": (_audited(session, "knock.accepted"), effects.accepted),
            "words passed on": (_audited(session, "message.sent"), effects.written),
        }
        found = [f"{there} {what}, not {told}" for what, (there, told) in numbers.items() if there != told]
        if sorted(names) != sorted(effects.registered):
            found.append("the cards are not those of the people who registered")
        if session.get_bind().dialect.name == "sqlite":
            found += [row for (row,) in session.execute(text("PRAGMA integrity_check")) if row != "ok"]
        return found


def _count(session: Session, rows: type[Base], *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(rows).where(*which)) or 0


def _audited(session: Session, verb: str) -> int:
    return _count(session, Audit, Audit.verb == verb)


def _where(task: asyncio.Task[None]) -> str:
    return ", ".join(f"{frame.f_code.co_name}:{frame.f_lineno}" for frame in task.get_stack())


@contextmanager
def own_store(kind: str, folder: Path) -> Iterator[str]:
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


def main() -> None:
    """Run one campaign and print its table; exit 1 when anything was lost or doubled."""
    asked = argparse.ArgumentParser(description="Kill the service under load and count.")
    asked.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    outcome = run(options.store, options.kills, options.seed)
    print(outcome.table())
    for wrong in outcome.wrong[:20]:
        print(f"wrong: {wrong}")
    sys.exit(1 if outcome.wrong else 0)


if __name__ == "__main__":
    main()
