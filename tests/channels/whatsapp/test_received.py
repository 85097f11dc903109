"""What WhatsApp tells, and what it is read as."""

import json
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest

from channels.whatsapp.incoming import read_notification
from channels.whatsapp.messages import LONGEST_TEXT
from channels.wire import Event, News, Receipt, Unread
from tests.channels.whatsapp.tables import ACCOUNT, AT, envelope, table, title, told
from tests.payloads.mutating import mutations

CASES = table("received")
MUTATED = 40
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
    for value in islice(mutations(envelope(case), seed=4), MUTATED):
        if isinstance(value, bytes):
            continue  # bytes come to the webhook
        for news in read_notification(value, ACCOUNT, AT):
            assert isinstance(news, Event | Receipt | Unread)
            assert_can_be_kept(news)


def assert_can_be_kept(news: News) -> None:
    """A store takes neither NUL nor half a character, and a window is counted from a time that has been."""
    words: tuple[str, ...] = ()
    match news:
        case Event():
            words = (news.external_id, news.address, news.text, news.name or "", news.number or "", *news.aliases)
            assert news.address
            assert news.external_id.isascii()
            assert datetime(2001, 1, 1, tzinfo=UTC) < (news.written_at or AT) <= AT
        case Receipt():
            words = (news.message, news.tag, news.billed)
            assert (news.fate == "failed") is (news.trouble is not None)
        case Unread():
            assert news.raw.isascii()
            words = (news.why,)
    for word in words:
        word.encode()
        assert "\x00" not in word
        assert len(word) <= LONGEST_TEXT
