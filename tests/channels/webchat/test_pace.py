"""How often one visitor may do a thing."""

import pytest

from channels.webchat import pace
from channels.webchat.pace import Pace


class Watch:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_a_minute_s_worth_may_be_spent_at_once(watch: Watch) -> None:
    thirty = Pace(30, watch)

    assert [thirty.wait("a") for _ in range(30)] == [0] * 30
    assert thirty.wait("a") == 2


def test_waiting_earns_one_more_at_a_time(watch: Watch) -> None:
    thirty = Pace(30, watch)
    for _ in range(30):
        thirty.wait("a")
    watch.seconds += 2

    assert thirty.wait("a") == 0
    assert thirty.wait("a") == 2


def test_being_refused_costs_nothing(watch: Watch) -> None:
    one = Pace(1, watch)
    one.wait("a")

    assert [one.wait("a") for _ in range(5)] == [60] * 5


def test_each_has_a_pace_of_its_own(watch: Watch) -> None:
    one = Pace(1, watch)

    assert [one.wait("a"), one.wait("b")] == [0, 0]


def test_those_who_left_are_forgotten(watch: Watch) -> None:
    one = Pace(1, watch)
    for number in range(pace.MOST_REMEMBERED):
        one.wait(str(number))
    watch.seconds += 61
    one.wait("a")

    assert len(one._due) == 1


@pytest.mark.parametrize("seconds", [0.1, 1 / 3, 1e6 + 0.7, 123456.789])
def test_the_first_is_never_refused_by_a_rounding(watch: Watch, seconds: float) -> None:
    watch.seconds = seconds

    assert Pace(1, watch).wait("a") == 0
