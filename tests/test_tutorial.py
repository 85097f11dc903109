"""The dialogue and the channel that CONTRIBUTING.md shows, played as they are written there."""

import importlib.util
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import httpx2
import pytest
from aiohttp import web

from bot.exits import Exits
from bot.lanes import Lanes
from bot.public import public_site
from bot.service import Service
from bot.settings import Settings
from channels.channel import Wire
from conversation import Opens, Standing, opens
from conversation.dialogue import DIALOGUES
from handlers.routes import Routes
from models.store import Store
from tests.clock import FakeClock
from tests.handlers.chats import CHANNEL, Chat
from tests.handlers.conftest import START

TEXT = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text("utf-8")


class Routed(Routes):
    """The tutorial's first step: a command for the new dialogue."""

    def command(self, name: str, rest: str, standing: Standing) -> Opens | None:
        return opens("idea") if name == "idea" else super().command(name, rest, standing)


class Reader(Chat):
    """Somebody who talks to a bot with the new dialogue."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, "awa")
        self._lanes = Lanes(store, Routed(), Exits(frozenset({CHANNEL})), self._heard)


@pytest.fixture
def written() -> Iterator[None]:
    """The dialogue of the tutorial, for as long as the test."""
    (code,) = re.findall(r"`handlers/idea\.py`:\n\n```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(code, "CONTRIBUTING.md", "exec"), {})  # noqa: S102 # our own document
    yield
    del DIALOGUES["idea"]


@pytest.mark.usefixtures("written")
async def test_the_dialogue_of_the_tutorial_works_as_it_is_written(store: Store) -> None:
    awa = Reader(store)
    await awa.say("", "start")
    await awa.tap(START)

    assert "What is your idea about?" in await awa.say("/idea")
    await awa.say("My country")
    assert "I pass this on to the team: Plant trees" in await awa.say("Plant trees")
    await awa.say("1")

    assert "The team reads every idea" in awa.text
    assert "Menu" in awa.choices


NUMBER, SECRET = "22990000000", "known to both"
FILES = dict(re.findall(r"`channels/sms/(\w+\.py)`[^\n]*\n\n```python\n(.*?)```", TEXT, re.DOTALL))


@dataclass(slots=True)
class Gateway:
    """The other end of the wire, over HTTP: it keeps what it was given, and answers `status`."""

    url: str = ""
    status: int = 200
    given: list[dict[str, str]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        if self.status == 200:
            self.given.append(form)
        return web.Response(status=self.status)


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    gateway, app = Gateway(), web.Application()
    app.router.add_post("/messages", gateway.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    gateway.url = f"http://127.0.0.1:{runner.addresses[0][1]}/messages"
    yield gateway
    await runner.cleanup()


@pytest.fixture
def sms(tmp_path: Path) -> Iterator[ModuleType]:
    """The folder of the tutorial as `channels.sms`, for as long as the test."""
    for name, code in FILES.items():
        (tmp_path / name).write_text(code, "utf-8")
    spec = importlib.util.spec_from_file_location(
        "channels.sms", tmp_path / "__init__.py", submodule_search_locations=[str(tmp_path)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["channels.sms"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    for name in [each for each in sys.modules if each.startswith("channels.sms")]:
        del sys.modules[name]


class Texter:
    """Somebody with a telephone that can do nothing but SMS."""

    def __init__(self, browser: httpx2.AsyncClient, service: Service, gateway: Gateway) -> None:
        self._browser, self._service, self._gateway = browser, service, gateway
        self._written = 0

    async def writes(self, text: str, *, again: bool = False, secret: str = SECRET) -> int:
        """The status that the gateway is answered, once what follows is sent; `again` brings the same once more."""
        self._written += not again
        form = {"id": str(self._written), "from": "22890112233", "text": text}
        answer = await self._browser.post("/sms/webhook", data=form, headers={"x-gateway-secret": secret})
        await self._service.lanes.rest()
        await self._service.sender.rest()
        return answer.status_code

    async def waits(self) -> None:
        """Until what is due was sent."""
        await self._service.sender.claim_once()
        await self._service.sender.rest()

    @property
    def read(self) -> str:
        return self._gateway.given[-1]["text"]


@pytest.fixture
async def texter(sms: ModuleType, gateway: Gateway, store: Store) -> AsyncIterator[Texter]:
    wire: Wire = sms.Sms(gateway.url, NUMBER, SECRET, store.clock)
    settings = Settings(database_url=str(store.url), public_url="http://passerelle.test")
    async with Service(store, wires={wire.name: wire}) as service:
        transport = httpx2.ASGITransport(public_site(settings, service, demo=False))
        async with httpx2.AsyncClient(transport=transport, base_url=settings.public_url) as browser:
            yield Texter(browser, service, gateway)
    await wire.close()


async def test_the_channel_of_the_tutorial_carries_a_conversation(texter: Texter, gateway: Gateway) -> None:
    assert await texter.writes("hello") == 200
    assert "Hello 👋 I am Passerelle" in texter.read
    assert "\n1. " in texter.read

    await texter.writes("1")
    assert await texter.writes("Hernandez in Lyon") == 200
    assert await texter.writes("Hernandez in Lyon", again=True) == 200

    assert len(gateway.given) == 3
    assert {(each["from"], each["to"], each["secret"]) for each in gateway.given} == {(NUMBER, "22890112233", SECRET)}


async def test_the_channel_of_the_tutorial_takes_nothing_from_strangers(texter: Texter, gateway: Gateway) -> None:
    assert await texter.writes("hello", secret="a guess") == 401
    assert gateway.given == []


@pytest.mark.parametrize("status", [401, 429, 503])
async def test_what_the_gateway_of_the_tutorial_does_not_take_goes_out_later(
    status: int, texter: Texter, gateway: Gateway, clock: FakeClock
) -> None:
    gateway.status = status
    await texter.writes("hello")
    assert gateway.given == []

    gateway.status = 200
    clock.move(minutes=5)
    await texter.waits()
    assert "Hello 👋 I am Passerelle" in texter.read


def test_the_channel_of_the_tutorial_is_three_short_files_in_the_house_style(tmp_path: Path) -> None:
    assert sorted(FILES) == ["__init__.py", "incoming.py", "outgoing.py"]
    assert max(len(code.splitlines()) for code in FILES.values()) <= 60
    for name, code in FILES.items():
        (tmp_path / name).write_text(code, "utf-8")

    for check in (("check",), ("format", "--check")):
        ruff = [str(Path(sys.executable).with_name("ruff")), *check, "--no-cache", "--config", "pyproject.toml"]
        done = subprocess.run([*ruff, str(tmp_path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
