"""Each rule refuses what it must, and lets its nearest right neighbour pass."""

from typing import Any

import pytest

from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.server import Violation


def button(text: str = "Yes", **kind: Any) -> Json:
    return {"text": text} | (kind or {"callback_data": f"token {text}"})


def inline(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def row(length: int, first: int = 0) -> list[Json]:
    return [button(str(number)) for number in range(first, first + length)]


def bold(offset: int, length: float, **more: Any) -> Json:
    return {"type": "bold", "offset": offset, "length": length} | more


def send(**parameters: Any) -> tuple[str, Json]:
    return "sendMessage", {"chat_id": 42, "text": "hello"} | parameters


def shown(markup: Any) -> tuple[str, Json]:
    return send(reply_markup=markup)


def commands(*pairs: tuple[str, str]) -> tuple[str, Json]:
    return "setMyCommands", {"commands": [{"command": name, "description": what} for name, what in pairs]}


RIGHT: list[tuple[str, Json]] = [
    ("getMe", {}),
    ("getChat", {"chat_id": 42}),
    ("sendChatAction", {"chat_id": 42, "action": "typing"}),
    send(text="a" * 4096),
    send(text="👋" * 2048),
    send(entities=[bold(0, 5), {"type": "text_link", "offset": 0, "length": 2, "url": "https://example.org"}]),
    send(text="👋 a", entities=[bold(0, 2), bold(3, 1)]),
    send(entities=[bold(0, 5)] * 100),
    send(link_preview_options={"is_disabled": True}, disable_notification=True, protect_content=False),
    send(reply_parameters={"message_id": 77, "allow_sending_without_reply": True}),
    shown(inline(row(8))),
    shown(inline(*(row(8, 8 * line) for line in range(12)), row(4, 96))),
    shown(inline([button(callback_data="é" * 32)])),
    shown(inline([button(url="https://example.org")], [button(copy_text={"text": "c" * 256}, text="b")])),
    shown(inline([button("a", callback_data="1", style="danger")])),
    shown({"keyboard": [[{"text": "Share", "request_contact": True}], [{"text": "No"}]], "resize_keyboard": True}),
    shown({"keyboard": [[{"text": "a"}]], "one_time_keyboard": True, "input_field_placeholder": "p" * 64}),
    shown({"remove_keyboard": True}),
    shown({"force_reply": True}),
    commands(),
    commands(("start", "Begin"), ("a" * 32, "d" * 256)),
    commands(*((f"c{number}", "one") for number in range(100))),
    (
        "setMyCommands",
        commands(("start", "Aller"))[1] | {"scope": {"type": "all_private_chats"}, "language_code": "fr"},
    ),
    ("getMyCommands", {"scope": {"type": "chat", "chat_id": 42}}),
    ("deleteMyCommands", {}),
    ("setMyName", {"name": "n" * 64}),
    ("setMyDescription", {"description": "d" * 512, "language_code": "ar"}),
    ("setMyShortDescription", {"short_description": "d" * 120}),
    ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
    ("getChatMenuButton", {"chat_id": 42}),
    ("getUpdates", {"limit": 100, "timeout": 0, "allowed_updates": ["message", "callback_query"]}),
    ("setWebhook", {"url": "https://example.org/hook", "secret_token": "a-B_9" * 51, "max_connections": 100}),
    ("deleteWebhook", {"drop_pending_updates": True}),
]

WRONG: list[tuple[tuple[str, Json], str]] = [
    (("getMe", {"verbose": True}), "verbose is not known"),
    (("getChat", {}), "chat_id is missing"),
    (("sendChatAction", {"chat_id": 42, "action": "dancing"}), "wrong action specified"),
    (("sendChatAction", {"chat_id": True, "action": "typing"}), "chat_id must be a number or a @name"),
    (("sendMessage", {"chat_id": 42}), "text is missing"),
    (send(text=""), "message text is empty"),
    (send(text=" \n"), "message text is empty"),
    (send(text=5), "text must be a string"),
    (send(text="a" * 4097), "message is too long"),
    (send(text="👋" * 2049), "message is too long"),
    (send(text="\ud83d"), "must be encoded in UTF-8"),
    (send(chat_id="42"), "chat_id must be a number or a @name"),
    (send(chat_id=[42]), "chat_id must be a number or a @name"),
    (send(protect_content="true"), "protect_content must be a boolean"),
    (send(parse_mode="HTML"), "beyond what this server plays"),
    (send(entities=[bold(0, 6)]), "beyond the end"),
    (send(text="👋 a", entities=[bold(0, 1)]), "cuts a character"),
    (send(text="a  b", entities=[bold(1, 2)]), "nothing but spaces"),
    (send(entities=[bold(-1, 2)]), "offset must be from 0"),
    (send(entities=[bold(0, 0)]), "length must be from 1"),
    (send(entities=[bold(0, 1.0)]), "length must be a number"),
    (send(entities=[bold(0, 1, url="https://example.org")]), "url missing or not allowed"),
    (send(entities=[bold(0, 1, language="python")]), "language not allowed"),
    (send(entities=[{"type": "text_link", "offset": 0, "length": 1}]), "url missing or not allowed"),
    (send(entities=[{"type": "blink", "offset": 0, "length": 1}]), "type specified"),
    (send(entities=[{"type": "bold", "offset": 0}]), "length is missing"),
    (send(entities=[bold(0, 5)] * 101), "from 0 to 100 elements"),
    (send(entities={}), "must be an array"),
    (send(link_preview_options={"disabled": True}), "disabled is not known"),
    (send(link_preview_options=True), "must be a LinkPreviewOptions"),
    (send(reply_parameters={}), "message_id is missing"),
    (shown("{}"), "object expected as reply_markup"),
    (shown({}), "object expected as reply_markup"),
    (shown({"remove_keyboard": True, "force_reply": True}), "object expected as reply_markup"),
    (shown({"remove_keyboard": False}), "must be true"),
    (shown(inline([])), "wrong number of buttons in a row"),
    (shown(inline(row(9))), "wrong number of buttons in a row"),
    (shown(inline(*(row(8, 8 * line) for line in range(13)))), "REPLY_MARKUP_TOO_LONG"),
    (shown(inline([button(callback_data="é" * 33)])), "BUTTON_DATA_INVALID"),
    (shown(inline([button(callback_data="")])), "BUTTON_DATA_INVALID"),
    (shown(inline([{"text": "bare"}])), "exactly one kind"),
    (shown(inline([button(callback_data="1", url="https://example.org")])), "exactly one kind"),
    (shown(inline([button("", callback_data="1")])), "unallowed in the inline keyboard"),
    (shown(inline([button(callback_data="1", colour="red")])), "colour is not known"),
    (shown(inline([button(callback_data="1", style="pink")])), "style specified"),
    (shown(inline([button(copy_text={"text": "c" * 257})])), "too long"),
    (shown({"keyboard": [["a"]]}), "must be a KeyboardButton"),
    (shown({"keyboard": []}), "from 1 to"),
    (shown({"keyboard": [[{"text": "a", "callback_data": "1"}]]}), "callback_data is not known"),
    (shown({"keyboard": [[{"text": "a", "request_contact": True, "request_location": True}]]}), "one kind at most"),
    (shown({"keyboard": [[{"text": "a"}]], "input_field_placeholder": "p" * 65}), "too long"),
    (commands(("Start", "Begin")), "BOT_COMMAND_INVALID"),
    (commands(("/start", "Begin")), "BOT_COMMAND_INVALID"),
    (commands(("a" * 33, "Begin")), "BOT_COMMAND_INVALID"),
    (commands(("start", "")), "description is empty"),
    (commands(("start", "d" * 257)), "BOT_COMMAND_DESCRIPTION_INVALID"),
    (commands(("start", "a"), ("start", "b")), "named twice"),
    (commands(*((f"c{number}", "one") for number in range(101))), "from 0 to 100 elements"),
    (("getMyCommands", {"scope": {"type": "everyone"}}), "unknown type"),
    (("getMyCommands", {"scope": {"type": "chat"}}), "chat_id is missing"),
    (("getMyCommands", {"language_code": "fra"}), "invalid language code"),
    (("setMyName", {"name": "n" * 65}), "too long"),
    (("setMyDescription", {"description": "d" * 513}), "too long"),
    (("setMyShortDescription", {"short_description": "d" * 121}), "too long"),
    (("setChatMenuButton", {"menu_button": {"type": "web_app", "text": "Open"}}), "web_app is missing"),
    (("getUpdates", {"limit": 0}), "limit must be from 1 to 100"),
    (("getUpdates", {"limit": 101}), "limit must be from 1 to 100"),
    (("getUpdates", {"timeout": 51}), "timeout must be from 0 to 50"),
    (("getUpdates", {"allowed_updates": ["messages"]}), "wrong allowed_updates[0] specified"),
    (("setWebhook", {"url": "http://example.org/hook"}), "An HTTPS URL must be provided"),
    (("setWebhook", {"url": "https://example.org", "secret_token": "a b"}), "unallowed characters"),
    (("setWebhook", {"url": "https://example.org", "secret_token": "a" * 257}), "secret token is too long"),
    (("setWebhook", {"url": "https://example.org", "max_connections": 101}), "from 1 to 100"),
    (("editMessageText", {"text": "a", "chat_id": 42}), "message identifier is not specified"),
    (("editMessageReplyMarkup", {"message_id": 1}), "message identifier is not specified"),
    (("editMessageReplyMarkup", {"chat_id": 42, "message_id": 999}), "message to edit not found"),
    (("deleteMessage", {"chat_id": 42, "message_id": 999}), "message to delete not found"),
    (("answerCallbackQuery", {"callback_query_id": "1"}), "query is too old"),
    (("answerCallbackQuery", {"callback_query_id": "1", "text": "t" * 201}), "MESSAGE_TOO_LONG"),
    (("leaveChat", {"chat_id": 42}), "private chats"),
]


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(("method", "parameters"), RIGHT)
async def test_what_keeps_the_rules_passes(method: str, parameters: Json, wire: Wire) -> None:
    body = await wire.call(method, **parameters)

    assert body["ok"], body
    assert not wire.fake.violations


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(("call", "why"), WRONG)
async def test_what_breaks_a_rule_is_refused_and_noted(call: tuple[str, Json], why: str, wire: Wire) -> None:
    method, parameters = call

    body = await wire.call(method, **parameters)

    assert not body["ok"]
    assert why in body["description"]
    assert wire.fake.violations == [Violation(method, body["description"])]
    assert not wire.fake.accepted


async def test_a_number_is_asked_for_in_private_chats_only(ada: Person, wire: Wire) -> None:
    group = wire.fake.group(-100)
    group.add_bot(ada.card)
    keyboard = {"keyboard": [[{"text": "Share", "request_contact": True}]]}

    body = await wire.call("sendMessage", chat_id=-100, text="your number?", reply_markup=keyboard)

    assert body["description"] == "Bad Request: phone number can be requested in private chats only"


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        (inline([button("a", callback_data="1"), button("b", callback_data="1")]), "have the same callback_data"),
        (inline([button("a", callback_data="1")], [button("a", callback_data="2")]), "have the same label"),
    ],
)
async def test_what_only_this_house_forbids_is_taken_and_noted(
    markup: Json, rule: str, ada: Person, wire: Wire
) -> None:
    await wire.result("sendMessage", chat_id=ada.id, text="which?", reply_markup=markup)

    [violation] = wire.fake.violations
    assert rule in violation.rule


@pytest.mark.parametrize(
    ("path", "status"),
    [("bot{0}/sendTelegram", 404), ("bot{0}/getme", 404), ("bot7:wrong/getMe", 401), ("botwrong/getMe", 404)],
)
async def test_an_unknown_method_or_token_is_turned_away(path: str, status: int, wire: Wire) -> None:
    async with wire.client.post(f"{wire.fake.url}/{path.format(wire.fake.token)}") as response:
        body = await response.json()

    assert (response.status, body["ok"], body["error_code"]) == (status, False, status)
    assert len(wire.fake.violations) == 1


async def test_a_chat_that_the_bot_never_met_is_not_found(wire: Wire) -> None:
    body = await wire.call("sendMessage", chat_id=7, text="hello")

    assert body["description"] == "Bad Request: chat not found"
    assert not wire.fake.violations
