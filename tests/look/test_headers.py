"""What every answer tells the browser not to do."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from look.headers import SecurityHeaders


def client(*, https: bool) -> TestClient:
    async def hello(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("hello")

    async def own(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("hello", headers={"referrer-policy": "no-referrer"})

    async def broken(_request: Request) -> PlainTextResponse:
        raise OSError

    app = Starlette(routes=[Route("/", hello), Route("/own", own), Route("/broken", broken)])
    return TestClient(SecurityHeaders(app, https=https), raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/", "/missing", "/broken"])
def test_every_answer_carries_them(path: str) -> None:
    headers = client(https=True).get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


def test_without_https_nobody_is_told_to_insist_on_it() -> None:
    assert "strict-transport-security" not in client(https=False).get("/").headers


def test_an_answer_may_be_stricter() -> None:
    assert client(https=False).get("/own").headers["referrer-policy"] == "no-referrer"
