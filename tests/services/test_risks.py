"""What is suggested to people from countries that watch them abroad: never wider in silence."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Risk
from models.clock import now
from services import members, risks
from services.visibility import wider
from tests.services.house import House
from world.risks import RISKS


def test_every_default_of_the_file_names_its_source() -> None:
    assert {"EG", "DJ", "BI", "ET"} <= {each.country for each in RISKS}
    for each in RISKS:
        assert each.field in risks.PARTS
        assert each.title
        assert each.url.startswith("https://")
        assert 2000 < int(each.year) <= int(each.since[:4])


async def test_of_several_roots_the_narrowest_is_suggested(house: House) -> None:
    person = await house.person()

    alone = await house.do(risks.suggest, person, "abroad", ["BJ"])
    both = await house.do(risks.suggest, person, "abroad", ["BJ", "EG"])

    assert alone == {"audience": "nationals", "answers": {}, "careful": [], "watched": []}
    assert both == {"audience": "country", "answers": {"city": "mentoring"}, "careful": ["EG"], "watched": ["EG"]}


async def test_who_registers_with_such_roots_shows_no_town_unless_they_choose_to(house: House) -> None:
    mona = await house.member("Mona Farouk", origins=["EG"])

    assert (await house.do(members.who_sees, mona))["answers"]["city"] == "mentoring"

    await house.do(members.show, mona, "city", "members")
    assert (await house.do(members.who_sees, mona))["answers"]["city"] == "members"


async def test_roots_added_later_bring_their_care_along(house: House) -> None:
    awa = await house.member()
    await house.do(members.edit, awa, "origins", ["BJ", "EG"])

    assert (await house.do(members.who_sees, awa))["answers"]["city"] == "mentoring"


async def test_an_administrator_narrows_for_their_countries_alone(house: House) -> None:
    benin = await house.staff("administrator", ["BJ"])
    moderator = await house.staff("moderator", ["BJ"])

    assert "administrator" in await house.refuses(risks.tighten, benin, "EG", "city", "nobody")
    assert "administrator" in await house.refuses(risks.tighten, moderator, "BJ", "city", "nobody")
    await house.do(risks.tighten, benin, "BJ", "city", "mentoring")
    assert "not narrower" in await house.refuses(risks.tighten, benin, "BJ", "city", "members")
    assert (await house.do(risks.suggest, benin, "abroad", ["BJ"]))["watched"] == []


async def test_those_who_chose_wider_are_told_and_follow_with_one_tap(house: House) -> None:
    administrator, awa = await house.staff("administrator"), await house.member()
    careful, other = await house.member(), await house.member(origins=["GH"])
    await house.do(members.show, careful, "city", "staff")
    await house.do(risks.tighten, administrator, "BJ", "city", "mentoring")

    while await house.sweep(risks.offer, 1):
        pass

    assert [await house.notices(each) for each in (awa, careful, other)] == [["risk_tightened"], [], []]
    assert (await house.do(members.who_sees, awa))["answers"]["city"] == "members"
    [risk] = await house.do(lambda session, _person: list(session.scalars(select(Risk.id))), awa)
    await house.do(members.follow_default, awa, risk)
    assert (await house.do(members.who_sees, awa))["answers"]["city"] == "mentoring"
    assert await house.do(risks.offered, awa, risk) is None


async def test_a_release_with_a_wider_file_widens_nothing(house: House) -> None:
    administrator = await house.staff("administrator")

    def older_file(session: Session, _person: int) -> None:
        session.add(Risk(country="GH", field="city", audience="nobody", changed_at=now(session)))

    await house.do(older_file, administrator)

    suggested = await house.do(risks.suggest, administrator, "abroad", ["GH"])
    assert suggested["answers"] == {"city": "nobody"}
    assert await house.do(lambda session, _person: risks.count_held(session), administrator) == 1
    held = [each["part"] for each in await house.do(risks.overview, administrator, "GH") if each["held"]]
    assert held == ["city"]


async def test_what_the_file_says_is_remembered_once(house: House) -> None:
    assert await house.sweep(risks.remember) == len(RISKS)
    assert await house.sweep(risks.remember) == 0
    assert await house.rows(Risk) == len(RISKS)


async def test_widening_is_told_to_all_the_team_of_the_country_and_never_beyond_the_file(house: House) -> None:
    mariam, rose = await house.staff("administrator"), await house.staff("reader", ["BJ"])
    elsewhere = await house.staff("reader", ["GH"])
    await house.do(risks.tighten, mariam, "BJ", "city", "nobody")

    await house.do(risks.loosen, mariam, "BJ", "city", "members")

    assert [await house.notices(each) for each in (mariam, rose, elsewhere)] == [[], ["risk_loosened"], []]
    assert (await house.do(risks.suggest, mariam, "abroad", ["BJ"]))["answers"] == {"city": "members"}


async def test_no_widening_beyond_the_file(house: House) -> None:
    mariam = await house.staff("administrator")

    assert "each release" in await house.refuses(risks.loosen, mariam, "EG", "city", "members")


@pytest.mark.parametrize("country", sorted({each.country for each in RISKS}))
async def test_the_default_is_narrower_than_what_others_are_suggested(house: House, country: str) -> None:
    suggested = await house.do(risks.suggest, await house.person(), "abroad", [country])

    assert wider(risks.SUGGESTED, suggested["audience"])
