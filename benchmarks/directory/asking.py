"""The product asked as it is served: at the reading door, one question after another or eight at once."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from benchmarks.directory.labels import ABSENT, PHONE, PREFIX, Label, begins, is_hit
from benchmarks.directory.load import SECRET
from benchmarks.directory.names import plain
from benchmarks.directory.people import People
from models import Knock, Person
from models.clock import now
from models.sealed import index_of
from models.store import Store
from services import holders, members, phones
from services.searching import search
from services.wishes import wish_for
from world.phones import read_numbers

SHOWN: Final = 5
"""How many of those found count: what stands on the first screen."""
CLIENTS: Final = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom a question found, best first, and in how many milliseconds."""

    label: Label
    found: tuple[int, ...]
    took: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What one kind of question came to."""

    engine: str
    kind: str
    asked: int
    hits: int
    strict: int
    took: tuple[float, ...]

    @property
    def recall(self) -> float:
        return self.hits / self.asked if self.asked else 0.0

    @property
    def exactly(self) -> float:
        """The share of questions that found the very member they were about."""
        return self.strict / self.asked if self.asked else 0.0

    def at(self, share: float) -> float:
        """Milliseconds within which this share of the questions was answered."""
        return sorted(self.took)[min(int(share * len(self.took)), len(self.took) - 1)] if self.took else 0.0


def figures(engine: str, kind: str, answers: Sequence[Answer], people: People) -> Figures:
    """Count the hits; of names that nobody has, whoever is found is a false one."""
    hits = sum(found_it(each, people) for each in answers)
    strict = sum(each.label.number in each.found[:SHOWN] for each in answers)
    return Figures(engine, kind, len(answers), hits, strict, tuple(each.took for each in answers))


def found_it(answer: Answer, people: People) -> bool:
    label, first = answer.label, answer.found[:SHOWN]
    if label.kind == ABSENT:
        return bool(first)
    if label.expected:
        return any(_words(people.name(each)) == _words(label.expected) for each in first)
    if label.kind == PREFIX:
        return any(begins(label.query, people.name(each)) for each in first)
    wanted = people.person(label.number)
    return any(is_hit(label.kind, wanted, people.person(each)) for each in first if each <= people.count)


def _words(name: str) -> list[str]:
    return sorted(plain(name).split())


async def ask_all(store: Store, viewer: int, asked: Sequence[Label], clients: int = 1) -> list[Answer]:
    """Ask everything, with so many clients who each wait for their answer."""
    left, answers = iter(asked), list[Answer]()
    await asyncio.gather(*(_client(store, viewer, left, answers) for _each in range(clients)))
    return answers


async def _client(store: Store, viewer: int, left: Iterator[Label], answers: list[Answer]) -> None:
    for label in left:
        started = time.perf_counter()
        found = await store.read(partial(_find, viewer=viewer, label=label))
        answers.append(Answer(label, tuple(found), 1000 * (time.perf_counter() - started)))


def _find(session: Session, viewer: int, label: Label) -> list[int]:
    if label.kind == PHONE:
        return _owners(session, viewer, label)
    return search(session, viewer, wish_for(label.query))


def _owners(session: Session, viewer: int, label: Label) -> list[int]:
    """Whom the sweep would bring a word left for this number; whoever leaves it is never told."""
    numbers = read_numbers(label.query, label.home)
    left = [Knock(sender_id=viewer, phone_index=index_of(session, holders.PURPOSE, number)) for number in numbers]
    return [owner for each in left if (owner := phones._receiver(session, each)) is not None]


async def make_viewer(store: Store) -> int:
    """Somebody who looks: a member with roots in Benin who lives in France, whom nobody sees."""

    def make(session: Session) -> int:
        person = Person(created_at=now(session))
        session.add(person)
        session.flush()
        town: members.Town = {"id": 2996944, "text": "Lyon", "country": "FR"}
        members.register(
            session,
            person.id,
            kind="abroad",
            name="Viewer Viewerson",
            origins=["BJ"],
            city=town,
            profession=None,
            audience="nobody",
        )
        return person.id

    return await store.write(make)


def opened(url: str) -> Store:
    return Store(url, SECRET)
