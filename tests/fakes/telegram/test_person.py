"""A person does only what the vendor's app would let them do."""

import pytest

from tests.fakes.telegram import FakeTelegram, NotShown, Person
from tests.fakes.telegram.client import Wire

TWO = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "Yes, later", "callback_data": "l"}]]}
LINKS = {"inline_keyboard": [[{"text": "Page", "url": "https://example.org"}]]}
KEYS = {"keyboard": [[{"text": "My number", "request_contact": True}], [{"text": "Not now"}]]}


@pytest.fixture
def patience(fake: FakeTelegram) -> None:
    fake.patience = 0.05


async def test_only_what_was_sent_and_is_still_there_is_pressed(ada: Person, wire: Wire) -> None:
    with pytest.raises(NotShown):
        await ada.press("Yes")

    sent = await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=TWO)
    exact = await ada.press("Yes")
    begun = await ada.press("Yes, l")
    await wire.result("editMessageReplyMarkup", chat_id=ada.id, message_id=sent["message_id"])

    assert exact is not None
    assert exact["callback_query"]["data"] == "y"
    assert begun is not None
    assert begun["callback_query"]["data"] == "l"
    with pytest.raises(NotShown):
        await ada.press("Yes")


async def test_a_button_of_a_deleted_message_is_gone(ada: Person, wire: Wire) -> None:
    sent = await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=TWO)
    await wire.result("deleteMessage", chat_id=ada.id, message_id=sent["message_id"])

    with pytest.raises(NotShown):
        await ada.press("Yes")
    with pytest.raises(NotShown):
        _ = ada.screen


async def test_a_press_on_a_lost_message_has_a_date_of_nought(ada: Person, wire: Wire) -> None:
    await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=TWO)

    update = await ada.press("Yes", is_lost=True)

    assert update is not None
    assert update["callback_query"]["message"]["date"] == 0
    assert not wire.fake.violations


async def test_a_late_press_cannot_be_answered(ada: Person, wire: Wire) -> None:
    await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=TWO)
    update = await ada.press("Yes", ago=200)
    assert update is not None

    body = await wire.call("answerCallbackQuery", callback_query_id=update["callback_query"]["id"])

    assert "query is too old" in body["description"]


async def test_a_link_tells_the_bot_nothing(ada: Person, wire: Wire) -> None:
    await wire.result("sendMessage", chat_id=ada.id, text="see", reply_markup=LINKS)

    assert await ada.press("Page") is None
    assert await wire.result("getUpdates") == []


async def test_keys_say_their_label_or_share_the_number(ada: Person, wire: Wire) -> None:
    await wire.result(
        "sendMessage", chat_id=ada.id, text="your number?", reply_markup=KEYS | {"one_time_keyboard": True}
    )
    assert (await ada.reads()).keys == ("My number", "Not now")

    shared = await ada.press("My")
    with pytest.raises(NotShown):
        await ada.press("Not now")
    await wire.result("sendMessage", chat_id=ada.id, text="your number?", reply_markup=KEYS)
    said = await ada.press("Not now")
    await wire.result("sendMessage", chat_id=ada.id, text="fine", reply_markup={"remove_keyboard": True})

    assert shared is not None
    assert shared["message"]["contact"] == {"phone_number": ada.phone, "first_name": "Ada", "user_id": ada.id}
    assert said is not None
    assert said["message"]["text"] == "Not now"
    assert ada.screen.keys == ()


async def test_anybodys_card_can_be_shared(ada: Person) -> None:
    known = await ada.share_contact(own=False, phone="+33612345678", owner=8)
    unknown = await ada.share_contact(own=False, phone="+33612345678")

    assert known["message"]["contact"]["user_id"] == 8
    assert "user_id" not in unknown["message"]["contact"]


async def test_nothing_reaches_who_blocked_the_bot(ada: Person, wire: Wire) -> None:
    update = await ada.block()
    refused = await wire.call("sendMessage", chat_id=ada.id, text="still there?")
    with pytest.raises(NotShown):
        await ada.say("no")
    await ada.unblock()
    await wire.result("sendMessage", chat_id=ada.id, text="back?")

    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert refused["error_code"] == 403
    assert refused["description"] == "Forbidden: bot was blocked by the user"
    assert ada.screen.text == "back?"
    assert not wire.fake.violations


async def test_a_closed_account_is_told_by_the_vendor_only(ada: Person, wire: Wire) -> None:
    ada.deactivate()

    refused = await wire.call("sendMessage", chat_id=ada.id, text="still there?")

    assert refused["description"] == "Forbidden: user is deactivated"
    assert await wire.result("getUpdates") == []


@pytest.mark.usefixtures("patience")
async def test_messages_are_read_one_by_one_with_patience(fake: FakeTelegram, wire: Wire) -> None:
    eve = fake.person(7)
    await eve.say("hello")
    await wire.result("sendMessage", chat_id=7, text="one", entities=[{"type": "bold", "offset": 0, "length": 3}])
    await wire.result("sendMessage", chat_id=7, text="two", reply_markup=TWO)

    first, second = await eve.reads(), await eve.reads()

    assert first.entities == ({"type": "bold", "offset": 0, "length": 3},)
    assert (second.text, second.buttons) == ("two", ("Yes", "Yes, later"))
    assert second == eve.screen
    with pytest.raises(NotShown):
        await eve.reads()


@pytest.mark.parametrize("parameter", ["é", "a b", "a" * 65])
async def test_no_link_carries_such_a_parameter(parameter: str, ada: Person) -> None:
    with pytest.raises(NotShown):
        await ada.start(parameter)


async def test_a_group_is_entered_and_left(ada: Person, wire: Wire) -> None:
    group = wire.fake.group(-1001, kind="supergroup")
    group.add_bot(ada.card)
    group.say(ada.card, "hello all")
    await wire.result("sendMessage", chat_id=group.id, text="private chats only")

    await wire.result("leaveChat", chat_id=group.id)
    refused = await wire.call("sendMessage", chat_id=group.id, text="again")

    assert not group.has_bot
    assert refused["description"] == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_bot_may_be_thrown_out(ada: Person, wire: Wire) -> None:
    group = wire.fake.group(-1001)
    group.add_bot(ada.card)
    group.remove_bot(ada.card)

    refused = await wire.call("sendMessage", chat_id=group.id, text="again")

    assert refused["description"] == "Forbidden: bot was kicked from the group chat"
