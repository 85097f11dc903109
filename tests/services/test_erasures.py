"""Erasures to come, and what others no longer read of who is gone."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Address, Erasure, Notice, Outbox, Person, Talk
from models.clock import now
from services import (
    directory,
    erasures,
    knocks,
    mentoring,
    people,
    phones,
    privacy,
    searching,
)
from services.segments import Segment
from services.wishes import Wish
from tests.services.house import House

NUMBER = "+2290197123456"
WORDS = "I am Awa, from Ouidah"


async def _acquainted(house: House) -> tuple[int, int]:
    """Awa, who knocked at Koffi's door, and saw his card as he saw hers."""
    awa, koffi = await house.member("Awa Dossou"), await house.member("Koffi Mensah")
    await house.do(directory.see, koffi, [awa])
    await house.do(knocks.knock, awa, koffi, WORDS)
    return awa, koffi


async def _screen(house: House, person: int, text: str, *labels: str, push: bool = True, status: str = "queued") -> int:
    """A screen on its way to somebody."""

    def leave(session: Session) -> int:
        address, at = session.scalar(select(Address.id).where(Address.person_id == person)), now(session)
        choices = [[number, label, "t"] for number, label in enumerate(labels, 1)]
        body = {"text": text, "choices": choices, "heard": "Dossou"}
        screen = Outbox(person_id=person, address_id=address, push=push, body=body, status=status)
        screen.due_at = screen.created_at = at
        session.add(screen)
        session.flush()
        return screen.id

    return await house.store.write(leave)


async def _body(house: House, row: int) -> tuple[str, Any]:
    def read(session: Session) -> tuple[str, Any]:
        screen = session.get_one(Outbox, row)
        return screen.status, screen.body

    return await house.store.read(read)


async def test_a_card_that_waits_to_be_sent_to_another_is_not_sent(house: House) -> None:
    awa, koffi = await _acquainted(house)
    queued = await _screen(house, koffi, "Awa D., nurse, London")
    waiting = await _screen(house, koffi, f"“{WORDS}”", status="waiting")

    await house.do(privacy.erase, awa)

    assert await _body(house, queued) == ("dropped", None)
    assert await _body(house, waiting) == ("dropped", None)


async def test_of_an_answer_that_is_not_sent_yet_only_what_tells_of_them_goes(house: House) -> None:
    awa, koffi = await _acquainted(house)
    answer = await _screen(house, koffi, "nurse\nAwa D., nurse, London", "Awa D., nurse", "Ama O., nurse", push=False)

    await house.do(privacy.erase, awa)

    status, body = await _body(house, answer)
    assert (status, body["text"], body["choices"]) == ("queued", "nurse", [[2, "Ama O., nurse", "t"]])


async def test_what_a_web_visitor_has_not_fetched_yet_is_gone_too(house: House) -> None:
    awa, koffi = await _acquainted(house)
    unseen = await _screen(house, koffi, "Awa D., nurse, London", status="sent")

    await house.do(erasures.ask, awa)

    assert await _body(house, unseen) == ("sent", None)


async def test_screens_about_others_go_out_as_they_are(house: House) -> None:
    awa, koffi = await _acquainted(house)
    other = await _screen(house, koffi, "Awo D., nurse, London", "Awo D.")

    await house.do(privacy.erase, awa)

    assert (await _body(house, other))[1]["text"] == "Awo D., nurse, London"


async def test_what_another_has_on_offer_no_longer_names_them(house: House) -> None:
    awa, koffi = await _acquainted(house)
    state = {"offers": [[1, "Awa D., nurse", "r", ["a", "k", "v"], 1]], "stack": [{"answers": {"said": "Awa D."}}]}
    await house.store.write(lambda session: session.add(Talk(person_id=koffi, state=state, updated_at=now(session))))

    await house.do(privacy.erase, awa)

    kept = await house.store.read(lambda session: session.get_one(Talk, koffi).state)
    assert kept["offers"][0][1] == "…"
    assert kept["stack"] == state["stack"]


async def _due(house: House, person: int) -> list[str]:
    asked = select(Notice.kind).where(
        Notice.person_id == person, Notice.status == "due", Notice.due_at <= house.clock()
    )
    return await house.store.read(lambda session: list(session.scalars(asked)))


async def test_a_knock_that_was_not_told_yet_waits_with_its_sender_and_goes_with_them(house: House) -> None:
    awa, koffi = await _acquainted(house)
    assert await _due(house, koffi) == ["knock"]

    await house.do(erasures.ask, awa)
    assert await _due(house, koffi) == []

    house.clock.move(days=7)
    assert await house.sweep(erasures.erase_due) == 1
    house.clock.move(days=2)
    assert await _due(house, koffi) == []


async def test_who_stays_is_told_of_and_told_again(house: House) -> None:
    awa, koffi = await _acquainted(house)
    await house.do(knocks.knock, koffi, awa, "Good evening")
    await house.do(erasures.ask, awa)
    assert await house.do(directory.read_card, koffi, awa) is None
    assert await _due(house, awa) == []

    assert await house.do(erasures.keep, awa)

    assert await _due(house, koffi) == ["knock"]
    assert await _due(house, awa) == ["knock"]
    assert (await house.do(people.standing, awa))["member"]
    assert await house.do(searching.search, koffi, Wish(words=("awa",))) == [awa]
    assert await house.rows(Erasure) == 0


async def test_in_that_week_they_are_in_no_list_and_no_count(house: House) -> None:
    awa = await house.member("Awa Dossou", person=await house.person(phone=NUMBER, findable=True))
    await house.do(mentoring.offer, awa, capacity=1, about=None)
    koffi, admin = await house.member("Koffi Mensah"), await house.staff("administrator")
    await house.do(erasures.ask, awa)
    await house.do(phones.knock_by_phone, koffi, NUMBER, "Hello")
    house.clock.move(minutes=1)
    await house.sweep(phones.resolve_phone_knocks)

    assert await house.do(directory.read_card, admin, awa) is None
    assert await house.do(mentoring.find_mentors, koffi, None) == []
    segment = Segment("BJ", None, house.clock())
    assert await house.store.read(lambda session: list(session.scalars(segment.people()))) == [koffi]
    assert await _due(house, awa) == []


async def test_the_week_over_they_are_erased_and_the_receipt_proves_it(house: House) -> None:
    awa, koffi = await _acquainted(house)
    receipt = (await house.do(erasures.ask, awa))["receipt"]
    assert await house.do(privacy.erased_on, koffi, receipt) is None
    assert await house.do(erasures.due_on, koffi, receipt) == "2026-11-30"
    house.clock.move(days=6)
    await house.sweep(erasures.erase_due)
    await house.sweep(privacy.finish_erasures)
    assert await house.rows(Person, id=awa) == 1

    house.clock.move(days=1)
    await house.sweep(erasures.erase_due)
    house.clock.move(days=1)
    await house.sweep(privacy.finish_erasures)

    assert await house.rows(Person, id=awa) == 0
    assert await house.do(privacy.erased_on, koffi, receipt) == "2026-11-30"


async def test_a_receipt_outlives_the_number_it_was_for(house: House) -> None:
    awa, koffi = await _acquainted(house)
    receipt = await house.do(privacy.erase, awa)
    house.clock.move(days=401)

    assert await house.sweep(erasures.forget_numbers) == 1

    assert await house.rows(Erasure, person_id=awa) == 0
    assert await house.do(privacy.erased_on, koffi, receipt) == "2026-11-23"


async def test_nothing_is_announced_to_who_leaves(house: House) -> None:
    awa = await house.member("Awa Dossou")
    await house.do(erasures.ask, awa)

    assert (await house.do(people.may_be_told, awa)) is False
    counted = await house.store.read(Segment("BJ", None, house.clock()).count)
    assert counted[0].total() == 0
