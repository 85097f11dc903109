"""The outbox: what is to be sent is claimed, handed to its channel, and its outcome kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, literal_column, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.exits import PULLED
from bot.posts import unpack
from bot.rows import table
from channels.wire import Post
from models import Address, Outbox, Talk
from models.base import EPOCH
from models.clock import now
from models.message import LEASE
from models.prepared import Prepared

_OUTBOX, _ADDRESS, _TALK = table(Outbox), table(Address), table(Talk)
KEPT_FOR_A_DAY = timedelta(hours=24)

_WAITS = Prepared(
    select(_OUTBOX.c.id)
    .where(
        or_(
            and_(_OUTBOX.c.status == literal_column("'queued'"), _OUTBOX.c.due_at <= bindparam("at")),
            and_(_OUTBOX.c.status == literal_column("'sending'"), _OUTBOX.c.lease_until < bindparam("at")),
        )
    )
    .limit(1)
)
"""Whether there is anything to claim at all, asked four times a second."""
_UNDER_WAY = _OUTBOX.c.status == literal_column("'sending'")
"""A vendor's word that it did not arrive may be faster than the one that it was taken, and stands."""
_SENT = Prepared(
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("row"), _UNDER_WAY)
    .values(status="sent", sent_at=bindparam("at"), lease_until=None, body=None)
)
_TAKEN = Prepared(
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("row"), _UNDER_WAY)
    .values(status="sent", sent_at=bindparam("at"), lease_until=None)
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed row on its way to one address."""

    row: int
    address_id: int
    channel: str
    account: str
    address: str
    post: Post
    announcement: int | None
    attempts: int = 1
    followed: bool = False
    """Whether other answers to its address wait."""


def claim(
    session: Session,
    channels: Sequence[str],
    limit: int,
    only: int | None = None,
    held: Sequence[tuple[str, str]] = (),
) -> list[Parcel]:
    """Claim due rows of these channels, one an address: replies before pushes, in order within each. Nothing of the
    accounts that are `held`.

    Pushes wait while a question is fresh. A reply whose lease ran out is sent again; an announcement in that place is
    of unknown outcome and is not.
    """
    at = now(session)
    if _WAITS.first(session, at=at) is None:
        return []
    release(session, at)
    due = _due(channels, at, limit)
    for channel, account in held:
        due = due.where(~((_ADDRESS.c.channel == channel) & (_ADDRESS.c.account == account)))
    rows = session.execute(due if only is None else due.where(_OUTBOX.c.address_id == only)).all()
    first = {row.address_id: row for row in reversed(rows)}
    taken = [row.id for row in first.values()]
    if taken:
        values = {"status": "sending", "lease_until": at + LEASE, "attempts": _OUTBOX.c.attempts + 1}
        session.execute(update(_OUTBOX).where(_OUTBOX.c.id.in_(taken)).values(values))
    followed = _followed(session, first, taken)
    return [_parcel(row, followed=row.address_id in followed) for row in first.values()]


def _followed(session: Session, addresses: Iterable[int], taken: Sequence[int]) -> set[int]:
    """Those of the addresses to which answers wait that were not taken."""
    waits = (_OUTBOX.c.status.in_(("queued", "sending")), _OUTBOX.c.push.is_(False), _OUTBOX.c.id.not_in(taken))
    return set(session.scalars(select(_OUTBOX.c.address_id).where(_OUTBOX.c.address_id.in_(addresses), *waits)))


def _due(channels: Sequence[str], at: datetime, limit: int) -> Select[Any]:
    earlier = aliased(Outbox)
    before = and_(
        earlier.address_id == _OUTBOX.c.address_id,
        or_(
            earlier.status == "sending",
            and_(earlier.status == "queued", or_(earlier.due_at <= at, earlier.attempts > 0)),
        ),
        or_(and_(earlier.push == _OUTBOX.c.push, earlier.id < _OUTBOX.c.id), earlier.push < _OUTBOX.c.push),
    )
    undisturbed = or_(_OUTBOX.c.push.is_(False), _TALK.c.busy_until.is_(None), _TALK.c.busy_until <= at)
    return (
        select(
            _OUTBOX,
            _ADDRESS.c.channel,
            _ADDRESS.c.account,
            _ADDRESS.c.external_id,
            _ADDRESS.c.heard_at,
            _ADDRESS.c.rung_at,
        )
        .join(_ADDRESS, _ADDRESS.c.id == _OUTBOX.c.address_id)
        .outerjoin(_TALK, _TALK.c.person_id == _OUTBOX.c.person_id)
        .where(_OUTBOX.c.status == "queued", _OUTBOX.c.due_at <= at, _ADDRESS.c.channel.in_(channels), undisturbed)
        .where(~select(earlier.id).where(before).exists(), or_(_OUTBOX.c.push.is_(False), _ADDRESS.c.active))
        .order_by(_OUTBOX.c.push, _OUTBOX.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=_OUTBOX)
    )


def release(session: Session, at: datetime) -> None:
    """What was on its way when its sender died: replies are queued again, announcements are of unknown outcome."""
    lost = (_OUTBOX.c.status == "sending", _OUTBOX.c.lease_until < at)
    unknown = update(_OUTBOX).where(*lost, _OUTBOX.c.announcement_id.is_not(None))
    session.execute(unknown.values(status="unknown", body=None))
    session.execute(update(_OUTBOX).where(*lost, _OUTBOX.c.announcement_id.is_(None)).values(status="queued"))


def backlog(session: Session) -> list[int]:
    """The addresses for which something is not handed over yet: no answer may overtake it."""
    unsent = _OUTBOX.c.status.in_(("queued", "sending"))
    return list(session.execute(select(_OUTBOX.c.address_id).where(unsent).distinct()).scalars())


def release_all(session: Session, channels: Sequence[str]) -> None:
    """What was on its way on these channels is on no way: for who has just begun to be the only one that sends."""
    lost = (
        select(_OUTBOX.c.id)
        .join(_ADDRESS, _ADDRESS.c.id == _OUTBOX.c.address_id)
        .where(_OUTBOX.c.status == "sending", _ADDRESS.c.channel.in_(channels))
    )
    session.execute(update(_OUTBOX).where(_OUTBOX.c.id.in_(lost)).values(lease_until=EPOCH))


def _parcel(row: Any, *, followed: bool) -> Parcel:
    post = unpack(row.id, row.body, push=row.push, at=row.created_at, heard_at=row.heard_at, rung_at=row.rung_at)
    return Parcel(
        row.id,
        row.address_id,
        row.channel,
        row.account,
        row.external_id,
        post,
        row.announcement_id,
        row.attempts + 1,
        followed,
    )


def mark_sent(session: Session, row: int, at: datetime, *, told_later: bool = False) -> None:
    """It was handed over at this time, and taken; the text goes, unless the vendor tells later whether it arrived."""
    (_TAKEN if told_later else _SENT).all(session, row=row, at=at)


def put_back(session: Session, row: int, due: datetime) -> None:
    """The wire did not take it: it is due again later; what was blanked meanwhile is not."""
    again = update(_OUTBOX).where(_OUTBOX.c.id == row, _OUTBOX.c.body.is_not(None))
    session.execute(again.values(status="queued", due_at=due, lease_until=None))


def wait_for_word(session: Session, row: int, *, rang: bool) -> None:
    """It waits until its person writes; `rang` tells that they were just asked to."""
    waits = update(_OUTBOX).where(_OUTBOX.c.id == row, _OUTBOX.c.body.is_not(None))
    address = session.execute(waits.values(status="waiting", lease_until=None).returning(_OUTBOX.c.address_id)).scalar()
    # the window is shut, whatever we took its time to be: the next word opens it
    told = {"heard_at": None} | ({"rung_at": now(session)} if rang else {})
    session.execute(update(_ADDRESS).where(_ADDRESS.c.id == address).values(told))


def give_up(session: Session, row: int, status: str) -> None:
    """It will not arrive (`failed`), or nobody knows (`unknown`)."""
    ended = update(_OUTBOX).where(_OUTBOX.c.id == row).values(status=status, body=None, lease_until=None)
    session.execute(ended)


def queued(session: Session) -> int:
    """How many screens wait to be sent."""
    return session.scalar(select(func.count()).where(_OUTBOX.c.status == "queued")) or 0


def clear(session: Session, limit: int) -> int:
    """Blank what was kept for a day after it was sent: to be fetched again, or for a vendor who tells later that it did
    not arrive.
    """
    before = now(session) - KEPT_FOR_A_DAY
    seen = (_OUTBOX.c.seen_at < before) | (~_ADDRESS.c.channel.in_(PULLED) & (_OUTBOX.c.sent_at < before))
    old = (
        select(_OUTBOX.c.id)
        .join(_ADDRESS, _ADDRESS.c.id == _OUTBOX.c.address_id)
        .where(_OUTBOX.c.status == "sent", _OUTBOX.c.body.is_not(None), seen)
        .limit(limit)
    )
    rows = session.execute(old).scalars().all()
    session.execute(update(_OUTBOX).where(_OUTBOX.c.id.in_(rows)).values(body=None))
    return len(rows)
