"""What posts look like on Telegram: a recorded request a case, and whatever else a post may hold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import InlineKeyboardMarkupLimit, MessageLimit

from channels.capabilities import utf16
from channels.telegram import Telegram
from channels.telegram.incoming import LONGEST_TEXT
from channels.telegram.outgoing import CAN, farewell, send_messages
from locales import languages
from tests.channels.telegram.judge import judge
from tests.channels.telegram.posts import ADDRESS, post
from tests.channels.telegram.standin import Call, StandIn
from tests.payloads.stored import stored

CASES = stored("telegram/sent")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
async def test_a_post_is_sent(telegram: Telegram, standin: StandIn, case: dict[str, Any]) -> None:
    told = dict(case["post"])
    labels = told.pop("labels", ())

    await telegram.send("110201543", ADDRESS, post(*labels, **told))

    # what ends a press goes beside the answer, whichever arrives first
    told = {each["method"]: each["fields"] for each in case["requests"] if each["method"] != "sendMessage"}
    said = [each["fields"] for each in case["requests"] if each["method"] == "sendMessage"]
    assert {call.method: call.fields for call in standin.calls if call.method != "sendMessage"} == told
    assert [call.fields for call in standin.calls if call.method == "sendMessage"] == said


@given(text=st.lists(WORDS, min_size=1, max_size=200).map("\n".join), labels=st.lists(WORDS, max_size=12))
def test_every_choice_is_there_once_and_in_order(text: str, labels: list[str]) -> None:
    said = post(*labels, text=text)
    *before, last = send_messages(ADDRESS, said)
    markup = last.model_dump(exclude_none=True)["reply_markup"]
    tokens = [button["callback_data"] for row in markup.get("inline_keyboard", ()) for button in row]

    assert all(message.reply_markup is None for message in before)
    assert all(utf16(message.text) <= MessageLimit.MAX_TEXT_LENGTH for message in (*before, last))
    assert tokens == [choice.token for choice in said.choices]
    for button, choice in zip((b for row in markup.get("inline_keyboard", ()) for b in row), said.choices, strict=True):
        assert button["text"] == choice.label or f"{choice.number}. {choice.label}" in "\n".join(
            message.text for message in (*before, last)
        )


def test_the_limits_are_those_that_another_library_knows() -> None:
    assert CAN.text == LONGEST_TEXT == MessageLimit.MAX_TEXT_LENGTH
    assert CAN.buttons == InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER


@pytest.mark.parametrize("code", [each.code for each in languages()])
def test_a_group_is_left_with_a_line_in_its_language(code: str) -> None:
    said = farewell(-1001234567890, code)

    judge(Call("sendMessage", {"chat_id": said.chat_id, "text": said.text}))
    assert code == "en" or said.text != farewell(-1001234567890, "en").text
