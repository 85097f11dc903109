"""Notices: something to tell someone later, in ids. Its words are made when it is due; silence is kept here."""

from datetime import datetime

from sqlalchemy import Update, func, or_, select, update
from sqlalchemy.orm import Session

from models import Notice, Outbox, Person
from models.clock import now

ANSWERS = frozenset({"help_answered", "help_closed"})
"""Kinds that come also after “stop” and on hold: the person asked for them, perhaps since."""
WARNINGS = frozenset({"joined", "number_moved"})
"""Kinds that nothing holds back: whoever took a conversation over must not be able to silence them."""
OF_A_HOLD = frozenset({"suspended", "readmitted"})
"""What is told to people on hold, besides."""
PASSING = frozenset({"announcement"})
"""Kinds that are not worth telling any more after a rest."""

PROOFS = frozenset({"card_goes"})
"""Kinds after which something is done, once they were told: they are kept longer, with their screens."""


def tell(
    session: Session,
    person_id: int,
    kind: str,
    /,
    *,
    due: datetime | None = None,
    key: str | None = None,
    **ids: int | str,
) -> None:
    """Leave a notice of `kind` for a person, due now unless said otherwise; the same key is told once.

    It waits for the end of a rest, and is dropped at once for who said stop, is on hold or erased; who is gone
    altogether is told nothing.
    """
    if key is not None and session.scalar(select(Notice.id).where(Notice.key == key)) is not None:
        return
    person, at = session.get(Person, person_id), now(session)
    if person is None:  # rows that outlive people remember who it was
        return
    rested = person.paused_until if kind not in WARNINGS else None
    notice = Notice(
        person_id=person_id,
        kind=kind,
        ids=ids,
        status="dropped" if _is_silent(person, kind) else "due",
        key=key,
        due_at=max(due or at, rested or at),
        created_at=at,
    )
    session.add(notice)


def silence(session: Session, person_id: int) -> None:
    """Drop what is to be told to a person and what is queued unasked; the answer to this very turn is not."""
    told_later = (Notice.person_id == person_id, Notice.status == "due", Notice.kind.not_in(ANSWERS | WARNINGS))
    session.execute(update(Notice).where(*told_later).values(status="dropped"))
    session.execute(_queued_pushes(person_id).values(status="dropped", body=None))


def hold_back(session: Session, notice_id: int, person_id: int, kind: str) -> bool:
    """Drop or put off what a person must not get now, whatever was true when it was left; whether it was so."""
    person, notice = session.get_one(Person, person_id), update(Notice).where(Notice.id == notice_id)
    if _is_silent(person, kind):
        session.execute(notice.values(status="dropped"))
        return True
    if kind in WARNINGS or person.paused_until is None or person.paused_until <= now(session):
        return False
    session.execute(notice.values(status="dropped") if kind in PASSING else notice.values(due_at=person.paused_until))
    return True


def _is_silent(person: Person, kind: str) -> bool:
    if person.erased_at is not None:
        return True
    if person.suspended_at is not None and kind not in ANSWERS | WARNINGS | OF_A_HOLD:
        return True
    return person.stopped_at is not None and kind not in ANSWERS | WARNINGS


def put_off(session: Session, person_id: int, until: datetime) -> None:
    """Keep what is to be told to a person, or queued unasked, for the end of their rest; announcements are dropped."""
    due = (Notice.person_id == person_id, Notice.status == "due", Notice.kind.not_in(WARNINGS))
    session.execute(update(Notice).where(*due, Notice.kind.in_(PASSING)).values(status="dropped"))
    session.execute(update(Notice).where(*due, Notice.due_at < until).values(due_at=until))
    pushes = _queued_pushes(person_id)
    session.execute(pushes.where(Outbox.announcement_id.is_not(None)).values(status="dropped", body=None))
    session.execute(pushes.where(Outbox.due_at < until).values(due_at=until))


def bring_forward(session: Session, person_id: int, put_off_until: datetime) -> None:
    """A rest is over before its time: what was put off until then is due now."""
    at = now(session)
    due = (Notice.person_id == person_id, Notice.status == "due", Notice.due_at == put_off_until)
    session.execute(update(Notice).where(*due).values(due_at=at))
    session.execute(_queued_pushes(person_id).where(Outbox.due_at == put_off_until).values(due_at=at))


def told_at(session: Session, person_id: int, kind: str, *, since: datetime) -> datetime | None:
    """When a person was first told something of this kind that was left since then: when its screen went out."""
    sent = select(func.min(Outbox.sent_at)).join(Notice, Notice.outbox_id == Outbox.id)
    told = (Notice.person_id == person_id, Notice.kind == kind, Notice.created_at >= since, Outbox.status == "sent")
    return session.scalar(sent.where(*told))


def waits(session: Session, person_id: int, kind: str, *, since: datetime) -> bool:
    """Whether something of this kind that was left since then may still reach its person."""
    on_its_way = Outbox.status.in_(("queued", "sending", "waiting"))
    left = (Notice.person_id == person_id, Notice.kind == kind, Notice.created_at >= since)
    found = select(Notice.id).outerjoin(Outbox, Outbox.id == Notice.outbox_id)
    return session.scalar(found.where(*left, or_(Notice.status == "due", on_its_way)).limit(1)) is not None


def _queued_pushes(person_id: int) -> Update:
    return update(Outbox).where(Outbox.person_id == person_id, Outbox.push.is_(True), Outbox.status == "queued")
