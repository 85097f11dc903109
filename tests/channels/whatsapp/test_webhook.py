"""The webhook: who may speak, what is answered, and that nothing is acknowledged before it is kept."""

import asyncio
import json
from collections.abc import AsyncIterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from channels.whatsapp import WhatsApp
from channels.whatsapp.routes import MOST_BYTES, PATH
from channels.whatsapp.signature import sign
from channels.whatsapp.whatsapp import MOST_MARKS
from channels.wire import Event, News, Unread
from tests.channels.whatsapp.conftest import SECRET
from tests.channels.whatsapp.graph import Graph, error
from tests.channels.whatsapp.tables import envelope, table
from tests.payloads.mutating import mutations

RECEIVED = {each["what"]: envelope(each) for each in table("received")}
TEXT = RECEIVED["Arabic with an emoji"]


@dataclass
class Store:
    """Keeps what it is given; `away` makes that fail, as a full disk does."""

    away: bool = False
    news: list[News] = field(default_factory=list)

    async def receive(self, news: Sequence[News]) -> None:
        if self.away:
            raise OSError
        self.news.extend(news)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
async def meta(whatsapp: WhatsApp, store: Store) -> AsyncIterator[httpx2.AsyncClient]:
    app = Starlette(routes=whatsapp.routes(store.receive))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://passerelle.test") as client:
        yield client


async def post(meta: httpx2.AsyncClient, body: bytes, signature: str | bytes | None = None) -> httpx2.Response:
    signed = sign(body, SECRET) if signature is None else signature
    header = signed.encode() if isinstance(signed, str) else signed
    return await meta.post(PATH, content=body, headers={b"X-Hub-Signature-256": header} if header else {})


async def notify(meta: httpx2.AsyncClient, payload: Any) -> httpx2.Response:
    return await post(meta, json.dumps(payload).encode())


# the handshake


def question(**changed: str) -> dict[str, str]:
    asked = {"mode": "subscribe", "verify_token": "the word", "challenge": "1158201444"}
    return {f"hub.{name}": value for name, value in (asked | changed).items()}


async def test_handshake_gives_the_challenge_back_as_it_is(meta: httpx2.AsyncClient) -> None:
    answer = await meta.get(PATH, params=question(challenge="<b>1158 é"))

    assert (answer.status_code, answer.text) == (200, "<b>1158 é")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "asked",
    [question(verify_token="another"), question(verify_token="thé word"), question(mode="unsubscribe"), {}],
    ids=["another word", "not ASCII", "another mode", "nothing"],
)
async def test_handshake_with_anything_else_is_refused(meta: httpx2.AsyncClient, asked: dict[str, str]) -> None:
    assert (await meta.get(PATH, params=asked)).status_code == 403


# the signature


async def test_signed_notification_is_kept(meta: httpx2.AsyncClient, store: Store) -> None:
    answer = await notify(meta, TEXT)

    assert answer.status_code == 200
    assert [each.text for each in store.news if isinstance(each, Event)] == ["مرحبا 👋🏽"]


async def test_signature_is_of_the_bytes_that_came_and_not_of_what_they_mean(
    meta: httpx2.AsyncClient, store: Store
) -> None:
    escaped = json.dumps(TEXT, ensure_ascii=True).encode()
    plain = json.dumps(TEXT, ensure_ascii=False).encode()
    assert b"\\u0645" in escaped

    assert (await post(meta, escaped, sign(escaped, SECRET))).status_code == 200
    assert (await post(meta, plain, sign(escaped, SECRET))).status_code == 403
    assert len(store.news) == 1


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "sha256=" + "0" * 64,
        sign(b"another body", SECRET),
        sign(json.dumps(TEXT).encode(), "another secret"),
        sign(json.dumps(TEXT).encode(), SECRET).removeprefix("sha256="),
        "sha256=é".encode(),
        b"sha256=\xff\xfe",
    ],
    ids=["none", "zeros", "of another body", "by another secret", "without its scheme", "not ASCII", "not text"],
)
async def test_notification_that_meta_did_not_sign_is_refused(
    meta: httpx2.AsyncClient, store: Store, signature: str | bytes
) -> None:
    assert (await post(meta, json.dumps(TEXT).encode(), signature)).status_code == 403
    assert store.news == []


# what is answered


async def test_notification_that_was_not_kept_is_to_come_again(meta: httpx2.AsyncClient, store: Store) -> None:
    store.away = True

    answer = await notify(meta, TEXT)

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"entry":' + b"9" * 5_000 + b"}", b"[]", b'"text"', b"null"],
    ids=["nothing", "cut off", "no text", "too deep", "a number too long", "a list", "a text", "null"],
)
async def test_authentic_notification_that_cannot_be_read_is_kept_and_not_sent_again(
    meta: httpx2.AsyncClient, store: Store, body: bytes
) -> None:
    assert (await post(meta, body)).status_code == 200
    assert [type(each) for each in store.news] == [Unread]


async def test_notification_that_concerns_nobody_is_acknowledged(meta: httpx2.AsyncClient, store: Store) -> None:
    assert (await notify(meta, RECEIVED["a template was paused"])).status_code == 200
    assert store.news == []


async def test_body_beyond_what_meta_sends_is_refused(meta: httpx2.AsyncClient, store: Store) -> None:
    assert (await post(meta, b" " * (MOST_BYTES + 1))).status_code == 413
    assert (await post(meta, b" " * MOST_BYTES)).status_code == 200


async def test_body_of_undeclared_length_is_read_no_further_than_that(meta: httpx2.AsyncClient, store: Store) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        for _chunk in range(1_000):
            read += 64 * 1024
            yield b" " * (64 * 1024)

    answer = await meta.post(PATH, content=endless(), headers={"X-Hub-Signature-256": "sha256=0"})

    assert answer.status_code == 413
    assert store.news == []


async def test_length_declared_beyond_any_number_is_no_trouble(meta: httpx2.AsyncClient) -> None:
    answer = await meta.post(PATH, content=b"{}", headers={"Content-Length": "9" * 5_000, "X-Hub-Signature-256": "x"})

    assert answer.status_code == 413


async def test_body_that_breaks_off_is_refused(whatsapp: WhatsApp, store: Store) -> None:
    app = Starlette(routes=whatsapp.routes(store.receive))
    headers = [(b"x-hub-signature-256", b"sha256=0")]
    scope = {"type": "http", "method": "POST", "path": PATH, "headers": headers, "query_string": b""}
    told: list[MutableMapping[str, Any]] = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    ]
    answered = []

    async def receive() -> MutableMapping[str, Any]:
        return told.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:
        answered.append(message.get("status"))

    await app(scope, receive, send)

    assert answered[0] == 400
    assert store.news == []


async def test_damaged_notifications_are_all_acknowledged(meta: httpx2.AsyncClient) -> None:
    for what in ("two changes", "delivered, and billed", "asked for, from a username"):
        for value in islice(mutations(RECEIVED[what], seed=5), 60):
            body = value if isinstance(value, bytes) else json.dumps(value).encode()
            assert (await post(meta, body)).status_code == 200


# read marks


async def test_message_is_marked_as_read_once_it_was_kept(meta: httpx2.AsyncClient, graph: Graph) -> None:
    await notify(meta, TEXT)

    assert graph.sent == [
        {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": TEXT["entry"][0]["changes"][0]["value"]["messages"][0]["id"],
            "typing_indicator": {"type": "text"},
        }
    ]


async def test_of_several_messages_the_last_of_each_person_is_marked(meta: httpx2.AsyncClient, graph: Graph) -> None:
    await notify(meta, RECEIVED["messages out of their order"])
    await notify(meta, RECEIVED["two people in one notification"])

    assert len(graph.sent) == 1 + 2


@pytest.mark.parametrize("what", ["delivered, and billed", "another number", "a thumb under a message"])
async def test_what_nobody_wrote_is_not_marked(meta: httpx2.AsyncClient, graph: Graph, what: str) -> None:
    await notify(meta, RECEIVED[what])

    assert graph.sent == []


async def test_message_that_was_not_kept_is_not_marked(meta: httpx2.AsyncClient, store: Store, graph: Graph) -> None:
    store.away = True

    await notify(meta, TEXT)

    assert graph.sent == []


@pytest.mark.parametrize("code", [100, 131000, 190])
async def test_mark_that_is_refused_costs_nothing_but_a_line(
    meta: httpx2.AsyncClient, graph: Graph, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    graph.answer(400, error(code))

    assert (await notify(meta, TEXT)).status_code == 200

    assert f"400/{code}" in caplog.text
    assert "22890112233" not in caplog.text


async def test_no_mark_goes_out_while_the_vendor_wants_to_be_left_alone(meta: httpx2.AsyncClient, graph: Graph) -> None:
    graph.answer(429, error(130429), {"Retry-After": "30"})
    await notify(meta, TEXT)

    await notify(meta, RECEIVED["a text by number and user id"])

    assert len(graph.sent) == 1


async def test_no_more_than_so_many_marks_are_on_their_way_at_once(
    meta: httpx2.AsyncClient, store: Store, graph: Graph
) -> None:
    graph.held.clear()
    notified = [asyncio.ensure_future(notify(meta, TEXT)) for _one in range(MOST_MARKS + 5)]

    for first in islice(asyncio.as_completed(notified), 5):
        await first
    graph.held.set()
    await asyncio.gather(*notified)

    assert len(store.news) == MOST_MARKS + 5
    assert len(graph.sent) == MOST_MARKS


async def test_while_the_account_rests_nothing_is_marked(
    meta: httpx2.AsyncClient, whatsapp: WhatsApp, store: Store, graph: Graph
) -> None:
    whatsapp.rest(30)

    await notify(meta, TEXT)

    assert len(store.news) == 1
    assert graph.sent == []
