"""Taking one's data along: a link for whoever asked for it, good for a quarter of an hour."""

import secrets
from datetime import timedelta
from typing import Any, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ExportLink, Person
from models.clock import now
from models.sealed import index_of
from models.site import site
from services import audit, privacy

GOOD_FOR = timedelta(minutes=15)
PURPOSE = "export link"
PATH = "/mydata"


class Taken(TypedDict):
    """Everything kept about a person, as it was taken along: when (ISO), and in which language they read."""

    language: str
    at: str
    kept: dict[str, Any]


def offer_link(session: Session, person_id: int) -> str:
    """An address at which this person's data can be fetched within 15 minutes; only its keyed index is kept."""
    token = secrets.token_urlsafe(32)
    index = index_of(session, PURPOSE, token)
    session.add(ExportLink(index=index, person_id=person_id, expires_at=now(session) + GOOD_FOR))
    audit.record(session, person_id, "export.offered", person_id)
    return f"{site(session)}{PATH}/{token}"


def reader(session: Session, token: str) -> str | None:
    """The language of whose link this is; None when it is no link, or no longer."""
    person_id = _holder(session, token)
    return session.get_one(Person, person_id).language if person_id is not None else None


def note(session: Session, token: str, form: str) -> bool:
    """Keep that whose link this is takes their data along in this form; false when it is no link, or no longer.

    It may be used again until its time is over: each time stays in the audit trail, which its owner can see.
    """
    person_id = _holder(session, token)
    if person_id is not None:
        audit.record(session, person_id, "export.taken", person_id, form=form)
    return person_id is not None


def take(session: Session, token: str) -> Taken | None:
    """Everything kept about whose link this is; None when it is no link, or no longer."""
    person_id = _holder(session, token)
    if person_id is None:
        return None
    language = session.get_one(Person, person_id).language
    return {"language": language, "at": now(session).isoformat(), "kept": privacy.export(session, person_id)}


def _holder(session: Session, token: str) -> int | None:
    usable = (ExportLink.index == index_of(session, PURPOSE, token), ExportLink.expires_at > now(session))
    return session.scalar(select(ExportLink.person_id).where(*usable))
