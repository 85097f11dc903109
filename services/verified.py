"""What is verified about a person: what it was, who saw to it and when. Told to whom they knock at."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from locales import _
from models import Member, Person, ProvedNumber, Vouch
from models.clock import now
from models.refusal import Refusal
from services import audit, staff
from services.queue import covers_person

if TYPE_CHECKING:
    from services.members import Town

LAPSES: Final = timedelta(days=730)
"""How long a meeting says something; then the team would have to meet again."""


MONTHS_TOLD: Final = timedelta(days=330)


class Meeting(TypedDict):
    """Where and when the team met somebody; `city_id` of world.places, `on` as long ago as it is worth telling."""

    city_id: int | None
    city: str
    on: str


class Verified(TypedDict):
    """`number`: whether its owner proved a phone number; `since`: how long they have had a card; `met`: by the team."""

    number: bool
    since: str | None
    met: Meeting | None


def read(session: Session, person_id: int) -> Verified:
    """All that is verified about a person."""
    proved = session.scalar(select(ProvedNumber.id).where(ProvedNumber.person_id == person_id).limit(1))
    member = session.get(Member, person_id)
    return {
        "number": proved is not None,
        "since": _month(session, member.created_at) if member else None,
        "met": _meeting(session, person_id),
    }


def read_for_staff(session: Session, person_id: int, other_id: int) -> Verified:
    """All that is verified about somebody in one's care."""
    _check(session, person_id, other_id)
    return read(session, other_id)


def vouch(session: Session, person_id: int, other_id: int, town: "Town") -> None:
    """Say that the team met a member, and where; for moderators of their country, and about nobody on the team."""
    _check(session, person_id, other_id)
    row = Vouch(person_id=other_id, given_by=person_id, at=now(session))
    row.city_id, row.city_text = town["id"], town["text"]
    session.merge(row)
    audit.record(session, person_id, "vouch.given", other_id)


def take_back(session: Session, person_id: int, other_id: int) -> None:
    """Say no longer that the team met somebody."""
    _check(session, person_id, other_id)
    vouched = session.get(Vouch, other_id)
    if vouched is not None:
        session.delete(vouched)
        audit.record(session, person_id, "vouch.taken_back", other_id)


def _check(session: Session, person_id: int, other_id: int) -> None:
    mine = staff.require(session, person_id, "moderator")
    person = session.get(Person, other_id)
    may = person is not None and person.is_member and covers_person(session, mine, other_id)
    if not may or person_id == other_id:
        raise Refusal(_("This person is not in your care. An administrator can help."))


def _meeting(session: Session, person_id: int) -> Meeting | None:
    found = session.get(Vouch, person_id)
    if found is None or found.at <= now(session) - LAPSES:
        return None
    return {"city_id": found.city_id, "city": found.city_text, "on": _month(session, found.at)}


def _month(session: Session, at: datetime) -> str:
    """The day, ISO, of what happened within a year, of which the month is told; the year alone of what is older."""
    return at.date().isoformat() if now(session) - at < MONTHS_TOLD else str(at.year)
