"""Who looked at one's data, and when."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Audit, Glance, Sighting
from services import directory, joining, knocks, looks, queue, requests, suspensions, takeout
from services.retention import delete_old
from tests.services.house import House


async def _seen(house: House, person: int) -> list[tuple[str, str, int]]:
    return [(each["day"], each["viewers"], each["times"]) for each in await house.do(looks.seen, person)]


async def _acts(house: House, person: int) -> list[tuple[str, str | None]]:
    return [(each["what"], each["role"]) for each in await house.do(looks.acts, person)]


async def test_looks_are_counted_by_day_and_kind_and_told_the_day_after(house: House) -> None:
    awa, rose = await house.member("Awa"), await house.staff()
    for origins in (["BJ"], ["BJ", "GH"], ["GH"]):
        await house.do(directory.see, await house.member("Koffi", origins=origins), [awa])
    await house.do(directory.see, rose, [awa])
    assert await _seen(house, awa) == []

    house.clock.move(days=1)

    day = "2026-11-23"
    assert await _seen(house, awa) == [(day, "team", 1), (day, "roots", 2), (day, "members", 1)]


async def test_after_a_month_only_counts_are_left_and_read_the_same(house: House) -> None:
    awa, koffi = await house.member("Awa"), await house.member("Koffi")
    await house.do(directory.see, koffi, [awa])
    house.clock.move(days=1)
    before = await _seen(house, awa)
    house.clock.move(days=looks.SINGLY.days)

    assert await house.sweep(looks.count_old) == 1

    assert (await house.rows(Sighting), await house.rows(Glance)) == (0, 1)
    assert await _seen(house, awa) == before
    house.clock.move(days=90)
    await house.sweep(delete_old)
    assert await _seen(house, awa) == []
    assert await house.rows(Glance) == 0


async def test_what_the_team_did_about_somebody_is_told_with_the_role(house: House) -> None:
    awa, rose = await house.member("Awa Dossou"), await house.staff("moderator")
    await house.do(suspensions.find_people, rose, "awa")
    assert await _acts(house, awa) == [("read", "moderator")]

    await house.do(suspensions.suspend, rose, awa)
    await house.do(suspensions.lift, rose, awa)

    assert await _acts(house, awa) == [("freed", "moderator"), ("held", "moderator"), ("read", "moderator")]


@pytest.mark.parametrize("what", ["person", "question", "report"])
async def test_each_time_the_team_opens_something_of_somebody_stays_in_the_audit_trail(house: House, what: str) -> None:
    awa, koffi, rose = await house.member("Awa"), await house.member("Koffi"), await house.staff("moderator")
    await house.do(requests.ask, awa, "Where is the consulate?")
    await house.do(_report, koffi, awa)
    (report, question) = [each["id"] for each in await house.do(queue.list_waiting, rose)]

    match what:
        case "person":
            assert await house.do(suspensions.open_person, rose, awa) is not None
        case "question":
            assert await house.do(queue.open_question, rose, question)
        case "report":
            assert await house.do(queue.open_report, rose, report) is not None

    asked = select(Audit.verb).where(Audit.actor_id == rose, Audit.subject_id == awa)
    assert await house.store.read(lambda session: list(session.scalars(asked))) == [f"{what}.read"]
    assert await _acts(house, awa) == [("read", "moderator")]


async def test_what_was_done_with_ones_data_from_ones_own_devices_is_told_too(house: House) -> None:
    awa, guest = await house.member("Awa"), await house.person()
    link = await house.do(takeout.offer_link, awa)
    await house.store.write(lambda session: takeout.note(session, link.rpartition("/")[2], "json"))
    await house.do(joining.join, guest, await house.do(joining.offer_code, awa))

    assert await _acts(house, awa) == [("joined", None), ("taken", None)]


def _report(session: Session, person_id: int, other_id: int) -> None:
    """Report somebody, by a knock of theirs."""
    knocks.report(session, person_id, knocks.knock(session, other_id, person_id, "Hello"), "rude")
