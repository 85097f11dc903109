"""The queue of the team: questions and reports that wait for somebody, and how reports are closed."""

from typing import Literal, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from locales import _
from models import HelpRequest, Member, MemberOrigin, Report, Staff
from models.clock import now
from models.refusal import Refusal
from services import audit, requests, staff
from services.names import shorten
from services.notices import tell

MOST_SHOWN = 8


class Waiting(TypedDict):
    """Something in the queue."""

    kind: Literal["report", "question"]
    id: int


class Question(TypedDict):
    """A question to the team; `name` is given name and initial, of those who have a card."""

    id: int
    person: int
    name: str | None
    words: str
    day: str


class Reported(TypedDict):
    """A report, as moderators see it."""

    id: int
    reporter: str | None
    reported_id: int | None
    reported: str | None
    words: str | None
    day: str


def list_waiting(session: Session, person_id: int, limit: int = MOST_SHOWN) -> list[Waiting]:
    """What waits for this member of the team, oldest first, reports before questions: kinds and ids."""
    mine = staff.require(session, person_id, "reader")
    reports = [each.id for each in _open_reports(session) if _covers(session, mine, each)]
    questions = [each for each in _open_questions(session) if requests.is_open(session, person_id, each)]
    waiting: list[Waiting] = [{"kind": "report", "id": each} for each in reports]
    waiting += [{"kind": "question", "id": each} for each in questions]
    return waiting[:limit]


def read_question(session: Session, person_id: int, request_id: int) -> Question | None:
    """A question in one’s queue."""
    staff.require(session, person_id, "reader")
    found = session.get(HelpRequest, request_id)
    if found is None or not requests.is_open(session, person_id, request_id):
        return None
    return {
        "id": found.id,
        "person": found.person_id,
        "name": _name(session, found.person_id),
        "words": found.words,
        "day": found.created_at.date().isoformat(),
    }


def read_report(session: Session, person_id: int, report_id: int) -> Reported | None:
    """A report in one’s queue, for moderators."""
    mine = staff.require(session, person_id, "moderator")
    found = session.get(Report, report_id)
    if found is None or found.status != "open" or not _covers(session, mine, found):
        return None
    return {
        "id": found.id,
        "reporter": _name(session, found.reporter_id),
        "reported_id": found.reported_id,
        "reported": _name(session, found.reported_id),
        "words": found.words,
        "day": found.created_at.date().isoformat(),
    }


def close_report(session: Session, person_id: int, report_id: int) -> None:
    """Close a report that was looked into; who made it is told that somebody did."""
    mine = staff.require(session, person_id, "moderator")
    found = session.get(Report, report_id)
    if found is None or not _covers(session, mine, found):
        raise Refusal(_("This report is not in your queue."))
    if found.status != "open":
        raise Refusal(_("Someone has already taken care of this report."))
    found.status, found.closed_at, found.closed_by = "closed", now(session), person_id
    audit.record(session, person_id, "report.closed", found.reported_id, report=report_id)
    tell(session, found.reporter_id, "report_closed", report=report_id)


def covers_person(session: Session, staff_row: Staff, person_id: int) -> bool:
    """Whether somebody is of a country this member of the team looks after; who has no card is for all of them."""
    if not staff_row.countries:
        return True
    roots = set(session.scalars(select(MemberOrigin.country).where(MemberOrigin.member_id == person_id)))
    return not roots or bool(roots & set(staff_row.countries))


def _open_questions(session: Session) -> list[int]:
    waiting = select(HelpRequest.id).where(HelpRequest.status == "open").order_by(HelpRequest.created_at)
    return list(session.scalars(waiting))


def _open_reports(session: Session) -> list[Report]:
    waiting = select(Report).where(Report.status == "open").order_by(Report.created_at, Report.id)
    return list(session.scalars(waiting))


def _covers(session: Session, staff_row: Staff, report: Report) -> bool:
    """Reports are for moderators and administrators of the country of whom they are about; never for that person."""
    if staff_row.person_id == report.reported_id:
        return False
    about = report.reported_id or report.reporter_id
    return staff_row.role in ("moderator", "administrator") and covers_person(session, staff_row, about)


def _name(session: Session, person_id: int | None) -> str | None:
    member = session.get(Member, person_id) if person_id else None
    return shorten(member.name) if member else None
