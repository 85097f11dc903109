"""The invented community, and how it answers."""

from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Audit,
    Knock,
    Member,
    MemberOrigin,
    Mentor,
    Mentorship,
    Notice,
    Opportunity,
    Person,
    Setting,
    Spotlight,
)
from models.refusal import Refusal
from services import ageing, demo, directory, freshness, knocks, limits, members, mentoring, opportunities
from tests.services.house import House
from world.countries import COUNTRIES_OF_ORIGIN

NEIGHBOURS, HELPING_NEIGHBOURS = 17, 3
COLLEAGUES, GROUPS = 60, 3


class TestFilled:
    """Filling takes a while: it is done once, on one store."""

    @pytest.fixture
    def store_url(self, sqlite_url: str) -> str:
        return sqlite_url

    async def test_every_country_has_people_mentors_opportunities_and_portraits(self, house: House) -> None:
        await demo.fill(house.store)

        assert await house.rows(Setting, key="demo", value="1") == 1
        assert (
            await house.rows(Person)
            == await house.rows(Person, invented=True)
            == 13 * demo.PEOPLE_A_COUNTRY + COLLEAGUES + NEIGHBOURS
        )
        assert await house.rows(Member, city_id=None) == 0
        assert await house.rows(Mentor, open=True) == (13 + GROUPS) * demo.MENTORS_A_COUNTRY + HELPING_NEIGHBOURS
        assert await house.rows(Opportunity, status="open") >= 60
        for code in COUNTRIES_OF_ORIGIN:
            assert await house.rows(MemberOrigin, country=code) >= demo.PEOPLE_A_COUNTRY
            assert await house.rows(Spotlight, country=code, status="approved") == 2
            assert await house.store.read(partial(opportunities.count_open, person_id=None, country=code)) >= 4
        assert await house.store.read(_links) == {"https://example.org/"}


async def test_nobody_is_invented_where_people_are(house: House) -> None:
    await house.person()

    with pytest.raises(Refusal):
        await demo.fill(house.store)

    assert await house.rows(Setting) == 0


async def test_invented_people_confirm_their_cards_as_long_as_a_demo_runs(house: House) -> None:
    invented = await _invented(house)
    for _month in range(24):
        house.clock.move(days=30)
        for sweep in (ageing.look_after_cards, demo.play):
            await house.sweep(sweep)

    card = await house.do(members.own_card, invented)
    assert card is not None
    assert not freshness.sinks(datetime.fromisoformat(card["confirmed"]).replace(tzinfo=UTC), house.clock())
    assert await house.rows(Notice) == await house.rows(Audit, verb="member.hidden") == 0


async def test_invented_people_answer_a_knock_after_some_seconds(house: House) -> None:
    visitor, invented = await house.member(), await _invented(house)
    knock = await house.do(knocks.knock, visitor, invented, "Hello")

    house.clock.move(seconds=demo.QUICKEST - 1)
    assert await house.sweep(demo.play) == 0
    house.clock.move(seconds=demo.SLOWER)
    assert await house.sweep(demo.play) == 1
    assert await house.sweep(demo.play) == 0

    answered = await house.do(knocks.read_knock, visitor, knock)
    assert answered
    assert (answered["status"], answered["contact"]) == ("accepted", "rose.agossou@example.org")


async def test_who_tries_a_demo_may_look_at_as_many_invented_people_as_there_are(house: House) -> None:
    visitor, rose, real = await house.member(new=True), await _invented(house), await house.member()
    for _search in range(limits.SEARCHES.most):
        assert await house.do(directory.see, visitor, [rose]) == [rose]

    left = await house.do(limits.cards_left, visitor)
    assert left == limits.CARDS.spans[0].new
    assert await house.do(directory.see, visitor, [rose, real]) == [rose, real]
    assert await house.do(limits.cards_left, visitor) == left - 1


async def test_one_knock_in_six_is_declined(house: House) -> None:
    invented = await _invented(house)
    for _each in range(6):
        await house.do(knocks.knock, await house.member(), invented, "Hello")

    house.clock.move(minutes=1)
    await house.sweep(demo.play)

    assert await house.rows(Knock, status="accepted") == 5
    assert await house.rows(Knock, status="declined") == 1


async def test_people_of_flesh_answer_for_themselves(house: House) -> None:
    await house.do(knocks.knock, await house.member(), await house.member(), "Hello")

    house.clock.move(minutes=1)

    assert await house.sweep(demo.play) == 0


async def test_knocks_of_people_on_hold_stay_unanswered(house: House) -> None:
    visitor = await house.member()
    await house.do(knocks.knock, visitor, await _invented(house), "Hello")
    await house.suspend(visitor)

    house.clock.move(minutes=1)

    assert await house.sweep(demo.play) == 0


async def test_invented_mentors_accept_four_questions_of_five(house: House) -> None:
    mentor = await _invented(house)
    await house.do(mentoring.offer, mentor, capacity=mentoring.MOST_PLACES, about=None)
    for _each in range(5):
        await house.do(mentoring.request, await house.member(), [mentor], work=None, question="How?", contact="…")

    house.clock.move(minutes=1)
    assert await house.sweep(demo.play) == 5

    assert await house.rows(Mentorship, status="accepted") == 4
    assert await house.rows(Mentorship, status="declined") == 1


async def _invented(house: House) -> int:
    person = await house.member("Rose Agossou")
    await house.store.write(lambda session: setattr(session.get_one(Person, person), "invented", True))
    return person


def _links(session: Session) -> set[str]:
    return set(session.scalars(select(func.substr(Opportunity.url, 1, 20)).distinct()))
