"""A business number of ours at a Graph API of the tests, by a clock that stands."""

from collections.abc import AsyncIterator

import pytest

from channels.whatsapp import WhatsApp, WhatsAppSettings
from tests.channels.whatsapp.graph import Graph
from tests.channels.whatsapp.tables import ACCOUNT, AT
from tests.clock import FakeClock

SECRET = "the secret of the app"
TEMPLATE = "passerelle_waiting"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(AT)


@pytest.fixture
async def graph() -> AsyncIterator[Graph]:
    async with Graph() as graph:
        yield graph


@pytest.fixture
def settings(graph: Graph, clock: FakeClock) -> WhatsAppSettings:
    return WhatsAppSettings("token", ACCOUNT, SECRET, "the word", graph.base, {"*": TEMPLATE}, clock)


@pytest.fixture
async def whatsapp(settings: WhatsAppSettings) -> AsyncIterator[WhatsApp]:
    channel = WhatsApp(settings)
    yield channel
    await channel.close()
