"""Announcements: counted before they are confirmed, sent at a set rate, to nobody twice, and stopped in the middle.

A delivery goes queued, attempting, then sent, failed, unknown or skipped. It is attempting from the moment its notice
is left: from there on it is never begun again, whatever becomes of the notice or of its screen.
"""

import base64
from datetime import datetime, timedelta
from typing import Final, TypedDict

from sqlalchemy import ColumnElement, String, cast, func, insert, literal, select, update
from sqlalchemy.orm import Session

from locales import _
from models import Announcement, Delivery, Notice, Outbox, Person, Staff
from models.clock import now
from models.refusal import Refusal
from models.sealed import index_of
from services import audit, staff
from services.notices import tell
from services.pace import reserve
from services.segments import Segment, exclusion

RATE: Final = 20
"""Messages a second: below what every channel allows, with room left for answers."""
AHEAD: Final = timedelta(seconds=1)
"""How far sending is reserved: a stop is felt within this time."""
PATIENCE: Final = timedelta(minutes=15)
"""After this long without an outcome a delivery is of unknown outcome: longer than pushes wait for an open question,
and nobody reports on an address that is only read now and then.
"""
LONGEST: Final = 400
MOST_SHOWN: Final = 8
ONE_AT_A_TIME: Final = _("Your last announcement is still on its way. Wait for its report, or stop it first.")
_ALL_LISTED: Final = -1
_PACE: Final = "announcements"
_OUTCOMES: Final = {"sent": "sent", "failed": "failed", "unknown": "unknown", "dropped": "skipped"}
"""What the end of a screen in the outbox means for its delivery."""


class Counts(TypedDict):
    """A dry run: who is linked to the country, who of them is written to and in which language, and who is not."""

    at: str
    total: int
    planned: int
    languages: dict[str, int]
    excluded: dict[str, int]
    seconds: int


class Started(TypedDict):
    """`id` and `code` of an announcement that began; the new counts of one that did not."""

    id: int | None
    code: str
    counts: Counts | None


class Progress(TypedDict):
    """How far an announcement got; `stoppable` by who asks."""

    id: int
    country: str
    words: str
    status: str
    finished: bool
    stoppable: bool
    planned: int
    sent: int
    failed: int
    unknown: int
    skipped: int
    left: int
    code: str


class Delivered(TypedDict):
    """An announcement as one of its recipients gets it."""

    words: str
    country: str
    author: str | None
    code: str


def count(session: Session, person_id: int, country: str, residence: str | None) -> Counts:
    """Who an announcement would reach now: the dry run. Who becomes a member after `at` is not among them."""
    staff.require(session, person_id, "editor", country)
    return _count(session, Segment(country, residence, now(session)))


def start(
    session: Session,
    person_id: int,
    *,
    country: str,
    residence: str | None,
    language: str,
    words: str,
    counts: Counts,
) -> Started:
    """Begin to send what was confirmed with these counts. Where they are no longer true, nothing begins: the new ones
    come back to be confirmed.
    """
    staff.require(session, person_id, "editor", country)
    if sending(session, person_id) is not None:
        raise Refusal(ONE_AT_A_TIME)
    counted_at = datetime.fromisoformat(counts["at"])
    if _count(session, Segment(country, residence, counted_at)) != counts:
        return {"id": None, "code": "", "counts": _count(session, Segment(country, residence, now(session)))}
    announcement = Announcement(
        author_id=person_id,
        country=country,
        residence=residence,
        language=language,
        words=words,
        status="sending",
        rate=RATE,
        excluded=counts["excluded"],
        planned=counts["planned"],
        created_at=counted_at,
        confirmed_at=now(session),
    )
    session.add(announcement)
    session.flush()
    audit.record(session, person_id, "announcement.confirmed", announcement=announcement.id, country=country)
    return {"id": announcement.id, "code": check_code(session, announcement.id), "counts": None}


def stop(session: Session, person_id: int, announcement_id: int) -> Progress:
    """Send no more of it; what is on the wire arrives. By its author, or an administrator of its country."""
    announcement = session.get_one(Announcement, announcement_id, with_for_update=True)
    staff.require(session, person_id, _stopping_role(announcement, person_id), announcement.country)
    _halt(session, person_id, announcement)
    return progress(session, person_id, announcement_id)


def stop_of(session: Session, actor_id: int, author_id: int) -> None:
    """Send no more of what somebody announces: they were put on hold, and reach nobody."""
    theirs = (Announcement.author_id == author_id, Announcement.status == "sending")
    for announcement in session.scalars(select(Announcement).where(*theirs).with_for_update()).all():
        _halt(session, actor_id, announcement)


def _stopping_role(announcement: Announcement, person_id: int) -> str:
    return "editor" if announcement.author_id == person_id else "administrator"


def _halt(session: Session, actor_id: int, announcement: Announcement) -> None:
    if announcement.status == "sending":
        announcement.status, announcement.cursor = "stopped", _ALL_LISTED
        _drop_waiting(session, announcement)
        audit.record(session, actor_id, "announcement.stopped", announcement=announcement.id)


def _drop_waiting(session: Session, announcement: Announcement) -> None:
    mine = Delivery.announcement_id == announcement.id
    attempting = select(_key()).where(mine, Delivery.status == "attempting")
    due = (Notice.status == "due", Notice.key.in_(attempting))
    queued = (Outbox.announcement_id == announcement.id, Outbox.status == "queued")
    for statement in (
        update(Delivery).where(mine, Delivery.status == "queued").values(status="skipped", reason="halted"),
        update(Notice).where(*due).values(status="dropped"),
        update(Outbox).where(*queued).values(status="dropped", body=None),
    ):
        session.execute(statement.execution_options(synchronize_session=False))


def sending(session: Session, person_id: int) -> int | None:
    """The announcement of this person that is being sent."""
    mine = (Announcement.author_id == person_id, Announcement.status == "sending")
    return session.scalar(select(Announcement.id).where(*mine).order_by(Announcement.id.desc()).limit(1))


def list_recent(session: Session, person_id: int, limit: int = MOST_SHOWN) -> list[int]:
    """The announcements for the countries that this member of the team looks after, the newest first."""
    mine = staff.require(session, person_id, "reader")
    query = select(Announcement.id).order_by(Announcement.id.desc()).limit(limit)
    if mine.countries:
        query = query.where(Announcement.country.in_(mine.countries))
    return list(session.scalars(query))


def progress(session: Session, person_id: int, announcement_id: int) -> Progress:
    """How far it got, from its counters; for its author and staff of its country."""
    announcement = session.get_one(Announcement, announcement_id)
    if announcement.author_id != person_id:
        staff.require(session, person_id, "reader", announcement.country)
    done = announcement.sent + announcement.failed + announcement.unknown + announcement.skipped
    return {
        "id": announcement.id,
        "country": announcement.country,
        "words": announcement.words,
        "status": announcement.status,
        "finished": announcement.finished_at is not None,
        "stoppable": announcement.status == "sending"
        and staff.may(session, person_id, _stopping_role(announcement, person_id), announcement.country),
        "planned": announcement.planned,
        "sent": announcement.sent,
        "failed": announcement.failed,
        "unknown": announcement.unknown,
        "skipped": announcement.skipped,
        "left": max(0, announcement.planned - done) if announcement.status == "sending" else 0,
        "code": check_code(session, announcement.id),
    }


def read_delivered(session: Session, person_id: int, announcement_id: int) -> Delivered | None:
    """An announcement as one of its recipients gets it; None once it or they were stopped, or for anyone else."""
    delivery = session.get(Delivery, (announcement_id, person_id))
    announcement = session.get_one(Announcement, announcement_id) if delivery else None
    if announcement is None or delivery is None or delivery.status != "attempting" or announcement.status != "sending":
        return None
    if _reasons_now(session, [person_id]):
        return None
    author = session.get(Staff, announcement.author_id)
    return {
        "words": announcement.words,
        "country": announcement.country,
        "author": author.name if author else None,
        "code": check_code(session, announcement_id),
    }


def check_code(session: Session, announcement_id: int) -> str:
    """Four letters that tell a real announcement from an imitation: they follow from its id and the house's key."""
    return base64.b32encode(index_of(session, "announcement", str(announcement_id)))[:4].decode()


def expand_announcements(session: Session, limit: int) -> int:
    """Write down the next recipients of announcements that were confirmed; at most `limit` of each. How many."""
    return sum(_expand(session, announcement, limit) for announcement in _in_hand(session))


def _expand(session: Session, announcement: Announcement, limit: int) -> int:
    if announcement.cursor == _ALL_LISTED:
        return 0
    segment = Segment(announcement.country, announcement.residence, announcement.created_at)
    later = segment.people().where(Person.id > announcement.cursor).order_by(Person.id).limit(limit)
    found = session.scalars(later).all()
    if found:
        at = now(session)
        rows = [{"announcement_id": announcement.id, "person_id": each, "updated_at": at} for each in found]
        session.execute(insert(Delivery), rows)
    if len(found) == limit:
        announcement.cursor = found[-1]
    else:
        _end_list(session, announcement)
    return len(found)


def _end_list(session: Session, announcement: Announcement) -> None:
    """Who started again after the count, or gave the country as a root, is on the list too, and is counted."""
    announcement.cursor = _ALL_LISTED
    listed = select(func.count()).where(Delivery.announcement_id == announcement.id)
    announcement.planned = max(announcement.planned, session.scalar(listed) or 0)


def send_announcements(session: Session, limit: int) -> int:
    """Leave notices for the next recipients, at the rate of their announcements; how many were taken in hand."""
    return sum(_send(session, announcement, limit) for announcement in _in_hand(session))


def _send(session: Session, announcement: Announcement, limit: int) -> int:
    queued = (Delivery.announcement_id == announcement.id, Delivery.status == "queued")
    next_ones = select(Delivery).where(*queued).order_by(Delivery.person_id).limit(min(limit, announcement.rate))
    deliveries = session.scalars(next_ones).all()
    if not deliveries:
        return 0
    slots = reserve(session, _PACE, len(deliveries), announcement.rate, AHEAD)
    reasons = _reasons_now(session, [delivery.person_id for delivery in deliveries])
    for slot, delivery in zip(slots, deliveries, strict=False):
        _attempt(session, announcement, delivery, slot, reasons.get(delivery.person_id))
    return len(slots)


def _attempt(
    session: Session, announcement: Announcement, delivery: Delivery, slot: datetime, reason: str | None
) -> None:
    delivery.updated_at = now(session)
    if reason is not None:
        delivery.status, delivery.reason = "skipped", reason
        announcement.skipped += 1
        return
    delivery.status = "attempting"
    key = f"announcement.{announcement.id}.{delivery.person_id}"
    tell(session, delivery.person_id, "announcement", due=slot, key=key, announcement=announcement.id)


def settle_announcements(session: Session, limit: int) -> int:
    """Count what became of deliveries in hand, and report announcements that are through; how many were settled."""
    open_ones = select(Announcement).where(Announcement.confirmed_at.is_not(None), Announcement.finished_at.is_(None))
    settled = 0
    for announcement in session.scalars(open_ones.with_for_update(skip_locked=True)).all():
        settled += _settle(session, announcement, limit)
        _finish(session, announcement)
    return settled


def _settle(session: Session, announcement: Announcement, limit: int) -> int:
    in_hand = (Delivery.announcement_id == announcement.id, Delivery.status == "attempting")
    of_screen = (Outbox.announcement_id == Delivery.announcement_id) & (Outbox.person_id == Delivery.person_id)
    ended = select(Delivery, Outbox).join(Outbox, of_screen).where(*in_hand, Outbox.status.in_(_OUTCOMES)).limit(limit)
    untrue = select(Delivery).join(Notice, Notice.key == _key()).where(*in_hand, Notice.status == "dropped")
    overdue = select(Delivery).where(*in_hand, Delivery.updated_at <= now(session) - PATIENCE)
    settled = 0
    for delivery, screen in session.execute(ended).all():
        delivery.outbox_id = screen.id
        settled += _count_one(session, announcement, delivery, _OUTCOMES[screen.status])
    for query, outcome in ((untrue, "skipped"), (overdue, "unknown")):
        session.flush()
        for delivery in session.scalars(query.limit(limit)).all():
            settled += _count_one(session, announcement, delivery, outcome)
    session.flush()
    return settled


def _count_one(session: Session, announcement: Announcement, delivery: Delivery, outcome: str) -> int:
    delivery.status, delivery.updated_at = outcome, now(session)
    setattr(announcement, outcome, getattr(announcement, outcome) + 1)
    return 1


def _finish(session: Session, announcement: Announcement) -> None:
    """An announcement is through when all recipients are listed and none is waiting; its author gets the report."""
    waiting = (Delivery.announcement_id == announcement.id, Delivery.status.in_(("queued", "attempting")))
    if announcement.cursor != _ALL_LISTED or session.scalar(select(Delivery.person_id).where(*waiting).limit(1)):
        return
    if announcement.status == "sending":
        announcement.status = "sent"
    announcement.finished_at = now(session)
    # those who left the segment after they were counted, and those whom a stop spared
    announcement.skipped = announcement.planned - announcement.sent - announcement.failed - announcement.unknown
    if session.get(Person, announcement.author_id) is not None:  # who was erased meanwhile holds nothing up
        tell(session, announcement.author_id, "announcement_done", announcement=announcement.id)


def _in_hand(session: Session) -> list[Announcement]:
    """Announcements to go on with, kept for this transaction: two senders never work on one."""
    confirmed = select(Announcement).where(Announcement.status == "sending").order_by(Announcement.id)
    return list(session.scalars(confirmed.with_for_update(skip_locked=True)))


def _count(session: Session, segment: Segment) -> Counts:
    reached, excluded = segment.count(session)
    planned = sum(reached.values())
    return {
        "at": segment.at.isoformat(),
        "total": planned + sum(excluded.values()),
        "planned": planned,
        "languages": dict(sorted(reached.items())),
        "excluded": dict(sorted(excluded.items())),
        "seconds": -(-planned // RATE),
    }


def _reasons_now(session: Session, people: list[int]) -> dict[int, str]:
    why = exclusion(now(session))
    rows = session.execute(select(Person.id, why).where(Person.id.in_(people)))
    return {person_id: reason for person_id, reason in rows if reason is not None}


def _key() -> ColumnElement[str]:
    """The key of a delivery's notice, in SQL."""
    announcement, person = cast(Delivery.announcement_id, String), cast(Delivery.person_id, String)
    return literal("announcement.").concat(announcement).concat(".").concat(person)
