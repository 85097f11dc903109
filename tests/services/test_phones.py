"""Finding someone by a number one knows: blindly."""

import pytest

from models import Knock, ProvedNumber
from services import knocks, people, phones
from tests.services.house import House

NUMBER = "+2290197123456"
WORDS = "I am Koffi, the son of aunt Rose"


async def _left(house: House, sender: int) -> Knock:
    await house.do(phones.knock_by_phone, sender, NUMBER, WORDS)
    return await house.store.read(lambda session: session.query(Knock).filter_by(sender_id=sender).one())


async def test_the_same_row_is_written_whether_somebody_has_the_number_or_not(house: House) -> None:
    for_nobody = await _left(house, await house.person())
    await house.person(phone=NUMBER, findable=True)
    for_somebody = await _left(house, await house.person())

    same = ("receiver_id", "phone_index", "words", "status", "contact", "created_at", "due_at", "answered_at")
    assert [getattr(for_nobody, name) for name in same] == [getattr(for_somebody, name) for name in same]


async def test_a_sweep_brings_the_words_to_who_may_be_found(house: House) -> None:
    koffi, awa = await house.person(), await house.person(phone=NUMBER, findable=True)
    await _left(house, koffi)
    assert await house.notices(awa) == []

    house.clock.move(minutes=1)
    assert await house.sweep(phones.resolve_phone_knocks) == 1
    assert await house.sweep(phones.resolve_phone_knocks) == 0

    assert await house.notices(awa) == ["knock"]


async def test_both_rows_go_on_alike_after_the_sweep(house: House) -> None:
    await _left(house, await house.person())
    await house.person(phone="+2290197000000", findable=True)
    await house.do(phones.knock_by_phone, await house.person(), "+2290197000000", WORDS)
    house.clock.move(minutes=1)

    await house.sweep(phones.resolve_phone_knocks)

    rows = await house.store.read(lambda session: [(row.status, row.due_at) for row in session.query(Knock)])
    assert rows[0] == rows[1]


@pytest.mark.parametrize("why_not", ["no consent", "taken back", "on hold", "blocked", "own number"])
async def test_nobody_is_found_who_may_not_be(house: House, why_not: str) -> None:
    koffi = await house.person(phone=NUMBER if why_not == "own number" else None, findable=True)
    awa = await house.person(phone=NUMBER if why_not != "own number" else None, findable=why_not != "no consent")
    if why_not == "taken back":
        await house.do(phones.set_findable, awa, findable=False)
    if why_not == "on hold":
        await house.suspend(awa)
    if why_not == "blocked":
        await house.do(knocks.block_person, awa, koffi)
    await _left(house, koffi)
    house.clock.move(minutes=1)

    await house.sweep(phones.resolve_phone_knocks)

    assert (await house.notices(awa), await house.notices(koffi)) == ([], [])


@pytest.mark.parametrize("holder", ["no consent", "on hold", "blocked", "the sender"])
async def test_a_number_that_changed_hands_never_brings_words_to_who_had_it(house: House, holder: str) -> None:
    before, koffi = await house.person(phone=NUMBER, findable=True), await house.person()
    new = koffi if holder == "the sender" else await house.person(findable=holder != "no consent")
    await house.do(phones.prove, new, NUMBER, how="test")
    if holder == "on hold":
        await house.suspend(new)
    if holder == "blocked":
        await house.do(knocks.block_person, new, koffi)
    await _left(house, koffi)
    house.clock.move(minutes=1)

    await house.sweep(phones.resolve_phone_knocks)

    assert await house.notices(before) == []


async def test_whoever_writes_from_a_number_again_has_it_again(house: House) -> None:
    awa = await house.person(phone=NUMBER, findable=True)
    house.clock.move(days=1)
    await house.person(phone=NUMBER, findable=True)
    house.clock.move(days=1)
    await house.do(phones.prove, awa, NUMBER, how="test")
    await _left(house, await house.person())
    house.clock.move(minutes=1)

    await house.sweep(phones.resolve_phone_knocks)

    assert await house.notices(awa) == ["knock"]
    assert await house.rows(ProvedNumber) == 2


async def test_what_the_sender_sees_does_not_tell_until_the_door_is_open(house: House) -> None:
    koffi, awa = await house.person(), await house.member(person=await house.person(phone=NUMBER, findable=True))
    knock = (await _left(house, koffi)).id
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)
    waiting = await house.do(knocks.read_knock, koffi, knock)

    await house.do(knocks.decline, awa, knock)

    assert await house.do(knocks.read_knock, koffi, knock) == waiting
    assert waiting is not None
    assert (waiting["other"], waiting["status"]) == (None, "waiting")
    assert await house.notices(koffi) == []


async def test_a_second_knock_is_refused_alike_whether_the_first_found_somebody(house: House) -> None:
    alone, koffi = await house.person(), await house.person()
    await house.do(phones.knock_by_phone, alone, "+2290190000000", WORDS)
    awa = await house.person(phone=NUMBER, findable=True)
    knock = (await _left(house, koffi)).id
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)
    await house.do(knocks.decline, awa, knock)

    again = await house.refuses(phones.knock_by_phone, koffi, NUMBER, WORDS)

    assert again == await house.refuses(phones.knock_by_phone, alone, "+2290190000000", WORDS)


async def test_nothing_is_told_when_a_knock_by_phone_expires(house: House) -> None:
    koffi = await house.person()
    await _left(house, koffi)
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)
    house.clock.move(days=14)

    assert await house.sweep(knocks.expire) == 1
    assert await house.notices(koffi) == []


async def test_accepting_a_knock_by_phone_tells_the_sender(house: House) -> None:
    koffi, awa = await house.person(), await house.person(phone=NUMBER, findable=True)
    knock = (await _left(house, koffi)).id
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)

    await house.do(knocks.accept, awa, knock, NUMBER)

    found = await house.do(knocks.read_knock, koffi, knock)
    assert found is not None
    assert found["contact"] == NUMBER
    assert await house.notices(koffi) == ["knock_accepted"]


async def test_a_number_is_proved_once_by_each_of_the_people_who_share_it(house: House) -> None:
    awa, rose = await house.person(phone=NUMBER), await house.person(phone=NUMBER)
    await house.do(phones.prove, awa, NUMBER, how="test")

    assert await house.rows(ProvedNumber) == 2
    assert await house.do(phones.own_numbers, rose) == [NUMBER]


async def test_a_number_is_stored_neither_readable_nor_the_same_twice(house: House) -> None:
    awa, rose = await house.person(phone=NUMBER), await house.person(phone=NUMBER)

    rows = await house.store.read(
        lambda session: session.connection().exec_driver_sql("SELECT * FROM proved_number").all()
    )

    assert NUMBER.encode() not in b"".join(part for row in rows for part in row if isinstance(part, bytes))
    assert rows[0].number != rows[1].number
    assert {awa, rose} == {row.person_id for row in rows}


async def test_numbers_without_a_country_code_are_read_where_a_person_is_at_home(house: House) -> None:
    person = await house.person(phone="+33612345678")
    assert await house.do(phones.homes, person) == ["FR"]

    await house.member(person=person, origins=["BJ"])
    assert await house.do(phones.homes, person) == ["FR", "GB", "BJ"]


async def test_who_is_on_hold_leaves_no_words(house: House) -> None:
    koffi = await house.person()
    await house.suspend(koffi)

    assert "on hold" in await house.refuses(phones.knock_by_phone, koffi, NUMBER, WORDS)


async def test_someone_found_by_number_may_rest_and_is_told_later(house: House) -> None:
    koffi, awa = await house.person(), await house.person(phone=NUMBER, findable=True)
    await house.do(people.pause, awa, 7)
    await _left(house, koffi)
    house.clock.move(minutes=1)

    await house.sweep(phones.resolve_phone_knocks)

    assert await house.notices(awa) == ["knock"]


async def test_words_that_were_not_told_yet_are_not_told_once_the_consent_is_taken_back(house: House) -> None:
    koffi, awa = await house.person(), await house.person(phone=NUMBER, findable=True)
    knock = (await _left(house, koffi)).id
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)
    assert await house.do(knocks.read_knock, awa, knock)

    await house.do(phones.set_findable, awa, findable=False)

    assert await house.do(knocks.read_knock, awa, knock) is None
    await house.do(knocks.report, awa, knock, "I saw it before, and it is rude")
