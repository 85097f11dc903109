"""What a visitor of the web chat fetches, and how long they wait for it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.exits import PULLED, Exits
from bot.inbox import Inbox, keep
from bot.lanes import Lanes
from bot.outbox import clear
from bot.pulled import ACCOUNT, WEBCHAT, Pulled
from bot.turns import take_turn
from channels.wire import Event
from models import Outbox
from models.store import Store
from tests.clock import FakeClock
from tests.conversation.furniture import furnish
from tests.conversation.stage import DOORS, cleared


class Visit:
    """A visitor, and the channel they pull."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store, self.clock, self.pulled = store, clock, Pulled(store)
        self._events = 0

    async def say(self, text: str, *, address: str = "awa", ago: timedelta = timedelta()) -> int:
        """Receive and answer; the row of the answer."""
        event = self.event(text, address=address, ago=ago)

        def work(session: Session) -> int:
            answered = take_turn(session, keep(session, event), DOORS, Exits(PULLED), {})
            assert answered is not None
            return answered.post.id

        return await self.store.write(work)

    def event(self, text: str, *, address: str = "awa", ago: timedelta = timedelta()) -> Event:
        self._events += 1
        return Event(WEBCHAT, ACCOUNT, str(self._events), address, "text", self.clock() - ago, text)

    async def fetch(self, after: int = 0) -> list[str]:
        return [post.text for post in await self.pulled.posts("awa", after)]


@pytest.fixture
async def visit(store: Store, clock: FakeClock) -> AsyncIterator[Visit]:
    with cleared():
        furnish()
        yield Visit(store, clock)


async def test_a_visitor_fetches_what_came_after_what_they_have(visit: Visit) -> None:
    first = await visit.say("/help")
    await visit.say("/mydata")

    assert await visit.fetch(first) == ["This is mydata."]
    assert await visit.fetch() == ["This is help.", "This is mydata."]


async def test_nobody_fetches_what_is_somebody_elses(visit: Visit) -> None:
    await visit.say("/help", address="koffi")

    assert await visit.fetch() == []


async def test_a_new_page_gets_the_latest_thirty_in_their_order(visit: Visit) -> None:
    for number in range(32):
        await visit.say("/help" if number % 2 else "/mydata")

    posts = await visit.pulled.posts("awa", 0)
    assert len(posts) == 30
    assert [post.id for post in posts] == sorted(post.id for post in posts)
    assert posts[-1].text == "This is help."


async def test_a_choice_counts_from_when_it_was_fetched(visit: Visit) -> None:
    await visit.say("/help")
    await visit.say("menu")
    visit.clock.move(minutes=5)
    await visit.fetch()

    early = await visit.say("1", ago=timedelta(minutes=1))
    [told] = await visit.fetch(early - 1)
    assert told.startswith("Your answer came before this was on your screen")
    visit.clock.move(seconds=1)
    in_time = await visit.say("2")
    assert await visit.fetch(in_time - 1) == ["Thank you."]


async def test_the_wait_ends_with_the_first_news(visit: Visit) -> None:
    latest = await visit.say("/help")
    lanes = Lanes(visit.store, DOORS, Exits(PULLED), visit.pulled.answered)
    waiting = asyncio.create_task(visit.pulled.wait("awa", latest, 20))
    await asyncio.sleep(0)

    await Inbox(visit.store, lanes.wake).receive([visit.event("/mydata")])
    await lanes.rest()
    assert await asyncio.wait_for(waiting, 20)


async def test_news_of_another_process_are_noticed_too(visit: Visit) -> None:
    latest = await visit.say("/help")
    waiting = asyncio.create_task(visit.pulled.wait("awa", latest, 20))
    await asyncio.sleep(0)

    await visit.say("/mydata")
    assert await asyncio.wait_for(waiting, 20)


async def test_without_news_the_wait_ends_in_time(visit: Visit) -> None:
    latest = await visit.say("/help")

    assert not await visit.pulled.wait("awa", latest, 0)


async def test_who_wrote_is_settled_when_it_is_answered(visit: Visit) -> None:
    await visit.say("/help")
    await visit.store.write(partial(keep, event=visit.event("/mydata")))
    settling = asyncio.create_task(visit.pulled.settle("awa", 20))
    await asyncio.sleep(0.05)
    assert not settling.done()

    lanes = Lanes(visit.store, DOORS, Exits(PULLED), visit.pulled.answered)
    await lanes.catch_up()
    await lanes.rest()
    await asyncio.wait_for(settling, 20)


async def test_what_was_seen_a_day_ago_is_kept_no_longer(visit: Visit) -> None:
    await visit.say("/help")
    unseen = await visit.say("/mydata", address="koffi")
    await visit.fetch()
    visit.clock.move(hours=25)

    await visit.store.write(partial(clear, limit=10))
    kept = select(Outbox.id).where(Outbox.body.is_not(None))
    assert await visit.fetch() == []
    assert await visit.store.read(lambda session: list(session.scalars(kept))) == [unseen]
