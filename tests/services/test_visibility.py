"""Which audience sees which answer: the rule by example, and held against a naive oracle through random lives."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from models.store import Store
from services import visibility
from services.visibility import AUDIENCES, FIELDS, Audience, Viewer, admits, levels, marks_for, marks_of, widest
from tests.clock import FakeClock
from tests.services.oracle import LIVES, Life, Over, live, settle

ABROAD = Viewer(member=True, origins=frozenset({"BJ"}), country="FR")
AT_HOME = Viewer(member=True, origins=frozenset({"BJ"}), country="BJ")
SOMEWHERE = Viewer(member=True, origins=frozenset({"BJ"}))
OTHER = Viewer(member=True, origins=frozenset({"GH"}), country="FR")
TEAM = Viewer(staff=True, countries=frozenset({"BJ"}))
OTHER_TEAM = Viewer(staff=True, countries=frozenset({"GH"}))
HEADQUARTERS = Viewer(staff=True)
ANYONE = Viewer()


@pytest.fixture
async def cast(store: Store) -> dict[str, int]:
    return await store.write(settle)


@pytest.mark.parametrize(
    ("viewer", "narrowest"),
    [
        (TEAM, "staff"),
        (HEADQUARTERS, "staff"),
        (ABROAD, "country"),
        (AT_HOME, "nationals"),
        (SOMEWHERE, "nationals"),
        (OTHER, "members"),
        (OTHER_TEAM, "public"),
        (ANYONE, "public"),
    ],
)
def test_each_viewer_sees_from_one_audience_on(viewer: Viewer, narrowest: Audience) -> None:
    seen = [audience for audience in AUDIENCES if admits(audience, viewer, ["BJ"])]

    assert seen == list(AUDIENCES[AUDIENCES.index(narrowest) :])


def test_a_mentor_or_mentee_sees_what_is_for_them_wherever_they_are_from() -> None:
    assert admits("mentoring", OTHER, ["BJ"], tied=True)
    assert not admits("staff", OTHER, ["BJ"], tied=True)


def test_an_answer_is_never_for_more_people_than_the_card() -> None:
    said = levels("nationals", {"city": "public", "skills": "staff"})

    assert (said["city"], said["skills"], said["name"]) == ("nationals", "staff", "nationals")


def test_the_town_is_for_no_public_and_for_nobody_who_may_not_know_the_country() -> None:
    assert levels("public", {})["city"] == "members"
    assert levels("members", {"country": "mentoring"})["city"] == "mentoring"
    assert widest("members", {"country": "mentoring", "city": "nobody"}, "city") == "mentoring"


@pytest.mark.parametrize("viewer", [ABROAD, AT_HOME, SOMEWHERE, OTHER, TEAM, OTHER_TEAM, HEADQUARTERS, ANYONE])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_marks_of_the_index_never_lead_past_somebody(viewer: Viewer, audience: Audience) -> None:
    if admits(audience, viewer, ["BJ", "EG"]):
        assert set(marks_of(audience, ["BJ", "EG"])) & set(marks_for(viewer))


def test_every_audience_is_wider_than_the_one_before() -> None:
    assert all(visibility.wider(more, fewer) for fewer, more in pairwise(AUDIENCES))
    assert set(levels("public", {})) == set(FIELDS)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=LIVES)
async def test_no_life_shows_an_answer_to_someone_it_is_not_for(
    store: Store, clock: FakeClock, cast: dict[str, int], life: Life
) -> None:
    with pytest.raises(Over):
        await store.write(partial(live, clock=clock, ids=cast, life=life))
