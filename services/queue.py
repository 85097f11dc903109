"""The queue of the team: questions and reports that wait for somebody, and how reports are closed."""

from typing import Literal, TypedDict

from sqlalchemy import ColumnElement, Select, exists, false, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from locales import _
from models import HelpRequest, Knock, Member, MemberOrigin, Person, Report, Staff
from models.clock import now
from models.refusal import Refusal
from services import audit, staff
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
    """A report, as moderators see it, with the message it is about."""

    id: int
    reporter: str | None
    reported_id: int | None
    reported: str | None
    message: str | None
    words: str | None
    day: str


def list_waiting(session: Session, person_id: int, limit: int = MOST_SHOWN) -> list[Waiting]:
    """What waits for this member of the team, oldest first, reports before questions: kinds and ids."""
    mine = staff.require(session, person_id, "reader")
    reports = session.scalars(_reports(mine).order_by(Report.created_at, Report.id).limit(limit))
    waiting: list[Waiting] = [{"kind": "report", "id": each} for each in reports]
    questions = session.scalars(_questions(mine).order_by(HelpRequest.created_at, HelpRequest.id).limit(limit))
    waiting += [{"kind": "question", "id": each} for each in questions]
    return waiting[:limit]


def count_waiting(session: Session, person_id: int) -> int:
    """How much waits for this member of the team."""
    mine = staff.require(session, person_id, "reader")
    counted = [query.with_only_columns(func.count()) for query in (_reports(mine), _questions(mine))]
    return sum(session.scalars(query).one() for query in counted)


def read_question(session: Session, person_id: int, request_id: int) -> Question | None:
    """A question in one’s queue, to be read by any role."""
    mine = staff.require(session, person_id, "reader")
    found = session.scalar(
        select(HelpRequest).where(HelpRequest.id.in_(_questions(mine)), HelpRequest.id == request_id)
    )
    if found is None:
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
    found = session.scalar(select(Report).where(Report.id.in_(_reports(mine)), Report.id == report_id))
    if found is None:
        return None
    return {
        "id": found.id,
        "reporter": _name(session, found.reporter_id),
        "reported_id": found.reported_id,
        "reported": _name(session, found.reported_id),
        "message": session.scalar(select(Knock.words).where(Knock.id == found.knock_id)),
        "words": found.words,
        "day": found.created_at.date().isoformat(),
    }


def tell_of_report(session: Session, report: Report) -> None:
    """Those who look into a report hear that it waits: what somebody suffers from should not wait to be looked for."""
    others = select(Staff).join(Person, Person.id == Staff.person_id).where(Staff.person_id != report.reporter_id)
    for colleague in session.scalars(others.where(Person.suspended_at.is_(None))):
        theirs = (Report.id == report.id, *_looked_into_by(colleague))
        if session.scalar(select(Report.id).where(*theirs)) is not None:
            tell(session, colleague.person_id, "reported", report=report.id)


def waits(session: Session, person_id: int, report_id: int) -> bool:
    """Whether a report still waits for this member of the team; who is of it no longer is told nothing."""
    mine = staff.acting(session, person_id)
    return mine is not None and session.scalar(_reports(mine).where(Report.id == report_id)) is not None


def open_report(session: Session, person_id: int, report_id: int) -> Reported | None:
    """`read_report`, to be looked into: that it was read stays in the audit trail of whom it is about."""
    found = read_report(session, person_id, report_id)
    if found is not None:
        audit.record(session, person_id, "report.read", found["reported_id"], report=report_id)
    return found


def open_question(session: Session, person_id: int, request_id: int) -> bool:
    """Whether a question is in one's queue; that it was read stays in the audit trail of who asked it."""
    found = read_question(session, person_id, request_id)
    if found is not None:
        audit.record(session, person_id, "question.read", found["person"], request=request_id)
    return found is not None


def close_report(session: Session, person_id: int, report_id: int) -> None:
    """Close a report that was looked into; who made it is told that somebody did."""
    mine = staff.require(session, person_id, "moderator")
    found = session.scalar(select(Report).where(*_looked_into_by(mine), Report.id == report_id))
    if found is None:
        raise Refusal(_("This report is not in your queue."))
    if found.status != "open":
        raise Refusal(_("Someone has already taken care of this report."))
    found.status, found.closed_at, found.closed_by = "closed", now(session), person_id
    audit.record(session, person_id, "report.closed", found.reported_id, report=report_id)
    tell(session, found.reporter_id, "report_closed", report=report_id)


def covers_person(session: Session, staff_row: Staff, person_id: int) -> bool:
    """Whether somebody is of a country this member of the team looks after; who has no card is for all of them."""
    return session.scalar(select(Person.id).where(Person.id == person_id, in_care(staff_row, Person.id))) is not None


def in_care(staff_row: Staff, person: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The rule of `covers_person`, in SQL: for the column that names the person."""
    if not staff_row.countries:
        return true()
    roots = exists().where(MemberOrigin.member_id == person)
    return ~roots | roots.where(MemberOrigin.country.in_(staff_row.countries))


def _questions(mine: Staff) -> Select[int]:
    """Open questions of others in one's care."""
    of_others = (HelpRequest.status == "open", HelpRequest.person_id != mine.person_id)
    return select(HelpRequest.id).where(*of_others, in_care(mine, HelpRequest.person_id))


def _reports(mine: Staff) -> Select[int]:
    """Open reports in one's care."""
    return select(Report.id).where(Report.status == "open", *_looked_into_by(mine))


def _looked_into_by(mine: Staff) -> tuple[ColumnElement[bool], ...]:
    """Reports are for moderators and administrators of the country of whom they are about, and not for that person."""
    trusted = true() if staff.includes(mine.role, "moderator") else false()
    about = func.coalesce(Report.reported_id, Report.reporter_id)
    return trusted, Report.reported_id.is_distinct_from(mine.person_id), in_care(mine, about)


def _name(session: Session, person_id: int | None) -> str | None:
    member = session.get(Member, person_id) if person_id else None
    return shorten(member.name) if member else None
