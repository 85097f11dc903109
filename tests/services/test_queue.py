"""What waits for the team, and who of them sees it."""

from models import Report
from services import knocks, queue, requests
from tests.services.house import House


async def reported(house: House, reporter: int, about: int) -> int:
    """The report that somebody makes of a knock."""
    number = await house.do(knocks.knock, about, reporter, "Send me money")
    await house.do(knocks.report, reporter, number, "Asks for money")
    return await house.rows(Report)


async def test_reports_come_before_questions_and_the_oldest_first(house: House) -> None:
    moderator, asking, reporter, about = [await house.staff(), *[await house.member() for _each in range(3)]]
    await house.do(requests.ask, asking, "How do I find my consulate?")
    report = await reported(house, reporter, about)

    waiting = await house.do(queue.list_waiting, moderator)

    assert [(each["kind"], each["id"]) for each in waiting] == [("report", report), ("question", 1)]


async def test_staff_of_another_country_see_nothing_of_it(house: House) -> None:
    moderator = await house.staff("moderator", ["GH"])
    await house.do(requests.ask, await house.member(), "How do I find my consulate?")
    report = await reported(house, await house.member(), await house.member())

    assert await house.do(queue.list_waiting, moderator) == []
    assert await house.do(queue.read_question, moderator, 1) is None
    assert await house.do(queue.read_report, moderator, report) is None


async def test_questions_of_people_without_a_card_are_everyones(house: House) -> None:
    moderator = await house.staff("moderator", ["GH"])
    await house.do(requests.ask, await house.person(), "What is this?")

    seen = await house.do(queue.read_question, moderator, 1)
    assert seen
    assert (seen["name"], seen["words"]) == (None, "What is this?")


async def test_editors_see_questions_and_no_reports(house: House) -> None:
    editor = await house.staff("editor")
    await reported(house, await house.member(), await house.member())

    assert await house.do(queue.list_waiting, editor) == []
    await house.refuses(queue.read_report, editor, 1)


async def test_those_who_look_into_a_report_hear_that_it_waits(house: House) -> None:
    moderator, abroad, editor = await house.staff(), await house.staff("moderator", ["GH"]), await house.staff("editor")
    on_hold, about = await house.staff(), await house.staff()
    await house.suspend(on_hold)
    await house.member(person=about)

    report = await reported(house, await house.member(), about)

    assert await house.notices(moderator) == ["reported"]
    assert [await house.notices(each) for each in (abroad, editor, on_hold)] == [[], [], []]
    assert "reported" not in await house.notices(about)
    assert await house.do(queue.waits, moderator, report)
    await house.do(queue.close_report, moderator, report)
    assert not await house.do(queue.waits, moderator, report)


async def test_who_reported_hears_that_it_was_looked_into(house: House) -> None:
    moderator, reporter = await house.staff(), await house.member()
    report = await reported(house, reporter, await house.member())

    await house.do(queue.close_report, moderator, report)

    assert "report_closed" in await house.notices(reporter)
    assert "already" in await house.refuses(queue.close_report, moderator, report)
    assert await house.do(queue.list_waiting, moderator) == []


async def test_nobody_looks_into_what_is_reported_of_themselves(house: House) -> None:
    moderator, reporter = await house.staff(), await house.member()
    await house.member(person=moderator)
    report = await reported(house, reporter, moderator)

    assert await house.do(queue.list_waiting, moderator) == []
    assert await house.do(queue.read_report, moderator, report) is None
    await house.refuses(queue.close_report, moderator, report)


async def test_readers_see_questions_and_who_is_on_hold_hears_of_none(house: House) -> None:
    reader, held, asking = await house.staff("reader"), await house.staff("editor"), await house.member()
    await house.suspend(held)

    assert not await house.do(requests.ask, asking, "How do I find my consulate?")
    assert await house.notices(held) == []
    assert [each["kind"] for each in await house.do(queue.list_waiting, reader)] == ["question"]
    assert await house.do(queue.count_waiting, reader) == 1


async def test_the_queue_is_for_the_team(house: House) -> None:
    await house.refuses(queue.list_waiting, await house.member())


async def test_a_moderator_does_not_see_who_reported_them(house: House) -> None:
    colleague, moderator, reporter = await house.staff(), await house.staff(), await house.member()
    await house.member("Mariam Alao", person=moderator)
    report = await reported(house, reporter, moderator)

    assert await house.do(queue.list_waiting, moderator) == []
    assert await house.do(queue.read_report, moderator, report) is None
    assert await house.do(queue.read_report, colleague, report)
