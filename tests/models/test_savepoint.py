"""A savepoint inside a piece: all of it or nothing, and the piece goes on."""

from contextlib import suppress

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Person
from models.clock import now
from models.savepoint import savepoint
from models.store import Store


class Refused(Exception):
    pass


def add(session: Session, language: str) -> Person:
    person = Person(language=language, created_at=now(session))
    session.add(person)
    return person


def languages(session: Session) -> list[str]:
    return list(session.scalars(select(Person.language).order_by(Person.id)))


async def test_what_is_refused_leaves_nothing_and_what_was_before_stays(store: Store) -> None:
    def work(session: Session) -> None:
        first = add(session, "fr")
        with suppress(Refused), savepoint(session):
            first.language = "ar"
            add(session, "en")
            session.flush()
            add(session, "pt")
            raise Refused
        add(session, "sw")

    await store.write(work)

    assert await store.read(languages) == ["fr", "sw"]


async def test_what_is_loaded_after_a_refusal_is_as_it_was_before(store: Store) -> None:
    def work(session: Session) -> str:
        person = add(session, "fr")
        session.flush()
        with suppress(Refused), savepoint(session):
            person.language = "ar"
            raise Refused
        return session.get_one(Person, person.id).language

    assert await store.write(work) == "fr"


async def test_what_is_kept_is_kept_with_its_piece_alone(store: Store) -> None:
    def fail(session: Session) -> None:
        with savepoint(session):
            add(session, "fr")
        raise Refused

    with suppress(Refused):
        await store.write(fail)
    await store.write(lambda session: add(session, "en").id)

    assert await store.read(languages) == ["en"]


async def test_a_savepoint_may_hold_another(store: Store) -> None:
    def work(session: Session) -> None:
        with savepoint(session):
            add(session, "fr")
            with suppress(Refused), savepoint(session):
                add(session, "en")
                raise Refused

    await store.write(work)

    assert await store.read(languages) == ["fr"]


async def test_a_row_refused_by_the_database_is_told_as_such_and_undoes_its_piece(store: Store) -> None:
    def again(session: Session) -> None:
        first = add(session, "fr")
        session.flush()
        session.expunge_all()
        with savepoint(session):
            session.add(Person(id=first.id, created_at=now(session)))
            session.flush()

    with pytest.raises(IntegrityError):
        await store.write(again)
    await store.write(lambda session: add(session, "en").id)

    assert await store.read(languages) == ["en"]
