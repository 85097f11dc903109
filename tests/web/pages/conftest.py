"""The pages of an invented community, and a reader."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.web.pages.facts import InventedFacts
from web.pages import PagesSettings, refusals, routes

SITE = "https://passerelle.example"


async def _chat(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("the chat")


@pytest.fixture
def facts() -> InventedFacts:
    return InventedFacts()


@pytest.fixture
def app(facts: InventedFacts) -> Starlette:
    pages = routes(facts, PagesSettings(SITE))
    return Starlette(routes=[Route("/chat", _chat), *pages], exception_handlers=refusals(facts))


@pytest.fixture
def reader(app: Starlette) -> TestClient:
    return TestClient(app, SITE)
