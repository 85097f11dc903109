"""Updates fetched by long polls: confirmed by offset, redelivered until then, by one poller."""

import asyncio
import random

import telegram
from aiogram import Bot
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from tests.clock import FakeClock
from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.outlet import FIRST_UPDATE
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.server import FakeTelegram

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_what_is_not_confirmed_comes_again(ada: Person, wire: Wire) -> None:
    for word in ("one", "two", "three"):
        await ada.say(word)

    first = await wire.result("getUpdates", limit=2)
    again = await wire.result("getUpdates", limit=2)
    rest = await wire.result("getUpdates", offset=first[-1]["update_id"] + 1)
    end = await wire.result("getUpdates", offset=rest[-1]["update_id"] + 1)

    assert texts(first) == texts(again) == ["one", "two"]
    assert texts(rest) == ["three"]
    assert end == []


async def test_updates_are_numbered_in_a_row(ada: Person, wire: Wire) -> None:
    await ada.say("one")
    await ada.say("two")

    updates = await wire.result("getUpdates")

    # the first number went to what made them known
    assert [update["update_id"] for update in updates] == [FIRST_UPDATE + 1, FIRST_UPDATE + 2]


async def test_a_negative_offset_keeps_the_last(ada: Person, wire: Wire) -> None:
    for word in ("one", "two", "three"):
        await ada.say(word)

    assert texts(await wire.result("getUpdates", offset=-1)) == ["three"]
    assert texts(await wire.result("getUpdates")) == ["three"]


async def test_a_long_poll_waits_for_news(ada: Person, wire: Wire) -> None:
    polls = Polls(wire.fake)
    poll = asyncio.create_task(wire.result("getUpdates", timeout=50))
    await polls.begun.wait()

    await ada.say("news")

    assert texts(await poll) == ["news"]


async def test_a_long_poll_ends_with_nothing(wire: Wire) -> None:
    assert await wire.result("getUpdates", timeout=1) == []


async def test_a_second_poller_ends_the_first(ada: Person, wire: Wire) -> None:
    polls = Polls(wire.fake)
    first = asyncio.create_task(wire.call("getUpdates", timeout=50))
    await polls.begun.wait()
    second = asyncio.create_task(wire.result("getUpdates", timeout=50))

    ended = await first
    await ada.say("mine")

    assert ended["error_code"] == 409
    assert "terminated by other getUpdates" in ended["description"]
    assert texts(await second) == ["mine"]


async def test_no_poll_while_a_webhook_is_set(wire: Wire) -> None:
    await wire.result("setWebhook", url="https://example.org/hook")
    refused = await wire.call("getUpdates")
    await wire.result("deleteWebhook")

    assert refused["error_code"] == 409
    assert "webhook is active" in refused["description"]
    assert await wire.result("getUpdates") == []


async def test_the_kinds_asked_for_are_remembered(ada: Person, wire: Wire) -> None:
    await wire.result("getUpdates", allowed_updates=["my_chat_member"])
    await ada.say("unheard")
    await ada.block()

    [update] = await wire.result("getUpdates")
    await wire.result("getUpdates", allowed_updates=[], offset=update["update_id"] + 1)
    await ada.unblock()
    await ada.say("heard")

    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert texts((await wire.result("getUpdates"))[1:]) == ["heard"]


async def test_a_press_expires_long_before_a_message(ada: Person, wire: Wire, clock: FakeClock) -> None:
    await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=KEYBOARD)
    await ada.press("Yes")
    await ada.say("still there")
    clock.move(seconds=151)

    assert texts(await wire.result("getUpdates")) == ["still there"]
    clock.move(hours=24)
    assert await wire.result("getUpdates") == []


async def test_a_confirmed_update_may_come_again(ada: Person, wire: Wire) -> None:
    update = await ada.say("twice")
    await wire.result("getUpdates", offset=update["update_id"] + 1)

    wire.fake.outlet.repeat(update)

    assert await wire.result("getUpdates", offset=update["update_id"] + 1) == [update]
    assert await wire.result("getUpdates", offset=update["update_id"] + 1) == []


async def test_queues_are_shuffled_and_each_keeps_its_order(wire: Wire) -> None:
    people = [wire.fake.person(number) for number in range(1, 9)]

    with wire.fake.outlet.shuffled(random.Random(4)):
        for word in ("one", "two", "three"):
            for person in people:
                await person.say(word)

    updates = await wire.result("getUpdates")
    assert texts(updates) != ["one"] * 8 + ["two"] * 8 + ["three"] * 8
    for person in people:
        own = [update for update in updates if update["message"]["from"]["id"] == person.id]
        assert texts(own) == ["one", "two", "three"]


async def test_aiogram_polls_answers_and_edits(ada: Person, aio: Bot, fake: FakeTelegram) -> None:
    await ada.start("country-bj")
    [update] = await aio.get_updates(timeout=1)
    assert update.message is not None
    assert update.message.text == "/start country-bj"

    await aio.send_message(update.message.chat.id, "Ready?", reply_markup=KEYBOARD)  # type: ignore[arg-type]
    await ada.press("Yes")
    [press] = await aio.get_updates(offset=update.update_id + 1)
    assert press.callback_query is not None
    await aio.answer_callback_query(press.callback_query.id, "Good")
    await aio.edit_message_reply_markup(chat_id=ada.id, message_id=ada.screen.message_id)

    assert (ada.screen.text, ada.screen.buttons, ada.toasts) == ("Ready?", (), ["Good"])
    assert not fake.violations


async def test_python_telegram_bot_polls_and_answers(fake: FakeTelegram) -> None:
    fake.outlet.pace = 1
    application = Application.builder().token(fake.token).base_url(f"{fake.url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, ask))
    application.add_handler(CallbackQueryHandler(thank))
    eve = fake.person(7, name="Eve")

    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=50)
        await application.start()
        await eve.say("hello")
        asked = await eve.reads()
        await eve.press("Y")
        thanked = await eve.reads()
        await application.updater.stop()
        await application.stop()

    assert (asked.text, asked.buttons) == ("Ready, Eve?", ("Yes",))
    assert (thanked.text, eve.toasts) == ("Good", ["Noted"])
    assert not fake.violations


async def ask(update: telegram.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_user is not None
    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Yes", callback_data="y")]])
    await context.bot.send_message(
        update.effective_user.id, f"Ready, {update.effective_user.first_name}?", reply_markup=keyboard
    )


async def thank(update: telegram.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Noted")
    await update.callback_query.edit_message_reply_markup(None)
    await context.bot.send_message(update.callback_query.from_user.id, "Good")


class Polls:
    """Tells when a poll has begun to wait."""

    def __init__(self, fake: FakeTelegram) -> None:
        fake.outlet.pace = 1
        fake.trouble.rule = self.note
        self.begun = asyncio.Event()

    def note(self, method: str, _: Json) -> None:
        if method == "getUpdates":
            self.begun.set()
