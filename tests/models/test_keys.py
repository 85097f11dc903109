"""The keys of a store, all derived from its one secret."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.default import DefaultDialect

from models.keys import Keyring, SealBroken
from models.sealed import Sealed, carry

OLD, NEW = "the secret of the first years, long enough", "the secret of later years, long enough too"
keyring = Keyring(OLD)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
)


def dialect() -> Dialect:
    made = DefaultDialect()
    carry(made, keyring)
    return made


@given(st.binary())
def test_what_is_sealed_opens_under_its_name(plain: bytes) -> None:
    assert keyring.open("talk.state", keyring.seal("talk.state", plain)) == plain


@given(anything | st.text(st.characters()))
def test_text_and_json_come_back_as_they_were(value: Any) -> None:
    column, carried = Sealed("talk.state"), dialect()

    assert column.process_result_value(column.process_bind_param(value, carried), carried) == value


@given(st.binary(max_size=200), st.data())
def test_a_changed_byte_does_not_open(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(keyring.seal("talk.state", plain))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(SealBroken):
        keyring.open("talk.state", bytes(sealed))


STUMPS = {"empty": b"", "short": b"abc", "cut": keyring.seal("talk.state", b"plain")[:20]}


@pytest.mark.parametrize("stump", STUMPS.values(), ids=STUMPS)
def test_a_stump_does_not_open(stump: bytes) -> None:
    with pytest.raises(SealBroken):
        keyring.open("talk.state", stump)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert len({keyring.seal("talk.state", b"yes") for _ in range(100)}) == 100


def test_another_column_and_another_secret_open_nothing() -> None:
    sealed = keyring.seal("inbound.body", b"plain")

    with pytest.raises(SealBroken, match="belongs elsewhere"):
        keyring.open("outbox.body", sealed)
    with pytest.raises(SealBroken, match="another secret"):
        Keyring(NEW).open("inbound.body", sealed)


def test_a_new_secret_opens_what_the_old_one_sealed_and_finds_everyone() -> None:
    renewed = Keyring(NEW, older=(OLD,))

    assert renewed.open("inbound.body", keyring.seal("inbound.body", b"plain")) == b"plain"
    assert renewed.index("address", "+22961234567") == keyring.index("address", "+22961234567")
    assert renewed.open("inbound.body", Keyring(NEW).seal("inbound.body", b"newer")) == b"newer"
    with pytest.raises(SealBroken):
        keyring.open("inbound.body", renewed.seal("inbound.body", b"newer"))


def test_an_index_finds_the_same_text_for_one_purpose_only() -> None:
    found = {keyring.index(purpose, text) for purpose in ("address", "number") for text in ("awa", "kofi")}

    assert len(found) == 4
    assert {len(index) for index in found} == {16}
    assert keyring.index("address", "awa") == keyring.index("address", "awa")
    assert keyring.index("address", "awa") != Keyring(NEW).index("address", "awa")


def test_a_signature_is_good_for_one_purpose_and_one_secret() -> None:
    assert keyring.mac("choice", b"yes") == keyring.mac("choice", b"yes")
    assert len({keyring.mac("choice", b"yes"), keyring.mac("cookie", b"yes"), Keyring(NEW).mac("choice", b"yes")}) == 3


def test_keys_stay_the_same_from_release_to_release() -> None:
    """Changed by mistake, they would lock every store for ever."""
    assert keyring.id.hex() == "3e27da8a"
    assert keyring.index("address", "awa").hex() == "b1dc3e0411aa1a23c15b2baf746ae392"
    assert keyring.mac("choice", b"yes").hex()[:16] == "2bca269bdfc4373d"
    assert (
        json.loads(
            keyring.open(
                "talk.state",
                bytes.fromhex("3e27da8a116b59d95f643bdc24aa24020adec01b74a761ea3c57bf4b3ca2d1d5f8b1036151"),
            )
        )
        == "Awa"
    )


def test_a_secret_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 32 characters"):
        Keyring("short")
    with pytest.raises(ValueError, match="at least 32 characters"):
        Keyring(OLD, older=("short",))
