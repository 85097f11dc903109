"""The dialogue that CONTRIBUTING.md shows, played as it is written there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.exits import Exits
from bot.lanes import Lanes
from conversation import Opens, Standing, opens
from conversation.dialogue import DIALOGUES
from handlers.routes import Routes
from models.store import Store
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
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
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
