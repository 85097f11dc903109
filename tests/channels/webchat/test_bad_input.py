"""What nobody means well with: a clear refusal or a kind line, and never a 500."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.channels.webchat.conftest import SITE, Browser
from tests.channels.webchat.house import House
from tests.look.markup import read

FORM = {"content-type": "application/x-www-form-urlencoded"}
MIB = 1024 * 1024


def in_pieces(body: bytes) -> Iterator[bytes]:
    """Without a content length."""
    yield from (body[at : at + 65536] for at in range(0, len(body), 65536))


BODIES = {
    "10 MiB": (b"text=" + b"x" * 10 * MIB, 413),
    "100 MiB of nothing": (b"text=" + b"\x00" * 100 * MIB, 413),
    "a million keys": (b"&".join(b"k%d=" % number for number in range(1_000_000)), 413),
    "a thousand keys": (b"&".join(b"k%d=" % number for number in range(1_000)), 400),
    "invalid UTF-8": (b"text=%ff%fe%fd", 400),
    "raw bytes": (b"text=\xff\xfe\xfd", 400),
    "half a surrogate": (b"text=%ed%a0%80", 400),
    "no form": (b"{}", 303),
    "broken escapes": (b"text=%zz%&choice", 303),
    "NULs": (b"text=a%00b", 303),
    "a forged choice": (b"choice=" + b"%F0%9F%92%A3" * 500, 303),
    "a choice of controls": (b"choice=%00%01%02", 303),
    "a forged nonce": (b"text=hello&nonce=" + b"%00" * 5000, 303),
    "a forged language": (b"text=hello&lang=../../etc/passwd", 303),
    "everything at once": (b"text=a&choice=b&start=c&text=d", 303),
    "turned text": ("text=\u202e\u202d\u2066".encode(), 400),
    "turned text, escaped": (b"text=%E2%80%AE%E2%80%AD%E2%81%A6x", 303),
}


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "in pieces"])
def test_bad_bodies_are_met_in_words(visitor: TestClient, body: bytes, status: int, *, whole: bool) -> None:
    answer = visitor.post("/chat", content=body if whole else in_pieces(body), headers=FORM, follow_redirects=False)

    assert answer.status_code == status
    if status != 303:
        shown = read(answer.text)
        assert "so nothing was sent" in shown.text or "more than can be sent" in shown.text
        assert shown.all("textarea")
        assert shown.faults == []


@pytest.mark.parametrize("body", [body for body, status in BODIES.values() if status == 303])
def test_after_anything_the_conversation_goes_on(visitor: TestClient, house: House, body: bytes) -> None:
    visitor.get("/chat")
    visitor.post("/chat", content=body, headers=FORM)
    visitor.post("/chat", data={"text": "still here"})
    shown = read(visitor.get("/chat").text)

    assert house.events[-1].text == "still here"
    assert "You said: still here" in shown.text
    assert shown.faults == []


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/json", "", "text/html; charset=utf-7"]
)
def test_what_is_no_form_is_refused(visitor: TestClient, kind: str) -> None:
    assert visitor.post("/chat", content=b"--x", headers={"content-type": kind}).status_code == 400


@pytest.mark.parametrize("path", ["/chat/posts?after=", "/chat/posts?after=-1", "/chat/posts?after=" + "9" * 30])
def test_a_forged_place_in_the_log_is_the_beginning(visitor: TestClient, path: str) -> None:
    visitor.post("/chat", data={"text": "hello"})

    assert "You said: hello" in visitor.get(path).text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(visitor: TestClient, method: str) -> None:
    assert visitor.request(method, "/chat").status_code == 405


def test_what_the_page_refuses_says_no_more_than_needed(visitor: TestClient) -> None:
    """A stranger without a cookie gets nobody's posts."""
    assert visitor.get("/chat/posts?after=0").status_code == 204
    assert visitor.get("/chat/live").status_code == 204


async def test_a_body_that_comes_a_byte_at_a_time_is_not_waited_for(browser: Browser, house: House) -> None:
    transport = httpx2.ASGITransport(browser(longest_reading=0.01).app)

    async with httpx2.AsyncClient(transport=transport, base_url=SITE) as slow:
        answer = await slow.post("/chat", content=dripping(), headers=FORM)

    assert answer.status_code == 400
    assert "so nothing was sent" in answer.text
    assert house.events == []


async def dripping() -> AsyncIterator[bytes]:
    for letter in b"text=hello":
        await asyncio.sleep(0.01)
        yield bytes([letter])
