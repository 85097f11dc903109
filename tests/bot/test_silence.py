"""Nothing is pushed to who must not get it, whatever was left for them before, or beside it."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from bot.outbox import claim
from bot.telling import due_notices, tell
from handlers.routes import ROUTER
from models import Notice, Outbox, Person, Talk
from models.clock import now
from models.store import Store
from services import notices
from tests.clock import FakeClock
from tests.services.house import House


@pytest.fixture
def house(store: Store, clock: FakeClock) -> House:
    return House(store, clock)


async def leave(house: House, kind: str) -> int:
    """A notice as another process leaves it, which did not see yet what the person has just said."""

    def write(session: Session, person: int) -> int:
        notices.tell(session, person, kind)
        return person

    return await house.do(write, await house.person())


async def told(house: House, person: int) -> int:
    """Tell what is due; how many screens that made."""
    for notice, recipient in await house.store.read(partial(due_notices, limit=10, person=person)):
        await house.store.write(partial(tell, notice=notice, person=recipient, router=ROUTER))
    return await house.rows(Outbox, person_id=person)


def change(person: int, **columns: object) -> partial[None]:
    def write(session: Session) -> None:
        for name, value in columns.items():
            setattr(session.get_one(Person, person), name, value)

    return partial(write)


@pytest.mark.parametrize("why", ["stopped_at", "suspended_at", "erased_at"])
async def test_a_notice_that_was_left_in_the_moment_of_a_stop_is_not_told(house: House, why: str) -> None:
    person = await leave(house, "report_closed")
    await house.store.write(change(person, **{why: house.clock()}))

    assert await told(house, person) == 0
    assert await house.rows(Notice, person_id=person, status="dropped") == 1


async def test_a_notice_that_was_left_in_the_moment_of_a_rest_waits_for_its_end(house: House) -> None:
    person = await leave(house, "report_closed")
    await house.store.write(change(person, paused_until=house.clock() + timedelta(days=7)))
    assert await told(house, person) == 0

    house.clock.move(days=7, seconds=1)

    assert await told(house, person) == 1


@pytest.mark.parametrize("why", ["stopped_at", "suspended_at", "paused_until", "busy"])
async def test_nothing_holds_back_the_warning_that_a_device_joined(house: House, why: str) -> None:
    person = await leave(house, "joined")
    later = house.clock() + timedelta(days=7)
    if why == "busy":
        await house.store.write(
            lambda session: session.add(Talk(person_id=person, state={}, busy_until=later, updated_at=now(session)))
        )
    else:
        await house.store.write(change(person, **{why: later}))

    assert await told(house, person) == 1
    parcels = await house.store.write(partial(claim, channels=("test",), limit=10))
    assert ["Another device has joined" in parcel.post.text for parcel in parcels] == [True]
