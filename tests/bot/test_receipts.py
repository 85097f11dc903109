"""Receipts: in any order, any number of times, they tell of a message what is true, and count what it costs once."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.inbox import Inbox, keep
from channels.channel import OptedOut, Unreachable, Waits
from channels.wire import Event, Fate, Receipt
from models import Address, Billed, Outbox
from models import Receipt as Row
from models.clock import now
from models.store import Store
from services import consents
from tests.clock import FakeClock

DAY = datetime(2026, 11, 30, 12, tzinfo=UTC)


@dataclass
class Office:
    """A store in which one screen was sent, and its vendor's receipts."""

    store: Store
    row: int = 0

    async def told(self, fate: Fate, *, billed: str = "", trouble: Exception | None = None, tag: str = "") -> None:
        receipt = Receipt("whatsapp", "1", "wamid.1", fate, DAY, tag or str(self.row), billed, trouble)
        await Inbox(self.store, _nobody).receive([receipt])

    async def screen(self) -> Outbox:
        return await self.store.read(lambda session: session.get_one(Outbox, self.row))

    async def fate(self) -> str | None:
        return await self.store.read(lambda session: session.scalar(select(Row.fate)))

    async def bills(self) -> dict[str, int]:
        return await self.store.read(
            lambda session: {each.category: each.messages for each in session.scalars(select(Billed))}
        )

    async def writes(self, at: datetime) -> None:
        """Their next message, by the vendor's time."""
        word = Event("whatsapp", "1", f"wamid.{at}", "22997000001", "text", at, "hello again", written_at=at)
        await Inbox(self.store, lambda _person: None).receive([word])

    async def active(self) -> bool | None:
        return await self.store.read(lambda session: session.scalar(select(Address.active)))


def _nobody(person: int) -> None:
    pytest.fail(f"a receipt wakes nobody, and not {person}")


@pytest.fixture
async def office(store: Store, clock: FakeClock) -> Office:
    def send(session: Session) -> int:
        at = now(session)
        person = keep(session, Event("whatsapp", "1", "wamid.0", "22997000001", "text", at, "hello", written_at=at))
        address = session.scalars(select(Address.id)).one()
        sent = Outbox(
            person_id=person,
            address_id=address,
            push=True,
            body={"text": "News", "dialogue": "alert"},
            status="sent",
            attempts=1,
            due_at=at,
            created_at=at,
            sent_at=at,
        )
        session.add(sent)
        session.flush()
        consents.give(session, person, "alerts")
        return sent.id

    return Office(store, await store.write(send))


@pytest.mark.parametrize("order", list(itertools.permutations(("sent", "delivered", "read"))))
async def test_receipts_in_any_order_end_with_the_highest(office: Office, order: tuple[Fate, ...]) -> None:
    for fate in order:
        await office.told(fate)

    assert await office.fate() == "read"
    assert (await office.screen()).body is None


async def test_a_message_is_billed_once_however_often_and_late_it_is_told(office: Office) -> None:
    dice = Random(4)
    told: list[tuple[Fate, str]] = [("sent", ""), ("delivered", "service"), ("read", "service")] * 3
    dice.shuffle(told)
    for fate, billed in told:
        await office.told(fate, billed=billed)

    assert await office.bills() == {"service": 1}


async def test_a_message_that_was_read_has_not_failed(office: Office) -> None:
    await office.told("read")
    await office.told("failed", trouble=Unreachable("131026"))

    assert await office.fate() == "read"
    assert await office.active() is True
    assert (await office.screen()).status == "sent"


async def test_an_address_that_was_not_reached_is_switched_off(office: Office) -> None:
    await office.told("sent")
    await office.told("failed", trouble=Unreachable("131026"))

    assert (await office.screen()).status == "failed"
    assert await office.active() is False


async def test_what_came_too_late_waits_for_the_next_word_with_its_text(office: Office) -> None:
    await office.told("failed", trouble=Waits("131047"))

    screen = await office.screen()
    assert (screen.status, screen.body["text"]) == ("waiting", "News")

    await office.told("failed", trouble=Waits("131047"))
    assert (await office.screen()).status == "waiting"


async def test_a_failure_told_after_a_later_word_does_not_switch_the_address_off(office: Office) -> None:
    await office.writes(DAY + timedelta(hours=1))
    await office.told("failed", trouble=Unreachable("131026"))

    assert await office.active() is True
    assert (await office.screen()).status == "failed"


async def test_what_came_too_late_goes_out_again_where_they_have_written_since(office: Office) -> None:
    await office.writes(DAY + timedelta(hours=1))
    await office.told("failed", trouble=Waits("131047"))

    assert (await office.screen()).status == "queued"


async def test_who_told_the_vendor_to_stop_gets_no_more_alerts(office: Office) -> None:
    await office.told("failed", trouble=OptedOut("131050"))

    person = (await office.screen()).person_id
    assert await office.store.read(lambda session: consents.holds(session, person, "alerts")) is False


@pytest.mark.parametrize("tag", ["", "x", "12x", "99999", "r", "９"])
async def test_a_receipt_of_a_message_that_is_not_ours_is_noted_and_touches_nothing(office: Office, tag: str) -> None:
    await office.told("failed", trouble=Unreachable("131026"), tag=tag or "foreign")

    assert await office.fate() == "failed"
    assert (await office.screen()).status == "sent"
    assert await office.active() is True
