"""The vendor misbehaves on demand, and what the caller does then is noted."""

import asyncio
import json

import aiohttp
import pytest
import telegram.error
from aiogram import Bot, exceptions

from tests.clock import FakeClock
from tests.fakes.telegram import trouble
from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.server import IN_RETRY_AFTER, FakeTelegram, Violation
from tests.fakes.telegram.trouble import Trouble


@pytest.mark.parametrize(
    ("what", "error"),
    [
        (trouble.too_many(3), exceptions.TelegramRetryAfter),
        (trouble.blocked(), exceptions.TelegramForbiddenError),
        (trouble.deactivated(), exceptions.TelegramForbiddenError),
        (trouble.chat_not_found(), exceptions.TelegramBadRequest),
        (trouble.cannot_parse(), exceptions.TelegramBadRequest),
        (trouble.migrated(-1007), exceptions.TelegramMigrateToChat),
        (trouble.failing(500), exceptions.TelegramServerError),
        (trouble.failing(504), exceptions.TelegramServerError),
        (trouble.page(502), exceptions.ClientDecodeError),
        (trouble.cut(), exceptions.ClientDecodeError),
        (trouble.not_ok(), exceptions.TelegramAPIError),
        (trouble.reset(), exceptions.TelegramNetworkError),
        (trouble.reset(accepted=True), exceptions.TelegramNetworkError),
    ],
    ids=lambda value: (
        f"{value.how}-{value.status}-{value.refusal}-{value.accepted}" if isinstance(value, Trouble) else ""
    ),
)
async def test_aiogram_meets_the_trouble_and_the_fake_knows_what_was_done(
    what: Trouble, error: type[Exception], ada: Person, aio: Bot, fake: FakeTelegram
) -> None:
    fake.trouble.next("sendMessage", what)

    with pytest.raises(error):
        await aio.send_message(ada.id, "hello")

    assert ada.has_unread is what.accepted
    assert len(fake.untold) == len(fake.calls("sendMessage")) == int(what.accepted)
    assert len(fake.refusals) == int(not what.accepted)
    assert not fake.violations


@pytest.mark.parametrize(
    ("what", "error"),
    [
        (trouble.too_many(3), telegram.error.RetryAfter),
        (trouble.blocked(), telegram.error.Forbidden),
        (trouble.chat_not_found(), telegram.error.BadRequest),
        (trouble.migrated(-1007), telegram.error.ChatMigrated),
        (trouble.page(502), telegram.error.TelegramError),
        (trouble.cut(), telegram.error.TelegramError),
        (trouble.reset(), telegram.error.NetworkError),
    ],
    ids=lambda value: value.how + str(value.status) if isinstance(value, Trouble) else value.__name__,
)
# it says at each 429 that retry_after will be a timedelta some day
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_python_telegram_bot_meets_the_same(
    what: Trouble, error: type[Exception], ada: Person, ptb: telegram.Bot, fake: FakeTelegram
) -> None:
    fake.trouble.next("sendMessage", what)

    with pytest.raises(error):
        await ptb.send_message(ada.id, "hello")

    assert ada.has_unread is what.accepted


@pytest.mark.parametrize("accepted", [False, True])
async def test_silence_lasts_until_the_caller_loses_patience(accepted: bool, ada: Person, aio: Bot, wire: Wire) -> None:
    met = asyncio.Event()

    def stay_silent(_method: str, _parameters: Json) -> Trouble:
        met.set()
        return trouble.silence(accepted=accepted)

    wire.fake.trouble.rule = stay_silent
    sending = asyncio.create_task(aio.send_message(ada.id, "hello"))
    await met.wait()
    sending.cancel()
    await asyncio.wait([sending])

    assert sending.cancelled()
    assert ada.has_unread is accepted
    assert len(wire.fake.untold) == int(accepted)


async def test_a_call_during_retry_after_is_noted(ada: Person, wire: Wire, clock: FakeClock) -> None:
    wire.fake.trouble.next("sendMessage", trouble.too_many(3))

    asked = await wire.call("sendMessage", chat_id=ada.id, text="one")
    clock.move(seconds=2)
    early = await wire.call("sendMessage", chat_id=ada.id, text="one")
    polled = await wire.call("getUpdates")
    clock.move(seconds=1)
    late = await wire.call("sendMessage", chat_id=ada.id, text="one")

    assert asked["parameters"] == {"retry_after": 3}
    assert early["parameters"] == {"retry_after": 1}
    assert polled["ok"]
    assert late["ok"]
    assert wire.fake.violations == [Violation("sendMessage", IN_RETRY_AFTER)]


async def test_a_flood_of_one_chat_leaves_the_others_free(ada: Person, wire: Wire) -> None:
    eve = wire.fake.person(7)
    await eve.say("hello")
    wire.fake.trouble.next("sendMessage", trouble.too_many(3, whole_bot=False))

    await wire.call("sendMessage", chat_id=ada.id, text="one")
    other = await wire.call("sendMessage", chat_id=eve.id, text="one")
    same = await wire.call("sendChatAction", chat_id=ada.id, action="typing")

    assert other["ok"]
    assert same["error_code"] == 429
    assert wire.fake.violations == [Violation("sendChatAction", IN_RETRY_AFTER)]


async def test_what_was_on_its_way_is_refused_but_excused(clock: FakeClock) -> None:
    async with FakeTelegram(clock=clock, grace=0.5) as fake, aiohttp.ClientSession() as client:
        wire = Wire(fake, client)
        await fake.person(7).say("hello")
        fake.trouble.next("sendMessage", trouble.too_many(3))

        await wire.call("sendMessage", chat_id=7, text="one")
        beside = await wire.call("sendMessage", chat_id=7, text="two")

        assert beside["error_code"] == 429
        assert not fake.violations


async def test_a_poll_can_be_told_to_wait(wire: Wire) -> None:
    wire.fake.trouble.next("getUpdates", trouble.too_many(3))

    await wire.call("getUpdates")
    again = await wire.call("getUpdates")

    assert again["error_code"] == 429
    assert wire.fake.violations == [Violation("getUpdates", IN_RETRY_AFTER)]


async def test_a_rule_decides_call_by_call(ada: Person, wire: Wire) -> None:
    wire.fake.trouble.rule = lambda method, call: trouble.failing() if call.get("text") == "bad" else None

    bad = await wire.call("sendMessage", chat_id=ada.id, text="bad")
    good = await wire.call("sendMessage", chat_id=ada.id, text="good")

    assert (bad["error_code"], good["ok"]) == (500, True)


async def test_a_cut_answer_is_no_json_and_a_page_is_html(ada: Person, wire: Wire) -> None:
    wire.fake.trouble.next("sendMessage", trouble.cut(), trouble.page(504))
    call = {"chat_id": ada.id, "text": "hello"}

    async with wire.client.post(wire.at("sendMessage"), json=call) as response:
        text = await response.text()
    async with wire.client.post(wire.at("sendMessage"), json=call) as page:
        html = await page.text()

    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert (page.status, page.content_type, html[:6]) == (504, "text/html", "<html>")


async def test_a_bad_call_is_noted_even_where_trouble_waits(wire: Wire) -> None:
    wire.fake.trouble.next("sendMessage", trouble.silence())

    body = await wire.call("sendMessage", chat_id=7)

    assert body["error_code"] == 400
    assert len(wire.fake.violations) == 1
