"""Turns: an event becomes a screen, with all that it changes, in one transaction."""

from collections.abc import AsyncIterator
from functools import partial

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.exits import Exits
from bot.inbox import keep
from bot.turns import Answered, LookNeeded, take_turn, waiting_people
from channels.wire import Event, EventKind
from conversation import Screen, Talk, dialogue
from locales import _
from models import Address, Audit, Inbound, Outbox, Person, Staff
from models.clock import now
from models.store import Store
from services.consents import VERSIONS
from tests.clock import FakeClock
from tests.conversation.furniture import furnish
from tests.conversation.stage import DOORS, cleared, effect, read_state

PULLED = Exits(frozenset({"phone", "laptop"}))


class Desk:
    """One person on two channels, and a look at the rows."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store, self._clock, self.person = store, clock, 0
        self._events = 0

    async def receive(self, text: str, *, channel: str = "phone", kind: EventKind = "text") -> None:
        self._events += 1
        event = Event(channel, "", str(self._events), "awa", kind, self._clock(), text)
        self.person = await self.store.write(partial(keep, event=event))

    async def take(self, **looked: object) -> Answered | None:
        work = partial(take_turn, person=self.person, router=DOORS, exits=PULLED, looked=looked)
        return await self.store.write(work)

    async def say(self, text: str, *, channel: str = "phone") -> str:
        await self.receive(text, channel=channel)
        answered = await self.take()
        assert answered is not None
        return answered.post.text

    async def joined(self) -> None:
        """The laptop becomes an address of the same person, without staff rights."""
        await self.store.write(partial(_join, person=self.person))


def _join(session: Session, person: int) -> None:
    event = Event("laptop", "", "joining", "awa", "start", now(session))
    keep(session, event)
    address = update(Address).where(Address.channel == "laptop")
    session.execute(address.values(person_id=person, trusted=False))
    session.execute(update(Inbound).where(Inbound.channel == "laptop").values(status="done"))


@pytest.fixture
async def desk(store: Store, clock: FakeClock) -> AsyncIterator[Desk]:
    with cleared():
        furnish()
        desk = Desk(store, clock)
        await desk.say("/help")
        noticed = update(Person).values(noticed=VERSIONS["notice"])
        await store.write(lambda session: session.execute(noticed))
        yield desk


async def test_a_turn_leaves_the_screen_the_state_and_the_end_of_its_event(desk: Desk) -> None:
    await desk.say("/tea")

    def look(session: Session) -> tuple[str, object, str, list[str]]:
        event = session.scalars(select(Inbound).order_by(Inbound.id.desc())).first()
        screen = session.scalars(select(Outbox).order_by(Outbox.id.desc())).first()
        assert event is not None
        assert screen is not None
        state = read_state(session, desk.person)
        return event.status, event.body, screen.body["text"], [frame.dialogue for frame in state.stack]

    assert await desk.store.read(look) == ("done", None, "(1/4) Who is it for?", ["tea"])


async def test_without_an_event_there_is_no_turn(desk: Desk) -> None:
    assert await desk.take() is None
    assert await desk.store.read(waiting_people) == []


async def test_a_turn_that_fails_leaves_nothing_but_its_event(desk: Desk) -> None:
    @dialogue("half", title=_("doing half"))
    def half(talk: Talk) -> Screen:
        talk.do("done", effect)
        raise ZeroDivisionError

    await desk.receive("/half")
    with pytest.raises(ZeroDivisionError):
        await desk.take()
    assert await desk.store.read(lambda session: session.scalars(select(Audit)).all()) == []
    assert await desk.store.read(waiting_people) == [(desk.person, 1)]


async def test_a_turn_that_needs_a_search_changes_nothing_and_says_which(desk: Desk) -> None:
    def search(_session: Session, _person: int, wish: str) -> list[str]:
        return [wish]

    @dialogue("find", title=_("finding"))
    def find(talk: Talk) -> Screen:
        return Screen(str(talk.look("found", search, "tea")))

    await desk.receive("/find")
    with pytest.raises(LookNeeded) as needed:
        await desk.take()
    assert needed.value.look.args_ == ("tea",)
    answered = await desk.take(**{needed.value.look.slot: ["tea"]})
    assert answered is not None
    assert answered.post.text == "['tea']"


async def test_a_turn_taken_again_makes_the_same_screen_and_tokens(desk: Desk) -> None:
    await desk.say("/tea")
    await desk.receive("Awa")

    def cut_off(session: Session) -> None:
        raise Cut(take_turn(session, desk.person, DOORS, PULLED, {}))

    with pytest.raises(Cut) as cut:
        await desk.store.write(cut_off)
    again = await desk.take()
    assert cut.value.args[0] is not None
    assert again is not None
    assert cut.value.args[0].post.choices == again.post.choices


class Cut(Exception):
    """The power goes before the commit."""


async def test_pushes_follow_to_the_address_that_wrote_last(desk: Desk) -> None:
    async def active() -> str | None:
        column = select(Address.channel).join(Person, Person.active_address_id == Address.id)
        return await desk.store.read(lambda session: session.scalar(column))

    assert await active() == "phone"
    await desk.joined()
    await desk.say("/tea", channel="laptop")
    assert await active() == "laptop"
    await desk.say("Awa")
    assert await active() == "phone"


async def test_the_conversation_goes_on_at_another_address(desk: Desk) -> None:
    await desk.joined()
    await desk.say("/tea")

    assert await desk.say("Awa", channel="laptop") == "(2/4) Which tea, Awa?"


async def test_the_rights_of_the_staff_are_not_carried_to_a_joined_address(desk: Desk) -> None:
    @dialogue("desk", title=_("working"), needs="staff")
    def office(talk: Talk) -> Screen:
        return Screen(f"{talk.standing.staff} {talk.standing.countries}")

    def appoint(session: Session) -> None:
        row = Staff(person_id=desk.person, name="Awa", role="editor", countries=["BJ"], added_at=now(session))
        session.add(row)

    await desk.store.write(appoint)
    await desk.joined()
    assert await desk.say("/desk") == "editor ('BJ',)"
    assert (await desk.say("/desk", channel="laptop")).startswith("That is for the staff of an office.")


async def test_the_language_spoken_is_kept_for_what_is_told_later(desk: Desk) -> None:
    await desk.say("Français")

    spoken = select(Person.language)
    assert await desk.store.read(lambda session: session.scalar(spoken)) == "fr"


async def test_a_channel_that_shows_both_sides_is_told_what_was_written(desk: Desk) -> None:
    await desk.receive("/tea")
    answered = await desk.take()

    assert answered is not None
    assert answered.post.heard == "/tea"
