"""What a profile costs to write: registering and changing a name, with the index and without it."""

import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy.orm import Session

from benchmarks.directory.indexing import unindexed
from benchmarks.directory.load import member_answers
from benchmarks.directory.people import Invented, People
from models import Person
from models.clock import now
from models.store import Store
from services import members

PROFILES: Final = 200
WAYS: Final[dict[str, Callable[[], AbstractContextManager[None]]]] = {"with": nullcontext, "without": unindexed}


@dataclass(frozen=True, slots=True)
class WriteCost:
    """Milliseconds from the asking to the commit."""

    store: str
    act: str
    index: str
    p50: float
    p95: float


async def write_costs(store: Store, name: str, people: People) -> list[WriteCost]:
    """The cost of each act, each with and without the index, of members who were not there before."""
    costs: list[WriteCost] = []
    for turn, (index, way) in enumerate(WAYS.items()):
        new = [people.person(people.count + 1 + turn * PROFILES + each) for each in range(PROFILES)]
        with way():
            ids = [await store.write(_person) for _each in new]
            registering = [
                partial(_register, person_id=each, person=person) for each, person in zip(ids, new, strict=True)
            ]
            editing = [
                partial(_rename, person_id=each, name=f"{person.name} {person.number}")
                for each, person in zip(ids, new, strict=True)
            ]
            costs.append(_cost(name, "register", index, [await _timed(store, act) for act in registering]))
            costs.append(_cost(name, "change the name", index, [await _timed(store, act) for act in editing]))
    return costs


async def _timed(store: Store, act: Callable[[Session], None]) -> float:
    started = time.perf_counter()
    await store.write(act)
    return 1000 * (time.perf_counter() - started)


def _cost(store: str, act: str, index: str, took: list[float]) -> WriteCost:
    return WriteCost(store, act, index, statistics.median(took), statistics.quantiles(took, n=20)[-1])


def _person(session: Session) -> int:
    person = Person(created_at=now(session))
    session.add(person)
    session.flush()
    return person.id


def _register(session: Session, *, person_id: int, person: Invented) -> None:
    answers: dict[str, Any] = member_answers(person)
    members.register(
        session,
        person_id,
        kind=answers["kind"],
        name=person.name,
        origins=person.origins,
        city={"id": person.town.id, "text": person.town.said["en"], "country": person.town.country},
        profession={"code": person.trade.code, "text": person.trade.said["en"]},
        audience="members",
    )


def _rename(session: Session, *, person_id: int, name: str) -> None:
    members.edit(session, person_id, "name", name)
