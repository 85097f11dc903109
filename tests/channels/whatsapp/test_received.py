"""What WhatsApp tells, and what it is read as."""

import json
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest

from channels.whatsapp.incoming import read_notification
from channels.wire import Event, News, Unread
from tests.channels.whatsapp.tables import ACCOUNT, AT, envelope, table, title, told
from tests.conftest import NO_SKIPS
from tests.payloads.keeping import assert_can_be_kept
from tests.payloads.mutating import mutations

CASES = table("received")
MUTATED = (20_000 if NO_SKIPS else 4_000) // len(CASES) + 1
"""Damaged copies of each payload; a campaign takes more."""


def read(case: Any) -> list[News]:
    return read_notification(envelope(case), ACCOUNT, AT)


@pytest.mark.parametrize("case", CASES, ids=title)
def test_notification_is_read_as_in_the_table(case: Any) -> None:
    assert [told(news) for news in read(case)] == case["news"]


def test_raw_is_the_message_as_it_came() -> None:
    case = next(each for each in CASES if each["what"] == "Arabic with an emoji")

    (event,) = read(case)

    assert isinstance(event, Event)
    assert json.loads(event.raw) == case["value"]["messages"][0]
    assert event.raw.isascii()


def test_unreadable_message_is_kept_whole_beside_those_that_can_be_read() -> None:
    case = next(each for each in CASES if each["what"] == "one bad message among good ones")

    kept = [json.loads(each.raw) for each in read(case) if isinstance(each, Unread)]

    assert kept == case["value"]["messages"][1:3]


def test_same_notification_twice_has_the_same_ids() -> None:
    case = next(each for each in CASES if each["what"] == "two people in one notification")

    assert read(case) == read(case)


@pytest.mark.parametrize("case", CASES, ids=title)
def test_damaged_notification_is_news_or_kept(case: Any) -> None:
    for mutant in islice(mutations(envelope(case), seed=4), MUTATED):
        for news in read_notification(parsed(mutant), ACCOUNT, AT):
            assert_can_be_kept(news)
            if isinstance(news, Event):
                assert_is_of_the_past(news)


def parsed(mutant: Any) -> Any:
    """As the webhook parses it, which keeps unread what is no JSON."""
    if not isinstance(mutant, bytes):
        return mutant
    try:
        return json.loads(mutant)
    except (ValueError, RecursionError):
        return None


def assert_is_of_the_past(event: Event) -> None:
    """A window is counted from a time that has been."""
    assert datetime(2001, 1, 1, tzinfo=UTC) < (event.written_at or AT) <= AT
