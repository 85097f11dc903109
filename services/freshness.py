"""Freshness: when the answers of a card were confirmed, and what becomes of one that nobody confirms."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol

from models import Member
from services.visibility import FIELDS, Field, levels

SEASON: Final = timedelta(days=182)
"""Half a year: an answer this old is asked about, and nobody is asked more often. People who left move house and change
work about as often as that; asking every month would teach them not to read us."""
REMINDER: Final = timedelta(days=14)
"""After the question was told; once, for a busy week is not a no."""
SINKS: Final = timedelta(days=274)
"""Nine months: the question and its reminder were answered by who reads them. Searches name fresher cards first."""
HIDES: Final = timedelta(days=365)
"""A year: two seasons without a word. Whoever knocks at somebody who is gone loses heart, so nobody finds it."""
WARNING: Final = timedelta(days=30)
"""Between the day the deletion was told and the deletion: longer than a journey home or a broken telephone."""
DELETES: Final = timedelta(days=730)
"""Two years: where somebody lives and works is not kept for no use, and some are sought by it."""
UNTOLD: Final = timedelta(days=365)
"""How much longer a card waits, hidden, whose owner cannot be told: after three years it goes all the same, for a card
that nobody sees and nobody can confirm is of use to whoever steals it alone."""


class Answers(Protocol):
    """A row with the answers of a card."""

    @property
    def country(self) -> str | None: ...
    @property
    def city_id(self) -> int | None: ...
    @property
    def city_text(self) -> str: ...
    @property
    def profession(self) -> str | None: ...
    @property
    def profession_text(self) -> str: ...
    @property
    def languages(self) -> list[str]: ...
    @property
    def skills(self) -> list[str]: ...
    @property
    def offers(self) -> list[str]: ...


def sinks(confirmed_at: datetime, now: datetime) -> bool:
    """Whether a search names this card after those that were confirmed since."""
    return now - confirmed_at >= SINKS


def answered(card: Answers) -> set[Field]:
    """The answers that were given; everyone gave a name and roots."""
    given: dict[Field, Any] = {
        "name": True,
        "origins": True,
        "country": card.country,
        "city": card.city_id or card.city_text,
        "profession": card.profession or card.profession_text,
        "languages": card.languages,
        "skills": card.skills,
        "offers": card.offers,
    }
    return {field for field, value in given.items() if value}


def oldest_day(confirmed: Mapping[str, str], fields: Collection[Field], confirmed_at: datetime) -> str:
    """The day since when all of these answers are known to be true, ISO; without any, that of the card."""
    whole = confirmed_at.date().isoformat()
    return min((confirmed.get(field, whole) for field in fields), default=whole)


def days(member: Member) -> dict[Field, str]:
    """When each answer that somebody sees was confirmed, ISO: what nobody sees, nobody is asked about."""
    said = levels(member.audience, member.shown)  # type: ignore[arg-type]  # the store holds them to these words
    shown = [field for field in FIELDS if field in answered(member) and said[field] != "nobody"]
    return {field: oldest_day(member.confirmed, [field], member.confirmed_at) for field in shown}


def due_at(member: Member) -> datetime | None:
    """When the oldest answer that is shown has been unconfirmed for a season; None: nothing is shown."""
    oldest = min(days(member).values(), default=None)
    return datetime.fromisoformat(oldest).replace(tzinfo=UTC) + SEASON if oldest else None


def touch(member: Member, fields: Iterable[Field], at: datetime) -> None:
    """Keep that its owner confirmed these answers, or changed them; a card hidden by its age is back thereby."""
    if is_hidden_by_age(member):
        member.hidden_at = None
    member.confirmed = member.confirmed | dict.fromkeys(fields, at.date().isoformat())
    member.confirmed_at, member.look_at, member.warned_at = at, at, None


def is_hidden_by_age(member: Member) -> bool:
    """Not by its owner, nor until somebody has accepted to have it."""
    return member.hidden_at is not None and member.hidden_at - member.confirmed_at >= HIDES
