"""Who finds and sees whom."""

import pytest

from models import Sighting
from services import directory, knocks, limits, members, mentoring, people, privacy, searching
from services.directory import ViewAs
from services.wishes import Wish, wish_for
from tests.services.house import COTONOU, LONDON, House

NURSE = Wish(professions=("2221",))


async def _finds(house: House, viewer: int, wish: Wish = NURSE) -> list[int]:
    found = await house.do(searching.search, viewer, wish)
    for member in found:
        assert await house.do(directory.read_card, viewer, member) is not None
    return found


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        ("nobody", set()),
        ("staff", {"staff"}),
        ("nationals", {"staff", "national"}),
        ("members", {"staff", "national", "member"}),
        ("public", {"staff", "national", "member"}),
    ],
)
async def test_a_card_is_seen_by_those_its_owner_chose(house: House, audience: str, seen_by: set[str]) -> None:
    awa = await house.member(audience=audience)
    viewers = {
        "national": await house.member("Koffi Mensah", profession=None),
        "member": await house.member("Isatou Ceesay", origins=["GM"], profession=None),
        "staff": await house.staff(countries=["BJ"]),
        "staff of another country": await house.staff(countries=["DZ"]),
        "not a member": await house.person(),
    }

    found = {name for name, viewer in viewers.items() if await _finds(house, viewer)}
    read = {name for name, viewer in viewers.items() if await house.do(directory.read_card, viewer, awa)}

    assert (found - {"staff of another country"}, read - {"staff of another country"}) == (seen_by, seen_by)


@pytest.mark.parametrize(
    ("audience", "who", "shown"),
    [
        ("nationals", "member", False),
        ("nationals", "national", True),
        ("members", "public", False),
        ("public", "public", True),
        ("nobody", "staff", False),
        ("staff", "staff", True),
    ],
)
async def test_viewing_as_others_keeps_the_same_rule(house: House, audience: str, who: ViewAs, *, shown: bool) -> None:
    awa = await house.member(audience=audience)

    assert (await house.do(directory.view_as, awa, who) is not None) == shown


async def test_the_public_is_not_told_the_town(house: House) -> None:
    awa = await house.member(audience="public")

    card = await house.do(directory.view_as, awa, "public")

    assert card is not None
    assert (card["city_id"], card["city"], card["country"]) == (None, "", "GB")


async def test_a_name_is_short_until_the_door_is_opened_then_full_for_both(house: House) -> None:
    awa, koffi = await house.member("Awa Dossou"), await house.member("Koffi Mensah")
    assert await _name(house, koffi, awa) == "Awa D."

    knock = await house.do(knocks.knock, koffi, awa, "Hello")
    assert await _name(house, awa, koffi) == "Koffi M."

    await house.do(knocks.accept, awa, knock, None)
    assert await _name(house, koffi, awa) == "Awa Dossou"
    assert await _name(house, awa, koffi) == "Koffi Mensah"


async def test_an_organisation_has_no_short_name(house: House) -> None:
    hope = await house.member("Hope for Cotonou", kind="organisation")

    assert await _name(house, await house.member(), hope) == "Hope for Cotonou"


async def test_who_knocks_shows_their_card_to_that_one_person(house: House) -> None:
    hidden, awa, other = await house.member(audience="nobody"), await house.member(), await house.member()

    await house.do(knocks.knock, hidden, awa, "Hello")

    assert await house.do(directory.read_card, awa, hidden) is not None
    assert await house.do(directory.read_card, other, hidden) is None


async def test_a_block_hides_each_from_the_other_at_once(house: House) -> None:
    awa, koffi = await house.member("Awa Dossou"), await house.member("Koffi Mensah")

    await house.do(knocks.block_person, awa, koffi)

    assert (await _finds(house, awa), await _finds(house, koffi)) == ([], [])
    assert await house.do(directory.read_card, awa, koffi) is None
    assert await house.do(directory.read_card, koffi, awa) is None


async def test_who_is_on_hold_is_in_no_search_and_searches_nothing(house: House) -> None:
    awa, koffi = await house.member(), await house.member()
    await house.suspend(awa)

    assert await _finds(house, koffi) == []
    assert await house.do(directory.read_card, koffi, awa) is None
    assert "on hold" in await house.refuses(searching.search, awa, NURSE)


async def test_who_rests_or_stopped_is_not_found(house: House) -> None:
    awa, koffi = await house.member(), await house.member()

    await house.do(people.pause, awa, 7)
    assert await _finds(house, koffi) == []
    await house.do(people.start, awa)
    assert await _finds(house, koffi) == [awa]
    await house.do(people.stop, awa)
    assert await _finds(house, koffi) == []


async def test_all_parts_of_a_wish_must_be_met(house: House) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah")
    await house.member("Ama Owusu", origins=["GH"])
    await house.member("Rose Sossa", city={"id": COTONOU, "text": "Cotonou", "country": "BJ"})

    found = await _finds(house, koffi, Wish(professions=("2221",), origins=("BJ",), places=(LONDON,)))

    assert found == [awa]


@pytest.mark.parametrize("spelt", ["awa dossou", "dossou", "dosou", "dossu awa", "dossouu"])
async def test_a_name_is_found_in_any_order_and_with_a_slip(house: House, spelt: str) -> None:
    awa, koffi = await house.member("Awa Dossou"), await house.member("Koffi Mensah")

    assert await _finds(house, koffi, Wish(words=tuple(spelt.split()))) == [awa]


async def test_who_asks_for_mentors_finds_those_who_offer_it(house: House) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah", profession=None)
    await house.member("Rose Sossa")
    await house.do(mentoring.offer, awa, capacity=2, about=None)

    assert await _finds(house, koffi, Wish(professions=("2221",), mentors=True)) == [awa]


async def test_a_name_nobody_has_finds_nobody(house: House) -> None:
    koffi = await house.member("Koffi Mensah")
    await house.member("Awa Dossou")

    assert await _finds(house, koffi, Wish(words=("tesfaye",))) == []


async def test_a_town_may_be_somebodys_name(house: House) -> None:
    paris, koffi = await house.member("Marie Paris"), await house.member("Koffi Mensah")

    assert await _finds(house, koffi, wish_for("Marie Paris")) == [paris]


async def test_a_message_that_asks_for_nothing_finds_nobody(house: House) -> None:
    await house.member()

    assert await _finds(house, await house.member(), Wish()) == []


async def test_a_work_no_table_knows_is_found_by_its_words(house: House) -> None:
    awa = await house.member(profession={"code": None, "text": "Apicultrice"})
    koffi = await house.member("Koffi Mensah")

    assert await _finds(house, koffi, Wish(words=("apicultrice",))) == [awa]


async def test_cards_confirmed_last_come_first(house: House) -> None:
    early = await house.member()
    house.clock.move(days=1)
    late = await house.member()
    house.clock.move(days=1)

    assert await _finds(house, await house.member(profession=None)) == [late, early]
    await house.do(members.confirm, early)
    assert await _finds(house, await house.member(profession=None)) == [early, late]


async def test_thirty_distinct_cards_are_seen_in_a_day_and_more_tomorrow(house: House) -> None:
    koffi = await house.member()
    others = [await house.member() for _each in range(limits.CARDS.most + 2)]

    assert await house.do(directory.see, koffi, others[:20]) == others[:20]
    assert await house.do(directory.see, koffi, others) == others[: limits.CARDS.most]
    assert await house.do(directory.see, koffi, others[-1:]) == []
    assert await house.rows(Sighting, person_id=koffi) == limits.CARDS.most

    house.clock.move(days=1)
    assert await house.do(directory.see, koffi, others[-1:]) == others[-1:]


async def _name(house: House, viewer: int, member: int) -> str:
    card = await house.do(directory.read_card, viewer, member)
    assert card is not None
    return card["name"]


async def test_who_was_found_and_is_gone_since_then_shows_nothing_and_breaks_nothing(house: House) -> None:
    viewer, gone = await house.member(), await house.member()
    await house.do(privacy.erase, gone)
    house.clock.move(days=2)
    await house.sweep(privacy.finish_erasures)

    assert await house.do(directory.see, viewer, [gone]) == [gone]
    assert await house.do(directory.read_cards, viewer, [gone]) == []


async def test_who_is_on_hold_does_not_even_see_who_knocked(house: House) -> None:
    awa, koffi = await house.member(), await house.member()
    await house.do(knocks.knock, koffi, awa, "Hello")
    await house.suspend(awa)

    assert await house.do(directory.read_card, awa, koffi) is None
