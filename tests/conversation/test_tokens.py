"""Tokens: small, bound to one person, and read by nobody else."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.state import Action
from conversation.tokens import LONGEST, Tokens


def mac(data: bytes) -> bytes:
    return hmac.digest(b"a key", data, hashlib.sha256)


AWA, KOFFI = Tokens(1, mac), Tokens(2, mac)
FORGED = Tokens(1, lambda data: hmac.digest(b"another key", data, hashlib.sha256))

ACTIONS: list[Action] = [
    ["a", "kind", "mint"],
    ["a", "kind", ""],
    ["a", "since.BJ", "a,b"],
    ["o", "card", {}],
    ["o", "answer_knock", {"knock": 7, "answer": "accept"}],
    ["w", "menu"],
    ["p", 3],
    ["c", "sure"],
    ["e", "name"],
    ["s", "job"],
    ["g"],
    ["r"],
    ["d"],
]


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_comes_back_as_it_was(action: Action) -> None:
    assert AWA.read(AWA.write("4fzyo8b", action)) == ("4fzyo8b", action)


def test_the_longest_key_and_value_fit() -> None:
    token = AWA.write("zzzzzzzb", ["a", "k" * 20, "v" * 20])

    assert len(token.encode()) <= LONGEST


@pytest.mark.parametrize(
    "action",
    [
        ["a", "k" * 20, "v" * 40],
        ["a", "kind", "a|b"],
        ["o", "card", {"said": "BJ,TG"}],
        ["o", "card", {"said": "a|b"}],
        ["o", "card", {"open": True}],
        ["o", "card", {"ids": [1, 2]}],
        ["o", "card", {"id": None}],
    ],
)
def test_what_would_not_come_back_the_same_is_refused(action: Action) -> None:
    with pytest.raises(ValueError, match=r"does not fit|invalid literal"):
        AWA.write("1b", action)


def test_somebody_elses_token_opens_nothing() -> None:
    assert KOFFI.read(AWA.write("1b", ["a", "kind", "mint"])) is None


def test_a_forged_token_opens_nothing() -> None:
    assert AWA.read(FORGED.write("1b", ["a", "kind", "mint"])) is None


def test_a_changed_token_opens_nothing() -> None:
    token = AWA.write("1b", ["a", "kind", "mint"])

    for changed in (token[:-1], "s" + token[1:], token + "A", token.upper(), token.replace("mint", "ginger")):
        assert AWA.read(changed) is None


@given(st.text() | st.text(alphabet="ao|~12:=,\ud800\udfff\u202e\x00é"))
def test_garbage_opens_nothing(text: str) -> None:
    assert AWA.read(text) is None
