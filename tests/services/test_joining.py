"""Taking a conversation to another device."""

import asyncio
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Address, Block, Inbound, JoinCode, Knock, Outbox
from models.clock import now
from services import alerts, consents, directory, joining, knocks, limits, members, phones, takeout
from tests.services.house import House

NUMBER, OTHER = "+2290197123456", "+2290190000000"
WORDS = "I am Koffi, the son of aunt Rose"


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


async def _joins(house: House, guest: int, host: int) -> None:
    code = await house.do(joining.offer_code, host)
    assert await house.do(joining.join, guest, code) == {"joined": True}


async def test_a_number_proved_on_either_device_is_the_persons(house: House) -> None:
    awa, guest = await house.member(person=await house.person(phone=NUMBER)), await house.person(phone=NUMBER)
    await house.do(phones.prove, guest, OTHER, how="test")

    await _joins(house, guest, awa)

    assert sorted(await house.do(phones.own_numbers, awa)) == [OTHER, NUMBER]


async def test_words_left_for_the_guests_number_reach_the_person(house: House) -> None:
    awa, guest, koffi = await house.person(findable=True), await house.person(phone=NUMBER), await house.person()
    await house.do(phones.knock_by_phone, koffi, NUMBER, WORDS)
    await _joins(house, guest, awa)
    house.clock.move(minutes=1)

    await house.sweep(phones.resolve_phone_knocks)

    assert await house.notices(awa) == ["joined", "knock"]


async def test_who_led_somebody_into_their_conversation_does_not_keep_their_number(house: House) -> None:
    eve, victim = await house.member(), await house.person(phone=NUMBER)
    await _joins(house, victim, eve)

    await house.do(joining.send_away, eve)

    assert await house.do(phones.own_numbers, eve) == []


async def test_what_the_guest_asked_is_answered_to_the_person(house: House) -> None:
    host, guest, awa = await house.person(), await house.person(), await house.person(phone=NUMBER, findable=True)
    await house.do(phones.knock_by_phone, guest, NUMBER, WORDS)
    await _joins(house, guest, host)
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)

    [knock] = await house.do(knocks.waiting, awa)
    await house.do(knocks.accept, awa, knock, NUMBER)

    assert await house.notices(host) == ["joined", "knock_accepted"]
    assert "not long ago" in await house.refuses(phones.knock_by_phone, host, NUMBER, WORDS)


@pytest.mark.parametrize("receiver", ["oneself", "across a block"])
async def test_words_that_may_not_arrive_look_like_all_others(house: House, receiver: str) -> None:
    host, guest = await house.person(), await house.person()
    awa = host if receiver == "oneself" else await house.person()
    await house.do(phones.prove, awa, NUMBER, how="test")
    await house.do(phones.set_findable, awa, findable=True)
    if awa != host:
        await house.do(knocks.block_person, awa, host)
    await house.do(phones.knock_by_phone, guest, NUMBER, WORDS)
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)

    await _joins(house, guest, host)

    assert await house.do(knocks.waiting, awa) == []
    assert await house.rows(Knock, sender_id=host, receiver_id=None, status="waiting") == 1


async def test_the_guests_alerts_go_on_where_the_person_has_none(house: House) -> None:
    awa, guest = await house.person(), await house.person()
    await house.do(alerts.subscribe, guest, "BJ", "job", "weekly")

    await _joins(house, guest, awa)

    assert [each["country"] for each in await house.do(alerts.list_alerts, awa)] == ["BJ"]
    assert await house.do(consents.holds, awa, "alerts")


async def test_a_persons_own_alerts_stay_as_they_are(house: House) -> None:
    awa, guest = await house.person(), await house.person()
    await house.do(alerts.subscribe, awa, "GH", "any", "daily")
    await house.do(alerts.subscribe, guest, "BJ", "job", "weekly")

    await _joins(house, guest, awa)

    assert [each["country"] for each in await house.do(alerts.list_alerts, awa)] == ["GH"]


async def test_a_code_alone_is_known_by_its_dash_its_letters_and_its_digits(house: House) -> None:
    code = await house.do(joining.offer_code, await house.member())

    assert joining.is_code(code)
    assert joining.is_code(f" \u2068{code.lower()}\u2069")
    for other in (code.replace("-", ""), f"code {code}", "Jean-Marc", "9712-3456", "10IO-LU1A"):
        assert not joining.is_code(other)


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


async def test_what_came_to_the_guests_door_is_at_the_persons(house: House) -> None:
    awa, guest, koffi = await house.person(findable=True), await house.person(phone=NUMBER), await house.member()
    await house.do(consents.give, guest, "phone")
    await house.do(phones.knock_by_phone, koffi, NUMBER, WORDS)
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)
    (knock,) = await house.do(knocks.waiting, guest)

    await _joins(house, guest, awa)

    assert await house.do(knocks.waiting, awa) == [knock]
    await house.do(knocks.accept, awa, knock, None)
    await house.do(knocks.pass_on, koffi, knock, "Good evening")


async def test_open_doors_of_the_guest_stay_open(house: House) -> None:
    awa, guest, koffi = await house.person(), await house.person(phone=NUMBER, findable=True), await house.member()
    await house.do(phones.knock_by_phone, koffi, NUMBER, WORDS)
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)
    (knock,) = await house.do(knocks.waiting, guest)
    await house.do(knocks.accept, guest, knock, None)

    await _joins(house, guest, awa)

    assert await house.do(knocks.check_door, awa, knock) == koffi
    assert await house.do(knocks.check_door, koffi, knock) == awa


async def test_blocks_of_the_guest_and_against_the_guest_hold_for_the_person(house: House) -> None:
    awa, guest, koffi, ama = [await house.member(), await house.person(), await house.member(), await house.member()]
    knock = await house.do(knocks.knock, koffi, awa, "Hello")
    await house.do(knocks.block_person, guest, koffi)
    await house.do(knocks.block_person, ama, guest)

    await _joins(house, guest, awa)

    assert await house.do(knocks.read_knock, awa, knock) is None
    for other in (koffi, ama):
        assert await house.do(directory.read_card, other, awa) is None
        assert await house.do(directory.read_card, awa, other) is None


async def test_who_waited_across_a_block_that_came_with_a_guest_gets_a_no(house: House) -> None:
    awa, guest, koffi, ama = [await house.member(), await house.person(), await house.member(), await house.member()]
    waited = await house.do(knocks.knock, koffi, awa, "Hello")
    sent = await house.do(knocks.knock, awa, ama, "Hello")
    await house.do(knocks.block_person, guest, koffi)
    await house.do(knocks.block_person, ama, guest)

    await _joins(house, guest, awa)

    for sender, knock in ((koffi, waited), (awa, sent)):
        assert "knock_declined" in await house.notices(sender)
        told = await house.do(knocks.read_knock, sender, knock)
        assert told
        assert (told["status"], told["words"]) == ("declined", "Hello")


async def test_a_block_between_the_two_is_over_when_they_are_one(house: House) -> None:
    awa, guest = await house.member(), await house.person()
    await house.do(knocks.block_person, awa, guest)

    await _joins(house, guest, awa)

    assert await house.rows(Block) == 0
    assert await house.do(members.own_card, awa) is not None


async def test_what_the_guest_wrote_after_the_code_is_heard_in_the_conversation(house: House) -> None:
    awa, guest = await house.member(), await house.person()
    await house.store.write(partial(_write_ahead, person_id=guest))

    await _joins(house, guest, awa)

    assert (await house.rows(Inbound, person_id=awa), await house.rows(Outbox, person_id=awa)) == (1, 1)
    assert (await house.rows(Inbound, person_id=guest), await house.rows(Outbox, person_id=guest)) == (0, 0)


def _write_ahead(session: Session, person_id: int) -> None:
    at, address = now(session), session.scalar(select(Address.id).where(Address.person_id == person_id))
    row = {"person_id": person_id, "address_id": address, "body": {"text": "menu"}}
    session.add(Inbound(**row, channel="test", account="", external_id="1", status="new", received_at=at))
    session.add(Outbox(**row, push=True, status="waiting", due_at=at, created_at=at))


async def test_a_device_that_is_let_go_keeps_no_link_to_the_data(house: House) -> None:
    awa, guest = await house.member(), await house.person()
    await house.do(joining.join, guest, await house.do(joining.offer_code, awa))
    link = await house.do(takeout.offer_link, awa)
    token = link.rpartition("/")[2]
    assert await house.store.read(lambda session: takeout.reader(session, token)) is not None

    await house.do(joining.send_away, awa)

    assert await house.store.read(lambda session: takeout.reader(session, token)) is None
