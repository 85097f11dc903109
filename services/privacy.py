"""My data: everything that is kept about a person, for them to take along or to have erased."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from sqlalchemy import Column, ColumnElement, Table, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from models import (
    Audit,
    Block,
    Consent,
    Erasure,
    Inbound,
    Knock,
    Outbox,
    Person,
    Report,
    Sighting,
    Spent,
    Watch,
    card_index,
)
from models.base import Base
from models.clock import now
from models.sealed import index_of
from services import audit, invitations, knocks, limits, mentoring, phones, terms, traces

ABOUT_OTHERS = {
    ("block", "blocked_id"),
    ("report", "reported_id"),
    ("saved_search_told", "member_id"),
    ("sighting", "member_id"),
    ("watch", "person_id"),
}
"""Columns by which a row is about somebody, but belongs to who wrote it."""
MACHINERY = {"talk", "inbound", "outbox", "notice", "delivery", "card_index", "join_code", "export_link", "spent"}
"""Tables that hold nothing a person told, beyond what is exported already."""
LAST = {"address", "talk", "inbound", "outbox"}
"""Tables whose rows go with the person's own, once the goodbye is out."""
HELD_AGAINST = {("block", "blocked_id"), ("report", "reported_id"), ("watch", "person_id")}
"""What is kept against somebody: it goes with the person's row too, or erasing and coming back would undo it."""
_UNTOLD = {"changed_at": None, "looked_at": None, "next_at": None}
"""Of a saved search: when somebody may have come to fit, whom its owner may not see."""
SETTLED_AFTER = timedelta(minutes=10)
GONE_AFTER = timedelta(hours=24)
RECEIPT = "receipt"


class Agreed(TypedDict):
    purpose: str
    on: str


class Overview(TypedDict):
    """The most of what is kept, in short; days are ISO."""

    since: str
    came_by: str | None
    numbers: list[str]
    consents: list[Agreed]
    words: int


def overview(session: Session, person_id: int) -> Overview:
    """What is kept about a person, in short."""
    given = select(Consent).where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None)).order_by(Consent.id)
    words = select(func.count()).where(or_(Knock.sender_id == person_id, Knock.receiver_id == person_id))
    person = session.get_one(Person, person_id)
    return {
        "since": person.created_at.date().isoformat(),
        "came_by": person.referral,
        "numbers": phones.own_numbers(session, person_id),
        "consents": [
            {"purpose": each.purpose, "on": each.given_at.date().isoformat()} for each in session.scalars(given)
        ],
        "words": session.scalar(words) or 0,
    }


def export(session: Session, person_id: int) -> dict[str, Any]:
    """Everything a person told or gave, by table; times are ISO 8601 in UTC. Other people's ids are left out.

    What became of what one sent is the other's to tell: no answer and no contact is here that was not told.
    """
    person = session.get_one(Person, person_id)
    found: dict[str, Any] = {"person": {"language": person.language, "since": person.created_at.isoformat()}}
    if person.referral:
        found["person"]["came_by"] = person.referral
    for owner in _owners():
        table = owner.table
        if table.name in MACHINERY or (table.name, owner.name) in ABOUT_OTHERS:
            continue
        rows = session.execute(select(table).where(owner == person_id)).mappings()
        told = [_told(table, _as_seen(session, person_id, owner, dict(row))) for row in rows]
        if told:
            found.setdefault(table.name, []).extend(told)
    if lists := [_listed(each) for each in invitations.about(session, person_id)]:
        found["invitation"] = lists
    return found


def erase(session: Session, person_id: int) -> str:
    """Erase a person now; the receipt's code, of which only a keyed index stays."""
    receipt = secrets.token_hex(4).upper()
    note_receipt(session, person_id, receipt)
    wipe(session, person_id)
    return receipt


def note_receipt(session: Session, person_id: int, receipt: str) -> None:
    """Keep by which code an erasure is known that somebody has asked for."""
    index = receipt_index(session, receipt)
    session.add(Erasure(receipt=index, person_id=person_id, asked_at=now(session)))
    session.flush()


def wipe(session: Session, person_id: int) -> None:
    """Erase a person, but for the address that an answer still goes to; others read nothing of them any more.

    What is left (address, this turn, today's count of cards, what others keep against them) goes with
    `finish_erasures`.
    """
    invitations.forget(session, person_id)
    traces.take_back(session, person_id)
    traces.drop_notices(session, person_id)
    mentoring.leave(session, person_id)
    terms.remove(session, person_id)
    session.flush()
    # a word left for their number goes on as if nobody had ever had it
    by_number = (Knock.receiver_id == person_id, Knock.phone_index.is_not(None), Knock.status != "accepted")
    session.execute(update(Knock).where(*by_number).values(receiver_id=None, status="waiting"))
    for owner in _owners():
        if owner.table.name not in LAST and (owner.table.name, owner.name) not in HELD_AGAINST:
            session.execute(delete(owner.table).where(owner == person_id, *_not_counted(session, owner)))
    session.execute(delete(Inbound).where(Inbound.person_id == person_id, Inbound.status != "new"))
    session.execute(delete(Outbox).where(Outbox.person_id == person_id, Outbox.status != "sending"))
    person, at = session.get_one(Person, person_id), now(session)
    person.noticed, person.is_member, person.referral = 0, False, None
    person.paused_until = person.stopped_at = person.erase_at = None
    person.erased_at = at
    asked = update(Erasure).where(Erasure.person_id == person_id, Erasure.erased_at.is_(None))
    session.execute(asked.values(erased_at=at))
    audit.record(session, None, "person.erased")


def erased_on(session: Session, _person_id: int, receipt: str) -> str | None:
    """The day the erasure of a receipt was done, ISO; None when there was none. Anyone who holds it may ask."""
    found = session.get(Erasure, receipt_index(session, receipt))
    return found.erased_at.date().isoformat() if found and found.erased_at else None


def receipt_index(session: Session, receipt: str) -> bytes:
    return index_of(session, RECEIPT, receipt.strip().upper())


def finish_erasures(session: Session, chunk: int) -> int:
    """Delete the last rows of erased people once their goodbye is out, a day later at the latest; how many people.

    That day it is for who has used up some of its limits, or whom others are protected from.
    """
    at = now(session)
    unsent = exists().where(Outbox.person_id == Person.id, Outbox.status.in_(("queued", "sending")))
    unheard = exists().where(Inbound.person_id == Person.id, Inbound.status == "new")
    settled = (Person.erased_at < at - SETTLED_AFTER) & ~unsent & ~unheard & ~_owing(at)
    over = settled | (Person.erased_at < at - GONE_AFTER)
    due = select(Person.id).where(Person.erase_at.is_(None), over).limit(chunk)
    gone = session.scalars(due).all()
    session.execute(delete(Person).where(Person.id.in_(gone)))
    if gone:
        card_index.write_anew(session)
    return len(gone)


def _owing(at: datetime) -> ColumnElement[bool]:
    """Who would get something back by being forgotten at once."""
    counted = (Audit.verb.in_(limits.VERBS), Audit.at > at - GONE_AFTER)
    return or_(
        Person.suspended_at.is_not(None),
        exists().where(Sighting.person_id == Person.id),
        exists().where(Spent.person_id == Person.id, Spent.hour > at - GONE_AFTER),
        exists().where(Watch.person_id == Person.id),
        exists().where(Block.blocked_id == Person.id),
        exists().where(Report.reported_id == Person.id),
        exists().where(Audit.actor_id == Person.id, *counted),
    )


def _not_counted(session: Session, owner: Column[Any]) -> tuple[ColumnElement[bool], ...]:
    """What a person used of their limits today still counts."""
    match owner.table.name, owner.name:
        case "sighting", "person_id":
            return (Sighting.day < now(session).date(),)
        case "spent", _:
            return (Spent.hour <= now(session) - GONE_AFTER,)
    return ()


def _as_seen(session: Session, person_id: int, owner: Column[Any], row: dict[str, Any]) -> dict[str, Any]:
    """A row that two people share, as this one of them may see it."""
    match owner.table.name, owner.name:
        case "knock", "sender_id":
            return _sent(session, person_id, row)
        case "mentorship", _:
            mine, theirs = mentoring.contacts_of(session, person_id, row["id"])
            return row | {"contact": theirs, "given": mine}
        case "saved_search", _:
            return row | _UNTOLD
    return row


def _sent(session: Session, person_id: int, row: dict[str, Any]) -> dict[str, Any]:
    """A knock as its sender may see it: one by phone number is forgotten on the same day whatever became of it."""
    knock = knocks.read_knock(session, person_id, row["id"])
    contact = knock["contact"] if knock else None
    blind = row["phone_index"] is not None and contact is None
    is_over = row["withdrawn_at"] is not None or row["created_at"] <= now(session) - knocks.OPEN_FOR
    return {"words": None if blind and is_over else row["words"], "created_at": row["created_at"], "contact": contact}


def _listed(invited: invitations.Invited) -> dict[str, Any]:
    """What a list says about somebody, as plain as the rest."""
    said = invited["draft"]
    town, work = said["town"], said["work"]
    told = {
        "label": invited["label"],
        "name": said["name"],
        "number": said["number"],
        "email": said["email"],
        "city_text": town["text"] if town else None,
        "profession_text": work["text"] if work else None,
        "countries": said["origins"],
        "languages": said["languages"],
        "since": said["since"],
    }
    return {name: value for name, value in told.items() if value}


def _owners() -> Iterator[Column[Any]]:
    """Every column that ties a row to a person, of every table there is: a new table is covered when it is made."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == Person.__tablename__:
                yield key.parent


def _told(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row without keys and empty fields: ids and indexes say nothing to its owner."""
    hidden = {key.parent.name for key in table.foreign_keys} | {"id"}
    return {
        name: _plain(value)
        for name, value in row.items()
        if value not in (None, "", [])
        and name not in hidden
        and not name.endswith("_by")
        and not isinstance(value, bytes)
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
