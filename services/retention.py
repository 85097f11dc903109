"""Retention: what has served its purpose is deleted, by age."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.orm import Session

from models import (
    ExportLink,
    Glance,
    HelpRequest,
    Inbound,
    JoinCode,
    Notice,
    Outbox,
    Receipt,
    SavedSearch,
    Sighting,
    Spent,
    StaffCode,
    Unread,
    Vouch,
    Watch,
)
from models.clock import now
from services import notices, verified

DONE_ROWS: Final = timedelta(days=30)
"""How long an event, a screen or a notice is known after it is done; vendors repeat an event for a week at most."""
PROOFS: Final = timedelta(days=400)
"""A warning and its screen, for whoever asks whether it was told: more than a year, as in `freshness.UNTOLD`."""
UNREAD: Final = timedelta(days=30)
"""What could not be read may hold what somebody wrote, and belongs to nobody: long enough to mend the reading."""
RECEIPTS: Final = timedelta(days=90)
"""A message is billed once: its receipt outlives the vendor's repetitions by far."""
SIGHTINGS: Final = timedelta(days=32)
"""Cards seen, and what else was spent, count towards the limits of a month at most; a day before this cards seen become
counts, which tell their owners."""
GLANCES: Final = timedelta(days=90)
WATCHES: Final = timedelta(days=90)
VOUCHES: Final = verified.LAPSES
CODES: Final = timedelta(days=1)
QUESTIONS: Final = timedelta(days=100)
"""Questions to the team, once closed; an answer may have to wait for the end of a rest."""


def delete_old(session: Session, limit: int) -> int:
    """Delete at most `limit` rows of each kind that nobody needs any more; the most that went of one kind."""
    at = now(session)
    before = at - DONE_ROWS
    old: tuple[tuple[Any, tuple[ColumnElement[bool], ...]], ...] = (
        (Inbound.id, (Inbound.status == "done", Inbound.received_at < before)),
        (Outbox.id, (Outbox.status.not_in(("queued", "sending")), Outbox.created_at < before, ~_is_proof())),
        (Notice.id, (Notice.status != "due", Notice.due_at < before, _is_no_proof(at))),
        (Unread.id, (Unread.received_at < at - UNREAD,)),
        (Receipt.id, (Receipt.at < at - RECEIPTS,)),
        (
            HelpRequest.id,
            (
                HelpRequest.status.in_(("answered", "closed")),
                HelpRequest.created_at < at - QUESTIONS,
                HelpRequest.closed_at < at - QUESTIONS,
            ),
        ),
        (JoinCode.index, (JoinCode.expires_at < at - CODES,)),
        (StaffCode.index, (StaffCode.expires_at < at - CODES,)),
        (SavedSearch.id, (SavedSearch.expires_at < at,)),
        (ExportLink.index, (ExportLink.expires_at < at - CODES,)),
        (Sighting.day, (Sighting.day < (at - SIGHTINGS).date(),)),
        (Glance.day, (Glance.day < (at - GLANCES).date(),)),
        (Spent.hour, (Spent.hour < at - SIGHTINGS,)),
        (Watch.id, (Watch.at < at - WATCHES,)),
        (Vouch.person_id, (Vouch.at < at - VOUCHES,)),
    )
    return max(_delete(session, key, where, limit) for key, where in old)


def _is_no_proof(at: datetime) -> ColumnElement[bool]:
    return or_(Notice.kind.not_in(notices.PROOFS), Notice.due_at < at - PROOFS)


def _is_proof() -> ColumnElement[bool]:
    return exists().where(Notice.outbox_id == Outbox.id, Notice.kind.in_(notices.PROOFS))


def _delete(session: Session, key: Any, where: tuple[ColumnElement[bool], ...], limit: int) -> int:
    keys = session.scalars(select(key).where(*where).limit(limit)).all()
    if keys:
        session.execute(delete(key.class_).where(key.in_(keys)))
    return len(keys)
