"""The schedule: what is due is told and swept, by one process at a time, and nothing stops the rest."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.lease import drop_lease, take_lease
from bot.outbox import claim, mark_sent
from bot.schedule import Rhythm, Schedule
from bot.telling import due_notices
from conversation import Screen, Telling, renders
from locales import _, language
from models import Address, Notice
from models.clock import now
from models.store import Store
from services import notices
from tests.clock import FakeClock
from tests.conversation.conftest import Arrives
from tests.conversation.conftest import arrives as arrives_on_sqlite
from tests.conversation.stage import CHANNEL, DOORS, Guest

arrives = arrives_on_sqlite
ASKED = _("Please answer yes or no.")


@pytest.fixture
async def guest(arrives: Arrives) -> Guest:
    return await arrives()


@pytest.fixture
def schedule(guest: Guest) -> Schedule:
    return Schedule(guest.store, DOORS, {})


async def leave(guest: Guest, kind: str, *, after: timedelta = timedelta(), **ids: int) -> None:
    def work(session: Session) -> None:
        notices.tell(session, guest.person, kind, due=now(session) + after, key=None, **ids)

    await guest.store.write(work)


async def pushed(guest: Guest) -> list[str]:
    """What a sender would take now, in order, each one sent before the next is looked for."""
    texts: list[str] = []
    while parcels := await guest.store.write(partial(claim, channels=(CHANNEL,), limit=10)):
        texts += [parcel.post.text for parcel in parcels]
        for parcel in parcels:
            await guest.store.write(partial(mark_sent, row=parcel.row, at=guest.store.clock()))
    return texts


async def test_a_notice_is_told_when_it_is_due_and_once(guest: Guest, schedule: Schedule) -> None:
    await leave(guest, "offer", after=timedelta(hours=1))

    assert await schedule.tell_due() == 0
    guest.clock.move(hours=1)
    assert await schedule.tell_due() == 1
    assert await schedule.tell_due() == 0
    assert await pushed(guest) == ["Fresh tea!"]


async def test_who_is_in_the_middle_of_a_question_is_told_after_it_has_been_quiet(
    guest: Guest, schedule: Schedule
) -> None:
    await guest.says("/tea")
    await leave(guest, "offer")
    await leave(guest, "offer")

    assert await schedule.tell_due() == 0
    guest.clock.move(minutes=10)
    assert await schedule.tell_due() == 2
    assert await pushed(guest) == ["Fresh tea!", "Fresh tea!"]


async def test_what_is_no_longer_true_is_dropped(guest: Guest, schedule: Schedule) -> None:
    await leave(guest, "offer", left=0)

    assert await schedule.tell_due() == 1
    assert await pushed(guest) == []
    assert await schedule.tell_due() == 0


async def test_a_notice_speaks_the_language_of_the_moment(guest: Guest, schedule: Schedule) -> None:
    @renders("asked")
    def asked(_tell: Telling) -> Screen:
        return Screen(ASKED)

    await leave(guest, "asked", after=timedelta(minutes=1))
    await guest.says("Français")
    guest.clock.move(minutes=1)

    await schedule.tell_due()
    assert await pushed(guest) == [language("fr").say(ASKED)]


async def test_who_has_no_address_now_is_tried_again_in_an_hour(guest: Guest, schedule: Schedule) -> None:
    await guest.store.write(lambda session: session.execute(update(Address).values(active=False)))
    await leave(guest, "offer")

    await schedule.tell_due()
    await guest.store.write(lambda session: session.execute(update(Address).values(active=True)))
    assert await schedule.tell_due() == 0
    guest.clock.move(hours=1)
    assert await schedule.tell_due() == 1


async def test_a_notice_that_breaks_us_does_not_stop_the_others_and_is_tried_again(
    guest: Guest, schedule: Schedule
) -> None:
    mended: list[bool] = []

    @renders("broken")
    def broken(_tell: Telling) -> Screen:
        if not mended:
            raise ZeroDivisionError
        return Screen("Mended.")

    await leave(guest, "broken")
    await leave(guest, "offer")
    assert await schedule.tell_due() == 1
    assert await pushed(guest) == ["Fresh tea!"]

    mended.append(True)
    assert await schedule.tell_due() == 0
    guest.clock.move(hours=1)
    assert await schedule.tell_due() == 1
    assert await pushed(guest) == ["Mended."]


async def test_a_sweep_that_breaks_us_does_not_stop_the_others(guest: Guest) -> None:
    swept: list[str] = []

    def broken(_session: Session, _limit: int) -> int:
        swept.append("broken")
        raise ZeroDivisionError

    schedule = Schedule(guest.store, DOORS, {"broken": Rhythm(broken, 0), "whole": Rhythm(_sweeper(swept), 0)})

    await schedule.once()
    await schedule.once()
    assert swept == ["broken", "whole", "whole"]


async def test_one_process_sweeps_and_another_takes_over(store: Store, clock: FakeClock) -> None:
    swept: list[str] = []
    one, other = (Schedule(store, DOORS, {"all": Rhythm(_sweeper(swept, name), 0)}) for name in ("one", "other"))

    await one.once()
    await other.once()
    assert swept == ["one"]
    await one.leave()
    await other.once()
    assert swept == ["one", "other"]
    await one.once()
    clock.move(seconds=11)
    await one.once()
    assert swept == ["one", "other", "one"]


async def test_a_lease_is_held_renewed_and_let_go(store: Store, clock: FakeClock) -> None:
    async def takes(holder: str) -> bool:
        return await store.write(partial(take_lease, name="work", holder=holder, span=timedelta(seconds=10)))

    assert await takes("one")
    assert not await takes("other")
    clock.move(seconds=9)
    assert await takes("one")
    clock.move(seconds=9)
    assert not await takes("other")
    await store.write(partial(drop_lease, name="work", holder="other"))
    assert not await takes("other")
    await store.write(partial(drop_lease, name="work", holder="one"))
    assert await takes("other")


async def test_many_that_are_due_are_told_in_the_order_they_fell_due(guest: Guest) -> None:
    for minutes in (3, 1, 2):
        await leave(guest, "offer", after=timedelta(minutes=minutes), left=minutes)
    guest.clock.move(minutes=5)

    due = await guest.store.read(partial(due_notices, limit=2))
    kept = await guest.store.read(lambda session: {row.id: row.ids for row in session.scalars(select(Notice))})
    assert [kept[row.id]["left"] for row in due] == [1, 2]


def _sweeper(swept: list[str], name: str = "whole") -> Callable[[Session, int], int]:
    def sweep(_session: Session, _limit: int) -> int:
        swept.append(name)
        return 0

    return sweep
