"""Matching: which mentors fit a wish best, and why. Reasons are short codes that both sides may be shown."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models import Block, Mentor, Mentorship, Person
from models.clock import now
from services import directory
from services.directory import Facts
from world.professions import profession

WEIGHTS: Final = {"profession": 8, "sector": 4, "origin": 3, "language": 2, "town": 2, "country": 1, "places": 1}
"""What each reason counts: the work before the roots, the roots before the place."""
CONSIDERED: Final = 2000
NOT_AGAIN_FOR: Final = timedelta(days=90)
"""A mentor who said no, or nothing, is not asked again by the same person for this long."""


@dataclass(frozen=True, slots=True)
class Match:
    """A mentor with a free place, and the reasons as `kind:value`."""

    mentor_id: int
    reasons: tuple[str, ...]

    @property
    def score(self) -> int:
        return sum(WEIGHTS[reason.partition(":")[0]] for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared: of a mentor their own work, of a mentee the work they ask about."""

    work: str | None
    origins: frozenset[str]
    languages: frozenset[str]
    town: int | None
    country: str | None


def match(
    session: Session, mentee_id: int, work: str | None, *, only: Collection[int] | None = None, most: int = 5
) -> list[Match]:
    """The best mentors with a free place, best first; among equals who has fewest to look after. `only`: of these."""
    query = (
        select(Mentor, Person.language)
        .join(Person, Person.id == Mentor.person_id)
        .where(*_free(), *_reachable(session), *_apart(session, mentee_id))
        .order_by(Mentor.taken, Mentor.person_id)
        .limit(CONSIDERED)
    )
    if only is not None:
        query = query.where(Mentor.person_id.in_(only))
    offered = dict(session.execute(query).all())
    shown = directory.comparable(session, mentee_id, [mentor.person_id for mentor in offered])
    wanted = _wanted(session, mentee_id, work)
    found = [
        Match(mentor.person_id, tuple(_reasons(wanted, _traits(shown[mentor.person_id], language), mentor)))
        for mentor, language in offered.items()
        if mentor.person_id in shown
    ]
    return sorted(found, key=lambda each: -each.score)[:most]


def is_offered(session: Session, mentee_id: int, mentor_id: int) -> bool:
    """Whether a mentor takes new questions and may be shown to this person, a free place or not."""
    offered = (
        select(Mentor.person_id)
        .join(Person, Person.id == Mentor.person_id)
        .where(Mentor.person_id == mentor_id, Mentor.open.is_(True), *_reachable(session), *_unblocked(mentee_id))
    )
    return session.scalar(offered) is not None


def _free() -> tuple[ColumnElement[bool], ...]:
    return (Mentor.open.is_(True), Mentor.taken < Mentor.capacity)


def _reachable(session: Session) -> tuple[ColumnElement[bool], ...]:
    rested = or_(Person.paused_until.is_(None), Person.paused_until <= now(session))
    return (Person.suspended_at.is_(None), Person.stopped_at.is_(None), Person.erased_at.is_(None), rested)


def _apart(session: Session, mentee_id: int) -> tuple[ColumnElement[bool], ...]:
    """Nobody is their own mentor; no block in either direction; nobody is asked twice for the same."""
    asked = select(Mentorship.mentor_id).where(
        Mentorship.mentee_id == mentee_id,
        or_(
            Mentorship.status.in_(("asked", "accepted")),
            Mentorship.status.in_(("declined", "expired")) & (Mentorship.created_at > now(session) - NOT_AGAIN_FOR),
        ),
    )
    return (Mentor.person_id != mentee_id, *_unblocked(mentee_id), Mentor.person_id.not_in(asked))


def _unblocked(mentee_id: int) -> tuple[ColumnElement[bool], ...]:
    blocking = select(Block.blocker_id).where(Block.blocked_id == mentee_id)
    blocked = select(Block.blocked_id).where(Block.blocker_id == mentee_id)
    return (Mentor.person_id.not_in(blocking), Mentor.person_id.not_in(blocked))


def _wanted(session: Session, mentee_id: int, work: str | None) -> Traits:
    """Of the mentee what any member may see, and to who shares them the roots: the reasons tell both sides."""
    language = session.get_one(Person, mentee_id).language
    seen = directory.view_as(session, mentee_id, "member")
    rooted = directory.view_as(session, mentee_id, "national")
    origins = frozenset(rooted["origins"] if rooted else ())
    if seen is None:
        return Traits(work, origins, frozenset({language}), None, None)
    return Traits(work, origins, frozenset({language, *seen["languages"]}), seen["city_id"], seen["country"])


def _traits(shown: Facts, language: str) -> Traits:
    spoken = frozenset({language, *shown.languages})
    return Traits(shown.profession, frozenset(shown.origins), spoken, shown.city_id, shown.country)


def _reasons(wanted: Traits, found: Traits, mentor: Mentor) -> Iterator[str]:
    if wanted.work and wanted.work == found.work:
        yield f"profession:{found.work}"
    elif (sector := _sector(found.work)) and sector == _sector(wanted.work):
        yield f"sector:{sector}"
    if shared := min(wanted.origins & found.origins, default=None):
        yield f"origin:{shared}"
    if spoken := min(wanted.languages & found.languages, default=None):
        yield f"language:{spoken}"
    if wanted.town and wanted.town == found.town:
        yield f"town:{found.town}"
    elif wanted.country and wanted.country == found.country:
        yield f"country:{found.country}"
    if mentor.capacity - mentor.taken > 1:
        yield f"places:{mentor.capacity - mentor.taken}"


def _sector(code: str | None) -> str | None:
    known = profession(code) if code else None
    return known.sector.code if known and known.sector.is_a_field else None
