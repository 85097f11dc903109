"""Requests that no browser makes: they are refused in words, with a way on, and the conversation goes on."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.campaigns.posts import read_posts
from tests.look.markup import read

FORM = {"content-type": "application/x-www-form-urlencoded"}
MIB = 1024 * 1024

BODIES = {
    "10 MiB": (b"text=" + b"x" * 10 * MIB, 413),
    "a million keys": (b"&".join(b"k%d=" % number for number in range(1_000_000)), 413),
    "a thousand fields": (b"&".join(b"text=%d" % number for number in range(1_000)), 400),
    "invalid UTF-8": (b"text=%ff%fe%fd", 400),
    "raw bytes": (b"text=\xff\xfe\xfd", 400),
    "half a surrogate pair": (b"text=%ed%a0%80", 400),
    "raw half a surrogate pair": (b"text=\xed\xa0\x80", 400),
}
HEADERS = {
    "a long header": {"x-long": "x" * 50_000},
    "many headers": {f"x-{number}": "y" for number in range(500)},
    "no language": {"accept-language": "*;q=x, ,,;;=, -, 1"},
    "many languages": {"accept-language": ",".join(f"l{number};q=0.{number}" for number in range(2_000))},
    "a strange encoding": {"accept-encoding": "gzip;q=nan, \t, zstd, *"},
    "a strange accept": {"accept": "\x00application/json"},
    "a strange place in the stream": {"last-event-id": "-1 OR 1=1"},
    "a forwarded address": {"x-forwarded-for": "127.0.0.1, ::1", "forwarded": "for=_hidden;proto=https"},
    "another host": {"host": "evil.example"},
    "no host": {"host": ""},
    "a range": {"range": "bytes=0-99999999999"},
}
LOST = (
    "/nowhere",
    "/chat/nowhere",
    "/fr/countries/zz",
    "/fr/countries/%00",
    "/fr/countries/..%2f..%2f",
    "/xx/countries/bj",
    "/%ff%fe",
    "/%E2%80%AE",
    "/" + "a" * 8_000,
    "/.env",
    "/wp-login.php",
    "/whatsapp/webhook",
)
NO_FILES = (
    "/chat/files/..%2f..%2f..%2fpyproject.toml",
    "/chat/files/%2e%2e/routes.py",
    "/chat/files/%2e%2e%2froutes.py",
    "/chat/files/routes.py",
    "/look/..%5c..%5cpyproject.toml",
    "/look/style.css%00.txt",
    "/look/.",
    "/look/%2fetc%2fpasswd",
)


@pytest.fixture
async def asked(browser: httpx2.AsyncClient) -> AsyncIterator[httpx2.AsyncClient]:
    """A visitor who is being asked for a name."""
    for number, text in enumerate(("hello", "1", "/register", "1")):
        await browser.post("/chat", data={"text": text, "nonce": str(number)})
    yield browser
    answer = await browser.post("/chat", data={"text": "Awa Dossou", "nonce": "name"}, follow_redirects=True)
    assert answer.status_code == 200
    assert "Where are your roots?" in read_posts(answer.text)[-1].text


async def in_pieces(body: bytes) -> AsyncIterator[bytes]:
    """Without a content length."""
    for at in range(0, len(body), 65_536):
        yield body[at : at + 65_536]


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "in pieces"])
async def test_a_bad_body_is_refused_in_words(
    asked: httpx2.AsyncClient, body: bytes, status: int, *, whole: bool
) -> None:
    answer = await asked.post("/chat", content=body if whole else in_pieces(body), headers=FORM)

    assert answer.status_code == status
    page = read(answer.text)
    assert "so nothing was sent" in page.text or "more than can be sent" in page.text
    assert page.all("textarea")
    assert page.faults == []


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS.keys())
async def test_strange_headers_change_nothing(asked: httpx2.AsyncClient, headers: dict[str, str]) -> None:
    page = await asked.get("/chat", headers=headers)

    assert page.status_code == 200
    assert "What is your name?" in page.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "x"])
@pytest.mark.parametrize("path", ["/", "/chat", "/chat/live", "/fr/countries/bj", "/healthz"])
async def test_other_methods_are_refused_with_a_way_on(browser: httpx2.AsyncClient, method: str, path: str) -> None:
    answer = await browser.request(method, path)

    assert answer.status_code == 405
    assert read(answer.text).all("a", **{"class": "button main"})


@pytest.mark.parametrize("path", LOST)
async def test_who_is_lost_is_shown_the_way(browser: httpx2.AsyncClient, path: str) -> None:
    answer = await browser.get(path)

    assert answer.status_code == 404
    assert read(answer.text).all("a", **{"class": "button main"})


@pytest.mark.parametrize("path", NO_FILES)
async def test_no_file_is_served_but_those_of_the_pages(browser: httpx2.AsyncClient, path: str) -> None:
    answer = await browser.get(path)

    assert answer.status_code == 404
    assert "import" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "query",
    ["lang=" + "x" * 9_000, "lang=%00", "lang=fr&lang=ar", "country=%ff", "country=BJ;DROP", "after=%00", "&&&==="],
)
async def test_strange_questions_to_pages_are_passed_over(browser: httpx2.AsyncClient, query: str) -> None:
    for path in ("/chat", "/chat/posts", "/", "/en"):
        assert (await browser.get(f"{path}?{query}")).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://", "file://", "http://passerelle.test.evil"]
)
async def test_a_form_from_elsewhere_is_refused(asked: httpx2.AsyncClient, origin: str) -> None:
    answer = await asked.post("/chat", data={"text": "Eve", "nonce": "x"}, headers={"origin": origin})

    assert answer.status_code == 403
    assert "not ours" in answer.text
