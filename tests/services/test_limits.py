"""What one person may do, and what does not give it back."""

import pytest

from models import Sighting
from services import directory, joining, knocks, limits, people, phones, privacy
from tests.services.house import House


@pytest.mark.parametrize(("new", "most"), [(True, limits.KNOCKS.spans[0].new), (False, limits.KNOCKS.most)])
async def test_who_is_new_writes_to_fewer_people(house: House, new: bool, most: int) -> None:
    koffi = await house.member("Koffi Mensah", new=new)
    *others, last = [await house.member() for _each in range(most + 1)]
    for other in others:
        await house.do(knocks.knock, koffi, other, "Hello")

    assert "You have written to" in await house.refuses(knocks.knock, koffi, last, "Hello")


async def test_words_to_numbers_are_fewer_still(house: House) -> None:
    koffi = await house.person()
    for number in range(limits.NUMBERS.most):
        await house.do(phones.knock_by_phone, koffi, f"+229019700000{number}", "Hello")

    assert "number today" in await house.refuses(phones.knock_by_phone, koffi, "+2290196000000", "Hello")


@pytest.mark.parametrize("answer", [knocks.decline, knocks.block])
async def test_after_refusals_requests_become_fewer_whatever_they_were(house: House, answer: object) -> None:
    koffi = await house.member("Koffi Mensah")
    awa, *others = [await house.member() for _each in range(limits.COOLING[-1].refusals + 1)]
    for other in others:
        knock = await house.do(knocks.knock, koffi, other, "Hello")
        await house.do(answer, other, knock)  # type: ignore[arg-type]

    assert "Several people said no lately" in await house.refuses(knocks.knock, koffi, awa, "Hello")
    assert "Several people said no lately" in await house.refuses(phones.check_knock, koffi, "+2290196000000")
    house.clock.move(days=2)
    await house.do(knocks.knock, koffi, awa, "Hello")


async def test_a_no_to_a_word_by_number_cools_nothing(house: House) -> None:
    koffi = await house.person()
    for day in range(limits.COOLING[-1].refusals + 1):
        awa = await house.person(phone=f"+229019700000{day}", findable=True)
        await house.do(phones.knock_by_phone, koffi, f"+229019700000{day}", "Hello")
        house.clock.move(minutes=1)
        await house.sweep(phones.resolve_phone_knocks)
        [knock] = await house.do(knocks.waiting, awa)
        await house.do(knocks.decline, awa, knock)
        house.clock.move(days=1)

    await house.do(phones.check_knock, koffi, "+2290196000000")


async def test_searches_have_an_hour(house: House) -> None:
    koffi = await house.member()
    for _each in range(limits.SEARCHES.most):
        await house.do(directory.see, koffi, [])

    assert "in an hour" in await house.refuses(directory.see, koffi, [])
    house.clock.move(hours=2)
    assert await house.do(directory.see, koffi, []) == []


async def test_names_under_which_nobody_new_is_found_are_counted_and_others_are_not(house: House) -> None:
    koffi, awa, rose = await house.member(), await house.member(), await house.member()
    assert not await house.do(directory.try_name, koffi, [awa])
    await house.do(directory.see, koffi, [awa])
    house.clock.move(days=1)
    for _each in range(limits.NAMES.most):
        assert await house.do(directory.try_name, koffi, [awa])
        assert not await house.do(directory.try_name, koffi, [awa, rose])

    assert await house.refuses(directory.try_name, koffi, []) == await house.refuses(directory.try_name, koffi, [awa])
    assert not await house.do(directory.try_name, koffi, [rose])
    house.clock.move(days=1, hours=1)
    assert await house.do(directory.try_name, koffi, [])


async def test_a_device_that_is_sent_away_has_used_what_was_used(house: House) -> None:
    host, guest, *others = [await house.member() for _each in range(12)]
    await house.do(directory.see, host, others)
    await house.do(privacy.erase, guest)
    await house.do(people.accept_notice, guest)
    code = await house.do(joining.offer_code, host)
    assert (await house.do(joining.join, guest, code))["joined"]

    await house.do(joining.send_away, host)

    assert await house.do(limits.cards_left, guest + len(others) + 1) == 0


async def test_a_week_has_a_ceiling_beside_the_day(house: House) -> None:
    koffi, *others = [await house.member() for _each in range(13)]
    week = limits.CARDS.spans[1]
    await house.store.write(lambda session: limits.spend(session, koffi, limits.CARDS, week.most - 10))
    house.clock.move(days=1, hours=1)

    assert len(await house.do(directory.see, koffi, others)) == 10
    assert await house.rows(Sighting, person_id=koffi) == 10
