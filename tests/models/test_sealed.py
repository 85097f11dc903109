"""What people wrote, and how they are reached, is unreadable in the file."""

from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, create_engine, insert, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from models import Address, HelpRequest, Member, Person, Talk
from models.base import Base
from models.clock import now
from models.keys import SealBroken
from models.sealed import Sealed, index_of
from models.store import Store
from tests.clock import FakeClock
from tests.conftest import SECRET

WORDS = "Je cherche quelqu'un à Parakou"
REACHED = "+22961234567"


def write_down(session: Session) -> None:
    session.add(Person(id=1, created_at=now(session)))
    session.flush()
    index = index_of(session, "address", REACHED)
    reached = {"channel": "whatsapp", "account": "", "index": index, "external_id": REACHED}
    session.add(Address(person_id=1, last_active_at=now(session), created_at=now(session), **reached))
    session.add(Talk(person_id=1, state={"answers": {"name": "Awa Dossou"}}, updated_at=now(session)))
    session.add(HelpRequest(person_id=1, words=WORDS, created_at=now(session)))


def bytes_on_disk(url: str) -> bytes:
    """The database with all that lies beside it."""
    file = Path(url.partition(":///")[2])
    return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))


async def test_nobody_reads_them_in_the_file(sqlite_url: str, clock: FakeClock) -> None:
    store = Store(sqlite_url, SECRET, clock=clock)
    await store.write(write_down)

    while_open = bytes_on_disk(sqlite_url)
    await store.close()
    closed = bytes_on_disk(sqlite_url)

    assert b"whatsapp" in while_open
    assert b"whatsapp" in closed
    for words in (WORDS, REACHED, "Awa", "Dossou", "answers"):
        assert words.encode() not in while_open + closed


async def test_they_are_read_back_through_the_store(store: Store) -> None:
    await store.write(write_down)

    state = await store.read(lambda session: session.scalar(select(Talk.state)))
    by_index = await store.read(
        lambda session: session.scalar(
            select(Address.external_id).where(Address.index == index_of(session, "address", REACHED))
        )
    )

    assert state == {"answers": {"name": "Awa Dossou"}}
    assert by_index == REACHED


async def test_another_secret_opens_nothing(store: Store, store_url: str) -> None:
    await store.write(write_down)
    stranger = Store(store_url, "another secret, which is not the store's")

    with pytest.raises(SealBroken, match="sealed with another secret"):
        await stranger.read(lambda session: session.scalar(select(Talk.state)))

    await stranger.close()


async def test_a_value_copied_into_another_column_does_not_open(store: Store) -> None:
    await store.write(write_down)
    await store.write(lambda session: session.execute(text("UPDATE help_request SET answer = words")))

    with pytest.raises(SealBroken, match=r"help_request\.answer"):
        await store.read(lambda session: session.scalar(select(HelpRequest.answer)))


async def test_what_erased_people_left_is_gone_from_the_file(sqlite_url: str, clock: FakeClock) -> None:
    store = Store(sqlite_url, SECRET, clock=clock)

    def join(session: Session) -> None:
        session.add(Person(id=1, created_at=now(session)))
        session.flush()
        card = {"kind": "abroad", "name": "Awa Dossou", "country": "FR"}
        session.add(Member(person_id=1, created_at=now(session), confirmed_at=now(session), **card))

    await store.write(join)
    assert b"Awa Dossou" in bytes_on_disk(sqlite_url)

    await store.write(lambda session: session.delete(session.get_one(Person, 1)))
    await store.close()

    assert b"Awa Dossou" not in bytes_on_disk(sqlite_url)


def test_every_sealed_column_is_sealed_under_its_own_name() -> None:
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    sealed = {str(column): column.type.where for column in columns if isinstance(column.type, Sealed)}

    assert len(sealed) >= 15
    assert all(name == where for name, where in sealed.items())


def test_bytes_that_are_not_sealed_are_keyed_indexes() -> None:
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]

    keyed = {"index", "phone_index", "number_index", "code_index", "identity", "receipt"}
    assert {column.name for column in columns if isinstance(column.type, LargeBinary)} == keyed


def test_without_the_store_nothing_is_written_in_clear(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'bare.db'}")
    Base.metadata.create_all(engine)

    with engine.connect() as connection, pytest.raises(StatementError, match="through the store"):
        connection.execute(insert(Talk), {"person_id": 1, "state": {}, "updated_at": FakeClock()()})

    engine.dispose()
