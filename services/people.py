"""The person: what they agreed to before anything else, how they are spoken to, and when they are left in peace."""

from datetime import timedelta
from typing import TypedDict

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from locales import _
from models import Person, Staff
from models.clock import now
from models.prepared import Prepared
from models.refusal import Refusal
from services import audit, consents, notices

PAUSES = (7, 30, 90)
"""For how many days one may rest."""

_RIGHTS = Prepared(
    select(Person.noticed, Person.is_member, Staff.role, Staff.countries)
    .outerjoin(Staff, Staff.person_id == Person.id)
    .where(Person.id == bindparam("person"))
)


class Rights(TypedDict):
    """What a person may do; `staff` is their role, `countries` those it is for (none: all)."""

    noticed: bool
    member: bool
    staff: str | None
    countries: list[str]


def standing(session: Session, person_id: int) -> Rights:
    """The rights of a person, whichever address they write from."""
    found = _RIGHTS.first(session, person=person_id)
    return {
        "noticed": found.noticed >= consents.VERSIONS["notice"],
        "member": found.is_member,
        "staff": found.role,
        "countries": list(found.countries or ()),
    }


def accept_notice(session: Session, person_id: int, *, referral: str | None = None) -> None:
    """Keep that a person read the privacy notice in force, agrees, and is at least 18.

    By whose link they came is kept when they agree for the first time, and not before.
    """
    consents.give(session, person_id, "notice")
    consents.give(session, person_id, "adult")
    person = session.get_one(Person, person_id)
    if referral and not person.noticed:
        person.referral = referral
    person.noticed = consents.VERSIONS["notice"]
    if person.erased_at is not None:  # who comes back before the last traces went is welcome, and new, as anyone
        person.erased_at, person.created_at = None, now(session)


def set_language(session: Session, person_id: int, language: str) -> None:
    """Speak to a person in this language from now on, in what is pushed to them too."""
    session.get_one(Person, person_id).language = language


def check_standing(session: Session, person_id: int) -> None:
    """Refuse what is not for suspended people: everything but help and their own data."""
    if session.get_one(Person, person_id).suspended_at is not None:
        raise Refusal(_("Your account is on hold after a report. Write “help” to talk to a person about it."))


def may_be_told(session: Session, person_id: int) -> bool:
    """Whether we may write first: not after stop or erasure, not during a rest."""
    person = session.get_one(Person, person_id)
    resting = person.paused_until is not None and person.paused_until > now(session)
    return person.stopped_at is None and person.erased_at is None and not resting


def stop(session: Session, person_id: int) -> None:
    """Write to this person no more, what is already queued included; their card rests too."""
    person = session.get_one(Person, person_id)
    if person.stopped_at is None:
        person.stopped_at = now(session)
        audit.record(session, person_id, "person.stopped", person_id)
    notices.silence(session, person_id)


def start(session: Session, person_id: int) -> bool:
    """End a stop or a rest; whether there was one."""
    person = session.get_one(Person, person_id)
    if person.stopped_at is None and person.paused_until is None:
        return False
    if person.paused_until is not None:
        notices.bring_forward(session, person_id, person.paused_until)
    person.stopped_at = person.paused_until = None
    audit.record(session, person_id, "person.started", person_id)
    return True


def pause(session: Session, person_id: int, days: int) -> str:
    """Leave a person in peace for some days: no word from us, and nobody finds their card. The day it ends, ISO."""
    person = session.get_one(Person, person_id)
    until = person.paused_until = now(session) + timedelta(days=days)
    notices.put_off(session, person_id, until)
    audit.record(session, person_id, "person.paused", person_id, days=days)
    return until.date().isoformat()
