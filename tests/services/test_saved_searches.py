"""Saved searches: whom they tell of, when, and how often."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Notice, SavedSearch, SavedSearchKey, SavedSearchTold, Spent
from services import knocks, limits, members, mentoring, newcomers, people, privacy, retention, saved_searches
from services.wishes import wish_for
from tests.services.house import LONDON, PARIS, House

NURSES = "nurse from Benin in London"


async def save(house: House, person: int, said: str = NURSES, known: tuple[int, ...] = ()) -> int:
    return await house.do(saved_searches.save, person, said, wish_for(said).told(), known)


async def next_day(house: House, **span: float) -> None:
    """A day passes, and what waits for it is done."""
    house.clock.move(**(span or {"days": 1, "minutes": 5}))
    while await house.sweep(newcomers.note_changes) >= 100:
        pass
    await house.sweep(newcomers.tell_of_new)


async def told(house: House, person: int) -> list[int]:
    """How many new people each message told of."""

    def read(session: Session) -> list[int]:
        notices = session.scalars(select(Notice).where(Notice.person_id == person, Notice.kind == "saved_search"))
        ids = [each.ids["searches"] for each in notices]
        return [sum(len(saved_searches.news(session, person, int(each))) for each in some.split(",")) for some in ids]

    return await house.store.read(read)


async def test_somebody_new_who_fits_is_told_of_the_next_day_and_never_again(house: House) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"], city=town(PARIS, "FR"))
    search = await save(house, koffi)
    awa = await house.member("Awa Dossou")
    await house.member("Yao Kouassi", origins=["TG"])

    await next_day(house, hours=1)
    assert await told(house, koffi) == []
    await next_day(house)
    assert await told(house, koffi) == [1]
    assert await house.do(saved_searches.news, koffi, search) == [awa]

    await house.do(members.edit, awa, "name", "Awa Adjovi")
    await next_day(house)
    assert len(await told(house, koffi)) == 1


async def test_who_comes_to_fit_by_an_edit_is_told_of(house: House) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"])
    awa = await house.member("Awa Dossou", city=town(PARIS, "FR"))
    await save(house, koffi)
    await next_day(house)

    await house.do(members.edit, awa, "city", town(LONDON, "GB"))
    await next_day(house)

    assert await told(house, koffi) == [1]


async def test_whom_the_list_had_already_is_not_new(house: House) -> None:
    koffi, awa = await house.member("Koffi Mensah", origins=["GH"]), await house.member("Awa Dossou")
    await save(house, koffi, known=(awa,))

    await house.do(members.edit, awa, "name", "Awa Adjovi")
    await next_day(house)

    assert await told(house, koffi) == []


async def test_one_day_brings_one_message_for_all_searches(house: House) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"])
    await save(house, koffi)
    await save(house, koffi, "people from Togo")
    for _each in range(3):
        await house.member("Awa Dossou")
        await house.member("Yao Kouassi", origins=["TG"])

    await next_day(house)
    await next_day(house, hours=3)

    assert await house.notices(koffi) == ["saved_search"]
    assert await told(house, koffi) == [6]


@pytest.mark.parametrize("said", ["volunteers", "mentors", "Dossou", "who speaks wolof", "health workers", "in the UK"])
async def test_every_kind_of_search_wakes(house: House, said: str) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"], city=town(PARIS, "FR"))
    await save(house, koffi, said)
    awa = await house.member("Awa Dossou")
    await house.do(members.edit, awa, "offers", ["volunteer"])
    await house.do(members.edit, awa, "languages", ["wo"])
    await house.do(mentoring.offer, awa, capacity=1, about=None)

    await next_day(house, days=8)

    assert await told(house, koffi) == [1]


async def test_who_is_looked_for_by_name_is_told_of_once_a_week(house: House) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"])
    await save(house, koffi, "Awa Dossou London")
    await house.member("Awa Dossou")

    for _day in range(6):
        await next_day(house)
    assert await told(house, koffi) == []

    await next_day(house)
    assert await told(house, koffi) == [1]


async def test_what_is_told_costs_a_search_and_waits_while_no_card_is_left(house: House) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"])
    await save(house, koffi)
    await house.member("Awa Dossou")
    await house.store.write(lambda session: limits.spend(session, koffi, limits.CARDS, limits.CARDS.most))
    house.clock.move(hours=10)
    await house.store.write(lambda session: limits.spend(session, koffi, limits.CARDS, limits.CARDS.most))

    await next_day(house, hours=15)
    assert await told(house, koffi) == []
    assert await house.rows(Spent, limit=limits.SEARCHES.name) == 0

    await next_day(house)
    assert await told(house, koffi) == [1]
    assert await house.rows(Spent, limit=limits.SEARCHES.name) == 1


async def test_what_happens_to_answers_a_search_does_not_ask_for_is_no_news(house: House) -> None:
    awa, koffi = await house.member("Awa Dossou"), await house.member("Koffi Mensah", origins=["BJ"])
    await house.do(members.show, awa, "skills", "staff")
    await next_day(house)
    await save(house, koffi)

    await house.do(members.edit, awa, "skills", ["dialysis"])
    await house.do(members.edit, awa, "audience", "nationals")
    await house.do(members.show, awa, "city", "nationals")
    await house.do(members.show, awa, "languages", None)
    await next_day(house)
    assert await told(house, koffi) == []

    await house.do(members.edit, awa, "audience", "members")
    await next_day(house)
    assert await told(house, koffi) == [1]


async def test_who_may_not_be_seen_is_not_told_of_and_whoever_hides_since_leaves_the_message(house: House) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"])
    search = await save(house, koffi)
    await house.member("Awa Dossou", audience="staff")
    fatou, blocked = await house.member("Fatou Bah"), await house.member("Yao Kouassi")
    await house.do(knocks.block_person, blocked, koffi)

    await next_day(house)
    assert await house.do(saved_searches.news, koffi, search) == [fatou]

    await house.do(members.edit, fatou, "audience", "nobody")
    assert await house.do(saved_searches.news, koffi, search) == []


async def test_after_stop_nothing_is_told_and_after_start_nothing_is_lost(house: House) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"])
    await save(house, koffi)
    await house.do(people.stop, koffi)
    await house.member("Awa Dossou")

    await next_day(house)
    assert await house.notices(koffi) == []

    await house.do(people.start, koffi)
    await next_day(house)
    assert await told(house, koffi) == [1]


async def test_a_rest_is_waited_for(house: House) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"])
    await save(house, koffi)
    await house.do(people.pause, koffi, 7)
    await house.member("Awa Dossou")

    await next_day(house)
    assert await house.notices(koffi) == []

    await next_day(house, days=7)
    assert await told(house, koffi) == [1]


async def test_nobody_is_told_at_night(house: House) -> None:
    koffi = await house.member("Koffi Mensah")
    house.clock.move(hours=23 - house.clock().hour)
    search = await save(house, koffi)

    due = await house.store.read(lambda session: session.get_one(SavedSearch, search).next_at)

    assert (due.hour, due - house.clock()) == (8, timedelta(days=1, hours=9) - minutes(house))


async def test_only_changes_are_read_and_each_once(house: House) -> None:
    await house.member("Awa Dossou")
    house.clock.move(minutes=5)
    assert await house.sweep(newcomers.note_changes) > 0
    assert await house.sweep(newcomers.note_changes) == 0

    await house.member("Yao Kouassi")
    assert await house.sweep(newcomers.note_changes) == 0, "it may not be settled yet"
    house.clock.move(minutes=5)
    assert await house.sweep(newcomers.note_changes) > 0


async def test_a_search_that_nobody_new_may_fit_is_not_made(house: House) -> None:
    koffi = await house.member("Koffi Mensah")
    search = await save(house, koffi, "lawyer in Berlin")
    await house.member("Awa Dossou")
    await next_day(house)

    assert await house.store.read(lambda session: session.get_one(SavedSearch, search).changed_at) is None
    assert await house.rows(SavedSearchTold) == 0


async def test_five_are_kept_and_the_same_wish_is_one(house: House) -> None:
    koffi = await house.member("Koffi Mensah")
    first = await save(house, koffi, "people from Togo")
    assert await save(house, koffi, "from Togo") == first
    for said in ("lawyers", "nurses", "teachers", "cooks"):
        await save(house, koffi, said)

    refused = await house.refuses(saved_searches.save, koffi, "bakers", wish_for("bakers").told(), ())

    assert refused == "You can save {n} search."
    assert next(each["said"] for each in await house.do(saved_searches.list_saved, koffi)) == "people from Togo"


async def test_others_neither_read_nor_remove_it(house: House) -> None:
    koffi, awa = await house.member("Koffi Mensah"), await house.member("Awa Dossou")
    search = await save(house, koffi)

    assert await house.do(saved_searches.read_saved, awa, search) is None
    assert await house.do(saved_searches.news, awa, search) == []
    assert not await house.do(saved_searches.remove, awa, search)
    assert await house.do(saved_searches.remove, koffi, search)
    assert await house.rows(SavedSearchKey) == 0


async def test_before_a_year_is_over_it_is_asked_once_and_then_it_ends(house: House) -> None:
    koffi = await house.member("Koffi Mensah")
    await save(house, koffi)
    house.clock.move(days=352)
    await house.sweep(saved_searches.ask_again)
    await house.sweep(saved_searches.ask_again)
    assert await house.notices(koffi) == ["saved_search_ending"]

    house.clock.move(days=14)
    await house.sweep(retention.delete_old)
    assert await house.rows(SavedSearch) == 0


async def test_who_still_looks_has_another_year(house: House) -> None:
    koffi = await house.member("Koffi Mensah")
    search = await save(house, koffi)
    house.clock.move(days=352)
    await house.do(saved_searches.keep, koffi, search)

    house.clock.move(days=14)
    await house.sweep(retention.delete_old)
    assert await house.rows(SavedSearch) == 1


async def test_the_export_says_nothing_of_who_is_hidden_and_may_fit(house: House) -> None:
    koffi = await house.member("Koffi Mensah", origins=["GH"])
    await save(house, koffi)
    before = (await house.do(privacy.export, koffi))["saved_search"]

    await house.member("Awa Dossou", audience="nobody")
    house.clock.move(minutes=5)
    await house.sweep(newcomers.note_changes)
    assert (await house.do(privacy.export, koffi))["saved_search"] == before
    await next_day(house)
    assert (await house.do(privacy.export, koffi))["saved_search"] == before


async def test_it_is_exported_and_erased_with_its_owner_and_forgets_who_is_erased(house: House) -> None:
    koffi, awa = await house.member("Koffi Mensah"), await house.member("Awa Dossou")
    await save(house, koffi, known=(awa,))
    exported = await house.do(privacy.export, koffi)
    assert exported["saved_search"][0]["wish"]["said"] == NURSES
    assert "saved_search_told" not in await house.do(privacy.export, awa)

    await house.do(privacy.erase, awa)
    assert await house.rows(SavedSearchTold) == 0
    await house.do(privacy.erase, koffi)
    assert await house.rows(SavedSearch) == 0


def town(identity: int, country: str) -> dict[str, Any]:
    return {"id": identity, "text": "", "country": country}


def minutes(house: House) -> timedelta:
    return timedelta(minutes=house.clock().minute, seconds=house.clock().second)
