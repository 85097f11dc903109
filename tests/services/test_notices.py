"""Leaving a notice."""

from datetime import timedelta

from models import Notice
from services import knocks, notices, people
from tests.services.house import House


async def test_a_notice_with_a_key_is_told_once(house: House) -> None:
    person = await house.person()

    await house.do(notices.tell, person, "reminder", key="once", knock=1)
    await house.do(notices.tell, person, "reminder", key="once", knock=1)

    assert await house.notices(person) == ["reminder"]


async def test_a_notice_is_due_now_unless_said_otherwise(house: House) -> None:
    person = await house.person()

    await house.do(notices.tell, person, "now")
    await house.do(notices.tell, person, "later", due=house.clock() + timedelta(days=1))

    assert await house.rows(Notice, due_at=house.clock()) == 1


async def test_who_said_stop_is_told_nothing_but_the_answers_they_asked_for(house: House) -> None:
    person = await house.person()
    await house.do(notices.tell, person, "before")
    await house.do(people.stop, person)
    await house.do(notices.tell, person, "after")
    await house.do(notices.tell, person, "help_answered", request=1)

    assert await house.rows(Notice, status="dropped") == 2
    assert await house.rows(Notice, status="due", kind="help_answered") == 1


async def test_what_comes_during_a_rest_waits_for_its_end(house: House) -> None:
    person = await house.person()
    await house.do(notices.tell, person, "before")
    await house.do(people.pause, person, 7)
    await house.do(notices.tell, person, "during")

    assert await house.rows(Notice, status="due", due_at=house.clock() + timedelta(days=7)) == 2


async def test_an_announcement_is_not_told_after_a_rest(house: House) -> None:
    person = await house.person()
    await house.do(notices.tell, person, "announcement", announcement=1)
    await house.do(people.pause, person, 7)

    assert await house.rows(Notice, status="dropped") == 1


async def test_a_rest_that_ends_early_brings_forward_what_waited_for_it_alone(house: House) -> None:
    person = await house.person()
    await house.do(people.pause, person, 7)
    await house.do(notices.tell, person, "during")
    await house.do(notices.tell, person, "in a month", due=house.clock() + timedelta(days=30))

    await house.do(people.start, person)

    assert await house.rows(Notice, due_at=house.clock()) == 1


async def test_who_comes_back_is_told_of_the_knocks_at_their_door(house: House) -> None:
    awa, koffi = await house.member(), await house.member()
    await house.do(knocks.knock, koffi, awa, "Hello")
    await house.do(people.stop, awa)
    await house.do(people.start, awa)

    assert await house.do(knocks.tell_again, awa) == 1
    assert await house.rows(Notice, status="due", kind="knock") == 1
