"""Being left in peace, and coming back."""

from sqlalchemy.orm import Session

from models import Address, Audit, Outbox
from models.clock import now
from services import people
from tests.services.house import House


async def test_who_accepts_the_notice_agrees_to_it_and_to_being_of_age(house: House) -> None:
    person = await house.person()

    assert (await house.do(people.standing, person))["noticed"]
    assert await house.rows(Audit, actor_id=person, verb="consent.given") == 2


async def test_nobody_is_written_to_after_stop_until_start(house: House) -> None:
    person = await house.person()

    await house.do(people.stop, person)
    assert not await house.do(people.may_be_told, person)

    assert await house.do(people.start, person)
    assert await house.do(people.may_be_told, person)


async def test_start_says_whether_there_was_a_silence_to_end(house: House) -> None:
    assert not await house.do(people.start, await house.person())


async def test_stop_takes_back_what_is_queued_but_not_the_answer_under_way(house: House) -> None:
    person = await house.person()
    await house.do(_queue, person, push=True)
    await house.do(_queue, person, push=False)

    await house.do(people.stop, person)

    assert await house.rows(Outbox, push=True, status="dropped") == 1
    assert await house.rows(Outbox, push=False, status="queued") == 1


async def test_a_rest_ends_by_itself(house: House) -> None:
    person = await house.person()

    assert await house.do(people.pause, person, 7) == "2026-11-30"
    assert not await house.do(people.may_be_told, person)

    house.clock.move(days=7, seconds=1)
    assert await house.do(people.may_be_told, person)


async def test_who_is_on_hold_is_told_the_way_to_a_person(house: House) -> None:
    person = await house.person()
    await house.suspend(person)

    assert "help" in await house.refuses(people.check_standing, person)


def _queue(session: Session, person: int, *, push: bool) -> None:
    at, address = now(session), session.query(Address.id).filter_by(person_id=person).scalar()
    session.add(Outbox(person_id=person, address_id=address, push=push, body={"text": "…"}, due_at=at, created_at=at))
