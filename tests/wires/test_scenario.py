"""Each scenario gives the same conversation on every wire, in every language."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from models.store import Store
from tests.conftest import SECRET
from tests.engines import warm_store
from tests.fakes.telegram import FakeTelegram
from tests.fakes.whatsapp.account import NUMBER_ID
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.processes import free_port
from tests.wires.house import open_house
from tests.wires.phone import Phone
from tests.wires.play import SCENARIOS, Stage
from tests.wires.telegram import TelegramPhone
from tests.wires.terminal import TerminalPhone
from tests.wires.webchat import WebPhone
from tests.wires.whatsapp import WhatsAppPhone

DAY = datetime(2026, 12, 1, 12, tzinfo=UTC)
LANGUAGES = ("en", "fr", "ar")
Give = Callable[[str], Phone]


@asynccontextmanager
async def terminals(store: Store, code: str) -> AsyncIterator[Give]:
    async with AsyncExitStack() as stack:

        def give(name: str) -> TerminalPhone:
            phone = TerminalPhone(store, name, code)
            stack.push_async_callback(phone.leave)
            return phone

        yield give


@asynccontextmanager
async def browsers(store: Store, code: str) -> AsyncIterator[Give]:
    port = free_port()
    async with AsyncExitStack() as stack, open_house(store, port):

        def give(name: str) -> WebPhone:
            client = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}")
            stack.push_async_callback(client.aclose)
            return WebPhone(client, code)

        yield give


@asynccontextmanager
async def telegram(store: Store, code: str, **settings: str) -> AsyncIterator[Give]:
    async with FakeTelegram(clock=store.clock, patience=20) as fake:
        given = {"telegram_bot_token": fake.token, "telegram_api_base": fake.url, **settings}
        async with open_house(store, free_port(), **given):
            yield lambda name: TelegramPhone(fake.person(_number(name), name=name.title(), language_code=code))
        assert fake.violations == []


def by_webhook(store: Store, code: str) -> AbstractAsyncContextManager[Give]:
    return telegram(store, code, telegram_webhook_secret="a_secret_for_the_webhook")


@asynccontextmanager
async def whatsapp(store: Store, code: str) -> AsyncIterator[Give]:
    port = free_port()
    fake = FakeWhatsApp(
        f"http://127.0.0.1:{port}/whatsapp/webhook",
        clock=store.clock,
        token="a token",
        app_secret="the app's secret",
        verify_token="the word",
    )
    async with fake:
        given = {
            "whatsapp_access_token": "a token",
            "whatsapp_app_secret": "the app's secret",
            "whatsapp_verify_token": "the word",
            "whatsapp_phone_number_id": NUMBER_ID,
            "whatsapp_api_base": fake.url,
        }
        async with open_house(store, port, **given):
            yield lambda name: WhatsAppPhone(fake.person(bsuid=f"BJ.{_number(name)}", name=name.title()), code)
        assert fake.violations == []


def _number(name: str) -> int:
    return 1_000 + sum(map(ord, name))


WIRES = {
    "terminal": terminals,
    "web chat": browsers,
    "telegram, asked": telegram,
    "telegram, brought": by_webhook,
    "whatsapp": whatsapp,
}


@pytest.fixture
async def open_store(sqlite_url: str) -> AsyncIterator[Store]:
    """By a clock that goes as ours does, from the same day in every run."""
    gone = DAY - datetime.now(UTC)
    store = warm_store(sqlite_url, SECRET, clock=lambda: datetime.now(UTC) + gone)
    yield store
    await store.close()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("wire", WIRES)
async def test_a_scenario_reads_the_same_on_every_wire(
    wire: str, code: str, scenario: Path, open_store: Store, request: pytest.FixtureRequest
) -> None:
    async with WIRES[wire](open_store, code) as give:
        said = await Stage(open_store, give).play((scenario / "script.txt").read_text("utf-8"))

    golden = scenario / f"{code}.txt"
    if request.config.getoption("--update-goldens") and wire == "terminal":
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")
