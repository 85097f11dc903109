"""A disk that fills up in the middle of a batch: who is answered is stored, who is not stored is told."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import Notice, Person
from models.clock import now
from models.store import Store, Work
from models.trouble import is_passing
from tests.clock import FakeClock
from tests.conftest import SECRET


def take_room(key: str, size: int) -> Work[str]:
    """Adds a row, then a large one under a savepoint; as every piece, it looks first whether it was done before."""

    def work(session: Session) -> str:
        if session.scalar(select(Notice.id).where(Notice.key == f"{key} large")) is None:
            add_notice(session, f"{key} small", 1)
            with session.begin_nested():
                add_notice(session, f"{key} large", size)
        return key

    return work


def add_notice(session: Session, key: str, size: int) -> None:
    session.add(
        Notice(person_id=1, kind="x", key=key, ids={"x": "x" * size}, due_at=now(session), created_at=now(session))
    )
    session.flush()


def leave_room(pages: int) -> Work[None]:
    def work(session: Session) -> None:
        used = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count={used + pages}"))

    return work


@pytest.fixture
async def store(sqlite_url: str, clock: FakeClock) -> AsyncIterator[Store]:
    store = Store(sqlite_url, SECRET, clock=clock)
    await store.write(lambda session: session.add(Person(id=1, created_at=now(session))))
    yield store
    await store.close()


@pytest.mark.parametrize("seed", range(8))
async def test_nobody_is_answered_who_is_not_stored(store: Store, seed: int) -> None:
    sizes = Random(seed)
    pieces = [take_room(str(number), sizes.choice((10, 3_000, 9_000, 40_000))) for number in range(60)]
    await store.write(leave_room(sizes.randrange(20, 60)))

    outcomes = await asyncio.gather(*map(store.write, pieces), return_exceptions=True)

    answered = {outcome for outcome in outcomes if isinstance(outcome, str)}
    refused = [outcome for outcome in outcomes if not isinstance(outcome, str)]
    assert refused
    assert all(is_passing(refusal) for refusal in refused)
    assert await store.read(kept) == {f"{key} {part}" for key in answered for part in ("small", "large")}


async def test_the_store_goes_on_when_there_is_room_again(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    await store.write(leave_room(3))
    with pytest.raises(DBAPIError, match="full"):
        await store.write(lambda session: add_notice(session, "before", 90_000))
    await store.write(leave_room(1_000))

    assert await store.write(take_room("after", 90_000)) == "after"
    assert await store.read(kept) == {"after small", "after large"}
    assert "SQLITE_FULL" in caplog.text


def kept(session: Session) -> set[str | None]:
    return set(session.scalars(select(Notice.key)))
