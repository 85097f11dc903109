"""Changing one's number, with proof from both."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Address, Knock, Person
from services import consents, joining, knocks, limits, moving, phones
from tests.services.house import House

OLD, NEW = "+2290197123456", "+33612345678"


async def _awa(house: House) -> int:
    """Who is found by her old number."""
    return await house.member("Awa Dossou", person=await house.person(phone=OLD, findable=True))


async def _moves(house: House, awa: int) -> int:
    """She writes from her new number; who writes from the old one after that."""
    new, code = await house.person(phone=NEW), await house.do(moving.offer_code, awa)
    old = await house.store.read(lambda session: session.scalar(select(Address.id).where(Address.person_id == awa)))
    assert await house.do(moving.move, new, code) == {"moved": True}
    return await house.store.read(lambda session: session.get_one(Address, old).person_id)


async def _found_by(house: House, number: str) -> list[int | None]:
    """Whom a word left for a number reaches."""
    await house.do(phones.knock_by_phone, await house.person(), number, "Hello")
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)
    last = select(Knock.receiver_id).order_by(Knock.id.desc()).limit(1)
    return [await house.store.read(lambda session: session.scalar(last))]


async def test_the_new_number_is_found_and_the_old_one_no_more(house: House) -> None:
    awa = await _awa(house)

    await _moves(house, awa)

    assert await house.do(phones.own_numbers, awa) == [NEW]
    assert await _found_by(house, NEW) == [awa]
    assert await _found_by(house, OLD) == [None]


async def test_the_old_address_is_a_strangers_who_is_told_once(house: House) -> None:
    awa = await _awa(house)

    stranger = await _moves(house, awa)

    assert stranger != awa
    assert await house.notices(stranger) == ["number_moved"]
    trusted = select(Address.trusted).where(Address.person_id == awa)
    assert await house.store.read(lambda session: list(session.scalars(trusted))) == [True]


async def test_whoever_gets_the_old_number_next_is_not_the_old_owner(house: House) -> None:
    awa = await _awa(house)
    koffi = await house.member("Koffi Mensah")
    knock = await house.do(knocks.knock, koffi, awa, "Hello")
    stranger = await _moves(house, awa)

    await house.do(phones.prove, stranger, OLD, how="test")
    await house.do(consents.give, stranger, "phone")

    assert await _found_by(house, OLD) == [stranger]
    assert await house.do(knocks.read_knock, stranger, knock) is None
    assert await house.do(knocks.read_knock, awa, knock) is not None


async def test_words_on_their_way_to_the_old_number_do_not_follow(house: House) -> None:
    awa, koffi = await _awa(house), await house.person()
    await house.do(phones.knock_by_phone, koffi, OLD, "Hello")
    await _moves(house, awa)
    house.clock.move(minutes=1)

    await house.sweep(phones.resolve_phone_knocks)

    assert await house.rows(Knock, receiver_id=awa) == 0


async def test_the_new_number_must_be_proved_where_the_code_is_typed(house: House) -> None:
    awa, new = await _awa(house), await house.person()
    code = await house.do(moving.offer_code, awa)

    assert "share your own contact" in await house.refuses(moving.move, new, code)

    await house.do(phones.prove, new, NEW, how="test")
    assert await house.do(moving.move, new, code) == {"moved": True}


async def test_a_code_of_one_kind_is_not_good_for_the_other(house: House) -> None:
    awa, new = await _awa(house), await house.person(phone=NEW)
    assert await house.do(joining.join, new, await house.do(moving.offer_code, awa)) == {"joined": False}
    assert await house.do(moving.move, new, await house.do(joining.offer_code, awa)) == {"moved": False}


async def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(house: House) -> None:
    awa, new, other = await _awa(house), await house.person(phone=NEW), await house.person(phone="+33698765432")
    late = await house.do(moving.offer_code, awa)
    house.clock.move(minutes=15)
    assert await house.do(moving.move, new, late) == {"moved": False}
    code = await house.do(moving.offer_code, awa)

    assert await house.do(moving.move, new, code) == {"moved": True}
    assert await house.do(moving.move, other, code) == {"moved": False}


async def test_wrong_codes_are_counted(house: House) -> None:
    new = await house.person(phone=NEW)
    for _try in range(limits.JOINING.most):
        assert await house.do(moving.move, new, "AAAA-2222") == {"moved": False}

    assert "later" in await house.refuses(moving.move, new, "AAAA-2222")


async def test_a_device_that_joined_cannot_take_the_conversation_away(house: House) -> None:
    awa, guest = await _awa(house), await house.person()
    await house.do(joining.join, guest, await house.do(joining.offer_code, awa))
    await house.store.write(lambda session: _write_from_the_joined(session, awa))

    assert "from which you wrote to me first" in await house.refuses(moving.offer_code, awa)


async def test_who_has_a_card_here_keeps_it(house: House) -> None:
    awa, other = await _awa(house), await house.member(person=await house.person(phone=NEW))
    code = await house.do(moving.offer_code, awa)

    assert "card of its own" in await house.refuses(moving.move, other, code)


def _write_from_the_joined(session: Session, person: int) -> None:
    joined = select(Address.id).where(Address.person_id == person, Address.trusted.is_(False))
    session.get_one(Person, person).active_address_id = session.scalar(joined)
