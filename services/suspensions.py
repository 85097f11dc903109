"""Suspensions: putting someone on hold after a report, and back. They keep help and their own data."""

from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from locales import _
from models import Member, Person, Staff
from models.clock import now
from models.refusal import Refusal
from services import announcements, audit, knocks, mentoring, notices, staff, terms
from services.directory import levels_of
from services.names import shorten
from services.proposals import propose
from services.queue import covers_person, in_care
from world.folding import fold

MOST_FOUND = 8
MOST_NAMED = 500


class Subject(TypedDict):
    """Somebody as moderators see them; `name` is given name and initial, of those who have a card."""

    id: int
    name: str | None
    town: str
    since: str
    suspended: bool


def find_people(session: Session, person_id: int, name: str) -> list[int]:
    """Members by the words of their names, whatever their cards are set to, of the countries one looks after."""
    mine = staff.require(session, person_id, "moderator")
    query = select(Member.person_id).where(in_care(mine, Member.person_id)).order_by(Member.name, Member.person_id)
    words = [[word] for word in fold(name).split()]
    named = propose(session, [terms.MODERATORS], [words], most=MOST_NAMED) if words else []
    query = query.where(Member.person_id.in_([each.member_id for each in named]))
    found = session.scalars(query.limit(MOST_FOUND)).all()
    audit.record(session, person_id, "people.looked_up", found=len(found))
    for each in found:
        audit.record(session, person_id, "person.read", each)
    return list(found)


def read_person(session: Session, person_id: int, other_id: int) -> Subject | None:
    """Somebody of the countries one looks after; the town of those who show it to the team."""
    mine = staff.require(session, person_id, "moderator")
    person, member = session.get(Person, other_id), session.get(Member, other_id)
    if person is None or not covers_person(session, mine, other_id):
        return None
    return {
        "id": other_id,
        "name": shorten(member.name) if member else None,
        "town": member.city_text if member and levels_of(member)["city"] != "nobody" else "",
        "since": person.created_at.date().isoformat(),
        "suspended": person.suspended_at is not None,
    }


def open_person(session: Session, person_id: int, other_id: int) -> Subject | None:
    """`read_person`, which stays in that person's audit trail."""
    found = read_person(session, person_id, other_id)
    if found is not None:
        audit.record(session, person_id, "person.read", other_id)
    return found


def suspend(session: Session, person_id: int, other_id: int) -> None:
    """Put someone on hold: they reach nobody, nobody finds them, and nothing more is sent to them. They are told."""
    person = _subject(session, person_id, other_id)
    if person.suspended_at is not None:
        return
    mentoring.leave(session, other_id)
    announcements.stop_of(session, person_id, other_id)
    notices.silence(session, other_id)
    person.suspended_at = now(session)
    audit.record(session, person_id, "person.suspended", other_id)
    notices.tell(session, other_id, "suspended")


def lift(session: Session, person_id: int, other_id: int) -> None:
    """End a suspension; they are told, and of the knocks that waited at their door."""
    person = _subject(session, person_id, other_id)
    if person.suspended_at is None:
        return
    person.suspended_at = None
    audit.record(session, person_id, "person.readmitted", other_id)
    notices.tell(session, other_id, "readmitted")
    knocks.tell_again(session, other_id)


def _subject(session: Session, person_id: int, other_id: int) -> Person:
    """Who may be put on hold by whom: never oneself; staff by administrators alone."""
    is_staff = session.get(Staff, other_id) is not None
    mine = staff.require(session, person_id, "administrator" if is_staff else "moderator")
    person = session.get(Person, other_id)
    if person is None or person_id == other_id or not covers_person(session, mine, other_id):
        raise Refusal(_("This person is not in your care. An administrator can help."))
    return person
