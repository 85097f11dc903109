"""What is told to visitors of the web chat, who fetch what is newer than the last they have."""

from functools import partial

import pytest
from sqlalchemy.orm import Session

from bot.exits import PULLED, Exits
from bot.inbox import keep
from bot.pulled import ACCOUNT, WEBCHAT, Pulled
from bot.schedule import Schedule
from bot.turns import take_turn
from channels.wire import Event
from conversation import Screen, Telling, renders
from models.store import Store
from services import notices
from tests.clock import FakeClock
from tests.conversation.furniture import furnish
from tests.conversation.stage import DOORS, cleared


class Visit:
    """A visitor who fetches what is new, and what happens to them meanwhile."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self._store, self._clock = store, clock
        self._pulled = Pulled(store)
        self._schedule = Schedule(store, DOORS, {}, pulled=PULLED)
        self._after = self._events = self._person = 0

    async def write(self, text: str) -> None:
        self._events += 1
        self._clock.move(seconds=1)
        event = Event(WEBCHAT, ACCOUNT, str(self._events), "awa", "text", self._clock(), text=text, language="en")
        self._person = await self._store.write(partial(keep, event=event))
        taken = partial(take_turn, person=self._person, router=DOORS, exits=Exits(PULLED), looked={})
        await self._store.write(taken, lane=self._person)

    async def something_happens(self) -> None:
        def leave(session: Session) -> None:
            notices.tell(session, self._person, "news")

        await self._store.write(leave)
        await self.time_passes()

    async def time_passes(self) -> None:
        await self._schedule.tell_due()

    async def fetch(self) -> list[str]:
        posts = await self._pulled.posts("awa", self._after)
        self._after = posts[-1].id if posts else self._after
        return [post.text for post in posts]


@pytest.fixture
async def visit(store: Store, clock: FakeClock) -> Visit:
    return Visit(store, clock)


async def test_an_answer_that_overtakes_a_push_does_not_hide_it(visit: Visit) -> None:
    with cleared():
        furnish()
        renders("news")(news)
        await visit.write("/help")
        assert await visit.fetch() == ["This is help."]

        await visit.something_happens()
        await visit.write("/mydata")
        await visit.time_passes()

        assert sorted(await visit.fetch()) == ["Something happened.", "This is mydata."]


async def test_who_has_a_question_open_is_told_ten_minutes_later(visit: Visit, clock: FakeClock) -> None:
    with cleared():
        furnish()
        renders("news")(news)
        await visit.write("/tea")
        await visit.something_happens()
        assert "Something happened." not in await visit.fetch()

        clock.move(minutes=10)
        await visit.time_passes()

        assert await visit.fetch() == ["Something happened."]


def news(_tell: Telling) -> Screen:
    return Screen("Something happened.")
