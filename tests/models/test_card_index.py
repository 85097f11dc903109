"""The card index stays true, whichever way a card changes or goes."""

from functools import partial

from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from models import CardIndex, Person
from models.card_index import write_anew
from models.clock import now
from models.store import Store
from services.proposals import propose


def add(session: Session, person: int, terms: str) -> None:
    session.add(Person(id=person, created_at=now(session)))
    session.flush()
    session.add(CardIndex(member_id=person, terms=terms))


async def proposed(store: Store, term: str) -> list[int]:
    asked = partial(propose, marks=["m"], readings=[[[term]]], most=10)
    return [each.member_id for each in await store.read(asked)]


async def test_cards_are_proposed_by_their_terms_those_put_in_last_first(store: Store) -> None:
    await store.write(partial(add, person=1, terms="m/awa m/o:BJ"))
    await store.write(partial(add, person=2, terms="m/awa p/koffi"))

    assert await proposed(store, "awa") == [2, 1]
    assert await proposed(store, "o:BJ") == [1]
    assert await proposed(store, "koffi") == []
    assert await proposed(store, "aw") == []
    assert await proposed(store, "aw*") == [2, 1]


async def test_a_changed_card_is_found_by_its_new_terms_alone(store: Store) -> None:
    await store.write(partial(add, person=1, terms="m/awa"))

    await store.write(lambda session: session.execute(update(CardIndex).values(terms="m/ama")))

    assert (await proposed(store, "awa"), await proposed(store, "ama")) == ([], [1])


async def test_a_card_goes_with_its_person(store: Store) -> None:
    await store.write(partial(add, person=1, terms="m/awa"))
    await store.write(partial(add, person=2, terms="m/awa"))

    await store.write(lambda session: session.execute(delete(Person).where(Person.id == 1)))

    assert await proposed(store, "awa") == [2]
    await store.write(check)


async def test_what_was_taken_out_leaves_no_trace_in_the_file(store: Store) -> None:
    await store.write(partial(add, person=1, terms="m/houngbedji"))
    await store.write(partial(add, person=2, terms="m/awa"))
    await store.write(lambda session: session.execute(delete(Person).where(Person.id == 1)))

    await store.write(write_anew)

    assert b"houngbedji" not in await store.read(kept)
    assert await proposed(store, "awa") == [2]


def check(session: Session) -> None:
    """FTS5 compares its index with what it indexes, and raises where they differ."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO card_words (card_words, rank) VALUES ('integrity-check', 1)"))


def kept(session: Session) -> bytes:
    if session.get_bind().dialect.name != "sqlite":
        return b""
    return b"".join(session.scalars(text("SELECT block FROM card_words_data")))
