"""Who mentors whom, and what becomes of a question."""

import asyncio
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from models import Mentor, Mentorship, Notice
from services import knocks, mentoring, people, privacy
from services.mentoring import Asked
from tests.services.house import COTONOU, House

TEACHER = {"code": "2330", "text": "teacher"}


async def mentor(house: House, name: str = "Rose Agossou", *, places: int = 1, **card: Any) -> int:
    person = await house.member(name, **card)
    await house.do(mentoring.offer, person, capacity=places, about="First jobs")
    return person


async def ask(house: House, mentee: int, *mentors: int, work: str | None = "2221") -> Asked:
    return await house.do(
        mentoring.request, mentee, mentors, work=work, question="Where do I begin?", contact="awa@example.org"
    )


async def found(house: House, mentee: int, work: str | None = "2221") -> list[int]:
    return [each["mentor"] for each in await house.do(mentoring.find_mentors, mentee, work)]


async def test_the_same_work_comes_before_the_same_roots(house: House) -> None:
    mentee = await house.member("Awa Dossou")
    same_roots = await mentor(house, profession=TEACHER)
    same_work = await mentor(house, origins=["GH"])

    assert await found(house, mentee) == [same_work, same_roots]


async def test_a_match_says_why(house: House) -> None:
    mentee = await house.member("Awa Dossou")
    await mentor(house, places=2)

    (best,) = await house.do(mentoring.find_mentors, mentee, "2221")

    assert best["reasons"][:3] == ["profession:2221", "origin:BJ", "language:en"]
    assert best["reasons"][-1] == "places:2"


async def test_among_equals_who_has_fewest_to_look_after_is_first(house: House) -> None:
    first, second = await mentor(house, places=3), await mentor(house, places=3)
    await ask(house, await house.member(), first)

    others = await found(house, await house.member())

    assert set(others) == {first, second}
    assert others[0] == second


async def test_nobody_is_offered_who_rests_paused_is_full_blocked_or_oneself(house: House) -> None:
    mentee = await mentor(house)
    resting, paused, full, blocking = [await mentor(house) for _each in range(4)]
    await house.do(people.pause, resting, 7)
    await house.do(mentoring.pause, paused)
    await ask(house, await house.member(), full)
    await house.do(knocks.block_person, blocking, mentee)

    assert await found(house, mentee) == []


async def test_an_accepted_question_introduces_both_with_the_contacts_they_chose(house: House) -> None:
    mentee, guide = await house.member("Awa Dossou"), await mentor(house, "Rose Agossou")
    asked = await ask(house, mentee, guide)

    await house.do(mentoring.answer, guide, asked["id"], accept=True, contact="+33 6 12 34 56 78")

    theirs, mine = [await house.do(mentoring.visible_mentorship, who, asked["id"]) for who in (mentee, guide)]
    assert theirs
    assert mine
    assert (theirs["name"], theirs["contact"]) == ("Rose Agossou", "+33 6 12 34 56 78")
    assert (mine["name"], mine["contact"]) == ("Awa Dossou", "awa@example.org")
    assert await house.notices(mentee) == ["mentor_accepted"]


async def test_before_the_answer_there_is_a_first_name_and_no_contact(house: House) -> None:
    mentee, guide = await house.member("Awa Dossou"), await mentor(house, "Rose Agossou")
    asked = await ask(house, mentee, guide)

    for who, name in ((mentee, "Rose A."), (guide, "Awa D.")):
        seen = await house.do(mentoring.visible_mentorship, who, asked["id"])
        assert seen
        assert (seen["name"], seen["contact"]) == (name, None)
    assert await house.do(mentoring.visible_mentorship, await house.member(), asked["id"]) is None


async def test_a_declined_question_goes_to_the_next_best(house: House) -> None:
    mentee, first, second = await house.member(), await mentor(house), await mentor(house, profession=TEACHER)
    asked = await ask(house, mentee, first)

    await house.do(mentoring.answer, first, asked["id"], accept=False)

    assert await house.notices(second) == ["mentor_asked"]
    assert await house.notices(mentee) == ["mentor_declined"]
    follower = await house.do(mentoring.waiting, mentee)
    assert follower
    seen = await house.do(mentoring.visible_mentorship, second, follower)
    assert seen
    assert seen["question"] == "Where do I begin?"


async def test_after_three_days_of_silence_it_goes_to_the_next_best(house: House) -> None:
    mentee, first, second = await house.member(), await mentor(house), await mentor(house)
    asked = await ask(house, mentee, first)

    house.clock.move(days=3, seconds=-1)
    assert await house.sweep(mentoring.expire_requests) == 0
    house.clock.move(seconds=1)
    assert await house.sweep(mentoring.expire_requests) == 1
    assert await house.sweep(mentoring.expire_requests) == 0

    assert await house.notices(second) == ["mentor_asked"]
    assert await house.notices(mentee) == ["mentor_expired"]
    assert "passed on" in await house.refuses(mentoring.answer, first, asked["id"], accept=True)
    assert await house.rows(Mentor, person_id=first, taken=0) == 1


async def test_who_said_no_is_not_asked_again_by_the_same_person(house: House) -> None:
    mentee, first = await house.member(), await mentor(house)
    asked = await ask(house, mentee, first)
    await house.do(mentoring.answer, first, asked["id"], accept=False)

    assert await found(house, mentee) == []

    house.clock.move(days=91)
    assert await found(house, mentee) == [first]


async def test_with_nobody_left_the_mentee_is_told_so(house: House) -> None:
    mentee, only = await house.member(), await mentor(house)
    asked = await ask(house, mentee, only)

    await house.do(mentoring.answer, only, asked["id"], accept=False)

    notices = select(Notice.ids).where(Notice.person_id == mentee)
    assert await house.store.read(lambda session: session.scalar(notices)) == {"mentorship": asked["id"], "next": 0}


async def test_two_who_want_the_last_place_get_one_each_of_what_there_is(house: House) -> None:
    one, two = await house.member(), await house.member()
    last, spare = await mentor(house), await mentor(house, profession=TEACHER)

    asked = await asyncio.gather(ask(house, one, last, spare), ask(house, two, last, spare))

    assert sorted(each["mentor"] for each in asked) == sorted((last, spare))


async def test_when_the_last_places_are_gone_there_is_a_way_on(house: House) -> None:
    guide = await mentor(house)
    await ask(house, await house.member(), guide)

    with_whom = partial(mentoring.request, work=None, question="Where do I begin?", contact="…")
    said = await house.refuses(lambda session, person: with_whom(session, person, [guide]), await house.member())
    assert "Ask again in a few days" in said


async def test_second_question_while_one_waits_is_refused(house: House) -> None:
    mentee, first, second = await house.member(), await mentor(house), await mentor(house)
    await ask(house, mentee, first)

    with_whom = partial(mentoring.request, work=None, question="And then?", contact="…")
    await house.refuses(lambda session, person: with_whom(session, person, [second]), mentee)

    assert await house.rows(Mentorship) == 1


async def test_a_question_taken_back_frees_the_place_without_a_word_to_the_mentor(house: House) -> None:
    mentee, guide = await house.member(), await mentor(house)
    asked = await ask(house, mentee, guide)

    assert await house.do(mentoring.end, mentee, asked["id"])
    assert not await house.do(mentoring.end, mentee, asked["id"])

    assert await house.rows(Mentor, person_id=guide, taken=0) == 1
    assert await house.notices(guide) == ["mentor_asked"]


async def test_the_end_of_a_mentorship_is_told_and_frees_the_place(house: House) -> None:
    mentee, guide = await house.member(), await mentor(house)
    asked = await ask(house, mentee, guide)
    await house.do(mentoring.answer, guide, asked["id"], accept=True, contact="…")

    await house.do(mentoring.end, guide, asked["id"])

    assert await house.notices(mentee) == ["mentor_accepted", "mentorship_ended"]
    assert await found(house, await house.member()) == [guide]
    await house.refuses(mentoring.end, await house.member(), asked["id"])


async def test_a_mentor_who_leaves_passes_on_what_waits(house: House) -> None:
    mentee, first, second = await house.member(), await mentor(house), await mentor(house)
    await ask(house, mentee, first)

    await house.do(mentoring.leave, first)

    assert await house.notices(second) == ["mentor_asked"]
    assert await house.notices(mentee) == ["mentor_declined"]


async def test_capacity_never_falls_below_those_one_looks_after(house: House) -> None:
    guide = await mentor(house, places=2)
    for _each in range(2):
        await ask(house, await house.member(), guide)

    await house.do(mentoring.offer, guide, capacity=1, about=None)

    mine = await house.do(mentoring.overview, guide)
    assert mine["offer"] == {"open": True, "capacity": 2, "taken": 2}


async def test_a_mentor_is_seen_while_they_offer_it_whatever_their_card_says(house: House) -> None:
    viewer = await house.member()
    guide = await mentor(house, audience="nobody", city={"id": COTONOU, "text": "Cotonou", "country": "BJ"})

    seen = await house.do(mentoring.visible_mentor, viewer, guide)
    assert seen
    assert (seen["name"], seen["country"], seen["origins"], seen["city_id"]) == ("Rose A.", "BJ", ["BJ"], None)

    await house.do(mentoring.pause, guide)
    assert await house.do(mentoring.visible_mentor, viewer, guide) is None


async def test_a_mentor_who_blocks_the_mentee_is_out_of_reach_and_the_question_goes_on(house: House) -> None:
    mentee, first, second = await house.member(), await mentor(house), await mentor(house)
    asked = await ask(house, mentee, first)

    await house.do(knocks.block_person, first, mentee)

    assert await house.notices(mentee) == ["mentor_declined"]
    assert await house.notices(second) == ["mentor_asked"]
    assert "no longer waiting" in await house.refuses(mentoring.answer, first, asked["id"], accept=True)


@pytest.mark.parametrize("blocks", ["mentor", "mentee"])
async def test_a_block_ends_a_mentorship_without_a_word_and_its_contacts_are_seen_no_more(
    house: House, blocks: str
) -> None:
    mentee, rose = await house.member("Awa Dossou"), await mentor(house)
    asked = await ask(house, mentee, rose)
    await house.do(mentoring.answer, rose, asked["id"], accept=True, contact="rose@example.org")
    told = await house.notices(mentee) + await house.notices(rose)

    await house.do(knocks.block_person, *((rose, mentee) if blocks == "mentor" else (mentee, rose)))

    assert await house.notices(mentee) + await house.notices(rose) == told
    for person, other in ((mentee, rose), (rose, mentee)):
        shared = await house.do(mentoring.visible_mentorship, person, asked["id"])
        assert shared
        assert (shared["status"], shared["contact"]) == ("ended", None)
        assert await house.do(mentoring.visible_mentor, person, other) is None


@pytest.mark.parametrize("why_not", ["blocks", "is blocked", "stopped", "rests", "on hold", "erased", "viewer on hold"])
async def test_a_mentor_found_before_is_not_seen_once_a_search_would_not_find_them(house: House, why_not: str) -> None:
    viewer, rose = await house.member(), await mentor(house)
    assert await house.do(mentoring.visible_mentor, viewer, rose)

    match why_not:
        case "blocks":
            await house.do(knocks.block_person, rose, viewer)
        case "is blocked":
            await house.do(knocks.block_person, viewer, rose)
        case "stopped":
            await house.do(people.stop, rose)
        case "rests":
            await house.do(people.pause, rose, 7)
        case "on hold":
            await house.suspend(rose)
        case "erased":
            await house.do(privacy.erase, rose)
        case "viewer on hold":
            await house.suspend(viewer)

    assert await house.do(mentoring.visible_mentor, viewer, rose) is None


@pytest.mark.parametrize("over", ["declined", "ended"])
async def test_the_question_and_the_contacts_go_when_it_is_over(house: House, over: str) -> None:
    mentee, rose = await house.member(), await mentor(house)
    asked = await ask(house, mentee, rose)

    if over == "declined":
        await house.do(mentoring.answer, rose, asked["id"], accept=False)
    else:
        await house.do(mentoring.end, mentee, asked["id"])

    assert await house.rows(Mentorship, question=None, contact=None) == 1


async def test_an_answer_in_the_moment_in_which_the_time_is_over_does_not_share_a_question_with_two(
    house: House,
) -> None:
    first, second = await mentor(house), await mentor(house)
    for _round in range(5):
        mentee = await house.member()
        asked = await ask(house, mentee, first, second)
        house.clock.move(days=3)
        answer = partial(mentoring.answer, person_id=asked["mentor"], mentorship_id=asked["id"], accept=True)

        await asyncio.gather(
            house.store.write(answer, lane=asked["mentor"]),
            house.sweep(mentoring.expire_requests),
            return_exceptions=True,
        )

        going_on = await house.do(mentoring.overview, mentee)
        assert len(going_on["as_mentee"]) == 1
        await house.do(mentoring.end, mentee, going_on["as_mentee"][0])
