"""A theatre: random scripts played on a real store by random people, with deploys, notices, crashes and restarts."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.addresses import find_address
from bot.inbox import Inbox, keep
from bot.lanes import Lanes
from bot.posts import unpack
from bot.rows import table
from bot.telling import due_notices, tell
from bot.turns import Answered, LookNeeded, take_turn
from channels.wire import Event, EventKind, Post
from conversation import Choice, Opens, Screen, Talk, Telling, YesNo, dialogue, opens, renders
from conversation.dialogue import DIALOGUES, Dialogue
from conversation.state import State, load
from conversation.tokens import Tokens
from locales import _
from models import Audit, Outbox, Person
from models import Talk as TalkRow
from models.store import Store
from services import notices
from services.consents import VERSIONS
from tests.clock import FakeClock
from tests.conversation.furniture import furnish
from tests.conversation.scripts import EFFECT, NAMES, Dice, Playing, Script, act, write_script
from tests.conversation.stage import CHANNEL, DOORS, SHOWN_AT_ONCE, cleared
from tests.databases import make_template, sqlite_url

SECRET = "a secret that only the theatre knows and uses"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_TALK, _AUDIT = table(TalkRow), table(Audit)
_STATE = select(_TALK.c.state).where(_TALK.c.person_id == bindparam("person"))
_EFFECTS = (
    select(_AUDIT.c.id, _AUDIT.c.details)
    .where(_AUDIT.c.id > bindparam("last"), _AUDIT.c.verb == EFFECT)
    .order_by(_AUDIT.c.id)
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scene:
    """How things stand after a turn: the screen, what is kept, how the scripts came out, what was newly done."""

    post: Post | None = None
    state: State = field(default_factory=State)
    ended: tuple[tuple[str, str], ...] = ()
    effects: tuple[dict[str, Any], ...] = ()


class Undone(Exception):
    """The power goes just before the commit; what the turn came to is remembered for comparison."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene = scene


class Theatre:
    """One store, one clock, and the scripts that are on."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock(START)
        self.scripts: dict[str, Script] = {}
        self.ended: list[tuple[str, str]] = []
        self.effects = 0
        """The row of the last effect that was looked at."""
        self._url = sqlite_url(make_template(folder / "theatre.db"))
        self._runner = asyncio.Runner()
        self._names = (f"guest{number}" for number in count())
        self.store = Store(self._url, SECRET, clock=self.clock)

    def close(self) -> None:
        self._runner.run(self.store.close())
        self._runner.close()

    def stage(self, data: bytes) -> Dice:
        """Put on the scripts that these bytes write; what is left of them is the house's to use."""
        self.clock.at = START
        dice = Dice(data)
        self.scripts = {}
        for name in NAMES:
            self.put_on(write_script(name, dice))
        return dice

    def put_on(self, script: Script) -> None:
        self.scripts[script.name] = script
        DIALOGUES[script.name] = Dialogue(
            script.name, self._player_of(script.name), script.title, script.steps, script.needs
        )

    def take_off(self, name: str) -> None:
        self.scripts.pop(name, None)
        DIALOGUES.pop(name, None)

    def _player_of(self, name: str) -> Callable[[Talk], Screen | Opens]:
        def play(talk: Talk) -> Screen | Opens:
            run = talk._frame.run
            result = Playing(self.scripts[name], talk, run).play()
            self.ended.append((run, name))
            return result

        return play

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    async def reopen(self) -> None:
        """Everything in memory is gone; the store is opened from disk."""
        await self.store.close()
        self.store = Store(self._url, SECRET, clock=self.clock)

    def next_name(self) -> str:
        return next(self._names)

    def tokens(self, person: int) -> Tokens:
        return Tokens(person, lambda data: self.store.keyring.mac("choice", data))


class Company:
    """How turns are taken directly: receive and turn in one piece, sometimes cut off before the commit and retaken."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre

    async def take(self, event: Event, *, twice: bool = False) -> Scene | None:
        """What an event comes to; None for one that was here before."""
        first: Scene | None = None
        if twice:
            try:
                await self._write(partial(self._piece, event=event, undo=True))
            except Undone as undone:
                first = undone.scene
        scene = await self._write(partial(self._piece, event=event, undo=False))
        if first and scene:
            assert first.post == scene.post, "a turn that was cut off comes out otherwise when it is taken again"
            assert first.state == scene.state, "a turn that was cut off keeps something else when it is taken again"
        return scene

    async def tell(self, person: int, gift: int) -> tuple[list[Post], State]:
        """A notice falls due; what goes out, which is nothing while people must not be disturbed."""
        return await self.theatre.store.write(partial(_tell, person=person, gift=gift))

    async def restart(self) -> None:
        """Here, what a turn finds is on disk in any case."""

    async def _write(self, piece: Callable[[Session, dict[str, Any]], T]) -> T:
        looked: dict[str, Any] = {}
        while True:
            self.theatre.ended.clear()
            try:
                return await self.theatre.store.write(lambda session: piece(session, looked))
            except LookNeeded as needed:
                looked[needed.look.slot] = needed.look.fn(None, 0, *needed.look.args_)

    def _piece(self, session: Session, looked: dict[str, Any], event: Event, *, undo: bool) -> Scene | None:
        person = keep(session, event)
        answered = take_turn(session, person, DOORS, SHOWN_AT_ONCE, looked) if person else None
        if answered is None:
            return None
        scene = self._scene(session, person, answered.post, keep_count=not undo)
        if undo:
            raise Undone(scene)
        return scene

    def _scene(self, session: Session, person: int, post: Post | None, *, keep_count: bool = True) -> Scene:
        rows = session.connection().execute(_EFFECTS, {"last": self.theatre.effects}).all()
        if keep_count and rows:
            self.theatre.effects = rows[-1].id
        return Scene(post, _state(session, person), tuple(self.theatre.ended), tuple(row.details for row in rows))


def _tell(session: Session, person: int, gift: int) -> tuple[list[Post], State]:
    notices.tell(session, person, "gift", due=None, key=None, gift=gift)
    session.flush()
    for notice, recipient in due_notices(session, 10, person):
        tell(session, notice, recipient, DOORS)
    queued = select(Outbox).where(Outbox.person_id == person, Outbox.push, Outbox.status == "queued")
    rows = session.scalars(queued.order_by(Outbox.id)).all()
    for row in rows:
        row.status, row.sent_at = "sent", row.created_at
    session.flush()
    return [unpack(row.id, row.body, push=True, at=row.created_at) for row in rows], _state(session, person)


def _state(session: Session, person: int) -> State:
    return load(session.connection().execute(_STATE, {"person": person}).scalar())


class House:
    """How turns are taken in the running program: inbox and lanes; it is restarted between receipt and turn."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self._restarting = False
        self._posts: list[Post] = []
        self._open()

    def _open(self) -> None:
        store = self.theatre.store
        self._lanes = Lanes(store, DOORS, SHOWN_AT_ONCE, self._heard)
        self._inbox = Inbox(store, self._lanes.wake)

    async def take(self, event: Event, *, twice: bool = False) -> Scene | None:
        self._posts.clear()
        if self._restarting:
            await Inbox(self.theatre.store, lambda person: None).receive([event])
            await self.theatre.reopen()
            self._open()
            await self._lanes.catch_up()
            self._restarting = False
        else:
            await self._inbox.receive([event])
        await self._lanes.rest()
        return Scene(self._posts[-1]) if self._posts else None

    async def tell(self, person: int, gift: int) -> tuple[list[Post], State]:
        return await self.theatre.store.write(partial(_tell, person=person, gift=gift))

    async def restart(self) -> None:
        self._restarting = True

    async def _heard(self, answered: Answered) -> None:
        self._posts.append(answered.post)


@contextmanager
def open_theatre(folder: Path) -> Iterator[Theatre]:
    with cleared():
        theatre = Theatre(folder)
        _furnish()
        try:
            yield theatre
        finally:
            theatre.close()


def _furnish() -> None:
    furnish()
    DIALOGUES.pop("menu")
    dialogue("menu")(_menu)
    dialogue("join", title=_("joining"), needs="notice")(_join)
    dialogue("thank", title=_("thanking"))(_thank)
    renders("gift")(_gift)


def _menu(_talk: Talk) -> Screen:
    return Screen(_("What would you like?"), *(Choice(f"Open {name}", opens(name)) for name in NAMES))


def _join(talk: Talk) -> Screen:
    if talk.ask("sure", YesNo("join.sure?")):
        talk.do("joined", _become_member)
    return Screen("Joined.", Choice("Open d0", opens("d0")))


def _become_member(session: Session, person: int) -> None:
    session.get_one(Person, person).is_member = True
    session.flush()


def _thank(talk: Talk) -> Screen:
    gift = talk.args["gift"]
    talk.do("thanked", act, [talk._frame.run, "thanked", f"gift {gift}"], 1)
    return Screen(f"Thanked for gift {gift}.")


def _gift(tell: Telling) -> Screen:
    gift = tell.ids["gift"]
    return Screen(f"Gift {gift}!", Choice("Thank them", opens("thank", gift=gift)), Choice("Help", opens("help")))


@dataclass(slots=True)
class Visitor:
    """Who sits before the stage: an address, and a counter of what they do."""

    theatre: Theatre
    name: str
    person: int = 0
    events: int = 0

    async def sit(self, *, noticed: bool, member: bool) -> None:
        rights = {"noticed": VERSIONS["notice"] if noticed else 0, "is_member": member}
        seat = partial(_seat, event=self.event("start", ""), rights=rights)
        self.person, self.theatre.effects = await self.theatre.store.write(seat)

    def event(self, kind: EventKind, text: str, ago: timedelta = timedelta()) -> Event:
        self.events += 1
        return Event(
            channel=CHANNEL,
            account="",
            external_id=f"{self.name}.{self.events}",
            address=self.name,
            kind=kind,
            received_at=self.theatre.clock() - ago,
            text=text,
        )


def _seat(session: Session, event: Event, rights: dict[str, Any]) -> tuple[int, int]:
    """The person, and the last effect of those before them."""
    person, _address = find_address(session, event)
    known = session.get_one(Person, person)
    known.noticed, known.is_member = rights["noticed"], rights["is_member"]
    return person, session.scalar(select(func.max(Audit.id))) or 0
