"""The state: one JSON value, the same when it comes back."""

import json
from datetime import UTC, datetime, timedelta

from conversation.state import Frame, Offer, State, dump, load

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def frame(dialogue: str = "tea", since: datetime = NOON) -> Frame:
    return Frame(
        dialogue,
        "4b",
        since,
        args={"said": "x"},
        answers={"name": "Awa", "note": None},
        looks={"found": {"with": "0a", "is": [1]}},
        onces={"code": {"with": "0b", "is": "K7"}},
        dones={"ordered": {"id": 1}},
        trail=["name", "!ordered", "note"],
        asking="note",
        misses=2,
        page=1,
        draft=["a"],
        editing="name",
        changing=True,
        unlocks="notice",
        spoken="fr",
    )


def test_everything_comes_back_through_json() -> None:
    state = State(
        stack=[frame(), frame("card")],
        over=frame("menu"),
        aside=True,
        offers=[Offer(1, "Mint", "4b", ["a", "kind", "mint"], 7)],
        notices=[Offer(11, "Accept", "n3", ["o", "accept", {"knock": 7}], 8)],
        row=9,
        tapped="a|4b|kind|mint~x",
        pending="Awa",
        leaving=True,
    )

    assert load(json.loads(json.dumps(dump(state)))) == state


def test_an_empty_state_is_nearly_nothing() -> None:
    assert dump(State()) == {}
    assert load(None) == load({}) == State()


def test_what_a_newer_version_kept_is_passed_over() -> None:
    value = dump(State(stack=[frame()]))
    value["stack"][0]["mood"] = "good"

    assert load(value | {"weather": "fine"}) == State(stack=[frame()])


def test_a_skipped_answer_is_kept_as_none() -> None:
    assert load(dump(State(stack=[frame()]))).stack[0].answers["note"] is None


def test_back_stops_at_the_last_wall() -> None:
    walled = Frame("tea", "1b", NOON, trail=["a", "b", "!done", "c", "d"], asking="d")

    assert walled.asked() == ["c"]


def test_dialogues_are_remembered_for_thirty_days_and_no_longer() -> None:
    state = State(stack=[frame("old"), frame("new", NOON + timedelta(days=2))], over=frame("older"))

    state.forget(NOON + timedelta(days=30))

    assert [each.dialogue for each in state.stack] == ["new"]
    assert state.over is None
