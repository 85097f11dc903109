"""Imports: a table is checked whole before anything is stored, and the same row twice is stored once.

Opportunities and spotlights are imported; members are not yet: their consent has to come from themselves.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from locales import LANGUAGES, Listing, Message, _, _n, language
from models import Opportunity, Spotlight
from models.clock import now
from services import opportunities, spotlights
from services.opportunities import KIND_NAMES, LONGEST_TEXT, LONGEST_TITLE
from services.tables import Row, Table
from world.countries import COUNTRIES_OF_ORIGIN, find_countries
from world.folding import digits, fold

Subject = Literal["opportunities", "spotlights"]
SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
_JOINTS: Final = re.compile(r"[,;|/]")
_YES: Final = frozenset(map(fold, ("yes", "oui", "نعم", "x", "1")))
_NO: Final = frozenset(map(fold, ("no", "non", "لا", "0")))
_SEPARATED: Final = re.compile(r"[^0-9]+")

Check = Callable[[Session, str], Any]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong in one cell; row 1 is the line of the column names."""

    row: int
    column: str
    why: Message


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would store, how many rows are stored already or come twice, and what stands in its way.

    `strange` are columns that are not read: one of them may be a known one, misspelt.
    """

    subject: Subject
    encoding: str
    ready: tuple[dict[str, Any], ...]
    known: int
    complaints: tuple[Complaint, ...]
    strange: tuple[str, ...]

    def in_parts(self, rows: int) -> Iterator["Plan"]:
        """The same in plans of at most so many rows: each is a transaction that others do not wait long for."""
        for start in range(0, len(self.ready), rows):
            yield replace(self, ready=self.ready[start : start + rows])


@dataclass(frozen=True, slots=True)
class Format:
    """How a subject is read from a table: a check for each column, what may not be empty, how to store a row."""

    checks: Mapping[str, Check]
    required: tuple[str, ...]
    key: Callable[[dict[str, Any]], str]
    known: Callable[[Session], set[str]]
    store: Callable[[Session, int | None, dict[str, Any]], None]


class Unfit(Exception):
    """A cell cannot be taken as it is."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.id)
        self.why = why


def plan(session: Session, subject: Subject, table: Table) -> Plan:
    """The dry run: every cell of every row is checked; nothing is stored."""
    fmt = FORMATS[subject]
    strange = tuple(each for each in table.columns if each not in fmt.checks)
    missing = [each for each in fmt.required if each not in table.columns]
    if missing:
        complaints = tuple(Complaint(1, column, _("This column is needed.")) for column in missing)
        return Plan(subject, table.encoding, (), 0, complaints, strange)
    known, seen = fmt.known(session), 0
    ready: list[dict[str, Any]] = []
    faults: list[Complaint] = []
    for row in table.rows:
        values, wrong = _checked(session, fmt, row)
        faults.extend(wrong)
        if wrong:
            continue
        key = fmt.key(values)
        if key in known:
            seen += 1
        else:
            known.add(key)
            ready.append(values | {"key": key})
    return Plan(subject, table.encoding, tuple(ready), seen, tuple(faults), strange)


def store(session: Session, actor_id: int | None, planned: Plan) -> int:
    """Store what the dry run found ready and nobody has stored since; how many. The actor is None at a terminal."""
    fmt = FORMATS[planned.subject]
    known = fmt.known(session)
    new = [values for values in planned.ready if values["key"] not in known]
    for values in new:
        fmt.store(session, actor_id, values)
    return len(new)


def _checked(session: Session, fmt: Format, row: Row) -> tuple[dict[str, Any], list[Complaint]]:
    values: dict[str, Any] = {}
    wrong: list[Complaint] = []
    for column, check in fmt.checks.items():
        try:
            values[column] = _cell(session, row.cells.get(column, ""), check, needed=column in fmt.required)
        except Unfit as unfit:
            wrong.append(Complaint(row.number, column, unfit.why))
    return values, wrong


def _cell(session: Session, text: str, check: Check, *, needed: bool) -> Any:
    if not text:
        if needed:
            raise Unfit(_("This may not be empty."))
        return None
    if text.startswith("="):
        raise Unfit(_("This is a formula, which I do not compute. Please paste its value."))
    return check(session, text)


def _words(longest: int) -> Check:
    def check(session: Session, text: str) -> str:
        if len(text) > longest:
            raise Unfit(_n("At most {n} character, please.", "At most {n} characters, please.", longest))
        return text

    return check


def _line(longest: int) -> Check:
    """Words that stand in one line on a screen; in a cell they may have been broken into several."""
    check = _words(longest)
    return lambda session, text: check(session, " ".join(text.split()))


def _kind(session: Session, text: str) -> str:
    said = fold(text)
    names = {fold(language(code).say(name)): kind for kind, name in KIND_NAMES.items() for code in LANGUAGES}
    kind = names.get(said) or (said if said in KIND_NAMES else None)
    if kind is None:
        raise Unfit(_("I know these kinds: {kinds}.", kinds=Listing(KIND_NAMES.values())))
    return kind


def _countries(session: Session, text: str) -> list[str]:
    named = [_country(session, part.strip()) for part in _JOINTS.split(text) if part.strip()]
    if not named:
        raise Unfit(_("This may not be empty."))
    return named


def _country(session: Session, text: str) -> str:
    if text.upper() in COUNTRIES_OF_ORIGIN:
        return text.upper()
    found = [each.code for each in find_countries(text) if each.code in COUNTRIES_OF_ORIGIN]
    if len(found) != 1:
        raise Unfit(_("I did not recognise “{text}” as one of our countries.", text=text[:40]))
    return found[0]


def _url(session: Session, text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(letter.isspace() for letter in text):
        raise Unfit(_("A link begins with https:// and has no spaces."))
    return text


def _deadline(session: Session, text: str) -> date:
    day = _day([int(part) for part in _SEPARATED.split(digits(text)) if part][:3])
    if day is None:
        raise Unfit(_("I did not recognise this day. Write for example 28/02/2027."))
    if day < now(session).date():
        raise Unfit(_("This day has passed."))
    return day


def _day(numbers: Sequence[int]) -> date | None:
    """Day first, as in most of the world, or year first; anything else is no day."""
    if len(numbers) != 3:
        return None
    first, month, last = numbers
    year, day = (first, last) if first > 31 else (last, first)
    try:
        return date(year, month, day) if year > 31 else None
    except ValueError:
        return None


def _language(session: Session, text: str) -> str:
    if text.lower() not in LANGUAGES:
        raise Unfit(_("I know these languages: {codes}.", codes=Listing(LANGUAGES)))
    return text.lower()


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
            "key": _line(80),
            "kind": _kind,
            "title": _line(LONGEST_TITLE),
            "text": _words(LONGEST_TEXT),
            "countries": _countries,
            "source": _line(80),
            "url": _url,
            "deadline": _deadline,
            "language": _language,
        },
        required=("kind", "title", "countries", "source", "language"),
        key=_opportunity_key,
        known=_known_opportunities,
        store=_store_opportunity,
    ),
    "spotlights": Format(
        checks={
            "country": _country,
            "name": _line(80),
            "approved": _approval,
            **{f"headline_{code}": _line(LONGEST_TITLE) for code in LANGUAGES},
            **{f"story_{code}": _words(LONGEST_TEXT) for code in LANGUAGES},
        },
        required=("country", "name"),
        key=_spotlight_key,
        known=_known_spotlights,
        store=_store_spotlight,
    ),
}
