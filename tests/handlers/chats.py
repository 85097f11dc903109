"""A person who talks to the bot in a test: real inbox, real turns, real notices, no wire."""

from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.exits import Exits
from bot.inbox import Inbox
from bot.lanes import Lanes
from bot.posts import unpack
from bot.telling import due_notices, tell
from bot.turns import Answered
from channels.wire import Event, EventKind, Post
from handlers.routes import ROUTER
from models import Outbox
from models.store import Store
from services import knocks, phones
from tests.clock import FakeClock

CHANNEL = "test"


class Chat:
    """One address; what is said comes back as the post that answers it."""

    def __init__(self, store: Store, name: str, *, language: str = "en") -> None:
        self.store, self.name, self.language = store, name, language
        self.person = 0
        self.screen: Post | None = None
        self._events = 0
        self._lanes = Lanes(store, ROUTER, Exits(frozenset({CHANNEL})), self._heard)
        self._inbox = Inbox(store, self._wake)

    async def say(self, text: str, kind: EventKind = "text", *, number: str | None = None) -> str:
        """Write something; the text of the screen that answers. `number` is a phone number proved thereby."""
        self._events += 1
        event = Event(
            channel=CHANNEL,
            account="",
            external_id=f"{self.name}-{self._events}",
            address=self.name,
            kind=kind,
            received_at=self.store.clock(),
            text=text,
            number=number,
            language=self.language,
        )
        await self._inbox.receive([event])
        await self._lanes.rest()
        return self.text

    async def say_all(self, *texts: str) -> str:
        for text in texts:
            await self.say(text)
        return self.text

    async def tap(self, label: str) -> str:
        """Press the choice with this label."""
        return await self.say(self.token(label), "choice")

    def token(self, label: str) -> str:
        assert self.screen is not None
        found = {choice.label: choice.token for choice in self.screen.choices}
        assert label in found, f"{label!r} is not among {list(found)}"
        return found[label]

    @property
    def text(self) -> str:
        assert self.screen is not None
        return self.screen.text

    @property
    def choices(self) -> list[str]:
        assert self.screen is not None
        return [choice.label for choice in self.screen.choices]

    @property
    def asks(self) -> str:
        assert self.screen is not None
        return self.screen.asks

    async def news(self) -> list[str]:
        """Tell what is due for this person; the texts, and the last of them is what may be tapped."""
        due = await self.store.read(partial(due_notices, limit=10, person=self.person))
        for notice, person in due:
            await self.store.write(partial(tell, notice=notice, person=person, router=ROUTER), lane=person)
        posts = await self.store.write(partial(_pushes, person=self.person))
        self.screen = posts[-1] if posts else self.screen
        return [post.text for post in posts]

    async def later(self, **span: float) -> None:
        """Let time pass, and what waits for it be done."""
        assert isinstance(self.store.clock, FakeClock)
        self.store.clock.move(**span)
        for sweep in (phones.resolve_phone_knocks, knocks.expire):
            await self.store.write(partial(sweep, chunk=100))

    def _wake(self, person: int) -> None:
        self.person = person
        self._lanes.wake(person)

    async def _heard(self, answered: Answered) -> None:
        self.screen = answered.post


def _pushes(session: Session, person: int) -> list[Post]:
    """Take what is queued, oldest first, as a channel would."""
    queued = (Outbox.person_id == person, Outbox.status == "queued")
    rows = session.scalars(select(Outbox).where(*queued).order_by(Outbox.id)).all()
    for row in rows:
        row.status, row.sent_at = "sent", row.created_at
    return [unpack(row.id, row.body, push=True, at=row.created_at) for row in rows]
