"""What people do on Telegram, as the house hears of it: a captured update a case."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest
from aiogram.enums import ContentType
from telegram import Update

from channels.cleaning import clean
from channels.telegram.contents import IN_PASSING, UNHEARD
from channels.telegram.incoming import Answer, Errand, Leave, Read, read_update, update_id
from channels.wire import Event, Unread
from tests.payloads.keeping import assert_can_be_kept
from tests.payloads.mutating import mutations, nested
from tests.payloads.stored import stored

ACCOUNT = "110201543"
NOW = datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC)
CASES = stored("telegram/received")
SHARES, MUTANTS = 8, 2_500


def read(update: Any) -> Read:
    return read_update(update, ACCOUNT, NOW)


def expected(told: dict[str, Any]) -> dict[str, Any]:
    return {"number": None, "reply_to": "", "received_at": NOW.isoformat(), **told}


def seen(event: Event, told: dict[str, Any]) -> dict[str, Any]:
    shown = {key: getattr(event, key) for key in expected(told)}
    return {**shown, "received_at": event.received_at.isoformat()}


def errand(told: dict[str, Any]) -> Errand:
    if "answer" in told:
        return Answer(told["answer"])
    return Leave(told["leave"], told["language"], speaks=told["speaks"])


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_update_is_read(case: dict[str, Any]) -> None:
    got, gives = read(case["update"]), case["gives"]
    events = [each for each in got.news if isinstance(each, Event)]

    assert [seen(event, told) for event, told in zip(events, gives["events"], strict=True)] == [
        expected(told) for told in gives["events"]
    ]
    assert got.errands == tuple(map(errand, gives["errands"]))
    assert [each.why for each in got.news if isinstance(each, Unread)] == [
        gives[key] for key in gives if key == "unread"
    ]
    for each in got.news:
        assert (each.channel, each.account) == ("telegram", ACCOUNT)
        assert not isinstance(each, Event | Unread) or json.loads(each.raw) == case["update"]


@pytest.mark.parametrize("case", [each for each in CASES.values() if each["gives"]["events"]])
def test_another_library_reads_the_same(case: dict[str, Any]) -> None:
    judged = Update.de_json(case["update"], None)
    (event,) = read(case["update"]).news

    assert isinstance(event, Event)
    assert judged.effective_chat is not None
    assert judged.effective_user is not None
    assert event.address == str(judged.effective_chat.id) == str(judged.effective_user.id)
    assert event.language == judged.effective_user.language_code
    assert event.name == judged.effective_user.full_name
    if "album" not in event.external_id:
        assert event.external_id == str(judged.update_id)
    if judged.callback_query:
        assert (judged.callback_query.data or "").startswith(event.text)
    elif event.kind == "text":
        assert judged.message is not None
        told = judged.message.text or judged.message.caption or ""
        assert event.text == clean(told).replace("@passerelle_bot", "")


def test_a_number_is_proved_only_by_the_sender_s_own_card() -> None:
    """Change whose card it is, and nothing but that, and it proves nothing."""
    update = json.loads(json.dumps(CASES["contact_own"]["update"]))
    (own,) = read(update).news
    update["message"]["contact"]["user_id"] += 1
    (other,) = read(update).news
    del update["message"]["contact"]["user_id"]
    (unknown,) = read(update).news

    assert isinstance(own, Event)
    assert isinstance(other, Event)
    assert own.number == own.text == other.text
    assert other.number is None
    assert unknown == replace(other, raw=unknown.raw if isinstance(unknown, Event) else "")


def test_every_kind_of_content_that_the_library_knows_is_in_a_table() -> None:
    """A new version of it brings new ones: somebody says whether a person waits for an answer to them."""
    named = {kind.value for kind in ContentType} - {"unknown", "any", "text", "contact"}

    assert named == UNHEARD | IN_PASSING
    assert not UNHEARD & IN_PASSING


@pytest.mark.parametrize(
    "value", [None, 5, "x", [], {}, [{}], {"update_id": True}, {"update_id": 10**30}, {"message": 1}]
)
def test_what_is_no_update_is_kept_unread(value: Any) -> None:
    (unread,) = read(value).news

    assert isinstance(unread, Unread)
    assert update_id(value) is None


def test_what_is_nested_too_deep_to_be_written_down_is_told_without_it() -> None:
    (unread,) = read({"update_id": 7, "message": nested(100_000)}).news

    assert isinstance(unread, Unread)
    assert unread.raw == ""


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_that_a_damaged_update_holds_makes_the_reading_fail(share: int) -> None:
    kinds = set()
    for number, case in enumerate(CASES.values()):
        for mutant in islice(mutations(case["update"], seed=number * SHARES + share), MUTANTS // len(CASES) + 1):
            got = read(parsed(mutant))
            for each in got.news:
                assert isinstance(each, Event | Unread)
                assert_can_be_kept(each)
                assert_is_ours(each)
                kinds.add(each.kind if isinstance(each, Event) else each.why)

    assert {"text", "choice", "contact", "media", "start", "left", "back", "KeyError", "TypeError"} <= kinds


def parsed(mutant: Any) -> Any:
    """As the webhook parses it, which refuses what is no JSON."""
    if not isinstance(mutant, bytes):
        return mutant
    try:
        return json.loads(mutant)
    except (ValueError, RecursionError):
        return None


def assert_is_ours(each: Event | Unread) -> None:
    """An address is a chat's number, and a card alone proves a phone's."""
    if isinstance(each, Event):
        assert each.number is None or each.kind == "contact"
        assert str(int(each.address)) == each.address
