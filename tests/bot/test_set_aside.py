"""Messages that break us count their tries; a store that is away counts against no message."""

import sqlite3
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.exits import Exits
from bot.inbox import Inbox
from bot.lanes import Lanes
from bot.turns import Answered
from channels.wire import Event
from conversation import Screen, Talk, dialogue
from models import Inbound, Person
from models.clock import now
from models.store import Store
from tests.clock import FakeClock
from tests.conversation.furniture import furnish
from tests.conversation.stage import DOORS, cleared


def add_again(session: Session, person_id: int) -> None:
    """Refused by the database each time: a fault of ours."""
    session.add(Person(id=person_id, created_at=now(session)))
    session.flush()


class FullDisk(sqlite3.OperationalError):
    sqlite_errorcode = sqlite3.SQLITE_FULL
    sqlite_errorname = "SQLITE_FULL"


def _raise(troubles: list[OperationalError]) -> None:
    """The next trouble, while there is one."""
    if troubles:
        raise troubles.pop()


class House:
    """One person's lane."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store, self._clock = store, clock
        self.answers: list[str] = []
        self.lanes = Lanes(store, DOORS, Exits(frozenset({"stage"})), self._hand_on)
        self._inbox = Inbox(store, self.lanes.wake)
        self._events = 0

    async def hear(self, *texts: str) -> None:
        for text in texts:
            self._events += 1
            await self._inbox.receive([self._event(text)])

    async def statuses(self) -> list[tuple[str, int]]:
        def read(session: Session) -> list[tuple[str, int]]:
            return [(row.status, row.attempts) for row in session.scalars(select(Inbound).order_by(Inbound.id))]

        return await self.store.read(read)

    def _event(self, text: str) -> Event:
        return Event("stage", "", str(self._events), "awa", "text", self._clock(), text=text, language="en")

    async def _hand_on(self, answered: Answered) -> None:
        self.answers.append(answered.post.text)


@pytest.fixture
async def house(store: Store, clock: FakeClock) -> AsyncIterator[House]:
    with cleared():
        furnish()
        yield House(store, clock)


async def test_a_message_that_breaks_us_is_set_aside_and_the_next_one_is_taken(house: House) -> None:
    @dialogue("broken", needs="nothing")
    def broken(talk: Talk) -> Screen:
        talk.do("added", add_again)
        return Screen("never shown")

    await house.hear("/broken", "/help")
    await house.lanes.rest()

    assert await house.statuses() == [("failed", 3), ("done", 0)]
    assert "What you gave is kept" in house.answers[0]
    assert house.answers[1] == "This is help."


async def test_what_keeps_the_store_away_counts_against_no_message(house: House) -> None:
    away = [OperationalError("", {}, FullDisk())] * 5

    @dialogue("unlucky", needs="nothing")
    def unlucky(talk: Talk) -> Screen:
        talk.do("tried", lambda _session, _person: _raise(away))
        return Screen("There you are.")

    await house.hear("/unlucky")
    await house.lanes.rest()

    assert await house.statuses() == [("done", 0)]
    assert house.answers == ["There you are."]
    assert away == []


async def test_lanes_are_left_where_they_are_when_the_store_stays_away(house: House) -> None:
    away = [OperationalError("", {}, FullDisk())] * 1_000

    @dialogue("unlucky", needs="nothing")
    def unlucky(talk: Talk) -> Screen:
        talk.do("tried", lambda _session, _person: _raise(away))
        return Screen("There you are.")

    await house.hear("/unlucky")
    await house.lanes.stop()
    await house.lanes.rest()

    assert await house.statuses() == [("new", 0)]
