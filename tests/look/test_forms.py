"""Posted forms, read within bounds."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from look.forms import DRAINED_BYTES, TooLarge, Unreadable, read_form

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def client() -> TestClient:
    async def read(request: Request) -> Response:
        try:
            return JSONResponse(await read_form(request, most_bytes=1000))
        except TooLarge:
            return PlainTextResponse("too large", 413)
        except Unreadable:
            return PlainTextResponse("unreadable", 400)

    return TestClient(Starlette(routes=[Route("/", read, methods=["POST"])]))


def chunks(number: int) -> Iterator[bytes]:
    """Sent without a content length."""
    yield from (b"x" * 1000 for _ in range(number))


def test_fields_are_read_in_any_script(client: TestClient) -> None:
    answer = client.post("/", data={"text": "سلام\nçava & 1+1=2", "empty": ""})

    assert answer.json() == {"text": "سلام\nçava & 1+1=2", "empty": ""}


def test_no_body_is_no_fields(client: TestClient) -> None:
    assert client.post("/", headers=FORM).json() == {}


def test_a_body_of_the_very_bound_is_read(client: TestClient) -> None:
    assert client.post("/", content=b"t=" + b"x" * 998, headers=FORM).status_code == 200
    assert client.post("/", content=b"t=" + b"x" * 999, headers=FORM).status_code == 413


def test_what_declares_no_length_is_counted(client: TestClient) -> None:
    assert client.post("/", content=chunks(1), headers=FORM).status_code == 200
    assert client.post("/", content=chunks(2), headers=FORM).status_code == 413
    assert client.post("/", content=chunks(DRAINED_BYTES // 1000 + 1), headers=FORM).status_code == 413


@pytest.mark.parametrize("length", [str(DRAINED_BYTES + 1), "9" * 5000], ids=["a byte", "beyond all numbers"])
def test_what_declares_far_too_much_is_not_even_read(client: TestClient, length: str) -> None:
    declared = FORM | {"content-length": length}

    assert client.post("/", content=b"", headers=declared).status_code == 413


@pytest.mark.parametrize(
    "body",
    [b"t=\xff\xfe", b"t=%ff%fe", b"t=%c3", b"&".join(b"%d=1" % number for number in range(50)), b"=&" * 60],
    ids=["raw bytes", "escaped bytes", "half a letter", "many fields", "many nothings"],
)
def test_what_is_no_text_is_not_guessed_at(client: TestClient, body: bytes) -> None:
    assert client.post("/", content=body, headers=FORM).status_code == 400


@pytest.mark.parametrize("kind", ["", "application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_what_is_no_form_is_not_read(client: TestClient, kind: str) -> None:
    assert client.post("/", content=b"t=1", headers={"content-type": kind}).status_code == 400
