"""Updates delivered to a webhook: with the secret, in order within a queue, again until taken."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiohttp import web

from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.hook import Hook
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with Hook() as hook:
        yield hook


async def test_an_update_comes_with_the_secret(ada: Person, aio: Bot, hook: Hook, fake: FakeTelegram) -> None:
    await ada.say("before")
    await aio.set_webhook(hook.url, secret_token="s3cret")
    await ada.say("after")

    got = await hook.has(2)
    await fake.outlet.webhook.settled()

    assert [update["message"]["text"] for update in got] == ["before", "after"]
    assert hook.secrets == ["s3cret", "s3cret"]
    assert not fake.violations


async def test_what_was_not_taken_comes_again_and_holds_up_its_queue(ada: Person, hook: Hook, wire: Wire) -> None:
    hook.answers.extend([web.Response(status=500), web.Response(status=503, headers={"Retry-After": "1"})])
    await wire.result("setWebhook", url=hook.url)
    first = await ada.say("one")
    second = await ada.say("two")

    await hook.has(4)
    await wire.fake.outlet.webhook.settled()

    deliveries = [(delivery.update_id, delivery.status) for delivery in wire.fake.outlet.webhook.deliveries]
    one, two = first["update_id"], second["update_id"]
    assert deliveries == [(one, 500), (one, 503), (one, 200), (two, 200)]
    info = await wire.result("getWebhookInfo")
    assert info["pending_update_count"] == 0
    assert info["last_error_message"] == "Wrong response from the webhook: 503"


async def test_a_press_overtakes_a_text_that_is_held_up(ada: Person, hook: Hook, wire: Wire) -> None:
    await wire.result("sendMessage", chat_id=ada.id, text="ready?", reply_markup=KEYBOARD)
    wire.fake.outlet.webhook.delay = lambda update: 0.05 if "message" in update else 0.0
    await wire.result("setWebhook", url=hook.url)
    await ada.say("wait")
    await ada.press("Yes")

    got = await hook.has(2)

    assert ["message" in update for update in got] == [False, True]
    assert got[0]["update_id"] > got[1]["update_id"]


async def test_no_more_connections_than_asked_for(hook: Hook, wire: Wire) -> None:
    await wire.result("setWebhook", url=hook.url, max_connections=2)
    hook.is_open.clear()
    for number in range(1, 6):
        await wire.fake.person(number).say("hello")

    await hook.has(2)
    hook.is_open.set()
    await hook.has(5)

    assert hook.busiest == 2


async def test_a_duplicate_is_delivered_twice(ada: Person, hook: Hook, wire: Wire) -> None:
    await wire.result("setWebhook", url=hook.url)
    update = await ada.say("twice")
    wire.fake.outlet.repeat(update)

    assert await hook.has(2) == [update, update]


async def test_without_a_webhook_the_rest_waits_for_a_poll(ada: Person, hook: Hook, wire: Wire) -> None:
    await wire.result("setWebhook", url=hook.url, allowed_updates=["message"], secret_token="s")
    assert (await wire.result("getWebhookInfo"))["allowed_updates"] == ["message"]
    await wire.result("deleteWebhook")

    update = await ada.say("later")

    assert await wire.result("getUpdates") == [update]
    assert (await wire.result("getWebhookInfo"))["url"] == ""
    assert not hook.got


async def test_pending_updates_are_dropped_when_asked(ada: Person, hook: Hook, wire: Wire) -> None:
    await ada.say("lost")

    await wire.result("setWebhook", url=hook.url, drop_pending_updates=True)
    update = await ada.say("kept")

    assert await hook.has(1) == [update]


async def test_a_webhook_that_breaks_the_line_is_tried_again(ada: Person, hook: Hook, wire: Wire) -> None:
    hook.answers.append(None)
    await wire.result("setWebhook", url=hook.url)

    update = await ada.say("hello")

    assert await hook.has(2) == [update, update]
    await wire.fake.outlet.webhook.settled()
    assert [delivery.status for delivery in wire.fake.outlet.webhook.deliveries] == [0, 200]


async def test_a_method_in_the_answer_is_noted(ada: Person, hook: Hook, wire: Wire) -> None:
    hook.answers.append(web.json_response({"method": "sendMessage", "chat_id": ada.id, "text": "lost"}))
    await wire.result("setWebhook", url=hook.url)
    await ada.say("hello")

    await wire.fake.outlet.webhook.settled()

    [violation] = wire.fake.violations
    assert violation.rule == "a method in the answer to a webhook"
