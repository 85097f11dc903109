"""A web chat and the browsers that visit it."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import look
from channels.webchat import WebchatSettings, routes
from tests.channels.webchat.house import House

SITE = "http://passerelle.test"
KEY = b"a key that only the tests know"

Browser = Callable[..., TestClient]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def browser(house: House) -> Browser:
    """Makes a browser of its own, on a chat with these settings."""

    def opened(*, public_url: str = SITE, **others: Any) -> TestClient:
        settings = WebchatSettings(KEY, public_url, **others)
        app = Starlette(routes=routes(house.receive, house, settings))
        https = public_url.startswith("https")
        return TestClient(look.SecurityHeaders(app, https=https), public_url)

    return opened


@pytest.fixture
def visitor(browser: Browser) -> TestClient:
    return browser()
