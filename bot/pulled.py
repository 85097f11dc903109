"""The channel that is pulled: what a web visitor may fetch, and when there is something new."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

import structlog
from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from bot.addresses import address_index
from bot.posts import unpack
from bot.rows import table
from bot.turns import Answered
from channels.webchat import Closing
from channels.wire import Post
from models import Address, Inbound, Outbox
from models.clock import now
from models.store import Store
from models.trouble import is_passing, name_of

log = structlog.get_logger()

WEBCHAT = "webchat"
ACCOUNT = "web"
_OUTBOX, _ADDRESS, _INBOUND = table(Outbox), table(Address), table(Inbound)
_LAST = 30
_GLANCE_SECONDS = 0.5
_SETTLED_SECONDS = 0.02


class Pulled:
    """Serves the screens of web visitors. Rows of another process are noticed by a glance at the store."""

    def __init__(self, store: Store) -> None:
        self._store, self._closing = store, False
        self._news: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def answered(self, answered: Answered) -> None:
        """A screen for a visitor was committed in this process."""
        if answered.channel == WEBCHAT:
            self.notify(answered.address)

    def notify(self, address: str) -> None:
        """There is something new for a visitor."""
        if address in self._news:
            self._news[address].set()

    def close(self) -> None:
        """Let everyone go who waits: the process is about to end."""
        self._closing = True
        for news in list(self._news.values()):
            news.set()

    async def posts(self, address: str, after: int, limit: int = 50) -> list[Post]:
        """The visitor's screens after a row, oldest first; the latest thirty for a new page. They count as seen now."""
        rows = await self._store.read(partial(_sent, address=address, after=after, limit=limit))
        unseen = [row for row, _post, seen in rows if not seen]
        if unseen:
            await self._mark_seen(unseen)
        return [post for _row, post, _seen in rows]

    async def _mark_seen(self, rows: Sequence[int]) -> None:
        """Where the disk is full, what was said can be read all the same."""
        try:
            await self._store.write(partial(_see, rows=rows))
        except Exception as trouble:
            if not is_passing(trouble):
                raise
            log.warning("what was shown is not marked as seen", error=name_of(trouble))

    async def wait(self, address: str, after: int, seconds: float) -> bool:
        """Whether something newer than a row came within this time."""
        deadline = asyncio.get_running_loop().time() + seconds
        news = self._news[address]
        try:
            while not await self._store.read(partial(_has_newer, address=address, after=after)):
                if self._closing:
                    raise Closing
                left = deadline - asyncio.get_running_loop().time()
                if left <= 0:
                    return False
                await _wait_for(news, min(left, _GLANCE_SECONDS))
            return True
        finally:
            self._news.pop(address, None)

    async def settle(self, address: str, seconds: float) -> None:
        """Wait until what this visitor wrote is answered, or the time is out."""
        deadline = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < deadline:
            if not await self._store.read(partial(_unanswered, address=address)):
                return
            await asyncio.sleep(_SETTLED_SECONDS)


async def _wait_for(news: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(news.wait(), seconds)
    except TimeoutError:
        return
    news.clear()


def address_row(session: Session, address: str) -> int | None:
    """The address row of a visitor."""
    index = address_index(session, WEBCHAT, ACCOUNT, address)
    where = and_(_ADDRESS.c.channel == WEBCHAT, _ADDRESS.c.account == ACCOUNT, _ADDRESS.c.index == index)
    found: int | None = session.execute(select(_ADDRESS.c.id).where(where)).scalar()
    return found


def _sent(session: Session, address: str, after: int, limit: int) -> list[tuple[int, Post, bool]]:
    row = address_row(session, address)
    if row is None:
        return []
    newest = after <= 0
    order = _OUTBOX.c.id.desc() if newest else _OUTBOX.c.id
    found = session.execute(
        select(_OUTBOX)
        .where(
            _OUTBOX.c.address_id == row, _OUTBOX.c.id > after, _OUTBOX.c.status == "sent", _OUTBOX.c.body.is_not(None)
        )
        .order_by(order)
        .limit(_LAST if newest else limit)
    ).all()
    ordered = reversed(found) if newest else found
    return [
        (each.id, unpack(each.id, each.body, push=each.push, at=each.created_at), each.seen_at is not None)
        for each in ordered
    ]


def _see(session: Session, rows: Sequence[int]) -> None:
    unseen = and_(_OUTBOX.c.id.in_(rows), _OUTBOX.c.seen_at.is_(None))
    session.execute(update(_OUTBOX).where(unseen).values(seen_at=now(session)))


def _has_newer(session: Session, address: str, after: int) -> bool:
    row = address_row(session, address)
    newer = (_OUTBOX.c.address_id == row, _OUTBOX.c.id > after, _OUTBOX.c.status == "sent", _OUTBOX.c.body.is_not(None))
    return row is not None and session.execute(select(_OUTBOX.c.id).where(*newer).limit(1)).first() is not None


def _unanswered(session: Session, address: str) -> bool:
    row = address_row(session, address)
    if row is None:
        return False
    person = select(_ADDRESS.c.person_id).where(_ADDRESS.c.id == row).scalar_subquery()
    waiting = select(_INBOUND.c.id).where(_INBOUND.c.person_id == person, _INBOUND.c.status == "new")
    return session.execute(waiting.limit(1)).first() is not None
