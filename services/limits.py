"""What one person may do in an hour, a day, a week, a month: one table, kept in the store, told plainly.

A person has one count whichever of their addresses they write from. Who erases everything and comes back finds what
they used that day, and is new here again.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from locales import Message, _, _n
from models import Audit, Knock, Member, Person, Sighting, Spent
from models.clock import now
from models.refusal import Refusal

HOUR, DAY, WEEK, MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30)
NEW_FOR: Final = WEEK
"""How long somebody is new here, from the day they made their card."""
LATELY: Final = timedelta(days=14)
"""How long a no counts."""


@dataclass(frozen=True, slots=True)
class Span:
    """How often within a time, and how often for who is new here."""

    most: int
    new: int
    time: timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted: by the audit rows that the act itself writes, and by what was spent of it."""

    name: str
    verbs: tuple[str, ...]
    spans: tuple[Span, ...]
    cools: bool = False

    @property
    def most(self) -> int:
        """In the shortest time, for who is not new."""
        return self.spans[0].most


@dataclass(frozen=True, slots=True)
class Cooling:
    """After so many refusals lately a person writes to at most `most` people within a time."""

    refusals: int
    most: int
    time: timedelta


CARDS = Limit("cards", (), (Span(30, 10, DAY), Span(100, 50, WEEK), Span(300, 200, MONTH)))
SEARCHES = Limit("searches", (), (Span(60, 20, HOUR), Span(200, 60, DAY)))
NAMES = Limit("names", (), (Span(30, 15, DAY), Span(90, 40, WEEK)))
KNOCKS = Limit("knocks", ("knock.sent",), (Span(5, 3, DAY), Span(20, 10, WEEK)), cools=True)
NUMBERS = Limit("numbers", ("knock.left",), (Span(3, 2, DAY), Span(10, 5, MONTH)), cools=True)
MESSAGES = Limit("messages", ("message.sent",), (Span(30, 30, DAY),))
QUESTIONS = Limit("questions", ("help.asked",), (Span(3, 3, DAY),))
REPORTS = Limit("reports", ("report.made",), (Span(5, 5, DAY),))
JOINING = Limit("joining", ("join.missed",), (Span(5, 5, HOUR),))
STAFF_CODES = Limit("staff codes", ("staff.code_missed",), (Span(5, 5, HOUR),))
COOLING = (Cooling(6, 1, WEEK), Cooling(3, 1, DAY))
"""The strictest first. Counted are refusals their sender was told of; a knock by number is never told of any."""

ALL: Final = (CARDS, SEARCHES, NAMES, KNOCKS, NUMBERS, MESSAGES, QUESTIONS, REPORTS, JOINING, STAFF_CODES)
VERBS: Final = frozenset(verb for limit in ALL for verb in limit.verbs)
_SAID: Final[dict[tuple[str, timedelta], Message]] = {
    (CARDS.name, DAY): _n(
        "You have seen {n} card today. More tomorrow.",
        "You have seen {n} cards today. More tomorrow.",
        0,
    ),
    (CARDS.name, WEEK): _n(
        "You have seen {n} card this week. More in a few days.",
        "You have seen {n} cards this week. More in a few days.",
        0,
    ),
    (CARDS.name, MONTH): _n(
        "You have seen {n} card this month. More in some days.",
        "You have seen {n} cards this month. More in some days.",
        0,
    ),
    (SEARCHES.name, HOUR): _n(
        "That was {n} search in an hour. Please come back a little later.",
        "That was {n} searches in an hour. Please come back a little later.",
        0,
    ),
    (SEARCHES.name, DAY): _n(
        "That was {n} search today. More tomorrow.",
        "That was {n} searches today. More tomorrow.",
        0,
    ),
    (NAMES.name, DAY): _n(
        "Under {n} name I found nobody new today. More tomorrow; by work or place we can go on.",
        "Under {n} names I found nobody new today. More tomorrow; by work or place we can go on.",
        0,
    ),
    (NAMES.name, WEEK): _n(
        "Under {n} name I found nobody new this week. More in a few days; by work or place we can go on.",
        "Under {n} names I found nobody new this week. More in a few days; by work or place we can go on.",
        0,
    ),
    (KNOCKS.name, DAY): _n(
        "You have written to {n} person today. More tomorrow.",
        "You have written to {n} people today. More tomorrow.",
        0,
    ),
    (KNOCKS.name, WEEK): _n(
        "You have written to {n} person this week. More in a few days.",
        "You have written to {n} people this week. More in a few days.",
        0,
    ),
    (NUMBERS.name, DAY): _n(
        "You have written to {n} number today. More tomorrow.",
        "You have written to {n} numbers today. More tomorrow.",
        0,
    ),
    (NUMBERS.name, MONTH): _n(
        "You have written to {n} number this month. More in some days.",
        "You have written to {n} numbers this month. More in some days.",
        0,
    ),
    (MESSAGES.name, DAY): _n(
        "You have sent {n} message today. More tomorrow.",
        "You have sent {n} messages today. More tomorrow.",
        0,
    ),
    (QUESTIONS.name, DAY): _n(
        "The team has {n} question of yours from today. More tomorrow.",
        "The team has {n} questions of yours from today. More tomorrow.",
        0,
    ),
    (REPORTS.name, DAY): _n(
        "The team has {n} report of yours from today. More tomorrow; you can still block anyone.",
        "The team has {n} reports of yours from today. More tomorrow; you can still block anyone.",
        0,
    ),
    (JOINING.name, HOUR): _n(
        "That was {n} try in an hour. Please come back later.",
        "That was {n} tries in an hour. Please come back later.",
        0,
    ),
    (STAFF_CODES.name, HOUR): _(
        "That was several codes in a row that do not fit. Please ask for a new one, and try in an hour."
    ),
}
"""What is said at the end of each span."""
_COOL = {
    DAY: _("Several people said no lately. Until some days have passed, you can write to one person a day."),
    WEEK: _("Many people said no lately. Until some days have passed, you can write to one person a week."),
}


def check(session: Session, person_id: int, limit: Limit) -> None:
    """Refuse what goes beyond a limit, and say when there is room again."""
    for span, most in spans_of(session, person_id, limit):
        if _used(session, person_id, limit, span.time) >= most:
            raise Refusal(_said(limit, span.time, most))
    if limit.cools:
        _check_cool(session, person_id)


def spend(session: Session, person_id: int, limit: Limit, times: int = 1) -> None:
    """Count what no audit row tells of."""
    hour = now(session).replace(minute=0, second=0, microsecond=0)
    spent = session.get(Spent, (person_id, limit.name, hour))
    if spent is None:
        session.add(Spent(person_id=person_id, limit=limit.name, hour=hour, times=times))
    else:
        spent.times += times
    session.flush()


def carry(session: Session, from_id: int, to_id: int) -> None:
    """What one person used today counts for another too: an address that changes hands brings no second day."""
    for limit in ALL:
        if used := _used(session, from_id, limit, DAY):
            spend(session, to_id, limit, used)


def is_new(session: Session, person_id: int) -> bool:
    """Whether somebody made their card, or came without one, within the last days."""
    member = session.get(Member, person_id)
    since = member.created_at if member else session.get_one(Person, person_id).created_at
    return since > now(session) - NEW_FOR


def spans_of(session: Session, person_id: int, limit: Limit) -> list[tuple[Span, int]]:
    """The spans of a limit, with how much of it this person has in each."""
    new = is_new(session, person_id)
    return [(span, span.new if new else span.most) for span in limit.spans]


def cards_left(session: Session, person_id: int) -> int:
    """How many more distinct cards a person may see now: of a day, a week and a month (UTC) the least."""
    spans = spans_of(session, person_id, CARDS)
    return max(0, min(most - _used(session, person_id, CARDS, span.time) for span, most in spans))


def cards_seen(session: Session, person_id: int, time: timedelta) -> int:
    """How many distinct cards a person saw lately."""
    return _used(session, person_id, CARDS, time)


def said_of_cards(session: Session, person_id: int) -> Message:
    """What is said where no more cards are shown for now."""
    spans = spans_of(session, person_id, CARDS)
    full = (pair for pair in spans if _used(session, person_id, CARDS, pair[0].time) >= pair[1])
    span, most = next(full, spans[0])
    return _said(CARDS, span.time, most)


def _said(limit: Limit, time: timedelta, most: int) -> Message:
    said = _SAID[limit.name, time]
    return replace(said, values={"n": most}, count=most) if said.plural else said


def _used(session: Session, person_id: int, limit: Limit, time: timedelta) -> int:
    since = now(session) - time
    carried = select(func.coalesce(func.sum(Spent.times), 0)).where(
        Spent.person_id == person_id, Spent.limit == limit.name, Spent.hour > since
    )
    done = select(func.count()).where(Audit.actor_id == person_id, Audit.verb.in_(limit.verbs), Audit.at >= since)
    counted = _cards_since(session, person_id, since) if limit is CARDS else session.scalar(done) or 0
    return counted + int(session.scalar(carried) or 0)


def _cards_since(session: Session, person_id: int, since: datetime) -> int:
    """Distinct cards seen on the days (UTC) after that one."""
    seen = select(func.count(Sighting.member_id.distinct())).where(
        Sighting.person_id == person_id, Sighting.day > since.date()
    )
    return session.scalar(seen) or 0


def _check_cool(session: Session, person_id: int) -> None:
    """After refusals requests become fewer. A knock by number does not count: its sender never learns the answer."""
    refused = select(func.count()).where(
        Knock.sender_id == person_id,
        Knock.phone_index.is_(None),
        Knock.status.in_(("declined", "blocked", "reported")),
        Knock.answered_at > now(session) - LATELY,
    )
    refusals = session.scalar(refused) or 0
    cooling = next((each for each in COOLING if refusals >= each.refusals), None)
    if cooling is None:
        return
    written = sum(_used(session, person_id, limit, cooling.time) for limit in (KNOCKS, NUMBERS))
    if written >= cooling.most:
        raise Refusal(_COOL[cooling.time])
