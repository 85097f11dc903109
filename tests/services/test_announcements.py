"""An announcement: counted, confirmed, sent at its rate to nobody twice, stopped, reported."""

from functools import partial
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Address, Announcement, Delivery, Notice, Outbox
from models.clock import now
from services import announcements, members, people, privacy, suspensions
from services.announcements import Counts, Progress, Started
from tests.services.house import PARIS, House

IN_PARIS: dict[str, Any] = {"city": {"id": PARIS, "text": "Paris", "country": "FR"}}


async def begin(house: House, author: int, *, residence: str | None = None, counts: Counts | None = None) -> Started:
    counted = await house.do(announcements.count, author, "BJ", residence)
    return await house.do(
        announcements.start,
        author,
        country="BJ",
        residence=residence,
        language="en",
        words="Closed on Friday.",
        counts=counts or counted,
    )


async def send_all(house: House, author: int, number: int, wire: str = "sent") -> Progress:
    """Run the sweeps until it is through; screens meet this end on the wire."""
    got = await house.do(announcements.progress, author, number)
    while not got["finished"]:
        await house.sweep(announcements.expand_announcements)
        await house.sweep(announcements.send_announcements)
        house.clock.move(seconds=1)
        await house.store.write(partial(_deliver, end=wire))
        await house.sweep(announcements.settle_announcements)
        got = await house.do(announcements.progress, author, number)
    return got


def _deliver(session: Session, end: str) -> None:
    """What telling and sending make of notices that are due."""
    due = select(Notice).where(Notice.kind == "announcement", Notice.status == "due", Notice.due_at <= now(session))
    for notice in session.scalars(due).all():
        number = notice.ids["announcement"]
        true = announcements.read_delivered(session, notice.person_id, number)
        notice.status = "told" if true else "dropped"
        if true:
            session.add(_screen(session, notice.person_id, number, end))


def _screen(session: Session, person: int, number: int, status: str) -> Outbox:
    address = session.scalars(select(Address.id).where(Address.person_id == person)).one()
    at = now(session)
    return Outbox(
        person_id=person,
        address_id=address,
        push=True,
        status=status,
        due_at=at,
        created_at=at,
        announcement_id=number,
    )


async def test_a_dry_run_tells_who_gets_it_in_which_language_and_who_does_not_and_why(house: House) -> None:
    author = await house.staff("editor")
    reading_french, resting, stopped, held, away = [await house.member() for _each in range(5)]
    await house.member(origins=["GH"])
    await house.do(people.set_language, reading_french, "fr")
    await house.do(people.pause, resting, 7)
    await house.do(people.stop, stopped)
    await house.suspend(held)
    await house.store.write(lambda session: _close_address(session, away))

    counts = await house.do(announcements.count, author, "BJ", None)

    assert counts["total"] == 5
    assert counts["planned"] == 1
    assert counts["languages"] == {"fr": 1}
    assert counts["excluded"] == {"paused": 1, "stopped": 1, "suspended": 1, "unreachable": 1}


async def test_everyone_counted_gets_it_once_and_the_author_gets_the_report(house: House) -> None:
    author = await house.staff("editor")
    for _each in range(3):
        await house.member()

    begun = await begin(house, author)
    got = await send_all(house, author, begun["id"] or 0)

    assert (got["planned"], got["sent"], got["left"], got["finished"]) == (3, 3, 0, True)
    assert await house.rows(Notice, kind="announcement") == 3
    assert await house.notices(author) == ["announcement_done"]


async def test_only_residents_get_it_when_a_country_of_residence_is_chosen(house: House) -> None:
    author = await house.staff("editor")
    in_london, in_paris = await house.member(), await house.member(**IN_PARIS)

    begun = await begin(house, author, residence="FR")
    got = await send_all(house, author, begun["id"] or 0)

    assert got["sent"] == 1
    assert await house.notices(in_paris) == ["announcement"]
    assert await house.notices(in_london) == []


async def test_a_residence_holds_also_where_nobody_lived_elsewhere_when_it_was_counted(house: House) -> None:
    author, resident = await house.staff("editor"), await house.member(**IN_PARIS)
    begun = await begin(house, author, residence="FR")
    await house.do(members.edit, resident, "city", {"id": None, "text": "Oslo", "country": "NO"})

    got = await send_all(house, author, begun["id"] or 0)

    assert (got["sent"], got["skipped"]) == (0, 1)


async def test_an_editor_of_another_country_announces_nothing(house: House) -> None:
    author = await house.staff("editor", ["GH"])

    await house.refuses(announcements.count, author, "BJ", None)
    assert await house.rows(Announcement) == 0


async def test_numbers_that_changed_are_confirmed_anew(house: House) -> None:
    author, leaving = await house.staff("editor"), await house.member()
    await house.member()
    counts = await house.do(announcements.count, author, "BJ", None)
    await house.do(people.stop, leaving)

    begun = await begin(house, author, counts=counts)

    assert begun["id"] is None
    assert begun["counts"]
    assert begun["counts"]["planned"] == 1
    assert (await begin(house, author, counts=begun["counts"]))["id"]


async def test_who_becomes_a_member_after_the_count_is_not_written_to(house: House) -> None:
    author = await house.staff("editor")
    await house.member()
    counts = await house.do(announcements.count, author, "BJ", None)
    house.clock.move(seconds=1)
    await house.member(new=True)

    begun = await begin(house, author, counts=counts)

    assert (await send_all(house, author, begun["id"] or 0))["sent"] == 1


async def test_who_stops_after_the_confirmation_is_left_out_at_sending(house: House) -> None:
    author, stopping, staying = await house.staff("editor"), await house.member(), await house.member()
    begun = await begin(house, author)
    await house.sweep(announcements.expand_announcements)

    await house.do(people.stop, stopping)
    got = await send_all(house, author, begun["id"] or 0)

    assert (got["sent"], got["skipped"]) == (1, 1)
    assert await house.notices(stopping) == []
    assert await house.notices(staying) == ["announcement"]


async def test_recipients_are_listed_in_chunks_and_none_twice(house: House) -> None:
    author = await house.staff("editor")
    for _each in range(5):
        await house.member()
    await begin(house, author)

    listed = [await house.sweep(announcements.expand_announcements, 2) for _round in range(4)]

    assert listed == [2, 2, 1, 0]
    assert await house.rows(Delivery) == 5


async def test_the_rate_is_held_whatever_the_chunk(house: House) -> None:
    author = await house.staff("editor")
    for _each in range(6):
        await house.member()
    begun = await begin(house, author)
    slow = update(Announcement).where(Announcement.id == begun["id"]).values(rate=2)
    await house.store.write(lambda session: session.execute(slow))
    await house.sweep(announcements.expand_announcements)

    taken = []
    for _second in range(3):
        taken.append(await house.sweep(announcements.send_announcements))
        taken.append(await house.sweep(announcements.send_announcements))
        house.clock.move(seconds=1)

    assert taken == [2, 0, 2, 0, 2, 0]


async def test_stop_in_the_middle_spares_everyone_not_yet_written_to(house: House) -> None:
    author = await house.staff("editor")
    for _each in range(25):
        await house.member()
    begun = await begin(house, author)
    await house.sweep(announcements.expand_announcements)
    await house.sweep(announcements.send_announcements)
    await house.store.write(partial(_deliver, end="sent"))
    await house.sweep(announcements.settle_announcements)

    stopped = await house.do(announcements.stop, author, begun["id"] or 0)
    got = await send_all(house, author, begun["id"] or 0)

    assert stopped["status"] == "stopped"
    assert got["sent"] == stopped["sent"] == await house.rows(Outbox)
    assert 0 < got["sent"] < 25
    assert got["sent"] + got["skipped"] == 25
    assert got["finished"]


async def test_what_the_wire_could_not_tell_is_unknown_and_never_sent_again(house: House) -> None:
    author = await house.staff("editor")
    await house.member()

    begun = await begin(house, author)
    got = await send_all(house, author, begun["id"] or 0, wire="unknown")

    assert (got["sent"], got["unknown"], got["finished"]) == (0, 1, True)
    assert await house.rows(Outbox) == 1


async def test_the_report_does_not_wait_for_someone_who_never_looks(house: House) -> None:
    author = await house.staff("editor")
    await house.member()
    begun = await begin(house, author)
    await house.sweep(announcements.expand_announcements)
    await house.sweep(announcements.send_announcements)

    house.clock.move(minutes=14)
    await house.sweep(announcements.settle_announcements)
    assert await house.notices(author) == []

    house.clock.move(minutes=1)
    await house.sweep(announcements.settle_announcements)
    assert await house.notices(author) == ["announcement_done"]
    assert (await house.do(announcements.progress, author, begun["id"] or 0))["unknown"] == 1


async def test_who_comes_back_before_the_list_is_made_gets_it_and_is_counted(house: House) -> None:
    author, back = await house.staff("editor"), await house.member()
    await house.member()
    await house.do(people.stop, back)
    begun = await begin(house, author)
    await house.do(people.start, back)

    got = await send_all(house, author, begun["id"] or 0)

    assert (got["planned"], got["sent"], got["skipped"]) == (2, 2, 0)


async def test_an_author_who_is_gone_holds_up_nobody(house: House) -> None:
    leaving, author = await house.staff("editor"), await house.staff("editor")
    await house.member()
    await begin(house, leaving)
    begun = await begin(house, author)
    await house.do(privacy.erase, leaving)
    house.clock.move(hours=25)
    assert await house.sweep(privacy.finish_erasures) == 1

    got = await send_all(house, author, begun["id"] or 0)

    assert (got["sent"], got["finished"]) == (1, True)
    assert await house.rows(Announcement, status="sent") == 2


async def test_an_author_on_hold_reaches_nobody(house: House) -> None:
    author, administrator = await house.staff("editor"), await house.staff("administrator")
    member = await house.member()
    begun = await begin(house, author)
    await house.sweep(announcements.expand_announcements)
    await house.sweep(announcements.send_announcements)

    await house.do(suspensions.suspend, administrator, author)
    await send_all(house, administrator, begun["id"] or 0)

    assert await house.rows(Outbox) == 0
    assert await house.rows(Notice, person_id=member, status="dropped") == 1


async def test_only_its_author_or_an_administrator_stops_it(house: House) -> None:
    author = await house.staff("editor")
    await house.member()
    begun = await begin(house, author)
    number = begun["id"] or 0

    await house.refuses(announcements.stop, await house.staff("editor"), number)
    await house.refuses(announcements.stop, await house.staff("administrator", ["GH"]), number)
    stopped = await house.do(announcements.stop, await house.staff("administrator", ["BJ"]), number)

    assert stopped["status"] == "stopped"


async def test_one_announcement_of_an_author_at_a_time(house: House) -> None:
    author = await house.staff("editor")
    await house.member()
    counts = await house.do(announcements.count, author, "BJ", None)
    await begin(house, author, counts=counts)

    again: Any = partial(announcements.start, country="BJ", residence=None, language="en", words="…", counts=counts)
    assert "on its way" in await house.refuses(again, author)


async def test_nobody_reads_an_announcement_that_is_not_for_them(house: House) -> None:
    author, stranger = await house.staff("editor"), await house.member(origins=["GH"])
    await house.member()
    begun = await begin(house, author)

    assert await house.do(announcements.read_delivered, stranger, begun["id"] or 0) is None


def _close_address(session: Session, person: int) -> None:
    session.execute(update(Address).where(Address.person_id == person).values(active=False))


async def test_an_author_who_was_erased_meanwhile_holds_up_no_announcement(house: House) -> None:
    gone, author = await house.staff("editor"), await house.staff("editor")
    await house.member()
    for each in (gone, author):
        await begin(house, each)
    await house.do(privacy.erase, gone)
    house.clock.move(days=1, seconds=1)
    await house.sweep(privacy.finish_erasures)

    got = await send_all(house, author, 2)

    assert (got["status"], got["sent"]) == ("sent", 1)
    assert await house.rows(Announcement, finished_at=None) == 0
