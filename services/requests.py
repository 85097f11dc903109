"""Requests to a person of the house: asked in chat, answered in the same chat."""

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from locales import _
from models import HelpRequest, MemberOrigin, Person, Staff
from models.clock import now
from models.refusal import Refusal
from services import audit, limits, notices, staff


class Answered(TypedDict):
    """A request and its answer, as who asked sees them."""

    words: str
    answer: str | None
    status: str


def is_staffed(session: Session, person_id: int) -> bool:
    """Whether there is somebody who could answer this person."""
    return bool(_answerers(session, person_id))


def ask(session: Session, person_id: int, words: str) -> bool:
    """Put a question to the team; whether there is somebody to answer it. It is kept either way."""
    limits.check(session, person_id, limits.QUESTIONS)
    asked = HelpRequest(person_id=person_id, words=words, status="open", created_at=now(session))
    session.add(asked)
    session.flush()
    audit.record(session, person_id, "help.asked", person_id, request=asked.id)
    answerers = _answerers(session, person_id)
    for staff_id in answerers:
        notices.tell(session, staff_id, "help_asked", request=asked.id)
    return bool(answerers)


def answer(session: Session, person_id: int, request_id: int, words: str) -> None:
    """Answer a question as staff; who asked gets it in their chat."""
    found = _for_staff(session, person_id, request_id)
    found.answer, found.answered_by, found.status = words, person_id, "answered"
    found.closed_at = now(session)
    audit.record(session, person_id, "help.answered", found.person_id, request=request_id)
    notices.tell(session, found.person_id, "help_answered", request=request_id)


def close(session: Session, person_id: int, request_id: int) -> None:
    """Close a question as staff without an answer; who asked is told that it is closed."""
    found = _for_staff(session, person_id, request_id)
    found.answered_by, found.status, found.closed_at = person_id, "closed", now(session)
    audit.record(session, person_id, "help.closed", found.person_id, request=request_id)
    notices.tell(session, found.person_id, "help_closed", request=request_id)


def read_request(session: Session, person_id: int, request_id: int) -> Answered | None:
    """One's own question and what was answered."""
    found = session.get(HelpRequest, request_id)
    if found is None or found.person_id != person_id:
        return None
    return {"words": found.words, "answer": found.answer, "status": found.status}


def is_open(session: Session, person_id: int, request_id: int) -> bool:
    """Whether a question still waits for this member of the team to answer it."""
    found = session.get(HelpRequest, request_id)
    return found is not None and found.status == "open" and person_id in _answerers(session, found.person_id)


def _for_staff(session: Session, person_id: int, request_id: int) -> HelpRequest:
    staff.require(session, person_id, "reader")
    found = session.get(HelpRequest, request_id)
    if found is None or person_id not in _answerers(session, found.person_id):
        raise Refusal(_("This question is not in your queue."))
    if found.status != "open":
        raise Refusal(_("Someone has already taken care of this question."))
    return found


def _answerers(session: Session, person_id: int) -> Sequence[int]:
    """Staff who answer for this person: any role but reader, for one of their countries, or for all; not on hold."""
    roots = set(session.scalars(select(MemberOrigin.country).where(MemberOrigin.member_id == person_id)))
    answering = (Staff.role != "reader", Staff.person_id != person_id, Person.suspended_at.is_(None))
    team = session.scalars(select(Staff).join(Person, Person.id == Staff.person_id).where(*answering))
    return [each.person_id for each in team if not roots or not each.countries or roots & set(each.countries)]
