"""Knocking, answering, and what protects both sides."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy.orm import Session

from models import Block, Knock, Report
from services import directory, knocks, limits, phones
from tests.services.house import House


async def _knock(house: House) -> tuple[int, int, int]:
    """Koffi knocks at Awa's."""
    awa, koffi = await house.member("Awa Dossou"), await house.member("Koffi Mensah")
    return awa, koffi, await house.do(knocks.knock, koffi, awa, "I am Koffi, we met in Lomé")


async def test_a_knock_tells_the_receiver_who_asks_and_why(house: House) -> None:
    awa, _koffi, knock = await _knock(house)

    found = await house.do(knocks.read_knock, awa, knock)

    assert await house.notices(awa) == ["knock"]
    assert found is not None
    assert found["other"] is not None
    assert (found["other"]["name"], found["words"]) == ("Koffi M.", "I am Koffi, we met in Lomé")


async def test_nobody_else_reads_a_knock(house: House) -> None:
    _awa, _koffi, knock = await _knock(house)

    assert await house.do(knocks.read_knock, await house.member(), knock) is None


async def test_accepting_gives_the_sender_the_contact_its_owner_chose(house: House) -> None:
    awa, koffi, knock = await _knock(house)

    await house.do(knocks.accept, awa, knock, "+44 20 7946 0000")

    found = await house.do(knocks.read_knock, koffi, knock)
    assert found is not None
    assert (found["status"], found["contact"]) == ("accepted", "+44 20 7946 0000")
    assert await house.notices(koffi) == ["knock_accepted"]


async def test_a_contact_is_not_given_before_the_door_is_open(house: House) -> None:
    _awa, koffi, knock = await _knock(house)

    found = await house.do(knocks.read_knock, koffi, knock)

    assert found is not None
    assert found["contact"] is None


@pytest.mark.parametrize("answer", [knocks.decline, knocks.block, partial(knocks.report, words="rude")])
async def test_no_block_and_report_look_the_same_to_the_sender(
    house: House, answer: Callable[[Session, int, int], None]
) -> None:
    awa, koffi, knock = await _knock(house)

    await house.do(answer, awa, knock)

    found = await house.do(knocks.read_knock, koffi, knock)
    assert found is not None
    assert (found["status"], await house.notices(koffi)) == ("declined", ["knock_declined"])


async def test_an_answered_knock_is_not_answered_again(house: House) -> None:
    awa, _koffi, knock = await _knock(house)
    await house.do(knocks.decline, awa, knock)

    assert "answered" in await house.refuses(knocks.accept, awa, knock, None)


async def test_only_the_receiver_answers(house: House) -> None:
    _awa, koffi, knock = await _knock(house)

    assert "no longer here" in await house.refuses(knocks.accept, koffi, knock, None)


async def test_a_report_blocks_and_reaches_the_queue(house: House) -> None:
    awa, koffi, knock = await _knock(house)

    await house.do(knocks.report, awa, knock, None)

    assert await house.rows(Report, reporter_id=awa, reported_id=koffi, status="open") == 1
    assert await house.rows(Block, blocker_id=awa, blocked_id=koffi) == 1


async def test_blocking_closes_what_waits_in_both_directions(house: House) -> None:
    awa, koffi, knock = await _knock(house)
    back = await house.do(knocks.knock, awa, koffi, "Hello Koffi")

    await house.do(knocks.block, awa, knock)

    assert await house.rows(Knock, status="blocked") == 2
    assert "answered" in await house.refuses(knocks.accept, koffi, back, None)
    assert "no longer here" in await house.refuses(knocks.knock, koffi, awa, "Hello again")


async def test_one_writes_to_the_same_person_once_in_two_weeks_whatever_the_answer(house: House) -> None:
    awa, koffi, knock = await _knock(house)
    await house.do(knocks.decline, awa, knock)

    assert "not long ago" in await house.refuses(knocks.knock, koffi, awa, "Please")

    house.clock.move(days=14)
    assert await house.do(knocks.knock, koffi, awa, "Please")


async def test_five_knocks_a_day_and_more_tomorrow(house: House) -> None:
    koffi, *others = [await house.member() for _each in range(limits.KNOCKS.most + 2)]
    for other in others[:-1]:
        await house.do(knocks.knock, koffi, other, "Hello")

    assert "More tomorrow" in await house.refuses(knocks.knock, koffi, others[-1], "Hello")

    house.clock.move(days=1, seconds=1)
    assert await house.do(knocks.knock, koffi, others[-1], "Hello")


async def test_nobody_knocks_at_a_card_they_cannot_see_or_at_their_own(house: House) -> None:
    koffi, hidden = await house.member(), await house.member(audience="nobody")

    assert "no longer here" in await house.refuses(knocks.knock, koffi, hidden, "Hello")
    assert "no longer here" in await house.refuses(knocks.knock, koffi, koffi, "Hello")


async def test_who_is_on_hold_knocks_at_nobody_and_what_waits_from_them_is_not_shown(house: House) -> None:
    awa, koffi, knock = await _knock(house)
    await house.suspend(koffi)

    assert await house.do(knocks.read_knock, awa, knock) is None
    assert "answered" in await house.refuses(knocks.accept, awa, knock, None)
    assert "on hold" in await house.refuses(knocks.knock, koffi, await house.member(), "Hello")


async def test_a_knock_expires_kindly_and_its_words_are_forgotten(house: House) -> None:
    awa, koffi, knock = await _knock(house)
    house.clock.move(days=14)

    assert await house.sweep(knocks.expire) == 1
    assert await house.sweep(knocks.expire) == 0

    found = await house.do(knocks.read_knock, koffi, knock)
    assert found is not None
    assert (found["status"], found["words"]) == ("expired", "")
    assert await house.notices(koffi) == ["knock_expired"]
    assert "no longer waiting" in await house.refuses(knocks.accept, awa, knock, None)


async def test_words_are_passed_on_both_ways_once_the_door_is_open(house: House) -> None:
    awa, koffi, knock = await _knock(house)
    assert "closed" in await house.refuses(knocks.pass_on, koffi, knock, "Hello?")
    await house.do(knocks.accept, awa, knock, None)

    await house.do(knocks.pass_on, koffi, knock, "Good evening")
    await house.do(knocks.pass_on, awa, knock, "Good evening Koffi")

    assert (await house.notices(awa))[-1] == (await house.notices(koffi))[-1] == "message"


async def test_a_block_ends_what_is_passed_on(house: House) -> None:
    awa, koffi, knock = await _knock(house)
    await house.do(knocks.accept, awa, knock, None)

    await house.do(knocks.block, awa, knock)

    assert "closed" in await house.refuses(knocks.pass_on, koffi, knock, "Hello?")
    assert await house.do(directory.read_card, koffi, awa) is None


async def test_nobody_else_passes_words_through_a_door(house: House) -> None:
    awa, _koffi, knock = await _knock(house)
    await house.do(knocks.accept, awa, knock, None)

    assert "closed" in await house.refuses(knocks.pass_on, await house.member(), knock, "Hello?")


@pytest.mark.parametrize("apart", ["blocks", "is blocked", "receiver on hold", "sender on hold"])
async def test_a_contact_that_was_not_told_yet_is_not_told_to_people_who_were_parted(house: House, apart: str) -> None:
    awa, koffi, knock = await _knock(house)
    await house.do(knocks.accept, awa, knock, "+44 20 7946 0000")

    match apart:
        case "blocks":
            await house.do(knocks.block, awa, knock)
        case "is blocked":
            await house.do(knocks.block_person, koffi, awa)
        case "receiver on hold":
            await house.suspend(awa)
        case "sender on hold":
            await house.suspend(koffi)

    assert await house.do(knocks.read_knock, koffi, knock) is None


async def test_words_on_their_way_when_a_block_comes_do_not_arrive(house: House) -> None:
    awa, koffi, knock = await _knock(house)
    await house.do(knocks.accept, awa, knock, None)
    await house.do(knocks.pass_on, koffi, knock, "Where do you live now?")

    await house.do(knocks.block, awa, knock)

    assert await house.do(knocks.read_knock, awa, knock + 1) is None


async def test_nothing_is_passed_on_to_somebody_on_hold(house: House) -> None:
    awa, koffi, knock = await _knock(house)
    await house.do(knocks.accept, awa, knock, None)

    await house.suspend(awa)

    assert "closed" in await house.refuses(knocks.pass_on, koffi, knock, "Hello?")


@pytest.mark.parametrize("answer", [knocks.decline, knocks.block, partial(knocks.accept, contact="rose@example.org")])
async def test_words_and_contacts_of_long_ago_are_forgotten_and_the_door_stays_open(
    house: House, answer: Callable[[Session, int, int], None]
) -> None:
    awa, _koffi, knock = await _knock(house)
    await house.do(answer, awa, knock)
    house.clock.move(days=100)
    assert await house.sweep(knocks.forget) == 0

    house.clock.move(days=14)
    assert await house.sweep(knocks.forget) == 1
    assert await house.sweep(knocks.forget) == 0

    assert await house.rows(Knock, words=None, contact=None) == 1
    assert await house.rows(Knock, status="accepted") == (1 if isinstance(answer, partial) else 0)


async def test_a_block_looks_like_a_no_to_each_request_that_waits(house: House) -> None:
    awa, koffi, knock = await _knock(house)

    await house.do(knocks.block_person, awa, koffi)

    assert await house.notices(koffi) == ["knock_declined"]
    seen = await house.do(knocks.read_knock, koffi, knock)
    assert seen is not None
    assert seen["status"] == "declined"


@pytest.mark.parametrize("answer", [knocks.block, partial(knocks.report, words=None), knocks.decline])
async def test_a_no_to_a_word_by_number_brings_none_to_a_request_at_the_card(
    house: House, answer: Callable[[Session, int, int], None]
) -> None:
    """Or it would tell that the number is of who owns this card."""
    koffi, awa = await house.member(), await house.member()
    await house.do(phones.prove, awa, "+2290197123456", "telegram")
    await house.do(partial(phones.set_findable, findable=True), awa)
    at_the_card = await house.do(knocks.knock, koffi, awa, "It is Koffi")
    before = await house.do(knocks.sent, koffi)
    await house.do(phones.knock_by_phone, koffi, "+2290197123456", "It is Koffi")
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)
    by_phone = (await house.do(knocks.waiting, awa))[-1]

    await house.do(answer, awa, by_phone)

    assert await house.notices(koffi) == []
    assert await house.do(knocks.sent, koffi) == [by_phone, *before]
    if answer is not knocks.decline:
        assert await house.do(knocks.waiting, awa) == []
        assert "no longer waiting" in await house.refuses(knocks.accept, awa, at_the_card, None)
    house.clock.move(days=14)
    await house.sweep(knocks.expire)
    assert await house.notices(koffi) == ["knock_expired"]
