"""A stage: a test's own dialogues alone, and people who speak in them; real turns on a real store."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.addresses import find_address
from bot.exits import Exits
from bot.inbox import keep
from bot.posts import unpack
from bot.telling import due_notices, tell
from bot.turns import Answered, LookNeeded, take_turn
from channels.wire import Event, EventKind, Post
from conversation import Opens, opens
from conversation.dialogue import DIALOGUES, RENDERERS, Needs
from conversation.standing import Standing
from conversation.state import State, load
from models import Audit, Outbox, Person, Talk
from models.refusal import Refusal
from models.store import Store
from services import audit, notices
from services.consents import VERSIONS
from tests.clock import FakeClock

CHANNEL = "stage"
SHOWN_AT_ONCE = Exits(pulled=frozenset({CHANNEL}))
"""What is answered is out as soon as it is on disk."""
NEVER_SHOWN = Exits()
"""What is answered waits for a sender that does not come."""


T = TypeVar("T")


class Doors:
    """The router of the stage: a word, a command and a link each open the dialogue of that name."""

    def word(self, name: str, standing: Standing) -> Opens:
        return opens(name)

    def command(self, name: str, rest: str, standing: Standing) -> Opens | None:
        if name not in DIALOGUES:
            return None
        return opens(name, said=rest) if rest else opens(name)

    def free_text(self, text: str, standing: Standing) -> Opens:
        return opens("search", said=text)

    def contact(self, number: str, standing: Standing) -> Opens:
        return opens("search", said=number)

    def start(self, parameter: str, standing: Standing) -> Opens:
        return opens(parameter or "menu")

    def unlock(self, needs: Needs) -> Opens | None:
        doors = {"notice": "welcome", "member": "join"}
        return opens(doors[needs]) if needs in doors else None


DOORS = Doors()


@contextmanager
def cleared() -> Iterator[None]:
    """No dialogues and no renderers but those that are registered meanwhile."""
    with _emptied(DIALOGUES), _emptied(RENDERERS):
        yield


@contextmanager
def _emptied(registry: dict[str, T]) -> Iterator[None]:
    kept = dict(registry)
    registry.clear()
    try:
        yield
    finally:
        registry.clear()
        registry.update(kept)


class Guest:
    """A person on the stage, who has read the privacy notice. What they say comes back as the screen that answers."""

    def __init__(self, store: Store, clock: FakeClock, name: str = "awa", *, language: str = "en") -> None:
        self.store, self.clock, self.name, self.language = store, clock, name, language
        self.person = 0
        self.exits = SHOWN_AT_ONCE
        self.seen: list[Post] = []
        self._events = 0

    async def arrives(self, *, noticed: bool = True, member: bool = False) -> "Guest":
        self.person = await self.store.write(partial(_seat, event=self._event("start", "", timedelta())))
        rights = {"noticed": VERSIONS["notice"] if noticed else 0, "is_member": member}
        await self.store.write(partial(_grant, person=self.person, rights=rights))
        return self

    async def says(self, *texts: str, ago: timedelta = timedelta()) -> str:
        """Write one line after the other; the text that answers the last. It was received `ago`."""
        for text in texts:
            await self.does("text", text, ago)
        return self.text

    async def taps(self, label: str) -> str:
        """Press the choice with this label on the screen on show."""
        return await self.does("choice", self.token(label))

    async def does(self, kind: EventKind, text: str = "", ago: timedelta = timedelta()) -> str:
        self.clock.move(seconds=1)
        answered = await self.hears(self._event(kind, text, ago))
        assert answered is not None
        self.seen.append(answered.post)
        return self.text

    async def hears(self, event: Event) -> Answered | None:
        """Receive an event and take the turn, with the heavy reads it asks for; None when it was here before."""
        looked: dict[str, Any] = {}
        while True:
            try:
                return await self.store.write(partial(_receive_and_take, event=event, exits=self.exits, looked=looked))
            except LookNeeded as needed:
                looked[needed.look.slot] = await self._look(needed)

    async def is_told(self, kind: str, **ids: int) -> Post | None:
        """A notice falls due; its screen, None when it was dropped."""
        await self.store.write(lambda session: notices.tell(session, self.person, kind, due=None, key=None, **ids))
        return await self.store.write(partial(_tell, person=self.person))

    def token(self, label: str) -> str:
        found = {choice.label: choice.token for choice in self.screen.choices}
        assert label in found, f"{label!r} is not among {list(found)}"
        return found[label]

    @property
    def screen(self) -> Post:
        return self.seen[-1]

    @property
    def text(self) -> str:
        return self.screen.text

    @property
    def choices(self) -> list[str]:
        return [choice.label for choice in self.screen.choices]

    async def state(self) -> State:
        return await self.store.read(partial(read_state, person=self.person))

    async def answers(self) -> dict[str, Any]:
        """What was answered in the dialogue they are in."""
        top = (await self.state()).top
        assert top is not None
        return top.answers

    async def effects(self) -> list[dict[str, Any]]:
        """What their dialogues have done, in order."""
        return await self.store.read(partial(read_effects, person=self.person))

    def _event(self, kind: EventKind, text: str, ago: timedelta) -> Event:
        self._events += 1
        return Event(
            channel=CHANNEL,
            account="",
            external_id=f"{self.name}.{self._events}",
            address=self.name,
            kind=kind,
            received_at=self.clock() - ago,
            text=text,
            language=self.language,
        )

    async def _look(self, needed: LookNeeded) -> Any:
        look = needed.look
        try:
            return await self.store.read(lambda session: look.fn(session, self.person, *look.args_, **look.kwargs))
        except Refusal as refusal:
            return refusal


def effect(session: Session, person: int, verb: str = "effect", /, **details: Any) -> str:
    """A change of the world that can be counted."""
    audit.record(session, person, verb, **details)
    return "done"


def read_effects(session: Session, person: int) -> list[dict[str, Any]]:
    rows = session.scalars(select(Audit).where(Audit.actor_id == person).order_by(Audit.id))
    return [{"verb": row.verb, **row.details} for row in rows]


def read_state(session: Session, person: int) -> State:
    return load(session.scalar(select(Talk.state).where(Talk.person_id == person)))


def _seat(session: Session, event: Event) -> int:
    person, _address = find_address(session, event)
    return person


def _grant(session: Session, person: int, rights: dict[str, Any]) -> None:
    session.execute(update(Person).where(Person.id == person).values(rights))


def _receive_and_take(session: Session, event: Event, exits: Exits, looked: dict[str, Any]) -> Answered | None:
    person = keep(session, event)
    return take_turn(session, person, DOORS, exits, looked) if person else None


def _tell(session: Session, person: int) -> Post | None:
    for notice, recipient in due_notices(session, 10, person):
        tell(session, notice, recipient, DOORS)
    queued = select(Outbox).where(Outbox.person_id == person, Outbox.push, Outbox.status == "queued")
    row = session.scalars(queued.order_by(Outbox.id.desc())).first()
    if row is None:
        return None
    row.status, row.sent_at = "sent", row.created_at
    return unpack(row.id, row.body, push=True, at=row.created_at)
