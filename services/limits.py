"""What one person may do in a day or an hour: counted in the store, told plainly."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from locales import Message, _n
from models import Sighting
from models.clock import now
from models.refusal import Refusal
from services import audit

CARDS_A_DAY = 30


class Limit(NamedTuple):
    """How often in how many hours, counted by the audit rows that the act itself writes."""

    verb: str
    most: int
    hours: int


KNOCKS = Limit("knock.sent", 5, 24)
MESSAGES = Limit("message.sent", 30, 24)
QUESTIONS = Limit("help.asked", 3, 24)
REPORTS = Limit("report.made", 5, 24)
JOINING = Limit("join.missed", 5, 1)
OF_A_DAY = (KNOCKS, MESSAGES, QUESTIONS, REPORTS)

SAID_AT_THE_END: dict[Limit, Message] = {
    KNOCKS: _n(
        "You have written to {n} person today. More tomorrow.",
        "You have written to {n} people today. More tomorrow.",
        KNOCKS.most,
    ),
    MESSAGES: _n(
        "You have sent {n} message today. More tomorrow.",
        "You have sent {n} messages today. More tomorrow.",
        MESSAGES.most,
    ),
    QUESTIONS: _n(
        "The team has {n} question of yours from today. More tomorrow.",
        "The team has {n} questions of yours from today. More tomorrow.",
        QUESTIONS.most,
    ),
    REPORTS: _n(
        "The team has {n} report of yours from today. More tomorrow; you can still block anyone.",
        "The team has {n} reports of yours from today. More tomorrow; you can still block anyone.",
        REPORTS.most,
    ),
    JOINING: _n(
        "That was {n} try in an hour. Please come back later.",
        "That was {n} tries in an hour. Please come back later.",
        JOINING.most,
    ),
}


def reached(session: Session, person_id: int, limit: Limit) -> bool:
    """Whether there is no room left under a limit."""
    since = now(session) - timedelta(hours=limit.hours)
    return audit.count(session, person_id, limit.verb, since) >= limit.most


def check(session: Session, person_id: int, limit: Limit) -> None:
    """Refuse what goes beyond a limit, and say when there is room again."""
    if reached(session, person_id, limit):
        raise Refusal(SAID_AT_THE_END[limit])


def cards_left(session: Session, person_id: int) -> int:
    """How many more distinct cards a person may see today (UTC)."""
    today = now(session).date()
    seen = session.scalar(select(func.count()).where(Sighting.person_id == person_id, Sighting.day == today)) or 0
    return max(0, CARDS_A_DAY - seen)
