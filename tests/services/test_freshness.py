"""What becomes of a card that nobody confirms, and of one that somebody does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Address, Audit, CardIndex, Consent, Member, MemberOrigin, Notice, Person
from services import ageing, consents, directory, freshness, members, mentoring, people, retention, searching
from services.ageing import look_after_cards
from services.daytime import waking
from services.freshness import DELETES, HIDES, SEASON, SINKS, UNTOLD, WARNING
from services.visibility import FIELDS
from services.wishes import Wish
from tests.services.house import COTONOU, LONDON, PARIS, House
from tests.services.postman import Postman

IN_PARIS = {"id": PARIS, "text": "Paris", "country": "FR"}
NURSE = Wish(professions=("2221",))


@pytest.fixture
def postman(house: House) -> Postman:
    return Postman(house)


async def pass_days(house: House, postman: Postman, days: float) -> list[str]:
    """As the running house does it, from one day on which something is due to the next; what was told on the way."""
    told: list[str] = []
    until = house.clock() + timedelta(days=days)
    while house.clock() < until:
        due_at = await postman.next_due()
        house.clock.at = min(until, max(due_at, house.clock() + timedelta(days=1)))
        await house.sweep(look_after_cards)
        await house.sweep(retention.delete_old)
        told += await postman.go()
    return told


async def confirmed(house: House, person: int) -> dict[str, str]:
    return await house.store.read(lambda session: session.get_one(Member, person).confirmed)


async def test_registering_confirms_every_answer_and_an_edit_the_one_it_changes(house: House) -> None:
    awa = await house.member()
    registered = house.clock().date().isoformat()
    assert await confirmed(house, awa) == dict.fromkeys(FIELDS, registered)

    house.clock.move(days=40)
    edited = house.clock().date().isoformat()
    await house.do(members.edit, awa, "city", IN_PARIS)
    assert await confirmed(house, awa) == dict.fromkeys(FIELDS, registered) | {"city": edited, "country": edited}

    await house.do(members.edit, awa, "audience", "public")
    assert (await confirmed(house, awa))["name"] == registered

    house.clock.move(days=40)
    await house.do(members.confirm, awa)
    assert await confirmed(house, awa) == dict.fromkeys(FIELDS, house.clock().date().isoformat())


async def test_a_card_says_the_month_of_its_oldest_answer_and_its_owner_sees_which_are_old(house: House) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah")
    registered = house.clock().date().isoformat()
    house.clock.move(days=SEASON.days)
    assert await house.do(ageing.old_answers, awa) == []  # the card says its month: all of it is equally old

    await house.do(members.edit, awa, "city", IN_PARIS)
    card = await house.do(directory.read_card, koffi, awa)
    assert card is not None
    assert card["confirmed"] == registered
    assert await house.do(ageing.old_answers, awa) == ["name", "origins", "profession"]


async def test_an_answer_that_was_never_given_grows_no_older(house: House) -> None:
    awa = await house.member(profession=None)
    house.clock.move(days=SEASON.days)
    for field, value in {"name": "Awa Sossa", "origins": ["TG"], "city": IN_PARIS}.items():
        await house.do(members.edit, awa, field, value)

    card = await house.do(members.own_card, awa)

    assert card is not None
    assert card["confirmed"] == house.clock().date().isoformat()


def test_a_card_sinks_after_nine_months() -> None:
    day = datetime(2026, 3, 1, tzinfo=UTC)
    assert not freshness.sinks(day, day + SINKS - timedelta(seconds=1))
    assert freshness.sinks(day, day + SINKS)


async def test_the_two_years_of_a_card_that_nobody_confirms(house: House, postman: Postman) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah", profession=None)
    await house.do(mentoring.offer, awa, capacity=1, about="Births")

    assert await pass_days(house, postman, 181) == []
    assert await pass_days(house, postman, 2) == ["still_true"] * 2
    assert await house.do(members.confirm, koffi) is False
    assert await pass_days(house, postman, 20) == ["still_true_again"]
    assert await pass_days(house, postman, 160) == []
    await house.do(members.confirm, koffi)
    assert await house.do(searching.search, koffi, NURSE) == [awa]

    assert await pass_days(house, postman, 3) == ["card_hidden"]
    assert await house.do(searching.search, koffi, NURSE) == []
    assert await house.do(directory.read_card, koffi, awa) is None

    told = await pass_days(house, postman, (DELETES - WARNING - HIDES).days)
    assert [kind for person, kind, _at in postman.letters if person == awa][3:] == ["card_goes"]
    assert "card_gone" not in told
    assert await house.rows(Member, person_id=awa) == 1
    warned = next(at for person, kind, at in postman.letters if (person, kind) == (awa, "card_goes"))

    while await house.rows(Member, person_id=awa):
        await pass_days(house, postman, 1)
    assert house.clock() - warned >= WARNING
    assert [kind for person, kind, _at in postman.letters if person == awa][-1] == "card_gone"


async def test_what_goes_with_a_card_and_what_stays_with_its_person(house: House, postman: Postman) -> None:
    awa = await house.member()
    await house.do(mentoring.offer, awa, capacity=1, about="Births")
    await pass_days(house, postman, DELETES.days + 3)

    for table, owner in ((Member, "person_id"), (MemberOrigin, "member_id"), (CardIndex, "member_id")):
        assert await house.rows(table, **{owner: awa}) == 0
    assert not await house.do(members.is_member, awa)
    assert not await house.do(consents.holds, awa, "directory")
    assert await house.do(consents.holds, awa, "notice")
    assert await house.rows(Consent, person_id=awa, purpose="directory") == 1
    assert await house.rows(Audit, subject_id=awa, verb="member.expired") == 1

    assert await house.member(person=awa) == awa
    assert await house.do(members.is_member, awa)


@pytest.mark.parametrize("months", [7, 13, 24])
async def test_a_confirmation_brings_a_card_back_at_any_age(house: House, postman: Postman, months: int) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah", profession=None)
    await pass_days(house, postman, months * 30)

    assert await house.do(members.confirm, awa) is (months > 12)

    await house.do(members.confirm, koffi)
    assert await house.do(searching.search, koffi, NURSE) == [awa]
    assert "card_gone" not in await pass_days(house, postman, 170)


async def test_a_changed_answer_brings_back_a_card_hidden_by_age_and_not_one_its_owner_hid(
    house: House, postman: Postman
) -> None:
    awa, ama = await house.member(), await house.member("Ama Sossa")
    await house.do(members.hide, ama)
    await pass_days(house, postman, HIDES.days + 2)

    for person in (awa, ama):
        await house.do(members.edit, person, "city", IN_PARIS)

    assert not await house.do(members.is_hidden, awa)
    assert await house.do(members.is_hidden, ama)
    assert await house.do(members.confirm, ama)


async def test_a_card_hidden_by_its_owner_is_asked_about_no_more(house: House, postman: Postman) -> None:
    ama = await house.member("Ama Sossa")
    await house.do(members.hide, ama)

    assert await pass_days(house, postman, HIDES.days + 30) == []


async def test_somebody_who_keeps_changing_one_answer_is_asked_about_the_others_once_a_season(
    house: House, postman: Postman
) -> None:
    awa = await house.member()
    told: list[str] = []
    for _time in range(60):
        told += await pass_days(house, postman, 10)
        await house.do(members.edit, awa, "city", IN_PARIS)

    assert told.count("still_true") == 3
    assert set(told) == {"still_true"}  # changing something answers the question, so nobody is reminded


async def test_what_nobody_sees_is_not_asked_about_and_not_kept_for_ever(house: House, postman: Postman) -> None:
    awa = await house.member(audience="nobody")

    assert await pass_days(house, postman, (DELETES - WARNING).days) == ["card_goes"]
    await pass_days(house, postman, WARNING.days + 1)
    assert await house.rows(Member, person_id=awa) == 0


async def test_who_rests_is_asked_when_the_rest_ends_and_reminded_two_weeks_after_reading_it(
    house: House, postman: Postman
) -> None:
    awa = await house.member()
    await pass_days(house, postman, 150)
    await house.do(people.pause, awa, 90)

    assert await pass_days(house, postman, 89) == []
    assert await pass_days(house, postman, 3) == ["still_true"]
    assert await pass_days(house, postman, 10) == []
    assert await pass_days(house, postman, 4) == ["still_true_again"]


async def test_a_question_put_off_by_a_rest_is_not_followed_by_its_reminder_at_once(
    house: House, postman: Postman
) -> None:
    awa = await house.member()
    await pass_days(house, postman, 181)
    house.clock.move(days=1)
    await house.sweep(look_after_cards)
    await house.do(people.pause, awa, 90)

    assert await pass_days(house, postman, 89) == []
    assert await pass_days(house, postman, 2) == ["still_true"]
    assert await pass_days(house, postman, 12) == []


async def test_who_said_stop_is_hidden_untold_and_warned_only_once_they_are_back(
    house: House, postman: Postman
) -> None:
    awa = await house.member()
    await house.do(people.stop, awa)
    assert await pass_days(house, postman, DELETES.days + 60) == []
    assert await house.do(members.is_hidden, awa)

    await house.do(people.start, awa)
    assert await pass_days(house, postman, 8) == ["card_goes"]
    assert await pass_days(house, postman, WARNING.days - 8) == []
    assert await pass_days(house, postman, 9) == ["card_gone"]


@pytest.mark.parametrize("why", ["stopped", "without an address", "on hold"])
async def test_who_cannot_be_told_keeps_a_hidden_card_for_a_year_more(house: House, postman: Postman, why: str) -> None:
    awa = await house.member()
    if why == "stopped":
        await house.do(people.stop, awa)
    elif why == "on hold":
        await house.suspend(awa)
    else:
        await house.store.write(lambda session: session.execute(update(Address).values(active=False)))

    assert await pass_days(house, postman, (DELETES + UNTOLD).days - 1) == []
    assert await house.rows(Member, person_id=awa) == 1

    assert await pass_days(house, postman, 9) == []
    assert await house.rows(Member, person_id=awa) == 0


async def test_nobody_invented_or_erased_is_asked_hidden_or_deleted(house: House, postman: Postman) -> None:
    await house.member()
    await house.store.write(lambda session: session.execute(update(Person).values(invented=True)))

    assert await pass_days(house, postman, DELETES.days + 60) == []
    assert await house.rows(Member, hidden_at=None) == 1


async def test_a_sweep_cut_after_any_card_and_run_again_says_nothing_twice(house: House, postman: Postman) -> None:
    for number in range(7):
        await house.member(f"Awa Dossou {number}")
    house.clock.move(days=SEASON.days + 1)

    def sweep_and_fall(session: Session) -> None:
        look_after_cards(session, 3)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await house.store.write(sweep_and_fall)
    assert [await house.sweep(look_after_cards, 3) for _turn in range(4)] == [3, 3, 1, 0]
    assert await postman.go() == ["still_true"] * 7


@pytest.mark.parametrize(
    ("town", "written", "told"),
    [
        ({"id": LONDON, "text": "London", "country": "GB"}, "2027-01-10T23:30", "2027-01-11T09:00"),
        ({"id": LONDON, "text": "London", "country": "GB"}, "2027-07-10T05:00", "2027-07-10T08:00"),
        ({"id": COTONOU, "text": "Cotonou", "country": "BJ"}, "2027-01-10T20:00", "2027-01-11T08:00"),
        ({"id": COTONOU, "text": "Cotonou", "country": "BJ"}, "2027-01-10T12:34", "2027-01-10T12:34"),
        ({"id": None, "text": "Ouidah-Plage", "country": "BJ"}, "2027-01-10T18:30", "2027-01-11T08:00"),
        ({"id": None, "text": "Springfield", "country": None}, "2027-01-10T02:00", "2027-01-10T08:00"),
    ],
)
async def test_nobody_is_woken(house: House, town: dict[str, object], written: str, told: str) -> None:
    awa = await house.member(city=town)
    at = datetime.fromisoformat(written).replace(tzinfo=UTC)

    def when(session: Session) -> datetime:
        return waking(session.get_one(Member, awa), at)

    assert await house.store.read(when) == datetime.fromisoformat(told).replace(tzinfo=UTC)


async def test_a_question_left_at_night_is_due_in_the_morning(house: House) -> None:
    await house.member()
    house.clock.move(days=SEASON.days, hours=13)
    await house.sweep(look_after_cards)

    [due] = await house.store.read(lambda session: session.scalars(select(Notice.due_at)).all())
    assert due > house.clock()
    assert due.astimezone(ZoneInfo("Europe/London")).hour == 9
