"""Consents: what a person agreed to, for which purpose, in which wording."""

from typing import Literal, get_args

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from locales import Message, _
from models import Consent, Person
from models.clock import now
from services import audit

Purpose = Literal["notice", "adult", "directory", "phone", "alerts", "mentoring"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

VERSIONS: dict[Purpose, int] = {"notice": 1, "adult": 1, "directory": 1, "phone": 1, "alerts": 1, "mentoring": 1}
"""The wording in force. Whoever changes a wording below raises its number: older consents then no longer count."""

WORDINGS: dict[Purpose, Message] = {
    "notice": _("What you tell me is used only to do what you ask, and you can see, correct or erase it at any time."),
    "adult": _("I am at least 18 years old."),
    "directory": _("The people I choose may see my card: first name, initial, roots, town and work."),
    "phone": _(
        "People who already know my number may send me a word here. They are never told whether I am registered."
    ),
    "alerts": _("I would like to receive the opportunities I choose, until I say stop."),
    "mentoring": _("My question and my card may be shown to the mentor I choose."),
}


def give(session: Session, person_id: int, purpose: Purpose) -> None:
    """Keep that a person agreed to the wording in force, in the language they speak here; twice is once."""
    if holds(session, person_id, purpose):
        return
    person = session.get_one(Person, person_id)
    given = Consent(
        person_id=person_id,
        purpose=purpose,
        version=VERSIONS[purpose],
        language=person.language,
        given_at=now(session),
    )
    session.add(given)
    audit.record(session, person_id, "consent.given", person_id, purpose=purpose, version=VERSIONS[purpose])


def withdraw(session: Session, person_id: int, purpose: Purpose) -> None:
    """Take a consent back; the row stays as proof of both."""
    for consent in session.scalars(_in_force(person_id, purpose)):
        consent.withdrawn_at = now(session)
        audit.record(session, person_id, "consent.withdrawn", person_id, purpose=purpose)


def holds(session: Session, person_id: int, purpose: Purpose) -> bool:
    """Whether the person agreed to the wording in force and did not take it back."""
    return session.scalar(_in_force(person_id, purpose).with_only_columns(Consent.id).limit(1)) is not None


def _in_force(person_id: int, purpose: Purpose) -> Select[Consent]:
    return select(Consent).where(
        Consent.person_id == person_id,
        Consent.purpose == purpose,
        Consent.version == VERSIONS[purpose],
        Consent.withdrawn_at.is_(None),
    )
