"""What becomes of a post when Telegram, or the way to it, does not do as told."""

from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage
from aiohttp import ServerDisconnectedError

from channels.channel import NotNow, NotSent, Rejected, Shut, Unreachable
from channels.telegram import Telegram
from channels.telegram.channel import MOST_BEGUN
from channels.telegram.errors import Unsure, trouble
from tests.channels.telegram.conftest import Opened
from tests.channels.telegram.posts import ADDRESS, post
from tests.channels.telegram.standin import TOKEN, Answer, StandIn, failed, ok, page, reset
from tests.processes import free_port

ACCOUNT = "110201543"
PRESS = "23837094712345678|300"
TEXT = "only for Ada"
TWO_MESSAGES = "a" * 4096 + "b"

ANSWERS: dict[str, tuple[Answer, type[Exception], dict[str, Any]]] = {
    "blocked": (failed(403, "Forbidden: bot was blocked by the user"), Unreachable, {}),
    "deactivated": (failed(403, "Forbidden: user is deactivated"), Unreachable, {}),
    "never began": (failed(403, "Forbidden: bot can't initiate conversation with a user"), Unreachable, {}),
    "no chat": (failed(400, "Bad Request: chat not found"), Unreachable, {}),
    "gone": (failed(400, "Bad Request: user is deactivated"), Unreachable, {}),
    "nobody": (failed(400, "Bad Request: PEER_ID_INVALID"), Unreachable, {}),
    "migrated": (failed(400, "Bad Request: upgraded", migrate_to_chat_id=-1001), Unreachable, {}),
    "markup": (failed(400, "Bad Request: can't parse entities: only for Ada"), Rejected, {}),
    "too long": (failed(400, "Bad Request: message is too long"), Rejected, {}),
    "buttons": (failed(400, "Bad Request: BUTTON_DATA_INVALID"), Rejected, {}),
    "too large": (failed(413, "Request Entity Too Large"), Rejected, {}),
    "of a kind of its own": (failed(418, "I'm a teapot: only for Ada"), Rejected, {}),
    "flood": (
        failed(429, "Too Many Requests: retry after 17", retry_after=17),
        NotNow,
        {"seconds": 17, "account": True},
    ),
    "flood without a time": (failed(429, "Too Many Requests"), NotNow, {"seconds": 5, "account": True}),
    "no bot": (failed(401, "Unauthorized"), Shut, {"seconds": 300}),
    "no token": (failed(404, "Not Found"), Shut, {"seconds": 300}),
    "restart": (failed(500, "Internal Server Error: restart"), Unsure, {}),
    "gateway": (page(502, "<html>only for Ada</html>"), Unsure, {}),
    "gateway in time": (failed(504, "Gateway Timeout"), Unsure, {}),
    "half an answer": (page(200, '{"ok": true, "resu'), Unsure, {}),
    "not what was asked": (page(200, "[]"), Unsure, {}),
    "a refusal that cannot be read": (page(200, '{"ok": false, "description": 7}'), Unsure, {}),
    "reset": (reset, Unsure, {}),
}


@pytest.mark.parametrize(("answer", "kind", "told"), ANSWERS.values(), ids=ANSWERS.keys())
async def test_an_answer_leads_to(
    telegram: Telegram, standin: StandIn, answer: Answer, kind: type[Exception], told: dict[str, Any]
) -> None:
    standin.answer("sendMessage", answer)

    with pytest.raises(kind) as met:
        await telegram.send(ACCOUNT, ADDRESS, post(text=TEXT))

    assert type(met.value) is kind
    assert {key: getattr(met.value, key) for key in told} == told
    assert isinstance(met.value, NotSent) != (kind is Unsure)
    for secret in (TEXT, ADDRESS, TOKEN):
        assert secret not in str(met.value)
    assert met.value.__suppress_context__
    assert met.value.__cause__ is None


async def test_what_was_taken_is_sent_even_if_the_answer_is_of_a_later_api(
    telegram: Telegram, standin: StandIn
) -> None:
    standin.answer("sendMessage", ok({"message_identifier": "new"}))

    await telegram.send(ACCOUNT, ADDRESS, post())

    assert standin.methods() == ["sendMessage"]


async def test_without_a_connection_it_was_surely_not_sent(opened: Opened) -> None:
    telegram = opened(api_base=f"http://127.0.0.1:{free_port()}")

    with pytest.raises(NotNow) as met:
        await telegram.send(ACCOUNT, ADDRESS, post())

    assert not met.value.account


@pytest.mark.parametrize("cause", [TimeoutError(), ServerDisconnectedError()], ids=["time-out", "disconnected"])
def test_what_broke_after_it_was_sent_may_have_been_taken(cause: Exception) -> None:
    error = TelegramNetworkError(SendMessage(chat_id=int(ADDRESS), text=TEXT), TEXT)
    error.__cause__ = cause

    assert type(trouble(error)) is Unsure
    assert str(trouble(error)) == type(cause).__name__


PAST = [
    ("answerCallbackQuery", "Bad Request: query is too old and response timeout expired or query ID is invalid"),
    ("editMessageReplyMarkup", "Bad Request: message is not modified: specified new message content is the same"),
    ("editMessageReplyMarkup", "Bad Request: message to edit not found"),
    ("editMessageReplyMarkup", "Bad Request: message can't be edited"),
    ("editMessageReplyMarkup", "Bad Request: MESSAGE_ID_INVALID"),
]


@pytest.mark.parametrize(("method", "description"), PAST)
async def test_a_press_that_is_past_is_answered_all_the_same(
    telegram: Telegram, standin: StandIn, caplog: pytest.LogCaptureFixture, method: str, description: str
) -> None:
    standin.answer(method, failed(400, description))

    await telegram.send(ACCOUNT, ADDRESS, post(reply_to=PRESS))

    assert sorted(standin.methods()) == ["answerCallbackQuery", "editMessageReplyMarkup", "sendMessage"]
    assert caplog.messages == []


@pytest.mark.parametrize("name", ["buttons", "restart", "gateway", "reset"])
async def test_tidying_up_holds_no_answer_up(
    telegram: Telegram, standin: StandIn, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    standin.answer("editMessageReplyMarkup", ANSWERS[name][0])

    await telegram.send(ACCOUNT, ADDRESS, post(reply_to=PRESS))

    assert "sendMessage" in standin.methods()
    assert "editMessageReplyMarkup" in caplog.text
    assert ADDRESS not in caplog.text


async def test_nothing_more_is_sent_while_telegram_wants_quiet_whichever_call_was_told(
    telegram: Telegram, standin: StandIn
) -> None:
    standin.answer("answerCallbackQuery", ANSWERS["flood"][0])
    await telegram.send(ACCOUNT, ADDRESS, post(reply_to=PRESS))
    standin.calls.clear()

    with pytest.raises(NotNow) as met:
        await telegram.send(ACCOUNT, ADDRESS, post(reply_to=PRESS))

    assert met.value.account
    assert 0 < met.value.seconds <= 17
    assert standin.calls == []


@pytest.mark.parametrize("answer", [ANSWERS["buttons"][0], ANSWERS["gateway"][0]], ids=["refused", "unsure"])
async def test_a_post_that_broke_off_goes_on_where_it_broke_off(
    telegram: Telegram, standin: StandIn, answer: Answer
) -> None:
    standin.answer("sendMessage", ok(True), answer)
    long = post(text=TWO_MESSAGES, reply_to=PRESS)

    with pytest.raises((Rejected, Unsure)):
        await telegram.send(ACCOUNT, ADDRESS, long)
    await telegram.send(ACCOUNT, ADDRESS, long)
    await telegram.send(ACCOUNT, ADDRESS, long)

    sent = [call.fields["text"][0] for call in standin.calls if call.method == "sendMessage"]
    assert sent == ["a", "b", "b", "a", "b"]
    assert standin.methods().count("answerCallbackQuery") == 2


async def test_of_many_posts_that_broke_off_the_oldest_begins_anew(telegram: Telegram, standin: StandIn) -> None:
    long = [post(id=number, text=TWO_MESSAGES) for number in range(MOST_BEGUN + 1)]
    standin.answer("sendMessage", *[ok(True), failed(403, "Forbidden: bot was blocked by the user")] * len(long))
    for each in long:
        with pytest.raises(Unreachable):
            await telegram.send(ACCOUNT, ADDRESS, each)
    standin.calls.clear()

    await telegram.send(ACCOUNT, ADDRESS, long[-1])
    await telegram.send(ACCOUNT, ADDRESS, long[0])

    assert [call.fields["text"][0] for call in standin.calls] == ["b", "a", "b"]


@pytest.mark.parametrize(("address", "text"), [("ada", "hello"), (ADDRESS, "half a \ud83d")])
async def test_what_is_no_message_is_never_tried(telegram: Telegram, standin: StandIn, address: str, text: str) -> None:
    with pytest.raises(Rejected):
        await telegram.send(ACCOUNT, address, post(text=text))

    assert standin.calls == []


async def test_it_serves_its_own_bot(telegram: Telegram) -> None:
    assert telegram.serves(ACCOUNT, ADDRESS)
    assert not telegram.serves("99", ADDRESS)
