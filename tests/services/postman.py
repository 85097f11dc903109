"""What is due is told by the real telling, and sent or not, as a test wants it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.telling import due_notices, tell
from handlers.routes import ROUTER
from models import Member, Notice, Outbox
from models.clock import now
from tests.services.house import House


@dataclass(slots=True)
class Postman:
    """Carries what is told; `letters` are the person, the kind and the moment of each that arrived."""

    house: House
    letters: list[tuple[int, str, datetime]] = field(default_factory=list)

    async def tell(self) -> None:
        """Make screens of what is due."""
        for notice, person in await self.house.store.read(partial(due_notices, limit=1000)):
            await self.house.store.write(partial(tell, notice=notice, person=person, router=ROUTER), lane=person)

    async def carry(self, *, loses: frozenset[int] = frozenset()) -> None:
        """Send what is queued; to these people nothing gets through."""
        self.letters += await self.house.store.write(partial(_carry, loses=loses))

    async def next_due(self) -> datetime:
        """When a card is to be looked at, or something is to be told."""
        return await self.house.store.read(_next_due)

    async def go(self) -> list[str]:
        """Tell and carry; the kinds of what arrived."""
        before = len(self.letters)
        await self.tell()
        await self.carry()
        return [kind for _person, kind, _at in self.letters[before:]]


def _next_due(session: Session) -> datetime:
    waiting = (select(func.min(Member.look_at)), select(func.min(Notice.due_at)).where(Notice.status == "due"))
    return min((at for each in waiting if (at := session.scalar(each))), default=datetime.max.replace(tzinfo=UTC))


def _carry(session: Session, loses: frozenset[int]) -> list[tuple[int, str, datetime]]:
    at = now(session)
    queued = select(Outbox.id, Outbox.person_id, Notice.kind, Notice.ids).join(Notice, Notice.outbox_id == Outbox.id)
    rows = session.execute(queued.where(Outbox.status == "queued", Outbox.due_at <= at).order_by(Outbox.id)).all()
    for row in rows:
        fate = {"status": "failed"} if row.person_id in loses else {"status": "sent", "sent_at": at}
        session.execute(update(Outbox).where(Outbox.id == row.id).values(**fate))
    return [
        (row.person_id, row.kind + "_again" * bool(row.ids.get("again")), at)
        for row in rows
        if row.person_id not in loses
    ]
