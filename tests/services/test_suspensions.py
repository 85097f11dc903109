"""Putting someone on hold, and back."""

from models import Audit, Notice
from services import directory, knocks, mentoring, notices, suspensions
from tests.services.house import House


async def test_who_is_on_hold_is_found_by_nobody_and_told_so(house: House) -> None:
    moderator, member, viewer = await house.staff(), await house.member(), await house.member()

    await house.do(suspensions.suspend, moderator, member)
    await house.do(suspensions.suspend, moderator, member)

    assert await house.do(directory.read_card, viewer, member) is None
    assert "on hold" in await house.refuses(knocks.knock, member, viewer, "Hello")
    assert await house.notices(member) == ["suspended"]
    assert await house.rows(Audit, actor_id=moderator, subject_id=member, verb="person.suspended") == 1


async def test_a_hold_can_be_ended(house: House) -> None:
    moderator, member, viewer = await house.staff(), await house.member(), await house.member()
    await house.do(suspensions.suspend, moderator, member)

    await house.do(suspensions.lift, moderator, member)
    await house.do(suspensions.lift, moderator, member)

    assert await house.do(directory.read_card, viewer, member)
    assert await house.notices(member) == ["suspended", "readmitted"]


async def test_questions_that_wait_with_a_suspended_mentor_go_on(house: House) -> None:
    moderator, mentee, first, second = await house.staff(), *[await house.member() for _each in range(3)]
    for mentor in (first, second):
        await house.do(mentoring.offer, mentor, capacity=1, about=None)
    await house.do(mentoring.request, mentee, [first], work=None, question="Where do I begin?", contact="…")

    await house.do(suspensions.suspend, moderator, first)

    assert await house.notices(second) == ["mentor_asked"]


async def test_a_moderator_reaches_people_of_their_countries_alone(house: House) -> None:
    moderator, member = await house.staff("moderator", ["GH"]), await house.member("Awa Dossou")

    assert await house.do(suspensions.find_people, moderator, "Awa") == []
    assert await house.do(suspensions.read_person, moderator, member) is None
    await house.refuses(suspensions.suspend, moderator, member)


async def test_namesakes_of_other_countries_hide_nobody(house: House) -> None:
    moderator = await house.staff("moderator", ["GH"])
    for _each in range(suspensions.MOST_FOUND + 1):
        await house.member("Awa Dossou")
    wanted = await house.member("Awa Dossou", origins=["GH"])

    assert await house.do(suspensions.find_people, moderator, "Awa") == [wanted]


async def test_staff_are_put_on_hold_by_administrators_and_nobody_by_themselves(house: House) -> None:
    moderator, colleague, administrator = [await house.staff(each) for each in ("moderator", "editor", "administrator")]

    await house.refuses(suspensions.suspend, moderator, colleague)
    await house.refuses(suspensions.suspend, administrator, administrator)
    await house.do(suspensions.suspend, administrator, colleague)

    assert await house.notices(colleague) == ["suspended"]


async def test_looking_people_up_finds_hidden_cards_and_leaves_a_trace(house: House) -> None:
    moderator, hidden = await house.staff(), await house.member("Awa Dossou", audience="nobody")

    assert await house.do(suspensions.find_people, moderator, "dossou AWA") == [hidden]

    seen = await house.do(suspensions.read_person, moderator, hidden)
    assert seen
    assert (seen["name"], seen["suspended"]) == ("Awa D.", False)
    assert await house.rows(Audit, actor_id=moderator, verb="people.looked_up") == 1


async def test_editors_put_nobody_on_hold(house: House) -> None:
    await house.refuses(suspensions.suspend, await house.staff("editor"), await house.member())


async def test_nothing_that_waited_is_told_to_who_is_on_hold_and_knocks_are_told_after_it(house: House) -> None:
    moderator, member, koffi = await house.staff(), await house.member(), await house.member()
    await house.do(knocks.knock, koffi, member, "Hello")

    await house.do(suspensions.suspend, moderator, member)
    await house.do(notices.tell, member, "opportunity", opportunity=1)
    assert await house.rows(Notice, person_id=member, status="due") == await house.rows(Notice, kind="suspended") == 1

    await house.do(suspensions.lift, moderator, member)
    assert await house.rows(Notice, person_id=member, status="due", kind="knock") == 1
