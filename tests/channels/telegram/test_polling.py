"""Long polling: nothing is confirmed before it is on disk, and nothing ends it but being told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from channels.channel import NotNow, Shut
from channels.telegram import Telegram
from channels.telegram.polling import pause
from channels.wire import Event, Unread
from tests.channels.telegram.conftest import House
from tests.channels.telegram.standin import TOKEN, Answer, StandIn, failed, ok, page, reset
from tests.payloads.stored import stored

CASES = stored("telegram/received")
TEXT, ARABIC = CASES["text"]["update"], CASES["text_arabic"]["update"]


@asynccontextmanager
async def listening(telegram: Telegram, house: House) -> AsyncIterator[None]:
    task = asyncio.create_task(telegram.listen(house.receive))
    yield
    assert not task.done()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert task.cancelled()


async def offsets(standin: StandIn, times: int) -> list[str | None]:
    return [call.fields.get("offset") for call in await standin.called("getUpdates", times)][:times]


async def test_updates_are_received_and_then_confirmed(telegram: Telegram, standin: StandIn, house: House) -> None:
    standin.updates = [TEXT, ARABIC]

    async with listening(telegram, house):
        asked = await offsets(standin, 3)

    assert len(house.texts) == 2
    assert asked == [None, str(ARABIC["update_id"] + 1), None]
    assert standin.calls[0].fields["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    assert standin.calls[0].fields["timeout"] == "50"


async def test_an_offset_never_outlives_what_it_confirms(telegram: Telegram, standin: StandIn, house: House) -> None:
    """After a quiet week the ids begin anew, perhaps lower: an old offset would hide them for ever."""
    standin.updates = [{**TEXT, "update_id": 900_000_000}]

    async with listening(telegram, house):
        await standin.called("getUpdates", 3)
        standin.updates = [{**TEXT, "update_id": 4}]
        await standin.called("getUpdates", len(standin.calls) + 3)

    assert [each.external_id for each in house.news if isinstance(each, Event)] == ["900000000", "4"]


async def test_what_is_not_on_disk_is_not_confirmed(
    telegram: Telegram, standin: StandIn, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    standin.updates, house.broken = [TEXT], True

    async with listening(telegram, house):
        assert await offsets(standin, 3) == [None, None, None]
        house.broken = False
        before = len(standin.calls)
        assert str(TEXT["update_id"] + 1) in await offsets(standin, before + 3)

    assert house.texts == ["Bonjour"]
    assert "OSError" in caplog.text


async def test_one_bad_update_takes_no_other_with_it(telegram: Telegram, standin: StandIn, house: House) -> None:
    bad: list[dict[str, Any]] = [{"update_id": 731900102, "message": 7}, CASES["broken_contact"]["update"]]
    standin.updates = [TEXT, *bad, ARABIC]

    async with listening(telegram, house):
        await offsets(standin, 3)

    assert [isinstance(each, Unread) for each in house.news] == [False, True, True, False]


async def test_an_update_without_an_id_is_kept_and_the_others_go_on(
    telegram: Telegram, standin: StandIn, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    standin.answer("getUpdates", ok(["odd"]), ok([{"message": {}}]), ok([TEXT]))

    async with listening(telegram, house):
        assert await offsets(standin, 4) == [None, None, None, str(TEXT["update_id"] + 1)]

    assert house.texts == ["Bonjour"]
    assert len(house.news) == 3
    assert caplog.text.count("Unconfirmed") == 2


FAILURES = {
    "somebody else asks": failed(409, "Conflict: terminated by other getUpdates request"),
    "a webhook is set": failed(409, "Conflict: can't use getUpdates method while webhook is active"),
    "restart": failed(500, "Internal Server Error: restart"),
    "gateway": page(502, "<html>Bad Gateway</html>"),
    "half an answer": page(200, '{"ok": true, "result": [{"upd'),
    "no list": ok({"update_id": 7}),
    "reset": reset,
}


@pytest.mark.parametrize("answer", FAILURES.values(), ids=FAILURES.keys())
async def test_it_goes_on_after(
    telegram: Telegram, standin: StandIn, house: House, caplog: pytest.LogCaptureFixture, answer: Answer
) -> None:
    standin.answer("getUpdates", answer, answer)
    standin.updates = [TEXT]

    async with listening(telegram, house):
        await standin.called("getUpdates", 4)

    assert house.texts == ["Bonjour"]
    assert len(caplog.messages) == 2
    assert TOKEN not in caplog.text


async def test_a_flood_is_waited_for_as_long_as_telegram_says(
    telegram: Telegram, standin: StandIn, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    standin.answer("getUpdates", failed(429, "Too Many Requests: retry after 1", retry_after=1))
    standin.updates = [TEXT]

    async with listening(telegram, house):
        await standin.called("getUpdates", 3)

    assert house.texts == ["Bonjour"]
    assert "again in 1 s: NotNow again in 1 s 429" in caplog.text


async def test_after_a_success_pauses_begin_anew(
    telegram: Telegram, standin: StandIn, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    failure = failed(500, "Internal Server Error")
    standin.answer("getUpdates", failure, failure, ok([]), failure)

    async with listening(telegram, house):
        await standin.called("getUpdates", 5)

    assert [message.split(" s:")[0].rsplit(" ")[-1] for message in caplog.messages] == ["0.001", "0.002", "0.001"]


PAUSES = [
    (OSError(), 1, 1.0),
    (OSError(), 2, 2.0),
    (OSError(), 6, 32.0),
    (OSError(), 7, 60.0),
    (OSError(), 10_000, 60.0),
    (NotNow(5, why="409"), 1, 1.0),
    (NotNow(17, account=True), 1, 17),
    (NotNow(17, account=True), 7, 60.0),
    (Shut("401"), 1, 300),
]


@pytest.mark.parametrize(("met", "failures", "seconds"), PAUSES)
def test_pauses_grow_up_to_a_minute_and_are_never_shorter_than_asked(
    met: Exception, failures: int, seconds: float
) -> None:
    assert pause(met, failures, 1.0) == seconds
