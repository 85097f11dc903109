"""Formats: how a list of opportunities or portraits is read, told from others, and stored."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from locales import LANGUAGES, Listing, _, language
from models import Opportunity, Spotlight
from services import cells, opportunities, spotlights
from services.cells import Check, Unfit
from services.opportunities import KIND_NAMES, LONGEST_TEXT, LONGEST_TITLE
from world.folding import fold

Subject = Literal["opportunities", "spotlights"]
SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
_YES: Final = frozenset(map(fold, ("yes", "oui", "نعم", "x", "1")))
_NO: Final = frozenset(map(fold, ("no", "non", "لا", "0")))


@dataclass(frozen=True, slots=True)
class Format:
    """How a subject is read from a table: a check for each column, what may not be empty, how to store a row."""

    checks: Mapping[str, Check]
    required: tuple[str, ...]
    key: Callable[[dict[str, Any]], str]
    known: Callable[[Session], set[str]]
    store: Callable[[Session, int | None, dict[str, Any]], None]


def _kind(session: Session, text: str) -> str:
    said = fold(text)
    names = {fold(language(code).say(name)): kind for kind, name in KIND_NAMES.items() for code in LANGUAGES}
    kind = names.get(said) or (said if said in KIND_NAMES else None)
    if kind is None:
        raise Unfit(_("I know these kinds: {kinds}.", kinds=Listing(KIND_NAMES.values())))
    return kind


def _approval(session: Session, text: str) -> bool:
    if fold(text) not in _YES | _NO:
        raise Unfit(_("Write yes if the person approved this portrait, else leave it empty."))
    return fold(text) in _YES


def _opportunity_key(values: dict[str, Any]) -> str:
    """The office's own key, or one made of what makes two rows the same."""
    if values["key"]:
        return f"import:{values['key']}"
    same = "|".join((fold(values["title"]), fold(values["source"]), str(values["deadline"])))
    return f"import:{hashlib.sha256(same.encode()).hexdigest()[:16]}"


def _known_opportunities(session: Session) -> set[str]:
    return set(session.scalars(select(Opportunity.key).where(Opportunity.key.is_not(None))))


def _store_opportunity(session: Session, actor_id: int | None, values: dict[str, Any]) -> None:
    plain = {name: value for name, value in values.items() if name not in ("countries", "text")}
    opportunities.add(session, actor_id, Opportunity(**plain, text=values["text"] or ""), values["countries"])


def _spotlight_key(values: dict[str, Any]) -> str:
    return f"{values['country']}:{fold(values['name'])}"


def _known_spotlights(session: Session) -> set[str]:
    return {f"{country}:{fold(name)}" for country, name in session.execute(select(Spotlight.country, Spotlight.name))}


def _store_spotlight(session: Session, actor_id: int | None, values: dict[str, Any]) -> None:
    """Imported portraits wait for approval like all others, unless the list says that their subjects gave it."""
    number = spotlights.propose(
        session,
        actor_id,
        country=values["country"],
        name=values["name"],
        headline=_by_language(values, "headline"),
        story=_by_language(values, "story"),
    )
    if values["approved"]:
        spotlights.show(session, actor_id, session.get_one(Spotlight, number))


def _by_language(values: dict[str, Any], part: str) -> dict[str, str]:
    return {code: values[f"{part}_{code}"] for code in LANGUAGES if values.get(f"{part}_{code}")}


FORMATS: Final[dict[Subject, Format]] = {
    "opportunities": Format(
        checks={
            "key": cells.line(80),
            "kind": _kind,
            "title": cells.line(LONGEST_TITLE),
            "text": cells.words(LONGEST_TEXT),
            "countries": cells.countries,
            "source": cells.line(80),
            "url": cells.url,
            "deadline": cells.deadline,
            "language": cells.language,
        },
        required=("kind", "title", "countries", "source", "language"),
        key=_opportunity_key,
        known=_known_opportunities,
        store=_store_opportunity,
    ),
    "spotlights": Format(
        checks={
            "country": cells.country,
            "name": cells.line(80),
            "approved": _approval,
            **{f"headline_{code}": cells.line(LONGEST_TITLE) for code in LANGUAGES},
            **{f"story_{code}": cells.words(LONGEST_TEXT) for code in LANGUAGES},
        },
        required=("country", "name"),
        key=_spotlight_key,
        known=_known_spotlights,
        store=_store_spotlight,
    ),
}
