"""Taking a conversation to another device."""

import asyncio
from functools import partial

from sqlalchemy import select

from models import Address, JoinCode
from services import joining, limits
from tests.services.house import House


async def test_a_code_brings_a_device_along_without_staff_rights(house: House) -> None:
    awa, guest = await house.member(), await house.person()
    code = await house.do(joining.offer_code, awa)

    assert await house.do(joining.join, guest, code.lower()) == {"joined": True}

    trusted = select(Address.trusted).where(Address.person_id == awa).order_by(Address.id)
    assert await house.store.read(lambda session: list(session.scalars(trusted))) == [True, False]
    assert await house.notices(awa) == ["joined"]


async def test_a_code_is_good_once(house: House) -> None:
    awa = await house.member()
    code = await house.do(joining.offer_code, awa)
    await house.do(joining.join, await house.person(), code)

    assert await house.do(joining.join, await house.person(), code) == {"joined": False}


async def test_a_code_is_good_for_fifteen_minutes(house: House) -> None:
    code = await house.do(joining.offer_code, await house.member())
    house.clock.move(minutes=15)

    assert await house.do(joining.join, await house.person(), code) == {"joined": False}


async def test_a_new_code_ends_the_one_before(house: House) -> None:
    awa = await house.member()
    older, newer = await house.do(joining.offer_code, awa), await house.do(joining.offer_code, awa)

    assert await house.do(joining.join, await house.person(), older) == {"joined": False}
    assert await house.do(joining.join, await house.person(), newer) == {"joined": True}


async def test_a_few_tries_an_hour_and_no_more(house: House) -> None:
    guest = await house.person()
    for _try in range(limits.JOINING.most):
        assert await house.do(joining.join, guest, "AAAA-2222") == {"joined": False}

    code = await house.do(joining.offer_code, await house.member())
    assert "later" in await house.refuses(joining.join, guest, code)

    house.clock.move(hours=1, seconds=1)
    assert await house.do(joining.join, guest, code) == {"joined": False}


async def test_who_has_a_card_keeps_their_own_conversation(house: House) -> None:
    code = await house.do(joining.offer_code, await house.member())

    assert "card of its own" in await house.refuses(joining.join, await house.member(), code)


async def test_a_code_is_not_kept_as_it_is_read(house: House) -> None:
    code = await house.do(joining.offer_code, await house.member())

    kept = await house.store.read(lambda session: session.scalars(select(JoinCode.index)).one())

    assert code.replace("-", "").encode() not in kept


async def test_who_is_on_hold_does_not_shed_it_by_joining(house: House) -> None:
    guest, code = await house.person(), await house.do(joining.offer_code, await house.member())
    await house.suspend(guest)

    assert "on hold" in await house.refuses(joining.join, guest, code)


async def test_of_devices_that_type_a_code_at_once_one_joins(house: House) -> None:
    guests = [await house.person() for _each in range(4)]
    for _round in range(5):
        code = await house.do(joining.offer_code, await house.member())
        tries = [house.store.write(partial(joining.join, person_id=each, code=code), lane=each) for each in guests]

        joined = [each["joined"] for each in await asyncio.gather(*tries)]

        assert joined.count(True) == 1
        guests[joined.index(True)] = await house.person()
