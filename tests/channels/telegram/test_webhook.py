"""The webhook, as Telegram and as strangers post to it."""

import asyncio
import json
from collections.abc import AsyncIterator
from itertools import islice
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from channels.telegram import Telegram
from channels.wire import Event, Unread
from tests.channels.telegram.conftest import House, Opened
from tests.channels.telegram.standin import StandIn, failed
from tests.payloads.mutating import mutations
from tests.payloads.stored import stored

CASES = stored("telegram/received")
SECRET = "a-secret_that-only-Telegram-knows"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
TEXT = CASES["text"]["update"]
MIB = 1024 * 1024


class Poster:
    """Posts to the webhook of a channel, with the secret where nothing else is said."""

    def __init__(self, telegram: Telegram, house: House) -> None:
        app = Starlette(routes=telegram.routes(house.receive))
        transport = httpx2.ASGITransport(app, raise_app_exceptions=True)
        self.client = httpx2.AsyncClient(transport=transport, base_url="https://passerelle.test")

    async def post(self, body: Any, secret: bytes | None = SECRET.encode()) -> httpx2.Response:
        content = body if isinstance(body, bytes | AsyncIterator) else json.dumps(body).encode()
        headers = [] if secret is None else [(HEADER.encode(), secret)]
        return await self.client.post("/telegram/webhook", content=content, headers=headers)


@pytest.fixture
async def telegram(opened: Opened) -> Telegram:
    return opened(webhook_secret=SECRET, longest_reading=0.2)


@pytest.fixture
async def poster(telegram: Telegram, house: House) -> AsyncIterator[Poster]:
    poster = Poster(telegram, house)
    yield poster
    await poster.client.aclose()


async def test_an_update_is_received_before_it_is_acknowledged(poster: Poster, house: House) -> None:
    answer = await poster.post(TEXT)

    assert answer.status_code == 200
    assert house.texts == ["Bonjour"]


async def test_what_is_not_on_disk_is_brought_again(
    poster: Poster, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.broken = True
    refused = await poster.post(TEXT)
    house.broken = False
    taken = await poster.post(TEXT)

    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert taken.status_code == 200
    assert house.texts == ["Bonjour"]
    assert "OSError" in caplog.text
    assert "Bonjour" not in caplog.text


STRANGERS = [None, b"", b"wrong", SECRET.encode()[:-1], SECRET.encode() + b"x", "sécret".encode(), b"\xff\xfe\x80"]


@pytest.mark.parametrize("secret", STRANGERS)
async def test_a_stranger_is_refused(poster: Poster, house: House, secret: bytes | None) -> None:
    answer = await poster.post(TEXT, secret)

    assert answer.status_code == 401
    assert house.news == []


BODIES = {
    "no JSON": (b"update", 400),
    "empty": (b"", 400),
    "no UTF-8": (b'{"update_id": "\xff\xfe"}', 400),
    "a list": (b"[]", 400),
    "a number": (b"7", 400),
    "nested too deep": (b'{"a":' * 100_000, 400),
    "a number too long": (b'{"update_id": ' + b"9" * 5_000 + b"}", 400),
    "1 MiB and one": (b" " * (MIB + 1), 413),
    "10 MiB": (b"x" * 10 * MIB, 413),
}


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES.keys())
async def test_what_cannot_be_an_update_is_refused(poster: Poster, house: House, body: bytes, status: int) -> None:
    answer = await poster.post(body)

    assert answer.status_code == status
    assert house.news == []


async def test_a_body_that_never_ends_is_not_waited_for(poster: Poster) -> None:
    async def dripping() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    assert (await poster.post(dripping())).status_code == 400


async def test_an_update_that_cannot_be_read_is_kept(poster: Poster, house: House) -> None:
    answer = await poster.post(CASES["broken_text"]["update"])
    (kept,) = house.news

    assert answer.status_code == 200
    assert isinstance(kept, Unread)
    assert json.loads(kept.raw) == CASES["broken_text"]["update"]


async def test_an_update_that_says_nothing_is_acknowledged(poster: Poster, house: House) -> None:
    assert (await poster.post(CASES["edited"]["update"])).status_code == 200
    assert house.news == []


async def test_a_group_is_told_and_left(poster: Poster, standin: StandIn, house: House) -> None:
    assert (await poster.post(CASES["added_to_group"]["update"])).status_code == 200

    (left,) = await standin.called("leaveChat")
    (told,) = await standin.called("sendMessage")
    assert left.fields == {"chat_id": "-1001234567890"}
    assert told.fields["text"].startswith("Je ne parle qu’avec une personne")
    assert house.news == []


async def test_a_group_that_hears_nothing_is_left_all_the_same(
    poster: Poster, standin: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    standin.answer("sendMessage", failed(403, "Forbidden: bot is not allowed to write in Béninois de Lyon"))
    await poster.post(CASES["added_to_group"]["update"])

    assert await standin.called("leaveChat")
    assert "sendMessage: 403" in caplog.text
    assert "Lyon" not in caplog.text


async def test_a_press_that_nothing_follows_is_answered(poster: Poster, standin: StandIn) -> None:
    await poster.post(CASES["press_game"]["update"])

    (answered,) = await standin.called("answerCallbackQuery")
    assert answered.fields == {"callback_query_id": "23837094712345678"}


async def test_only_a_bot_with_a_secret_has_a_webhook(opened: Opened, house: House) -> None:
    assert opened().routes(house.receive) == []
    assert opened(webhook_secret="").routes(house.receive) == []


async def test_other_methods_are_refused(poster: Poster) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        assert (await poster.client.request(method, "/telegram/webhook")).status_code == 405


async def test_damaged_updates_meet_no_error_of_ours(poster: Poster, house: House) -> None:
    met = set()
    for number, case in enumerate(CASES.values()):
        for mutant in islice(mutations(case["update"], seed=1_000 + number), 8):
            met.add((await poster.post(mutant)).status_code)

    assert met == {200, 400}
    assert any(isinstance(each, Unread) for each in house.news)
    assert any(isinstance(each, Event) for each in house.news)
