"""What happens to messages and presses over time."""

from typing import Any

from tests.clock import FakeClock
from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.person import Person

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
NONE: dict[str, Any] = {"inline_keyboard": []}


async def test_an_edit_changes_what_is_shown(ada: Person, wire: Wire) -> None:
    sent = await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=KEYBOARD)

    await wire.result("editMessageText", chat_id=ada.id, message_id=sent["message_id"], text="steady")

    assert (ada.screen.text, ada.screen.buttons) == ("steady", ())
    assert not wire.fake.violations


async def test_buttons_are_taken_away_once(ada: Person, wire: Wire) -> None:
    sent = await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=KEYBOARD)
    target = {"chat_id": ada.id, "message_id": sent["message_id"]}

    edited = await wire.result("editMessageReplyMarkup", **target, reply_markup=NONE)
    again = await wire.call("editMessageReplyMarkup", **target, reply_markup=NONE)

    assert "reply_markup" not in edited
    assert "message is not modified" in again["description"]
    [violation] = wire.fake.violations
    assert violation.method == "editMessageReplyMarkup"


async def test_an_unchanged_text_is_not_modified(ada: Person, wire: Wire) -> None:
    sent = await wire.result("sendMessage", chat_id=ada.id, text="same", reply_markup=KEYBOARD)
    target = {"chat_id": ada.id, "message_id": sent["message_id"]}

    same = await wire.call("editMessageText", **target, text="same", reply_markup=KEYBOARD)
    other = await wire.call("editMessageText", **target, text="same")

    assert "message is not modified" in same["description"]
    assert other["ok"]


async def test_nobody_edits_what_a_person_wrote(ada: Person, wire: Wire) -> None:
    update = await ada.say("mine")

    body = await wire.call(
        "editMessageText", chat_id=ada.id, message_id=update["message"]["message_id"], text="not yours"
    )

    assert body["description"] == "Bad Request: message can't be edited"


async def test_a_deleted_message_is_gone(ada: Person, wire: Wire) -> None:
    first = await wire.result("sendMessage", chat_id=ada.id, text="first")
    await wire.result("sendMessage", chat_id=ada.id, text="second")
    last = {"chat_id": ada.id, "message_id": first["message_id"] + 1}

    await wire.result("deleteMessage", **last)
    again = await wire.call("deleteMessage", **last)
    edit = await wire.call("editMessageText", **last, text="third")

    assert ada.screen.text == "first"
    assert again["description"] == "Bad Request: message to delete not found"
    assert edit["description"] == "Bad Request: message to edit not found"
    assert not wire.fake.violations


async def test_an_old_message_stays(ada: Person, wire: Wire, clock: FakeClock) -> None:
    sent = await wire.result("sendMessage", chat_id=ada.id, text="first")
    clock.move(hours=49)

    body = await wire.call("deleteMessage", chat_id=ada.id, message_id=sent["message_id"])

    assert body["description"] == "Bad Request: message can't be deleted for everyone"


async def test_a_reply_shows_what_it_answers(ada: Person, wire: Wire) -> None:
    asked = (await ada.say("why?"))["message"]["message_id"]

    sent = await wire.result("sendMessage", chat_id=ada.id, text="so", reply_parameters={"message_id": asked})
    lost = await wire.call("sendMessage", chat_id=ada.id, text="so", reply_parameters={"message_id": 999})

    assert sent["reply_to_message"]["text"] == "why?"
    assert lost["description"] == "Bad Request: message to be replied not found"


async def test_a_press_is_answered_once(ada: Person, wire: Wire) -> None:
    await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=KEYBOARD)
    update = await ada.press("Yes")
    assert update is not None
    press = update["callback_query"]["id"]

    await wire.result("answerCallbackQuery", callback_query_id=press, text="fine")
    again = await wire.call("answerCallbackQuery", callback_query_id=press)

    assert ada.toasts == ["fine"]
    assert "query is too old" in again["description"]
    assert not wire.fake.violations


async def test_a_press_is_answered_in_time(ada: Person, wire: Wire, clock: FakeClock) -> None:
    await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=KEYBOARD)
    update = await ada.press("Yes")
    assert update is not None
    clock.move(seconds=151)

    body = await wire.call("answerCallbackQuery", callback_query_id=update["callback_query"]["id"])

    assert "query is too old" in body["description"]
    assert not ada.toasts
    assert not wire.fake.violations
