"""A bot, and the stand-in that it talks to."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from channels.telegram import Telegram, TelegramSettings
from channels.wire import Event, News
from tests.channels.telegram.judge import judge
from tests.channels.telegram.standin import TOKEN, StandIn
from tests.clock import FakeClock

Opened = Callable[..., Telegram]


@pytest.fixture
async def standin() -> AsyncIterator[StandIn]:
    """Whatever a test makes the channel ask for is judged by another library."""
    standin = StandIn()
    await standin.server.start_server()
    yield standin
    await standin.server.close()
    for call in standin.calls:
        judge(call)


@dataclass
class House:
    """Takes what a channel receives; `broken` refuses it, as a full disk does."""

    broken: bool = False
    news: list[News] = field(default_factory=list)

    async def receive(self, news: Sequence[News]) -> None:
        if self.broken:
            raise OSError
        self.news.extend(news)

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.news if isinstance(each, Event)]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def opened(standin: StandIn, clock: FakeClock) -> AsyncIterator[Opened]:
    """Makes channels on settings of their own, and closes them."""
    made: list[Telegram] = []

    def telegram(**others: Any) -> Telegram:
        told = {
            "token": TOKEN,
            "api_base": standin.base,
            "webhook_secret": None,
            "public_url": "https://passerelle.test",
            "clock": clock,
            "shortest_pause": 0.001,
        }
        made.append(Telegram(TelegramSettings(**told | others)))
        return made[-1]

    yield telegram
    for each in made:
        await each.close()


@pytest.fixture
def telegram(opened: Opened) -> Telegram:
    return opened()
