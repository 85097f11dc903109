"""Cells: what may stand in one, whichever list it is in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from locales import LANGUAGES, Listing, Message, _, _n
from models.clock import now
from world.countries import COUNTRIES_OF_ORIGIN, find_countries
from world.folding import digits

_JOINTS: Final = re.compile(r"[,;|/]")
_SEPARATED: Final = re.compile(r"[^0-9]+")

_FAILED: Final = re.compile(r"#(?:N/A|ref!|name\?|nom\?|value!|valeur!|div/0!|null?!|num!|nombre!|#+)", re.IGNORECASE)
"""What Excel shows where it could not compute, in English and French."""

Check = Callable[[Session, str], Any]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong in one cell; row 1 is the line of the column names."""

    row: int
    column: str
    why: Message


class Unfit(Exception):
    """A cell cannot be taken as it is."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.id)
        self.why = why


def checked(session: Session, text: str, check: Check, *, needed: bool) -> Any:
    """What a cell holds; None for an empty one."""
    if not text:
        if needed:
            raise Unfit(_("This may not be empty."))
        return None
    refuse_computed(text)
    return check(session, text)


def refuse_computed(text: str) -> None:
    """Refuse a formula and what became of one: nothing that was computed elsewhere is believed."""
    if text.startswith("="):
        raise Unfit(_("This is a formula, which I do not compute. Please paste its value."))
    if _FAILED.fullmatch(text):
        raise Unfit(_("The table could not compute this. Please write its value."))


def words(longest: int) -> Check:
    def check(session: Session, text: str) -> str:
        if len(text) > longest:
            raise Unfit(_n("At most {n} character, please.", "At most {n} characters, please.", longest))
        return text

    return check


def line(longest: int) -> Check:
    """Words that stand in one line on a screen; in a cell they may have been broken into several."""
    check = words(longest)
    return lambda session, text: check(session, " ".join(text.split()))


def countries(session: Session, text: str) -> list[str]:
    named = [country(session, part.strip()) for part in _JOINTS.split(text) if part.strip()]
    if not named:
        raise Unfit(_("This may not be empty."))
    return named


def country(session: Session, text: str) -> str:
    if text.upper() in COUNTRIES_OF_ORIGIN:
        return text.upper()
    found = [each.code for each in find_countries(text) if each.code in COUNTRIES_OF_ORIGIN]
    if len(found) != 1:
        raise Unfit(_("I did not recognise “{text}” as one of our countries.", text=text[:40]))
    return found[0]


def url(session: Session, text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(letter.isspace() for letter in text):
        raise Unfit(_("A link begins with https:// and has no spaces."))
    return text


def deadline(session: Session, text: str) -> date:
    day = read_day([int(part) for part in _SEPARATED.split(digits(text)) if part][:3])
    if day is None:
        raise Unfit(_("I did not recognise this day. Write for example 28/02/2027."))
    if day < now(session).date():
        raise Unfit(_("This day has passed."))
    return day


def read_day(numbers: Sequence[int]) -> date | None:
    """Day first, as in most of the world, or year first; anything else is no day."""
    if len(numbers) != 3:
        return None
    first, month, last = numbers
    year, day = (first, last) if first > 31 else (last, first)
    try:
        return date(year, month, day) if year > 31 else None
    except ValueError:
        return None


def language(session: Session, text: str) -> str:
    if text.lower() not in LANGUAGES:
        raise Unfit(_("I know these languages: {codes}.", codes=Listing(LANGUAGES)))
    return text.lower()
