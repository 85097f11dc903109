"""Leaving a notice."""

from datetime import timedelta

from models import Notice
from services import notices
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
