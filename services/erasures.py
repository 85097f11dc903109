"""Erasures that were asked for: a week to change one's mind, receipts, and the register that outlives older copies."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models import Consent, Erasure, Member, Person
from models.clock import now
from services import audit, knocks, notices, privacy, traces

GRACE = timedelta(days=7)
REGISTERED = timedelta(days=400)
"""For how long it is known whose number was erased: no copy of the store is kept for longer."""


class Asked(TypedDict):
    """An erasure to come: the code of its receipt, and the day, ISO."""

    receipt: str
    day: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register of erasures."""

    receipt: bytes
    person_id: int | None
    asked_at: datetime
    erased_at: datetime | None


def ask(session: Session, person_id: int) -> Asked:
    """Erase a person in a week. From now on nobody finds or reaches them and nothing is told of them, as if it were
    done.
    """
    receipt = secrets.token_hex(4).upper()
    privacy.note_receipt(session, person_id, receipt)
    due = now(session) + GRACE
    _go(session, person_id, due)
    audit.record(session, person_id, "erasure.asked", person_id)
    return {"receipt": receipt, "day": due.date().isoformat()}


def leaving(session: Session, person_id: int) -> str | None:
    """The day on which somebody is to be erased, ISO, while they may still change their mind."""
    due = session.get_one(Person, person_id).erase_at
    return due.date().isoformat() if due else None


def due_on(session: Session, _person_id: int, receipt: str) -> str | None:
    """The day on which the erasure of a receipt is due, ISO; None when none is to come."""
    found = session.get(Erasure, privacy.receipt_index(session, receipt))
    return (found.asked_at + GRACE).date().isoformat() if found and found.erased_at is None else None


def keep(session: Session, person_id: int) -> bool:
    """Stay after all, with everything as it was; whether there was something to undo."""
    person = session.get_one(Person, person_id)
    if person.erase_at is None:
        return False
    traces.release_notices(session, person_id, person.erase_at + privacy.GONE_AFTER, now(session))
    person.erase_at = person.erased_at = None
    person.is_member = session.get(Member, person_id) is not None
    person.noticed = _noticed(session, person_id)
    session.execute(delete(Erasure).where(Erasure.person_id == person_id, Erasure.erased_at.is_(None)))
    audit.record(session, person_id, "erasure.undone", person_id)
    session.flush()
    knocks.tell_again(session, person_id)
    return True


def erase_due(session: Session, chunk: int) -> int:
    """Erase those whose week is over; how many."""
    due = select(Person.id).where(Person.erase_at <= now(session)).order_by(Person.erase_at).limit(chunk)
    over = session.scalars(due.with_for_update(skip_locked=True)).all()
    for person_id in over:
        privacy.wipe(session, person_id)
    return len(over)


def forget_numbers(session: Session, chunk: int) -> int:
    """Forget whose a receipt was, once no older copy can bring them back; the receipt stays good."""
    old = (Erasure.person_id.is_not(None), Erasure.erased_at < now(session) - REGISTERED)
    found = session.scalars(select(Erasure.receipt).where(*old).limit(chunk)).all()
    session.execute(update(Erasure).where(Erasure.receipt.in_(found)).values(person_id=None))
    return len(found)


def register(session: Session) -> list[Entry]:
    """Every erasure there is, done or to come."""
    columns = (Erasure.receipt, Erasure.person_id, Erasure.asked_at, Erasure.erased_at)
    return [Entry(*row) for row in session.execute(select(*columns))]


def erase_again(session: Session, entries: list[Entry]) -> int:
    """Erase, in an older copy that was put back, whom the register says is erased; how many people.

    A number that the copy gave to somebody after the erasure is another person's.
    """
    erased = 0
    for entry in entries:
        session.merge(Erasure(**_row(entry)))
        session.flush()
        person = session.get(Person, entry.person_id) if entry.person_id is not None else None
        if person is None or person.created_at > entry.asked_at:
            continue
        erased += 1
        if entry.erased_at is None:
            _go(session, person.id, entry.asked_at + GRACE)
        else:
            _remove(session, person.id)
    return erased


def _row(entry: Entry) -> dict[str, bytes | int | datetime | None]:
    return {
        "receipt": entry.receipt,
        "person_id": entry.person_id,
        "asked_at": entry.asked_at,
        "erased_at": entry.erased_at,
    }


def _go(session: Session, person_id: int, due: datetime) -> None:
    """Be as good as gone until then: to every rule of the house they are erased, but their rows are there."""
    traces.take_back(session, person_id)
    traces.hold_notices(session, person_id, due + privacy.GONE_AFTER)
    notices.silence(session, person_id)
    person = session.get_one(Person, person_id)
    person.noticed, person.is_member = 0, False
    person.erased_at, person.erase_at = now(session), due
    session.flush()


def _remove(session: Session, person_id: int) -> None:
    """With no goodbye: it was said long ago."""
    privacy.wipe(session, person_id)
    session.flush()
    session.execute(delete(Person).where(Person.id == person_id))


def _noticed(session: Session, person_id: int) -> int:
    """The version of the privacy notice that they agreed to."""
    held = (Consent.person_id == person_id, Consent.purpose == "notice", Consent.withdrawn_at.is_(None))
    return session.scalar(select(func.max(Consent.version)).where(*held)) or 0
