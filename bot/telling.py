"""Notices that are due become pushes, in the recipient's own lane."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from bot.posts import pack
from bot.rows import AnyRow, table
from bot.turns import open_turn, owns, write_state
from conversation import taking
from conversation.hearing import Outcome
from conversation.standing import Router
from conversation.state import load
from models import Address, Notice, Outbox, Person, Staff, Talk
from models.clock import now
from services import notices

_NOTICE, _TALK, _OUTBOX = table(Notice), table(Talk), table(Outbox)
_PERSON, _ADDRESS, _STAFF = table(Person), table(Address), table(Staff)

_NO_ADDRESS_YET = timedelta(hours=1)
_NOT_TOLD = timedelta(hours=1)


def due_notices(session: Session, limit: int, person: int | None = None) -> Sequence[AnyRow]:
    """Notices that are due, with their person; those of people in the middle of a question wait, but for warnings."""
    at = now(session)
    undisturbed = or_(_TALK.c.busy_until.is_(None), _TALK.c.busy_until <= at, _NOTICE.c.kind.in_(notices.WARNINGS))
    due = (
        select(_NOTICE.c.id, _NOTICE.c.person_id)
        .outerjoin(_TALK, _TALK.c.person_id == _NOTICE.c.person_id)
        .where(_NOTICE.c.status == "due", _NOTICE.c.due_at <= at, undisturbed)
        .order_by(_NOTICE.c.due_at, _NOTICE.c.id)
        .limit(limit)
    )
    if person is not None:
        due = due.where(_NOTICE.c.person_id == person)
    return session.execute(due).all()


def tell(session: Session, notice: int, person: int, router: Router, *, pulled: frozenset[str] = frozenset()) -> bool:
    """Render one notice and put it in the outbox; False when another process has the person or it was told.

    What is no longer true or wanted is dropped; someone without an address is tried again an hour later. On a pulled
    channel being on disk is being sent: a push that became visible after younger answers would be passed over by who
    fetches what is newer than the last they have.
    """
    if not owns(session, person):
        return False
    row = session.execute(select(_NOTICE).where(_NOTICE.c.id == notice, _NOTICE.c.status == "due")).first()
    if row is None:
        return False
    known = session.execute(_recipient(person, row.ids.get("address"))).first()
    if known is None or (_is_disturbed(session, known) and row.kind not in notices.WARNINGS):
        return False
    if notices.hold_back(session, notice, person, row.kind):
        return True
    if known.address_id is None:
        session.execute(update(_NOTICE).where(_NOTICE.c.id == notice).values(due_at=now(session) + _NO_ADDRESS_YET))
        return True
    state = load(known.state)
    turn = open_turn(session, person, known, state=state, router=router, run=f"n{notice}")
    outcome, screen = taking.tell(turn, row.kind, dict(row.ids)), None
    if outcome is not None:
        announcement = row.ids["announcement"] if row.kind == "announcement" else None
        is_pulled = known.channel in pulled
        push = is_pulled or row.kind not in notices.WARNINGS  # on a wire a warning goes as answers do: nothing holds it
        status = "sent" if is_pulled else "queued"
        screen = _post(session, person, known, outcome, announcement=announcement, status=status, push=push)
    told = "told" if outcome else "dropped"
    session.execute(update(_NOTICE).where(_NOTICE.c.id == notice).values(status=told, outbox_id=screen))
    return True


def postpone(session: Session, notice: int) -> None:
    """What cannot be told now is tried again in an hour, and holds up nothing else."""
    session.execute(update(_NOTICE).where(_NOTICE.c.id == notice).values(due_at=now(session) + _NOT_TOLD))


def _is_disturbed(session: Session, known: AnyRow) -> bool:
    """They may have opened a question since the notice was found due."""
    return known.busy_until is not None and known.busy_until > now(session)


def _post(
    session: Session, person: int, known: AnyRow, outcome: Outcome, *, announcement: int | None, status: str, push: bool
) -> int:
    at = now(session)
    values = {
        "person_id": person,
        "address_id": known.address_id,
        "push": push,
        "body": pack(outcome.shown),
        "status": status,
        "attempts": 0,
        "due_at": at,
        "created_at": at,
        "sent_at": at if status == "sent" else None,
        "announcement_id": announcement,
    }
    row: int = session.execute(insert(_OUTBOX).returning(_OUTBOX.c.id), values).scalar_one()
    for offer in (*outcome.state.offers, *outcome.state.notices):
        offer.row = offer.row or row
    write_state(session, person, outcome.state, known.busy_until)  # a push makes no question younger
    return row


def _recipient(person: int, address: int | None) -> Any:
    """The person with the address that a notice is for, else the one they wrote from last, or any active one."""
    rank = func.coalesce(_ADDRESS.c.id == (address or _PERSON.c.active_address_id), False)
    return (
        select(
            _PERSON.c.language,
            _PERSON.c.noticed,
            _PERSON.c.is_member,
            _ADDRESS.c.id.label("address_id"),
            _ADDRESS.c.channel,
            _ADDRESS.c.trusted,
            _STAFF.c.role,
            _STAFF.c.countries,
            _TALK.c.state,
            _TALK.c.busy_until,
        )
        .join_from(_PERSON, _ADDRESS, (_ADDRESS.c.person_id == _PERSON.c.id) & _ADDRESS.c.active, isouter=True)
        .outerjoin(_STAFF, _STAFF.c.person_id == _PERSON.c.id)
        .outerjoin(_TALK, _TALK.c.person_id == _PERSON.c.id)
        .where(_PERSON.c.id == person)
        .order_by(rank.desc(), _ADDRESS.c.last_active_at.desc())
        .limit(1)
    )
