"""Talking to a person: asked, answered, closed."""

from models import HelpRequest
from services import limits, requests
from tests.services.house import House


async def test_a_question_reaches_staff_and_the_answer_comes_back(house: House) -> None:
    mariam, awa = await house.staff(), await house.member()
    assert await house.do(requests.ask, awa, "Where is the consulate?")
    assert await house.notices(mariam) == ["help_asked"]

    await house.do(requests.answer, mariam, 1, "12 rue des Fleurs")

    found = await house.do(requests.read_request, awa, 1)
    assert found is not None
    assert (found["answer"], found["status"]) == ("12 rue des Fleurs", "answered")
    assert await house.notices(awa) == ["help_answered"]


async def test_without_staff_the_question_is_kept_and_that_is_said(house: House) -> None:
    awa = await house.member()

    assert not await house.do(requests.is_staffed, awa)
    assert not await house.do(requests.ask, awa, "Hello?")
    assert await house.rows(HelpRequest, person_id=awa, status="open") == 1


async def test_staff_of_another_country_and_readers_do_not_answer(house: House) -> None:
    awa = await house.member(origins=["BJ"])
    abroad, reader = await house.staff(countries=["DZ"]), await house.staff("reader")
    await house.do(requests.ask, awa, "Hello?")

    for staff, told in ((abroad, "queue"), (reader, "queue"), (awa, "for the team")):
        assert not await house.do(requests.is_open, staff, 1)
        assert told in await house.refuses(requests.answer, staff, 1, "Hello")


async def test_a_question_is_answered_once(house: House) -> None:
    mariam, paul, awa = await house.staff(), await house.staff(), await house.person()
    await house.do(requests.ask, awa, "Hello?")
    await house.do(requests.close, mariam, 1)

    assert "taken care" in await house.refuses(requests.answer, paul, 1, "Hello")
    assert await house.notices(awa) == ["help_closed"]


async def test_nobody_else_reads_a_question(house: House) -> None:
    await house.do(requests.ask, await house.person(), "Hello?")

    assert await house.do(requests.read_request, await house.person(), 1) is None


async def test_three_questions_a_day(house: House) -> None:
    awa = await house.person()
    for _each in range(limits.QUESTIONS.most):
        await house.do(requests.ask, awa, "Hello?")

    assert "More tomorrow" in await house.refuses(requests.ask, awa, "Hello?")
