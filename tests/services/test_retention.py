"""What is kept for how long."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import HelpRequest, Inbound, Member, Notice, Outbox, Receipt, Sighting, Unread
from models.clock import now
from services import requests
from services.freshness import DELETES, WARNING
from services.notices import tell
from services.retention import DONE_ROWS, PROOFS, RECEIPTS, SIGHTINGS, UNREAD, delete_old
from tests.services.house import House
from tests.services.postman import Postman


def _leave_traces(session: Session, person: int, status: str) -> None:
    session.add(
        Inbound(
            channel="terminal",
            account="",
            external_id=status,
            person_id=person,
            address_id=1,
            status=status,
            received_at=now(session),
        )
    )
    session.add(Sighting(person_id=person, day=now(session).date(), member_id=person))


def _count(session: Session) -> tuple[int, ...]:
    kinds = (Inbound.id, Sighting.day, Notice.id)
    return tuple(session.scalar(select(func.count(key))) or 0 for key in kinds)


async def test_what_is_done_is_deleted_when_it_is_old_and_what_waits_is_kept(house: House) -> None:
    awa = await house.member()
    await house.store.write(lambda session: _leave_traces(session, awa, "done"))
    await house.store.write(lambda session: tell(session, awa, "knock", knock=1))

    house.clock.move(days=DONE_ROWS.days - 1)
    assert await house.sweep(delete_old) == 0

    house.clock.move(days=2)
    assert await house.sweep(delete_old) == 1
    assert await house.store.read(_count) == (0, 1, 1)

    house.clock.move(days=SIGHTINGS.days)
    assert await house.sweep(delete_old) == 1
    assert await house.store.read(_count) == (0, 0, 1)


async def test_an_event_set_aside_is_kept_until_somebody_has_looked(house: House) -> None:
    awa = await house.member()
    await house.store.write(lambda session: _leave_traces(session, awa, "failed"))

    house.clock.move(days=(DONE_ROWS + timedelta(days=1)).days)
    await house.sweep(delete_old)

    assert (await house.store.read(_count))[0] == 1


async def test_what_could_not_be_read_and_what_became_of_messages_goes_in_its_time(house: House) -> None:
    await house.store.write(_hear_of_messages)

    house.clock.move(days=UNREAD.days + 1)
    await house.sweep(delete_old)
    assert await house.store.read(_count_of_messages) == (0, 1)

    house.clock.move(days=RECEIPTS.days - UNREAD.days)
    await house.sweep(delete_old)
    assert await house.store.read(_count_of_messages) == (0, 0)


def _hear_of_messages(session: Session) -> None:
    at, of = now(session), {"channel": "whatsapp", "account": "1"}
    session.add(Unread(raw="{}", why="KeyError", received_at=at, **of))
    session.add(Receipt(index=b"1", fate="read", at=at, **of))


def _count_of_messages(session: Session) -> tuple[int, ...]:
    return tuple(session.scalar(select(func.count(key))) or 0 for key in (Unread.id, Receipt.id))


async def test_a_question_to_the_team_is_deleted_long_after_it_was_closed_and_never_before(house: House) -> None:
    awa, mariam = await house.member(), await house.staff()
    for _each in range(2):
        await house.do(requests.ask, awa, "Where is the consulate?")
    house.clock.move(days=99)
    await house.do(requests.answer, mariam, 1, "12 rue des Fleurs")

    house.clock.move(days=99)
    await house.sweep(delete_old)
    assert await house.rows(HelpRequest) == 2

    house.clock.move(days=2)
    await house.sweep(delete_old)
    assert await house.rows(HelpRequest) == await house.rows(HelpRequest, status="open") == 1


async def test_a_warning_is_kept_with_its_screen_as_long_as_it_proves_something(house: House) -> None:
    awa = await house.member()
    for kind in ("card_goes", "knock_expired"):
        await house.do(tell_kind, awa, kind)
    await Postman(house).go()

    house.clock.move(days=DONE_ROWS.days + 1)
    await house.sweep(delete_old)
    assert await house.rows(Notice) == await house.rows(Notice, kind="card_goes") == await house.rows(Outbox) == 1

    house.clock.move(days=PROOFS.days)
    await house.sweep(delete_old)
    await house.sweep(delete_old)
    assert await house.rows(Notice) == await house.rows(Outbox) == 0


def tell_kind(session: Session, person: int, kind: str) -> None:
    member = session.get_one(Member, person)
    member.confirmed_at = now(session) - DELETES + WARNING
    tell(session, person, kind)
