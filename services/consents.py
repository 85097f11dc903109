"""Consents: what a person agreed to, for which purpose, in which wording."""

from typing import Literal, get_args

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from locales import Message, _, _p
from models import Consent, Person
from models.clock import now
from models.prepared import Prepared
from services import audit

Purpose = Literal["notice", "adult", "directory", "phone", "alerts", "mentoring"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

VERSIONS: dict[Purpose, int] = {"notice": 1, "adult": 2, "directory": 1, "phone": 1, "alerts": 1, "mentoring": 1}
"""The wording in force. Whoever changes a wording below raises its number: older consents then no longer count."""

WORDINGS: dict[Purpose, Message] = {
    "notice": _("Your answers stay between you and the people you choose. You can see or erase them at any time."),
    "adult": _p("choice", "Yes, I’m 18 or over"),
    "directory": _("They see your first name and initial, roots, town and work."),
    "phone": _(
        "May people who already know your number send you a word here? They are never told whether you are registered."
    ),
    "alerts": _("You get the opportunities you choose, until you say stop."),
    "mentoring": _("The mentor you ask sees your question and your card."),
}
"""What is shown in the moment of agreeing."""

ORGANISATION_SHOWN = _("They see its name, countries, town and work.")
"""What the directory shows of an organisation, said where a person reads of theirs."""

_STANDING = (
    Consent.person_id == bindparam("person"),
    Consent.purpose == bindparam("what"),
    Consent.withdrawn_at.is_(None),
)
_HELD = Prepared(select(Consent.id).where(*_STANDING, Consent.version == bindparam("wording")).limit(1))
_LANGUAGE = Prepared(select(Person.language).where(Person.id == bindparam("person")))
_GIVEN = Prepared(insert(Consent))
_WITHDRAWN = Prepared(update(Consent).where(*_STANDING).values(withdrawn_at=bindparam("at")).returning(Consent.id))


def give(session: Session, person_id: int, purpose: Purpose) -> None:
    """Keep that a person agreed to the wording in force, in the language they speak here; twice is once."""
    if holds(session, person_id, purpose):
        return
    _GIVEN.all(
        session,
        person_id=person_id,
        purpose=purpose,
        version=VERSIONS[purpose],
        language=_LANGUAGE.value(session, person=person_id),
        given_at=now(session),
    )
    audit.record(session, person_id, "consent.given", person_id, purpose=purpose, version=VERSIONS[purpose])


def withdraw(session: Session, person_id: int, purpose: Purpose) -> None:
    """Take a consent back, to whatever wording it was given; the row stays as proof of both."""
    if _WITHDRAWN.all(session, person=person_id, what=purpose, at=now(session)):
        audit.record(session, person_id, "consent.withdrawn", person_id, purpose=purpose)


def holds(session: Session, person_id: int, purpose: Purpose) -> bool:
    """Whether the person agreed to the wording in force and did not take it back."""
    return _HELD.first(session, person=person_id, what=purpose, wording=VERSIONS[purpose]) is not None
