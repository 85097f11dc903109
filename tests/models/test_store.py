"""The two doors of the store: what was answered is kept, and nobody pays for another's failure."""

import asyncio
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from models import HelpRequest, Notice, Person
from models.clock import now
from models.person import lock_person
from models.store import Store, Work
from models.trouble import StoreTrouble, TransactionLost, is_passing
from tests.clock import FakeClock
from tests.conftest import SECRET
from tests.databases import plain

LANE = 7  # all in one lane: on PostgreSQL too they share a writer


def add_person(person_id: int) -> Work[int]:
    def work(session: Session) -> int:
        session.add(Person(id=person_id, created_at=now(session)))
        return person_id

    return work


def people(session: Session) -> list[int]:
    return list(session.scalars(select(Person.id).order_by(Person.id)))


def driver(session: Session) -> Any:
    return session.connection().connection.dbapi_connection


@asynccontextmanager
async def held(store: Store, work: Work[Any] = lambda _: None) -> AsyncIterator[asyncio.Task[Any]]:
    """Keep the writer busy with this work, so that what is written meanwhile shares its batch."""
    gate = threading.Event()
    task = asyncio.create_task(store.write(lambda session: (gate.wait(10), work(session))[1], lane=LANE))
    await asyncio.sleep(0)
    yield task
    await asyncio.sleep(0)
    gate.set()
    await asyncio.wait([task])


def write_all(store: Store, *works: Work[Any]) -> asyncio.Future[list[Any]]:
    return asyncio.gather(*(store.write(work, lane=LANE) for work in works), return_exceptions=True)


async def write_together(store: Store, *works: Work[Any]) -> list[Any]:
    async with held(store):
        outcomes = write_all(store, *works)
    return await outcomes


async def test_what_was_written_is_read_back_as_it_was(store: Store, clock: FakeClock) -> None:
    def ask_for_help(session: Session) -> None:
        session.add(Person(id=1, created_at=now(session)))
        session.flush()
        session.add(HelpRequest(person_id=1, words="où êtes-vous ?", created_at=now(session)))

    await store.write(ask_for_help)

    person = await store.read(lambda session: session.get_one(Person, 1))
    request = await store.read(lambda session: session.scalars(select(HelpRequest)).one())
    assert (person.language, person.created_at) == ("en", clock())
    assert request.words == "où êtes-vous ?"


async def test_who_asked_for_a_result_gets_it(store: Store) -> None:
    assert await asyncio.gather(*(store.write(add_person(person)) for person in range(1, 31))) == list(range(1, 31))


async def test_the_reading_door_changes_nothing(store: Store) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await store.read(lambda session: session.execute(insert(Person), {"created_at": now(session)}))

    assert await store.read(people) == []


async def test_what_takes_long_is_read_beside_the_readers_and_changes_nothing_either(store: Store) -> None:
    await store.write(add_person(1))

    async with held(store, add_person(2)):
        assert await store.read_at_length(people) == [1]
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await store.read_at_length(lambda session: session.execute(insert(Person), {"created_at": now(session)}))


async def test_people_read_while_the_writer_is_busy(store: Store) -> None:
    await store.write(add_person(1))

    async with held(store, add_person(2)):
        assert await store.read(people) == [1]

    assert await store.read(people) == [1, 2]


async def test_a_piece_that_raises_is_undone_alone(store: Store) -> None:
    def add_and_fail(session: Session) -> None:
        session.add(Person(id=2, created_at=now(session)))
        session.flush()
        raise ZeroDivisionError

    one, failed, three = await write_together(store, add_person(1), add_and_fail, add_person(3))

    assert (one, three) == (1, 3)
    assert isinstance(failed, ZeroDivisionError)
    assert await store.read(people) == [1, 3]


async def test_a_row_refused_at_the_flush_is_undone_alone(store: Store) -> None:
    first, again, other = await write_together(store, add_person(1), add_person(1), add_person(2))

    assert (first, other) == (1, 2)
    assert isinstance(again, IntegrityError)
    assert await store.read(people) == [1, 2]


async def test_a_swallowed_refusal_does_not_poison_the_neighbours(store: Store) -> None:
    def insist(session: Session) -> None:
        for _ in range(2):
            with suppress(IntegrityError):
                session.execute(insert(Person), {"id": 1, "created_at": now(session)})

    _, two, three = await write_together(store, insist, add_person(2), add_person(3))

    assert (two, three) == (2, 3)
    assert set(await store.read(people)) >= {2, 3}


async def test_a_refusal_swallowed_in_a_savepoint_of_its_own_keeps_the_rest_of_the_piece(store: Store) -> None:
    def insist(session: Session) -> str:
        session.add(Person(id=1, created_at=now(session)))
        session.flush()
        with suppress(IntegrityError), session.begin_nested():
            session.execute(insert(Person), {"id": 1, "created_at": now(session)})
        session.add(Person(id=2, created_at=now(session)))
        return "kept"

    assert await write_together(store, insist, add_person(3)) == ["kept", 3]
    assert await store.read(people) == [1, 2, 3]


async def test_a_piece_that_rolls_back_takes_nobody_along(store: Store) -> None:
    def think_better(session: Session) -> str:
        session.add(Person(id=2, created_at=now(session)))
        session.flush()
        session.rollback()
        return "thought better of it"

    assert await write_together(store, add_person(1), think_better) == [1, "thought better of it"]
    assert await store.read(people) == [1]


async def test_a_piece_sees_the_rows_of_the_one_before_it_but_not_its_objects(store: Store) -> None:
    def add(session: Session) -> Person:
        session.add(person := Person(id=1, created_at=now(session)))
        return person

    def find(session: Session) -> Person:
        return session.get_one(Person, 1)

    added, found = await write_together(store, add, find)

    assert added.id == found.id == 1
    assert found is not added


async def test_when_a_piece_loses_the_transaction_each_is_run_again_alone(store: Store) -> None:
    runs: list[str] = []

    def honest(session: Session) -> str:
        runs.append("honest")
        return str(add_person(1)(session))

    def loser(session: Session) -> None:
        runs.append("loser")
        driver(session).execute("ROLLBACK")

    async with held(store, honest) as first:
        outcomes = write_all(store, loser, add_person(2))

    assert first.result() == "1"
    lost, two = await outcomes
    assert isinstance(lost, TransactionLost)
    assert two == 2
    assert runs == ["honest", "loser", "honest", "loser"]
    assert await store.read(people) == [1, 2]


async def test_nothing_is_written_once_the_transaction_is_lost(store: Store) -> None:
    def carry_on_regardless(session: Session) -> None:
        driver(session).execute("ROLLBACK")
        with suppress(Exception):
            session.execute(insert(Person), {"id": 1, "created_at": now(session)})
        with suppress(Exception), session.begin_nested():
            session.execute(insert(Person), {"id": 2, "created_at": now(session)})

    lost, three = await write_together(store, carry_on_regardless, add_person(3))

    assert isinstance(lost, TransactionLost)
    assert three == 3
    assert await store.read(people) == [3]


async def test_a_transaction_that_failed_unseen_is_not_taken_for_stored(postgres_url: str, clock: FakeClock) -> None:
    def fail_unseen(session: Session) -> None:
        """Behind SQLAlchemy's back; PostgreSQL will answer the commit with a quiet rollback."""
        connection: Any = session.get_bind()
        with suppress(psycopg.Error):
            connection.connection.dbapi_connection.execute("SELECT 1 / 0")

    store = Store(postgres_url, SECRET, clock=clock)

    one, lost = await write_together(store, add_person(1), fail_unseen)

    assert one == 1
    assert isinstance(lost, psycopg.errors.InFailedSqlTransaction)
    assert await store.read(people) == [1]
    await store.close()


async def test_a_commit_that_fails_is_told_to_the_one_who_spoilt_it(sqlite_url: str, clock: FakeClock) -> None:
    def orphan(session: Session) -> None:
        """Its owner is missed only at the commit."""
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
        session.add(Notice(person_id=99, kind="x", ids={}, due_at=now(session), created_at=now(session)))

    store = Store(sqlite_url, SECRET, clock=clock)

    one, failed, two = await write_together(store, add_person(1), orphan, add_person(2))

    assert (one, two) == (1, 2)
    assert "FOREIGN KEY" in str(failed)
    assert await store.read(people) == [1, 2]
    await store.close()


async def test_an_error_carries_nobodys_words(store: Store) -> None:
    words = uuid4().hex  # nowhere in the source lines that a traceback quotes

    def break_off(session: Session) -> None:
        session.execute(insert(Person), {"id": None, "language": words, "created_at": None})

    with pytest.raises(IntegrityError) as caught:
        await store.write(break_off)

    assert words not in "".join(traceback.format_exception(caught.value))


async def test_work_that_ends_an_iterator_by_mistake_fails_as_any_other(store: Store) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await store.write(lambda _: next(iter(())))


async def test_a_caller_who_goes_away_disturbs_nobody(store: Store) -> None:
    async with held(store) as gone:
        one = asyncio.ensure_future(store.write(add_person(1), lane=LANE))
        gone.cancel()

    assert await one == 1


async def test_pieces_of_one_lane_are_done_in_their_order(store: Store) -> None:
    done: list[int] = []

    def step(number: int) -> Work[None]:
        return lambda session: done.append(number) if people(session) == [] else None

    await asyncio.gather(*(store.write(step(number), lane=LANE) for number in range(200)))

    assert done == list(range(200))


async def test_closing_finishes_what_was_accepted(store: Store, store_url: str) -> None:
    accepted = [asyncio.ensure_future(store.write(add_person(person))) for person in range(1, 101)]
    await asyncio.sleep(0)

    await store.close()

    assert await asyncio.gather(*accepted) == list(range(1, 101))
    with pytest.raises(RuntimeError, match="closed"):
        await store.write(people)
    again = Store(store_url, SECRET)
    assert len(await again.read(people)) == 100
    await again.close()


async def test_a_person_is_locked_once(store: Store, store_url: str) -> None:
    await store.write(add_person(1))
    assert await store.write(lambda session: lock_person(session, 1)) is True
    assert await store.write(lambda session: lock_person(session, 1, wait=True)) is True
    assert await store.write(lambda session: lock_person(session, 2)) is False


async def test_a_person_whom_another_process_has_is_left_to_it(postgres_url: str, clock: FakeClock) -> None:
    store = Store(postgres_url, SECRET, clock=clock)
    await store.write(add_person(1))

    with psycopg.connect(plain(store.url)) as other:
        other.execute("SELECT 1 FROM person WHERE id = 1 FOR NO KEY UPDATE")
        assert await store.write(lambda session: lock_person(session, 1)) is False

    assert await store.write(lambda session: lock_person(session, 1)) is True
    await store.close()


async def test_work_that_met_a_deadlock_is_done_again(postgres_url: str, clock: FakeClock) -> None:
    store = Store(postgres_url, SECRET, clock=clock)
    await store.write(add_person(1))
    await store.write(add_person(2))
    both = threading.Barrier(2)

    def greet(first: int, second: int) -> Work[str]:
        def work(session: Session) -> str:
            session.execute(update(Person).where(Person.id == first).values(noticed=Person.noticed + 1))
            with suppress(threading.BrokenBarrierError):
                both.wait(5)
            both.abort()  # only the first time do they stand in each other's way
            session.execute(update(Person).where(Person.id == second).values(noticed=Person.noticed + 1))
            return "greeted"

        return work

    one, two = await asyncio.gather(store.write(greet(1, 2), lane=0), store.write(greet(2, 1), lane=1))

    assert one == two == "greeted"
    assert await store.read(lambda session: list(session.scalars(select(Person.noticed)))) == [2, 2]
    await store.close()


async def test_a_restarted_server_is_found_again(postgres_url: str, clock: FakeClock) -> None:
    store = Store(postgres_url, SECRET, clock=clock)
    backend = await store.write(lambda session: session.scalar(text("SELECT pg_backend_pid()")), lane=LANE)

    with psycopg.connect(plain(store.url), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))

    assert await store.write(add_person(1), lane=LANE) == 1
    assert await store.read(people) == [1]
    await store.close()


async def test_a_connection_that_breaks_in_the_middle_keeps_all_pieces_or_says_so(
    postgres_url: str, clock: FakeClock
) -> None:
    store = Store(postgres_url, SECRET, clock=clock)
    broken: list[bool] = []

    def break_once(session: Session) -> int:
        if not broken:
            broken.append(True)
            session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return add_person(2)(session)

    assert await write_together(store, add_person(1), break_once, add_person(3)) == [1, 2, 3]
    assert await store.read(people) == [1, 2, 3]
    await store.close()


async def test_a_store_locked_by_another_program_is_a_trouble_that_passes(sqlite_url: str, clock: FakeClock) -> None:
    store, other = Store(sqlite_url, SECRET, clock=clock), Store(sqlite_url, SECRET, clock=clock)
    await store.write(lambda session: session.execute(text("PRAGMA busy_timeout=20")))

    async with held(other):
        while await write_all(store, people) == [[]]:  # until the other has begun
            pass
        outcomes = await write_all(store, *(add_person(person) for person in (1, 2, 3)))

    assert is_passing(outcomes[0])
    assert outcomes[0] is outcomes[1] is outcomes[2]  # nobody waits out the same lock after another
    assert await write_all(store, add_person(1)) == [1]
    await store.close()
    await other.close()


def test_a_url_that_keeps_nothing_or_is_not_known_is_refused_in_words() -> None:
    for url in ("sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "sqlite:///x.db", "mysql://localhost/x"):
        with pytest.raises(StoreTrouble, match="DATABASE_URL"):
            Store(url, SECRET)


@pytest.mark.parametrize("mistake", [ValueError(), IntegrityError("", None, psycopg.errors.UniqueViolation()), None])
def test_a_mistake_of_ours_does_not_pass_by_itself(mistake: Exception | None) -> None:
    assert not is_passing(mistake)


@pytest.mark.parametrize("error", [psycopg.errors.DiskFull, psycopg.errors.AdminShutdown, psycopg.OperationalError])
def test_a_machine_in_trouble_passes(error: Callable[[], Exception]) -> None:
    assert is_passing(OperationalError("", None, error()))
