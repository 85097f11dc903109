"""Registering, and correcting one’s card."""

from models import Audit
from services import consents, members, searching
from services.wishes import Wish, wish_for
from tests.services.house import PARIS, House


async def test_registering_makes_a_member_with_a_card(house: House) -> None:
    awa = await house.member("awa dossou")

    card = await house.do(members.own_card, awa)

    assert await house.do(members.is_member, awa)
    assert card is not None
    assert (card["name"], card["origins"], card["profession"]) == ("Awa Dossou", ["BJ"], "2221")


async def test_registering_twice_writes_the_one_card_anew(house: House) -> None:
    awa = await house.member()
    await house.member("Awa Sossa", person=awa, origins=["TG", "BJ"])

    card = await house.do(members.own_card, awa)

    assert card is not None
    assert (card["name"], card["origins"]) == ("Awa Sossa", ["BJ", "TG"])


async def test_showing_a_card_is_a_consent_and_nobody_takes_it_back(house: House) -> None:
    awa = await house.member(audience="nobody")
    assert not await house.do(consents.holds, awa, "directory")

    await house.do(members.edit, awa, "audience", "members")
    assert await house.do(consents.holds, awa, "directory")

    await house.do(members.edit, awa, "audience", "nobody")
    assert not await house.do(consents.holds, awa, "directory")


async def test_a_corrected_answer_is_found_from_then_on(house: House) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah")

    await house.do(members.edit, awa, "city", {"id": PARIS, "text": "Paris", "country": "FR"})

    assert await house.do(searching.search, koffi, Wish(places=(PARIS,))) == [awa]
    assert await house.do(searching.search, koffi, Wish(countries=("GB",))) == []


async def test_every_answer_of_a_card_can_be_corrected(house: House) -> None:
    awa = await house.member()
    corrected = {
        "kind": "home",
        "name": "Awa Sossa",
        "origins": ["TG"],
        "city": {"id": None, "text": "Ouidah-Plage", "country": None},
        "profession": None,
        "audience": "nationals",
        "languages": ["fon"],
        "skills": ["births"],
        "offers": ["visits"],
    }
    for field, value in corrected.items():
        await house.do(members.edit, awa, field, value)

    card = await house.do(members.own_card, awa)

    assert card is not None
    assert (card["kind"], card["name"], card["origins"]) == ("home", "Awa Sossa", ["TG"])
    assert (card["city"], card["profession"], card["offers"]) == ("Ouidah-Plage", None, ["visits"])
    assert await house.do(members.audience, awa) == "nationals"
    lome = {"id": None, "text": "Lomé", "country": "TG"}
    national = await house.member("Ama Mensah", kind="home", origins=["TG"], city=lome, audience="nobody")
    assert await house.do(searching.search, national, Wish(words=("ouidah",))) == [awa]


async def test_confirming_a_card_says_so_on_it(house: House) -> None:
    awa = await house.member()
    house.clock.move(days=90)

    await house.do(members.confirm, awa)

    card = await house.do(members.own_card, awa)
    assert card is not None
    assert card["confirmed"] == house.clock().date().isoformat()


async def test_without_a_card_nothing_is_corrected(house: House) -> None:
    assert "no card yet" in await house.refuses(members.confirm, await house.person())


async def test_the_audit_of_a_card_holds_no_names(house: House) -> None:
    awa = await house.member("Awa Dossou")

    rows = await house.store.read(lambda session: [row.details for row in session.query(Audit).filter_by(actor_id=awa)])

    assert "Dossou" not in str(rows)


async def test_languages_are_understood_and_found(house: House) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah")

    await house.do(members.set_languages, awa, "fon et français")

    assert await house.do(searching.search, koffi, wish_for("nurse who speaks fon")) == [awa]
    assert "fon, French and English" in await house.refuses(members.set_languages, awa, "qqqq")


async def test_skills_are_kept_in_their_own_words_five_at_most(house: House) -> None:
    awa, koffi = await house.member(), await house.member("Koffi Mensah")

    await house.do(members.set_skills, awa, "births, first aid, fon songs, cooking, sewing, running")

    card = await house.do(members.own_card, awa)
    assert card is not None
    assert card["skills"] == ["births", "first aid", "fon songs", "cooking", "sewing"]
    assert await house.do(searching.search, koffi, Wish(words=("sewing",))) == [awa]
