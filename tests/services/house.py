"""Rules called as a turn calls them: one transaction each, on the real store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Address, Member, Notice, Person, Staff
from models.base import Base
from models.clock import now
from models.refusal import Refusal
from models.store import Store
from services import consents, members, people, phones
from tests.clock import FakeClock

P = ParamSpec("P")
T = TypeVar("T")
Rule = Callable[Concatenate[Session, int, P], T]

A_WHILE = timedelta(days=30)
LONDON, PARIS, COTONOU = 2643743, 2988507, 2394819


@dataclass(slots=True)
class House:
    """A store with people in it."""

    store: Store
    clock: FakeClock

    async def do(self, rule: Rule[P, T], person: int, *args: P.args, **kwargs: P.kwargs) -> T:
        """Let a person do something."""
        return await self.store.write(lambda session: rule(session, person, *args, **kwargs))

    async def refuses(self, rule: Rule[P, T], person: int, *args: P.args, **kwargs: P.kwargs) -> str:
        """What a person is told who may not do something."""
        with pytest.raises(Refusal) as refusal:
            await self.do(rule, person, *args, **kwargs)
        return refusal.value.message.id

    async def sweep(self, rule: Callable[[Session, int], int], chunk: int = 100) -> int:
        return await self.store.write(lambda session: rule(session, chunk))

    async def person(self, *, phone: str | None = None, findable: bool = False) -> int:
        """Somebody who accepted the notice, perhaps with a proved number."""
        return await self.store.write(partial(new_person, phone=phone, findable=findable))

    async def member(
        self, name: str = "Awa Dossou", *, person: int | None = None, new: bool = False, **answers: Any
    ) -> int:
        """Somebody with a card: a nurse from Benin in London, whom all members see, unless said otherwise.

        They made it a while ago, unless they are new.
        """
        card: dict[str, Any] = {
            "kind": "abroad",
            "origins": ["BJ"],
            "city": {"id": LONDON, "text": "London", "country": "GB"},
            "profession": {"code": "2221", "text": "nurse"},
            "audience": "members",
        }

        def register(session: Session) -> int:
            registered = person or new_person(session)
            members.register(session, registered, name=name, **card | answers)
            if not new:
                session.get_one(Member, registered).created_at -= A_WHILE
            return registered

        return await self.store.write(register)

    async def staff(self, role: str = "moderator", countries: Sequence[str] = ()) -> int:
        person = await self.person()
        row = partial(Staff, person_id=person, name="Mariam", role=role, countries=list(countries))
        await self.store.write(lambda session: session.add(row(added_at=now(session))))
        return person

    async def suspend(self, person: int) -> None:
        await self.store.write(lambda session: setattr(session.get_one(Person, person), "suspended_at", now(session)))

    async def notices(self, person: int) -> list[str]:
        """The kinds of what is to be told to somebody, oldest first."""
        kinds = select(Notice.kind).where(Notice.person_id == person).order_by(Notice.id)
        return list(await self.store.read(lambda session: session.scalars(kinds).all()))

    async def rows(self, table: type[Base], **equal: Any) -> int:
        asked = select(func.count()).select_from(table).filter_by(**equal)
        return await self.store.read(lambda session: session.scalar(asked)) or 0


def new_person(session: Session, *, phone: str | None = None, findable: bool = False) -> int:
    person = Person(created_at=now(session) - A_WHILE)
    session.add(person)
    session.flush()
    address = Address(
        person_id=person.id,
        channel="test",
        account="",
        index=str(person.id).encode(),
        external_id=str(person.id),
        last_active_at=now(session),
        created_at=now(session),
    )
    session.add(address)
    people.accept_notice(session, person.id)
    if phone:
        phones.prove(session, person.id, phone, how="test")
    if findable:
        consents.give(session, person.id, "phone")
    session.flush()
    return person.id
