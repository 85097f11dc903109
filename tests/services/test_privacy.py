"""Everything kept about a person: shown, taken along, erased."""

import json

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Address, Inbound, Knock, Outbox, Person, Talk
from models.base import Base
from models.clock import now
from services import alerts, directory, knocks, limits, mentoring, people, phones, privacy, requests, searching
from services.wishes import Wish
from tests.services.house import House

NUMBER = "+2290197123456"


async def _after_a_life(house: House) -> tuple[int, int]:
    """Awa, who did all one can do here, and Koffi, who knows her."""
    awa = await house.member("Awa Dossou", person=await house.person(phone=NUMBER, findable=True))
    koffi = await house.member("Koffi Mensah")
    knock = await house.do(knocks.knock, koffi, awa, "I am Koffi from Ouidah")
    await house.do(knocks.accept, awa, knock, "awa@example.org")
    await house.do(knocks.pass_on, awa, knock, "Good evening from London")
    await house.do(directory.see, awa, [koffi])
    await house.do(requests.ask, awa, "Where is the consulate?")
    await house.do(alerts.subscribe, awa, "BJ", "job", "weekly")
    await house.do(mentoring.offer, awa, capacity=2, about="births")
    await house.do(_leave_machinery, awa)
    return awa, koffi


def _leave_machinery(session: Session, person: int) -> None:
    at = now(session)
    address = session.scalar(select(Address.id).where(Address.person_id == person))
    session.add(Talk(person_id=person, state={"stack": []}, updated_at=at))
    row = {"person_id": person, "address_id": address, "body": {"text": "…"}}
    session.add(Outbox(**row, push=True, status="queued", due_at=at, created_at=at))
    for status in ("done", "new"):
        session.add(Inbound(**row, channel="test", account="", external_id=status, status=status, received_at=at))


def _traces(session: Session, person: int) -> dict[str, int]:
    """Tables that still hold rows of a person, and how many."""
    counts: dict[str, int] = {}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "person":
                found = session.scalar(select(func.count()).select_from(table).where(key.parent == person)) or 0
                counts[table.name] = counts.get(table.name, 0) + found
    return {name: found for name, found in counts.items() if found}


async def test_the_export_holds_all_a_person_told_and_nobody_elses_id(house: House) -> None:
    awa, koffi = await _after_a_life(house)
    await house.do(knocks.block_person, awa, koffi)

    told = json.dumps(await house.do(privacy.export, awa))

    for words in ("Awa Dossou", NUMBER, "I am Koffi from Ouidah", "awa@example.org", "consulate", "births", '"BJ"'):
        assert words in told
    for key in ("person_id", "sender_id", "blocked_id", "member_id", "answered_by", "index"):
        assert f'"{key}"' not in told


async def test_the_export_does_not_tell_who_reported_or_blocked_one(house: House) -> None:
    awa, koffi = await house.member(), await house.member()
    knock = await house.do(knocks.knock, koffi, awa, "Hello")
    await house.do(knocks.report, awa, knock, "very rude words")

    told = await house.do(privacy.export, koffi)

    assert "report" not in told
    assert "block" not in told


async def test_the_overview_says_in_short_what_is_kept(house: House) -> None:
    awa, _koffi = await _after_a_life(house)

    kept = await house.do(privacy.overview, awa)

    assert (kept["numbers"], kept["words"]) == ([NUMBER], 2)
    assert {each["purpose"] for each in kept["consents"]} >= {"notice", "adult", "directory", "phone"}


async def test_erasing_leaves_only_the_address_that_the_goodbye_goes_to(house: House) -> None:
    awa, koffi = await _after_a_life(house)

    await house.do(privacy.erase, awa)

    left = await house.store.read(lambda session: _traces(session, awa))
    assert left == {"address": 1, "talk": 1, "inbound": 1, "sighting": 1, "spent": 1}
    assert await house.do(searching.search, koffi, Wish(words=("awa",))) == []
    assert not (await house.do(people.standing, awa))["noticed"]


async def test_the_last_traces_go_once_the_goodbye_is_out(house: House) -> None:
    awa, _koffi = await _after_a_life(house)
    house.clock.move(days=1, hours=1)
    await house.do(privacy.erase, awa)
    house.clock.move(minutes=11)
    assert await house.sweep(privacy.finish_erasures) == 0

    await house.store.write(lambda session: session.query(Inbound).update({"status": "done"}))

    assert await house.sweep(privacy.finish_erasures) == 1
    assert await house.store.read(lambda session: _traces(session, awa)) == {}
    assert await house.rows(Person, id=awa) == 0


async def test_a_goodbye_that_cannot_be_sent_holds_nothing_up_for_more_than_a_day(house: House) -> None:
    awa, _koffi = await _after_a_life(house)
    await house.do(privacy.erase, awa)
    house.clock.move(hours=24, seconds=1)

    assert await house.sweep(privacy.finish_erasures) == 1
    assert await house.rows(Person, id=awa) == 0


async def test_who_comes_back_before_the_last_sweep_stays(house: House) -> None:
    awa, _koffi = await _after_a_life(house)
    await house.do(privacy.erase, awa)
    await house.do(people.accept_notice, awa)
    house.clock.move(hours=25)

    assert await house.sweep(privacy.finish_erasures) == 0
    assert await house.rows(Person, id=awa) == 1


async def test_an_erased_number_is_found_no_more(house: House) -> None:
    awa, koffi = await _after_a_life(house)
    await house.do(privacy.erase, awa)
    await house.do(phones.knock_by_phone, koffi, NUMBER, "Hello")
    house.clock.move(minutes=1)

    await house.sweep(phones.resolve_phone_knocks)

    assert await house.notices(awa) == []


async def test_erasing_does_not_tell_who_wrote_to_a_number_that_it_was_known(house: House) -> None:
    awa, koffi = await house.person(phone=NUMBER, findable=True), await house.person()
    await house.do(phones.knock_by_phone, koffi, NUMBER, "Hello")
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)

    await house.do(privacy.erase, awa)

    assert "not long ago" in await house.refuses(phones.knock_by_phone, koffi, NUMBER, "Hello")
    assert await house.rows(Knock, sender_id=koffi, receiver_id=None, status="waiting") == 1


async def test_a_receipt_can_be_checked_and_is_kept_as_a_keyed_index_only(house: House) -> None:
    awa = await house.member()
    receipt = await house.do(privacy.erase, awa)

    assert await house.do(privacy.erased_on, await house.person(), receipt.lower()) == "2026-11-23"
    assert await house.do(privacy.erased_on, await house.person(), "00000000") is None
    rows = await house.store.read(lambda session: session.connection().exec_driver_sql("SELECT * FROM audit").all())
    assert receipt not in str(rows)


async def test_the_export_tells_the_sender_nothing_that_the_conversation_does_not(house: House) -> None:
    awa = await house.person(phone=NUMBER, findable=True)
    koffi, ama = await house.person(), await house.person()
    await house.do(phones.knock_by_phone, koffi, NUMBER, "Hello")
    await house.do(phones.knock_by_phone, ama, "+2290190000000", "Hello")
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)
    found = await house.store.read(
        lambda session: session.scalars(select(Knock.id).where(Knock.receiver_id == awa)).one()
    )

    await house.do(knocks.report, awa, found, "I know him")

    assert (await house.do(privacy.export, koffi))["knock"] == (await house.do(privacy.export, ama))["knock"]
    house.clock.move(days=15)
    await house.sweep(knocks.expire)
    assert (await house.do(privacy.export, koffi))["knock"] == (await house.do(privacy.export, ama))["knock"]


async def test_the_export_gives_no_contact_that_was_not_given(house: House) -> None:
    awa, rose, koffi = await house.member(), await house.member(), await house.member()
    await house.do(mentoring.offer, rose, capacity=1, about=None)
    asked = await house.do(mentoring.request, awa, [rose], work=None, question="How?", contact="awa@example.org")
    assert "awa@example.org" not in json.dumps(await house.do(privacy.export, rose))
    assert "awa@example.org" in json.dumps(await house.do(privacy.export, awa))
    knock = await house.do(knocks.knock, koffi, awa, "Hello")
    await house.do(knocks.accept, awa, knock, "+44 20 7946 0000")
    await house.do(knocks.block, awa, knock)

    assert "7946" not in json.dumps(await house.do(privacy.export, koffi))
    await house.do(mentoring.answer, rose, asked["id"], accept=True, contact="rose@example.org")
    assert "awa@example.org" in json.dumps(await house.do(privacy.export, rose))


async def test_the_export_says_where_one_is_reached(house: House) -> None:
    awa = await house.person()

    assert (await house.do(privacy.export, awa))["address"][0]["channel"] == "test"


async def test_erasing_and_coming_back_gives_no_limit_back(house: House) -> None:
    koffi, *others = [await house.member() for _each in range(limits.KNOCKS.most + 2)]
    for other in others[:-1]:
        await house.do(knocks.knock, koffi, other, "Hello")
    await house.do(directory.see, koffi, others)

    await house.do(privacy.erase, koffi)
    house.clock.move(minutes=30)
    assert await house.sweep(privacy.finish_erasures) == 0
    await house.do(people.accept_notice, koffi)
    await house.member("Koffi Mensah", person=koffi, new=True)

    assert "More tomorrow" in await house.refuses(knocks.knock, koffi, others[-1], "Hello")
    assert await house.do(limits.cards_left, koffi) == limits.CARDS.spans[0].new - len(others)


@pytest.mark.parametrize("against", ["block", "report", "hold"])
async def test_erasing_and_coming_back_undoes_nothing_that_protects_others(house: House, against: str) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah")
    knock = await house.do(knocks.knock, koffi, awa, "Hello")
    house.clock.move(days=2)
    match against:
        case "block":
            await house.do(knocks.block, awa, knock)
        case "report":
            await house.do(knocks.report, awa, knock, "rude")
        case "hold":
            await house.suspend(koffi)

    await house.do(privacy.erase, koffi)
    house.clock.move(minutes=30)
    assert await house.sweep(privacy.finish_erasures) == 0
    await house.do(people.accept_notice, koffi)
    await house.member("Koffi Mensah", person=koffi)

    assert await house.do(directory.read_card, koffi, awa) is None
    assert await house.do(directory.read_card, awa, koffi) is None


async def test_a_day_later_nothing_is_left_whatever_was_held_against_them(house: House) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah")
    await house.do(knocks.report, awa, await house.do(knocks.knock, koffi, awa, "Hello"), "rude")
    await house.do(privacy.erase, koffi)
    house.clock.move(hours=24, seconds=1)

    assert await house.sweep(privacy.finish_erasures) == 1
    assert await house.store.read(lambda session: _traces(session, koffi)) == {}
