"""How webhooks arrive: signed over escaped bytes, in batches, twice, out of order, again until they get their 200."""

import json

import aiohttp
import pytest

from tests.clock import FakeClock
from tests.fakes.whatsapp.account import ACCOUNT
from tests.fakes.whatsapp.business import Business, text
from tests.fakes.whatsapp.person import Person
from tests.fakes.whatsapp.receiver import Receiver, only
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.fakes.whatsapp.webhook import Habits
from tests.processes import free_port


async def test_the_handshake_gives_the_challenge_back(fake: FakeWhatsApp) -> None:
    assert await fake.webhook.subscribe()


async def test_the_handshake_fails_with_another_token(receiver: Receiver, clock: FakeClock) -> None:
    async with FakeWhatsApp(receiver.url, clock=clock, app_secret="s3cret", verify_token="wrong", token="t") as fake:
        assert not await fake.webhook.subscribe()


async def test_the_signature_is_over_bytes_in_which_all_is_escaped(
    fake: FakeWhatsApp, receiver: Receiver, afi: Person
) -> None:
    await afi.say("ɖó akwɛ́ 😀 https://example.org")
    await fake.webhook.settled()

    raw = receiver.raw[-1]
    assert raw.isascii()
    assert rb"\u0256\u00f3 akw\u025b\u0301 \ud83d\ude00 https:\/\/example.org" in raw
    assert receiver.all("messages")[-1]["text"]["body"] == "ɖó akwɛ́ 😀 https://example.org"


async def test_bytes_written_anew_have_another_signature(fake: FakeWhatsApp, receiver: Receiver, afi: Person) -> None:
    await afi.say("é")
    await fake.webhook.settled()

    raw = receiver.raw[-1]
    anew = json.dumps(json.loads(raw), ensure_ascii=False).encode()
    assert fake.webhook.sign(anew) != fake.webhook.sign(raw)


async def test_another_secret_is_refused(receiver: Receiver, clock: FakeClock) -> None:
    async with FakeWhatsApp(receiver.url, clock=clock, app_secret="wrong", verify_token="shake", token="t") as fake:
        fake.announce("account_update")
        await fake.webhook.answered(2)

    assert receiver.raw == []
    assert {delivery.status for delivery in fake.webhook.log} == {403}


async def test_a_batch_has_several_entries_changes_and_messages(
    fake: FakeWhatsApp, receiver: Receiver, business: Business, afi: Person
) -> None:
    receiver.raw.clear()
    fake.webhook.hold()
    await afi.say("un")
    await afi.say("deux")
    await business.send(text())
    fake.announce("account_update")
    await afi.say("trois")
    fake.webhook.release(batch=100)
    await fake.webhook.settled()

    body = only(receiver.bodies)
    assert [entry["id"] for entry in body["entry"]] == [ACCOUNT, ACCOUNT]
    first, second = body["entry"]
    messages, statuses = (change["value"] for change in first["changes"])
    assert [each["text"]["body"] for each in messages["messages"]] == ["un", "deux"]
    assert [each["status"] for each in statuses["statuses"]] == ["sent", "delivered", "read"]
    assert [change["field"] for change in second["changes"]] == ["account_update", "messages"]


async def test_what_was_held_comes_backwards_and_twice(fake: FakeWhatsApp, receiver: Receiver, afi: Person) -> None:
    receiver.raw.clear()
    fake.webhook.hold()
    for word in ("un", "deux", "trois"):
        await afi.say(word)
    fake.webhook.release(backwards=True, twice=True)
    await fake.webhook.settled()

    words = [each["text"]["body"] for each in receiver.all("messages")]
    assert words == ["trois", "trois", "deux", "deux", "un", "un"]
    assert receiver.raw[0] == receiver.raw[1]


async def test_held_webhooks_have_the_time_when_it_happened(
    fake: FakeWhatsApp, receiver: Receiver, afi: Person, clock: FakeClock
) -> None:
    fake.webhook.hold()
    said = int(clock().timestamp())
    await afi.say("Je suis là")
    clock.move(days=2)
    fake.webhook.release()
    await fake.webhook.settled()

    assert receiver.all("messages")[-1]["timestamp"] == str(said)


@pytest.mark.parametrize("status", [500, 503, 403, 404, 201])
async def test_what_gets_no_200_is_sent_again_as_it_was(
    status: int, fake: FakeWhatsApp, receiver: Receiver, afi: Person
) -> None:
    receiver.raw.clear()
    fake.webhook.log.clear()
    receiver.answers.extend([status, status])
    await afi.say("Encore")
    await fake.webhook.settled()

    assert len(receiver.raw) == 3
    assert len(set(receiver.raw)) == 1
    assert [(each.attempt, each.status) for each in fake.webhook.log] == [(1, status), (2, status), (3, 200)]


async def test_what_fails_holds_nothing_else_up(fake: FakeWhatsApp, receiver: Receiver, afi: Person) -> None:
    receiver.raw.clear()
    receiver.answers.append(500)
    fake.webhook.hold()
    await afi.say("un")
    await afi.say("deux")
    fake.webhook.release()
    await fake.webhook.settled()

    assert [each["text"]["body"] for each in receiver.all("messages")] == ["un", "deux", "un"]


async def test_what_happens_before_the_webhook_is_there_waits_for_it(receiver: Receiver, clock: FakeClock) -> None:
    async with FakeWhatsApp(clock=clock, app_secret="s3cret", verify_token="shake", token="t") as fake:
        await fake.person(phone="22890112233").say("Allô ?")
        await fake.webhook.settled()
        assert receiver.raw == []

        fake.webhook.listen(receiver.url)
        await fake.webhook.settled()

    assert only(receiver.all("messages"))["text"]["body"] == "Allô ?"


async def test_nobody_answering_is_like_a_500(receiver: Receiver, clock: FakeClock) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/"
    async with FakeWhatsApp(nowhere, clock=clock, app_secret="s3cret", verify_token="shake", token="t") as fake:
        fake.announce("account_update")
        await fake.webhook.answered(2)
        fake.webhook.listen(receiver.url)
        await fake.webhook.settled()

    assert [each.status for each in fake.webhook.log[:2]] == [0, 0]
    assert only(receiver.changes)["field"] == "account_update"


async def test_it_waits_longer_before_each_attempt_up_to_an_end(fake: FakeWhatsApp) -> None:
    fake.webhook.pause, fake.webhook.longest_pause = 1, 60

    assert [fake.webhook.pause_before(attempt) for attempt in range(2, 10)] == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_bad_habits_lose_nothing(fake: FakeWhatsApp, receiver: Receiver, afi: Person) -> None:
    receiver.raw.clear()
    fake.webhook.habits = Habits(batch=3, twice=0.5, overtaken=0.5, late=0.01, lanes=4)
    words = [f"mot {number}" for number in range(60)]
    for word in words:
        await afi.say(word)
    await fake.webhook.settled()

    came = [each["text"]["body"] for each in receiver.all("messages")]
    assert set(came) == set(words)
    assert len(came) > len(words)
    assert list(dict.fromkeys(came)) != words


async def test_a_body_of_anyones_making_is_signed_too(fake: FakeWhatsApp, receiver: Receiver) -> None:
    fake.webhook.send({"object": "whatsapp_business_account", "entry": []})
    await fake.webhook.settled()

    assert receiver.bodies == [{"object": "whatsapp_business_account", "entry": []}]


async def test_who_forges_a_webhook_has_no_signature_for_it(receiver: Receiver) -> None:
    async with aiohttp.ClientSession() as session, session.post(receiver.url, data=b"{}") as answer:
        assert answer.status == 403
