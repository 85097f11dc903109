"""Prepared statements: what SQLAlchemy would do, without what it does anew each time."""

import traceback
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import HelpRequest, Inbound, Person
from models.clock import now
from models.prepared import Prepared
from models.store import Store
from models.trouble import TransactionLost
from tests.clock import FakeClock

ADD_PERSON = Prepared(insert(Person).returning(Person.id))
ADD_REQUEST = Prepared(insert(HelpRequest))
REQUESTS = Prepared(
    select(HelpRequest.person_id, HelpRequest.words, HelpRequest.created_at)
    .where(HelpRequest.person_id == bindparam("person"))
    .order_by(HelpRequest.id)
)
KEEP_EVENT = Prepared(insert(Inbound).values(channel="terminal", account=""))
CALL = Prepared(update(Person).where(Person.id == bindparam("person")).values(language=bindparam("spoken")))
NUMBER = "+22997123456"
WORDS = "où êtes-vous ? 🌉"


def add_person(session: Session) -> int:
    person: int = ADD_PERSON.value(session, created_at=now(session))
    return person


def ask(session: Session, person: int, words: str = WORDS) -> list[Any]:
    return ADD_REQUEST.all(session, person_id=person, words=words, created_at=now(session))


async def test_values_go_in_and_rows_come_out_through_the_types_of_their_columns(
    store: Store, clock: FakeClock
) -> None:
    def work(session: Session) -> tuple[Any, Any]:
        person = add_person(session)
        assert ask(session, person) == []
        return REQUESTS.first(session, person=person), session.scalars(select(HelpRequest)).one().words

    row, by_the_model = await store.write(work)

    assert (row.person_id, row.words, row.created_at) == (1, WORDS, clock())
    assert by_the_model == WORDS


async def test_what_is_sealed_is_sealed_on_disk(store: Store) -> None:
    await store.write(lambda session: ask(session, add_person(session)))

    raw = await store.read(
        lambda session: session.connection().exec_driver_sql("SELECT words FROM help_request").scalar_one()
    )
    assert WORDS.encode() not in bytes(raw)


async def test_columns_that_are_not_named_get_their_default(store: Store) -> None:
    person = await store.write(add_person)

    kept = await store.read(lambda session: session.get_one(Person, person))
    assert (kept.language, kept.noticed, kept.is_member) == ("en", 0, False)


async def test_a_statement_runs_as_often_as_it_is_asked(store: Store) -> None:
    def work(session: Session) -> list[str]:
        person = add_person(session)
        for words in ("one", "two", "three"):
            ask(session, person, words)
        CALL.all(session, person=person, spoken="fr")
        return [row.words for row in REQUESTS.all(session, person=person)]

    assert await store.write(work) == ["one", "two", "three"]
    assert await store.read(lambda session: session.get_one(Person, 1).language) == "fr"


async def test_nothing_found_is_nothing(store: Store) -> None:
    def work(session: Session) -> tuple[Any, Any, Any]:
        return tuple(ask(session, person=1) for ask in (REQUESTS.all, REQUESTS.first, REQUESTS.value))  # type: ignore[return-value]

    assert await store.read(work) == ([], None, None)


async def test_a_statement_takes_exactly_its_values(store: Store) -> None:
    await store.write(add_person)
    await store.write(lambda session: CALL.all(session, person=1, spoken="ar"))

    with pytest.raises(ValueError, match="takes"):
        await store.write(lambda session: CALL.all(session, person=1))
    with pytest.raises(ValueError, match="takes"):
        await store.write(lambda session: CALL.all(session, person=1, spoken="ar", more=2))


async def test_a_refusal_is_told_as_ever_and_holds_nothing_of_the_row(store: Store) -> None:
    def add_twice(session: Session) -> None:
        person = add_person(session)
        for _each in range(2):
            KEEP_EVENT.all(session, external_id=NUMBER, person_id=person, address_id=1, received_at=now(session))

    with pytest.raises(IntegrityError) as caught:
        await store.write(add_twice)
    assert NUMBER not in "".join(traceback.format_exception(caught.value))


async def test_nothing_is_written_outside_a_transaction(store: Store) -> None:
    def leave(session: Session) -> None:
        session.connection().connection.dbapi_connection.execute("ROLLBACK")  # type: ignore[union-attr]
        add_person(session)

    with pytest.raises(TransactionLost):
        await store.write(leave)
    assert await store.read(lambda session: session.scalars(select(Person.id)).all()) == []
