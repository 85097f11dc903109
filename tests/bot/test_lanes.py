"""Lanes: one person's events one after another, different people's side by side, none lost and none twice."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.exits import Exits
from bot.inbox import Inbox
from bot.lanes import Lanes
from bot.turns import Answered
from channels.wire import Event
from conversation import Screen, Talk, Text, dialogue
from locales import _
from models import Audit, Inbound, Person
from models.store import Store
from services.consents import VERSIONS
from tests.clock import FakeClock
from tests.conversation.furniture import furnish
from tests.conversation.stage import DOORS, cleared, effect

ALL_PULLED = Exits(frozenset({"test"}))


class Lobby:
    """People who write, and what they are answered, in the order of the answers."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store, self._clock = store, clock
        self.answers: list[tuple[str, str]] = []
        self.somebody_answered = asyncio.Event()
        self._events = 0
        self.open()

    def open(self) -> None:
        self.lanes = Lanes(self.store, DOORS, ALL_PULLED, self._heard)

    async def hear(self, name: str, *texts: str, wake: bool = True) -> None:
        inbox = Inbox(self.store, self.lanes.wake if wake else _nobody)
        events = [self._event(name, text) for text in texts]
        await inbox.receive(events)

    def of(self, name: str) -> list[str]:
        return [text for who, text in self.answers if who == name]

    async def effects(self) -> int:
        return await self.store.read(lambda session: session.scalar(select(func.count(Audit.id))) or 0)

    async def undone(self) -> int:
        new = select(func.count(Inbound.id)).where(Inbound.status == "new")
        return await self.store.read(lambda session: session.scalar(new) or 0)

    def _event(self, name: str, text: str) -> Event:
        self._events += 1
        return Event("test", "", str(self._events), name, "text", self._clock(), text)

    async def _heard(self, answered: Answered) -> None:
        self.answers.append((answered.address, answered.post.text))
        self.somebody_answered.set()


def _nobody(_person: int) -> None:
    """Asleep."""


@pytest.fixture
async def lobby(store: Store, clock: FakeClock) -> AsyncIterator[Lobby]:
    with cleared():
        furnish()
        lobby = Lobby(store, clock)
        await lobby.hear("awa", "/help")
        await lobby.hear("koffi", "/help")
        await lobby.lanes.rest()
        noticed = update(Person).values(noticed=VERSIONS["notice"])
        await store.write(lambda session: session.execute(noticed))
        lobby.answers.clear()
        lobby.somebody_answered.clear()
        yield lobby
        await lobby.lanes.stop()


async def test_what_one_person_writes_is_taken_in_its_order(lobby: Lobby) -> None:
    await lobby.hear("awa", "/tea", "Awa", "hibiscus")
    await lobby.hear("awa", "back", "back")
    await lobby.lanes.rest()

    assert lobby.of("awa") == [
        "(1/4) Who is it for?",
        "(2/4) Which tea, Awa?",
        "(3/4) With sugar?",
        "(2/4) Which tea, Awa?",
        "(1/4) Who is it for?",
    ]


async def test_nobody_waits_for_somebody_elses_search(lobby: Lobby) -> None:
    gate = threading.Event()

    def search(session: Session, _person: int) -> list[int]:
        while not gate.is_set():
            session.scalar(select(1))
        return [1]

    @dialogue("find", title=_("finding"))
    def find(talk: Talk) -> Screen:
        return Screen(f"Found {talk.look('found', search)}")

    await lobby.hear("awa", "/find", "/help")
    await lobby.hear("koffi", "/help")
    try:
        async with asyncio.timeout(20):
            await lobby.somebody_answered.wait()
    finally:
        gate.set()

    assert (lobby.of("koffi"), lobby.of("awa")) == (["This is help."], [])
    await lobby.lanes.rest()
    assert lobby.of("awa") == ["Found [1]", "This is help."]


async def test_a_search_changes_nothing_before_its_turn(lobby: Lobby) -> None:
    seen: list[int] = []

    def search(session: Session, _person: int) -> list[int]:
        seen.append(session.scalar(select(func.count(Audit.id))) or 0)
        return [1]

    @dialogue("find", title=_("finding"))
    def find(talk: Talk) -> Screen:
        found = talk.look("found", search)
        talk.do("after", effect)
        return Screen(f"Found {found}")

    await lobby.hear("awa", "/find")
    await lobby.lanes.rest()
    assert (seen, await lobby.effects()) == ([0], 1)


async def test_what_was_received_before_a_crash_is_taken_after_it(lobby: Lobby) -> None:
    await lobby.hear("awa", "/tea", "Awa", wake=False)
    await lobby.hear("koffi", "/help", wake=False)
    assert lobby.answers == []

    lobby.open()
    await lobby.lanes.catch_up()
    await lobby.lanes.rest()
    assert lobby.of("awa") == ["(1/4) Who is it for?", "(2/4) Which tea, Awa?"]
    assert lobby.of("koffi") == ["This is help."]
    await lobby.lanes.catch_up()
    await lobby.lanes.rest()
    assert len(lobby.answers) == 3


async def test_two_processes_take_every_event_once(lobby: Lobby) -> None:
    @dialogue("count", needs="nothing")
    def count(talk: Talk) -> Screen:
        return Screen(talk.do("counted", effect))

    for number in range(6):
        await lobby.hear(("awa", "koffi")[number % 2], "/count", wake=False)
    one, other = (Lanes(lobby.store, DOORS, ALL_PULLED, lobby._heard) for _process in "ab")

    while await lobby.undone():
        await asyncio.gather(one.catch_up(), other.catch_up())
        await asyncio.gather(one.rest(), other.rest())
    assert await lobby.effects() == 6
    assert [len(lobby.of(name)) for name in ("awa", "koffi")] == [3, 3]


async def test_an_answer_that_cannot_be_handed_on_loses_nothing(lobby: Lobby) -> None:
    async def drop(_answered: Answered) -> None:
        raise ConnectionError

    lanes = Lanes(lobby.store, DOORS, ALL_PULLED, drop)
    await lobby.hear("awa", "/tea", "Awa", wake=False)
    await lanes.catch_up()
    with suppress(ConnectionError):
        await lanes.rest()

    await lobby.lanes.catch_up()
    await lobby.lanes.rest()
    assert lobby.of("awa") == ["(2/4) Which tea, Awa?"]


async def test_a_dialogue_that_looks_without_end_is_set_aside(lobby: Lobby) -> None:
    def search(_session: Session, _person: int, number: int) -> int:
        return number

    @dialogue("endless", title=_("looking"))
    def endless(talk: Talk) -> Screen:
        for number in range(100):
            talk.look(f"found.{number}", search, number)
        return Screen(str(talk.ask("never", Text("Never?"))))

    await lobby.hear("awa", "/endless", "/help")
    await lobby.lanes.rest()
    assert "What you gave is kept" in lobby.of("awa")[0]
    assert lobby.of("awa")[1] == "This is help."
