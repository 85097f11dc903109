"""Everything the fake emits is read by both libraries, and by neither with something left over."""

from typing import Any

import pytest
import telegram
from aiogram import Bot
from aiogram.types import Update

from tests.fakes.telegram import updates
from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.refusals import Json

EVE = updates.user(7, "Eve", username="eve")
CONTENTS: dict[str, Json] = {
    "text": updates.text("salut 👋"),
    "command": updates.text("/help me"),
    "deep link": updates.text("/start country-bj"),
    "own contact": updates.contact("22990000042", "Ada", 42),
    "unknown contact": updates.contact("+33612345678", "Eve", None),
    "location": updates.location(6.37, 2.43),
    "photo": updates.photo("look"),
    "sticker": updates.sticker(),
    "voice": updates.voice(),
    "dice": updates.dice(),
    "forwarded": updates.forwarded("so she said", EVE, 1_790_000_000),
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS.keys())
async def test_a_message_is_read_by_both(content: Json, ada: Person, aio: Bot, ptb: telegram.Bot, wire: Wire) -> None:
    sent = ada.send(content)

    [bare] = await wire.result("getUpdates")
    [ours] = await aio.get_updates()
    [theirs] = await ptb.get_updates()

    assert bare == sent
    assert ours.message is not None
    assert theirs.message is not None
    assert ours.message.text == theirs.message.text == content.get("text")
    again = theirs.message.to_dict()
    assert {key: again[key] for key in bare["message"]} == bare["message"]
    assert not leftovers(ours)
    assert not wire.fake.violations


async def test_the_rest_is_read_by_both(ada: Person, aio: Bot, ptb: telegram.Bot, wire: Wire) -> None:
    group, channel = wire.fake.group(-1001, kind="supergroup"), wire.fake.group(-1002, kind="channel")
    said = await ada.say("helo")
    await ada.edit(said, "hello")
    await ada.block()
    await ada.unblock()
    group.add_bot(ada.card)
    group.say(ada.card, "/start@PasserelleTestBot")
    channel.say(ada.card, "news")
    group.remove_bot(ada.card)

    ours = await aio.get_updates()
    theirs = await ptb.get_updates()

    kinds = ["message", "edited_message", *["my_chat_member"] * 3, "message", "channel_post", "my_chat_member"]
    assert [update.event_type for update in ours] == kinds
    assert [update.update_id for update in theirs] == [update.update_id for update in ours]
    assert not any(leftovers(update) for update in ours)
    assert not wire.fake.violations


@pytest.mark.parametrize("is_lost", [False, True])
async def test_a_press_is_read_by_both(is_lost: bool, ada: Person, aio: Bot, ptb: telegram.Bot, wire: Wire) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=keyboard)
    await ada.press("Yes", is_lost=is_lost)

    [ours] = await aio.get_updates()
    [theirs] = await ptb.get_updates()

    assert ours.callback_query is not None
    assert theirs.callback_query is not None
    assert theirs.callback_query.message is not None
    assert ours.callback_query.data == theirs.callback_query.data == "y"
    assert theirs.callback_query.message.is_accessible is not is_lost
    assert not leftovers(ours)
    assert not wire.fake.violations


async def test_what_nobody_knows_yet_passes_as_it_is(ada: Person, wire: Wire) -> None:
    sent = wire.fake.outlet.emit("carrier_pigeon", {"from": ada.card, "ring": "BJ-7"}, known=False)

    assert await wire.result("getUpdates") == [sent]
    assert not wire.fake.violations


def leftovers(value: Any) -> list[str]:
    """The fields that aiogram kept without knowing them."""
    if isinstance(value, list):
        return [name for item in value for name in leftovers(item)]
    if not isinstance(value, Update) and not hasattr(value, "model_extra"):
        return []
    below = [name for field in type(value).model_fields for name in leftovers(getattr(value, field))]
    return [*(value.model_extra or {}), *below]
