"""The second opinion disagrees where there is something to disagree with."""

from typing import Any

import pytest

from tests.fakes.telegram import updates
from tests.fakes.telegram.judge import judge_message, judge_request, judge_update
from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.server import FakeTelegram

ADA = updates.user(42)
HELLO = updates.message(1, ADA, updates.private(ADA), 1_790_000_000, text="hello")


@pytest.mark.parametrize(
    ("update", "disagreement"),
    [
        ({"update_id": 1}, "update without content"),
        ({"update_id": 1, "message": HELLO | {"mood": "good"}}, "update: Message has no mood"),
        ({"update_id": 1, "message": HELLO | {"from": ADA | {"age": 3}}}, "update: User has no age"),
        ({"update_id": 1, "message": {"message_id": 1}}, "update unreadable: KeyError"),
        ({"update_id": 1, "carrier_pigeon": {}}, "update: Update has no carrier_pigeon"),
    ],
)
def test_an_update_with_something_wrong_is_noticed(update: Json, disagreement: str) -> None:
    assert disagreement in list(judge_update(update))


def test_a_message_with_something_wrong_is_noticed() -> None:
    assert list(judge_message(HELLO)) == []
    assert list(judge_message(HELLO | {"mood": "good"})) == ["message: Message has no mood"]


def buttons(*rows: list[Json]) -> Json:
    return {"reply_markup": {"inline_keyboard": list(rows)}}


BUTTON = {"text": "a", "callback_data": "1"}


@pytest.mark.parametrize(
    ("method", "more", "disagreement"),
    [
        ("sendMessage", {"colour": "red"}, "sendMessage takes no colour"),
        ("sendMessage", {"reply_to_message_id": 1}, "sendMessage takes no reply_to_message_id"),
        ("deleteMessage", {}, "deleteMessage needs message_id"),
        ("sendMessage", {"text": "a" * 4097}, "sendMessage: text is longer than 4096"),
        ("sendMessage", {"entities": [{"type": "bold", "offset": 0}]}, "entities unreadable: TypeError"),
        (
            "sendMessage",
            {"entities": [{"type": "bold", "offset": 0, "length": 1, "end": 1}]},
            "MessageEntity has no end",
        ),
        ("sendMessage", {"reply_markup": {"force_reply": True, "loud": True}}, "ForceReply has no loud"),
        ("sendMessage", {"reply_markup": {"unknown": []}}, "reply_markup unreadable"),
        ("sendMessage", {"reply_parameters": {"message": 1}}, "reply_parameters unreadable"),
        ("sendMessage", buttons([BUTTON | {"shape": "round"}]), "InlineKeyboardButton has no shape"),
        ("sendMessage", buttons([BUTTON | {"callback_data": "é" * 33}]), "callback_data is too long"),
        ("sendMessage", buttons([BUTTON] * 9), "too many buttons in a row"),
        ("sendMessage", buttons(*[[BUTTON] * 8] * 13), "too many buttons"),
    ],
)
def test_a_request_with_something_wrong_is_noticed(method: str, more: Json, disagreement: str) -> None:
    found = list(judge_request(method, {"chat_id": 42, "text": "hello"} | more))

    assert any(disagreement in line for line in found), found


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"reply_markup": {"remove_keyboard": True}},
        {"reply_markup": {"keyboard": [[{"text": "a", "request_contact": True}]], "is_persistent": True}},
        {"entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org"}]},
        {"link_preview_options": {"is_disabled": True}},
        buttons([BUTTON], [{"text": "b", "url": "https://example.org"}]),
    ],
)
def test_a_right_request_is_passed(more: Json) -> None:
    assert list(judge_request("sendMessage", {"chat_id": 42, "text": "hello"} | more)) == []


@pytest.mark.parametrize(
    ("kind", "body"), [("message", HELLO | {"mood": "good"}), ("message", {"message_id": 1, "text": "alone"})]
)
async def test_what_the_fake_emits_is_judged(kind: str, body: Any, fake: FakeTelegram) -> None:
    fake.outlet.emit(kind, body)

    [violation] = fake.violations
    assert violation.method == "message"
    assert violation.rule.startswith("judge: ")
