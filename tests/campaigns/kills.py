"""The service is killed again and again while people use the web chat; everything is counted at the client.

Run: python -m tests.campaigns.kills --store sqlite|postgres --kills 200 --seed 1
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

import httpx2
from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from models import Audit, Inbound, Member, Notice, Outbox, Person
from models.base import Base
from models.store import Store
from tests.campaigns.lives import Effects, live_through_it
from tests.campaigns.offspring import open_nursery
from tests.campaigns.victim import Victim, all_end, empty_store
from tests.campaigns.visitors import Tally, Visitor, Way
from tests.processes import SECRET

PAIRS = 15
"""Twice as many people talk at any time."""
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
    with tempfile.TemporaryDirectory() as folder, empty_store(store, Path(folder)) as url:
        return asyncio.run(_kill(Outcome(store, seed, kills), url, Path(folder)))


async def _kill(outcome: Outcome, url: str, folder: Path) -> Outcome:
    async with open_nursery() as nursery:
        return await Campaign(outcome, url, Victim(nursery, url, folder, Random(outcome.seed))).run()


class Campaign:
    """One run on one store."""

    def __init__(self, outcome: Outcome, url: str, victim: Victim) -> None:
        self._outcome, self._url, self._victim = outcome, url, victim
        self._over = asyncio.Event()

    async def run(self) -> Outcome:
        began = monotonic()
        await self._victim.start()
        try:
            pairs = [asyncio.create_task(self._pairs(number)) for number in range(PAIRS)]
            for _kill in range(self._outcome.kills):
                await self._victim.kill_once(self._note_kill)
            self._over.set()
            self._outcome.tally.losses += await all_end(pairs)
            self._outcome.found += await self._victim.stop()
        finally:
            await self._victim.process.kill()
        self._outcome.found += await self._look_into_the_store()
        self._outcome.seconds = monotonic() - began
        return self._outcome

    async def _note_kill(self) -> None:
        self._outcome.tally.kill()

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
        async with httpx2.AsyncClient(base_url=self._victim.base, timeout=15, verify=False) as client:
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
            "people": (count(session, Person), tally.visitors),
            "events": (count(session, Inbound), tally.accepted),
            "events done": (count(session, Inbound, Inbound.status == "done"), tally.accepted),
            "answers": (count(session, Outbox, Outbox.push.is_(False)), tally.accepted),
            "pushes": (count(session, Outbox, Outbox.push.is_(True)), tally.pushes),
            "notices told": (count(session, Notice, Notice.status == "told"), tally.pushes),
            "screens sent": (count(session, Outbox, Outbox.status == "sent"), tally.accepted + tally.pushes),
            "registrations": (sum(session.scalars(per_person)), len(effects.registered)),
            "knocks": (audited(session, "knock.sent"), effects.knocked),
            "knocks accepted": (audited(session, "knock.accepted"), effects.accepted),
            "words passed on": (audited(session, "message.sent"), effects.written),
        }
        found = [f"{there} {what}, not {told}" for what, (there, told) in numbers.items() if there != told]
        if sorted(names) != sorted(effects.registered):
            found.append("the cards are not those of the people who registered")
        if session.get_bind().dialect.name == "sqlite":
            found += [row for (row,) in session.execute(text("PRAGMA integrity_check")) if row != "ok"]
        return found


def count(session: Session, rows: type[Base], *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(rows).where(*which)) or 0


def audited(session: Session, verb: str) -> int:
    return count(session, Audit, Audit.verb == verb)


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
