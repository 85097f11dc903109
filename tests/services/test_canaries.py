"""Invented members: where they are, and above all where they are not."""

from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Member, Notice, Watch
from services import canaries, directory, knocks, privacy
from services.members import Town
from services.segments import Segment
from tests.services.house import House

LONDON: Town = {"id": 2643743, "text": "London", "country": "GB"}


async def _canary(house: House) -> int:
    make = partial(canaries.make, country="BJ", name="Sika Ahossi", work={"code": "2221", "text": "nurse"}, town=LONDON)
    return await house.do(make, await house.staff("administrator"))


def facts_of(session: Session, viewer: int, member: int) -> list[directory.Facts]:
    looker = directory.looker(session, viewer)
    return directory.facts(session, looker, [member]) if looker else []


async def test_nobody_finds_or_counts_one(house: House) -> None:
    canary, koffi = await _canary(house), await house.member("Koffi Mensah")

    facts = await house.store.read(lambda session: facts_of(session, koffi, canary))
    segment = Segment("BJ", None, house.clock())
    counted = await house.store.read(
        lambda session: session.scalar(select(func.count()).select_from(segment.linked().subquery()))
    )

    assert facts == []
    assert counted == 1


async def test_it_reads_as_any_card_and_is_written_to_like_one(house: House) -> None:
    canary, koffi, awa = await _canary(house), await house.member("Koffi Mensah"), await house.member("Sika Ahossi")
    seen, real = await house.do(directory.read_card, koffi, canary), await house.do(directory.read_card, koffi, awa)
    assert seen is not None
    assert real is not None
    assert {**seen, "id": 0} == {**real, "id": 0}

    sent = await house.do(knocks.knock, koffi, canary, "Hello")

    assert await house.do(knocks.sent, koffi) == [sent]
    assert await house.rows(Watch, person_id=koffi, how="knocked") == 1
    house.clock.move(days=14)
    await house.sweep(knocks.expire)
    assert await house.notices(koffi) == ["knock_expired"]
    assert await house.notices(canary) == []


async def test_moderators_of_the_person_are_told_once_a_day(house: House) -> None:
    canary, koffi = await _canary(house), await house.member("Koffi Mensah")
    mine, elsewhere = await house.staff("moderator", ["BJ"]), await house.staff("moderator", ["GH"])
    for _each in range(3):
        await house.do(directory.look_at, koffi, canary)

    assert await house.notices(mine) == ["watched"]
    assert await house.notices(elsewhere) == []
    assert await house.rows(Notice, kind="watched") == 2  # the administrator too


async def test_it_has_its_place_only_where_it_does_not_stand_out(house: House) -> None:
    canary, koffi = await _canary(house), await house.member("Koffi Mensah")
    alike = [await house.member() for _each in range(25)]
    elsewhere = [await house.member(origins=["GH"]) for _each in range(5)]
    screens = [await house.do(directory.see, koffi, alike[start : start + 5]) for start in range(0, 20, 5)]
    assert screens[-1] == [*alike[15:19], canary]

    assert await house.do(directory.see, koffi, elsewhere) == elsewhere
    assert await house.do(directory.see, koffi, alike[20:]) == alike[20:]


async def test_who_met_one_takes_along_and_erases_as_anyone(house: House) -> None:
    canary, koffi = await _canary(house), await house.member("Koffi Mensah")
    await house.do(directory.look_at, koffi, canary)

    assert "watch" not in await house.do(privacy.export, koffi)
    await house.do(privacy.erase, koffi)
    house.clock.move(days=1, hours=1)
    await house.sweep(privacy.finish_erasures)

    assert await house.rows(Watch) == 0
    assert await house.rows(Member, canary=True) == 1
