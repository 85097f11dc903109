"""Answers: what the cells of a list say about a person, as the person would have answered."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from babel import Locale

from locales import LANGUAGES, Listing, Message, _, _n
from services import names
from services.cells import Unfit
from services.days import read_day
from services.members import Town, Work
from world.countries import country_named, find_countries
from world.folding import fold
from world.languages import find_languages
from world.phrases import understand
from world.places import find_places
from world.professions import find_professions

LONGEST_NAME = 80
LONGEST = 80
_REMEMBERED = 4096
"""Towns, works and countries come again and again; each is looked for once."""

_BESIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_MARRIED = re.compile(r"(?<=\S)\s+(?:épouse|epouse|épse|epse|ép|née|nee|veuve|vve)[.\s]\s*[\w'’-]+", re.IGNORECASE)
"""The other family's name of somebody who married, as lists have it: “Hounkpatin épse Dossa Reine”."""
_TITLES = re.compile(
    r"^(?:(?:m|mr|mrs|ms|mme|mlle|dr|pr|prof|me|sir|el hadj|السيدة?|الآنسة|الدكتورة?|الأستاذة?)[.\s]+)+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[\d@<>=|{}$%#*_\\]|https?:|www\.|^(?:idem|id\.?|ditto)$", re.IGNORECASE)
_TWO = re.compile(r"[/;&\n+]|\s(?:et|and)\s", re.IGNORECASE)
_PARTS = re.compile(r"[,،;/\n+&|]|\s(?:and|et)\s|\sو\s?(?=\S)", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]{1,180}\.[^\s@,;<>\".]{2,24}")
_NOTHING = frozenset(
    {"", "x", "xx", "xxx", "n/a", "na", "n.a.", "nc", "n.c.", "nd", "n.d.", "néant", "neant", "aucun", "aucune", "none"}
    | {"nil", "null", "rien", "ras", "inconnu", "unknown", "pas de numéro", "pas de téléphone", "no phone"}
    | {"sans", "sans numéro", "sans téléphone", "لا", "بدون", "لا هاتف", "لا يوجد", "غير معروف"}
)

T = TypeVar("T")


class Told(NamedTuple):
    """What a cell says; and, where not all of it could be used, why."""

    value: object
    remark: Message | None = None


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return text.strip(" -–—./?_").casefold() in _NOTHING


def read_name(text: str, *, surname_first: bool = False) -> str:
    """The name of one person, given name first: the family's name is in capitals, or where the column says."""
    name = " ".join(_MARRIED.sub(" ", _TITLES.sub("", _BESIDE.sub(" ", text))).replace(",", " ").split())
    if _TWO.search(text) and len(name.split()) > 2:
        raise Unfit(_("Several people stand here. Please give each a row of their own."))
    if _NO_NAME.search(name) or sum(map(str.isalpha, name)) < 2:
        raise Unfit(_("This does not read as a name."))
    if len(name) > LONGEST_NAME:
        raise Unfit(_n("At most {n} character, please.", "At most {n} characters, please.", LONGEST_NAME))
    return " ".join(map(names.tidy, _given_first(name.split(), surname_first=surname_first)))


def _given_first(words: Sequence[str], *, surname_first: bool) -> list[str]:
    """Only given name and initial are shown to strangers, so which word is the family's matters."""
    shouted = [word for word in words if word.isupper() and len(word) > 1]
    if shouted and len(shouted) < len(words):
        return [word for word in words if word not in shouted] + shouted
    return [*words[1:], words[0]] if surname_first else list(words)


@lru_cache(_REMEMBERED)
def read_country(text: str) -> str:
    """The one country a name, a people's name or a code of two letters means."""
    said = _BESIDE.sub(" ", text).strip()
    if len(said) == 2 and said.isupper() and said in Locale("en").territories:
        return said
    found = find_countries(said)
    if len(found) == 1:
        return found[0].code
    if found:
        raise Unfit(_("This may be one of several countries: {countries}.", countries=Listing(found)))
    raise Unfit(_("I did not recognise a country in “{text}”.", text=text[:40]))


def read_countries(text: str) -> Told:
    """The countries of somebody's roots, three at most."""
    return _all(text, read_country, most=3)


@lru_cache(_REMEMBERED)
def read_town(text: str, residence: str | None) -> Told:
    """A town in the country of residence where that is known; one that no table has is kept as it is written."""
    said = _BESIDE.sub(" ", text).strip()[:LONGEST] or text[:LONGEST]
    whole = country_named(said)
    if whole and not (residence and whole.code != residence):
        return Told(Town(id=None, text="", country=whole.code))
    found = [each for each in find_places(said.replace("/", ", "), residence) if residence in (None, each.country)]
    if found:
        return Told(Town(id=found[0].id, text=found[0].name, country=found[0].country))
    if not any(letter.isalpha() for letter in said):
        raise Unfit(_("I did not recognise a town in “{text}”.", text=said[:40]))
    kept = Town(id=None, text=said, country=residence)
    return Told(kept, _("I do not know this town. It is kept as it is written."))


@lru_cache(_REMEMBERED)
def read_work(text: str) -> Work:
    """A profession; one that no table has is kept as it is written."""
    said = " ".join(text.split())[:LONGEST]
    if not any(letter.isalpha() for letter in said):
        raise Unfit(_("I did not recognise a work in “{text}”.", text=said[:40]))
    found = find_professions(said) or understand(said).professions
    return Work(code=found[0].code if found else None, text=said)


def read_languages(text: str) -> Told:
    """The languages somebody speaks."""
    return _all(text, _language)


@lru_cache(_REMEMBERED)
def _language(text: str) -> str:
    if text.lower() in LANGUAGES:
        return text.lower()
    found = find_languages(text)
    if not found:
        raise Unfit(_("I did not recognise a language in “{text}”.", text=text[:40]))
    return found[0].code


def read_email(text: str) -> Told:
    """An e-mail address, the first of several."""
    found = _EMAIL.findall(text.removeprefix("mailto:"))
    if not found:
        raise Unfit(_("I did not recognise an e-mail address."))
    more = _("Several addresses stand here. I take the first.") if len(found) > 1 else None
    return Told(found[0].casefold(), more)


def read_since(text: str, latest: date) -> str:
    """The day somebody joined, ISO."""
    day = read_day(text, latest)
    if day is None:
        raise Unfit(_("I did not recognise a day that has been. Write for example 28/02/2019."))
    return day.isoformat()


def _all(text: str, read: Callable[[str], T], most: int = 9) -> Told:
    """What each part of a cell means; a part that means nothing is told, and the others are kept."""
    found: list[T] = []
    wrong: Message | None = None
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        try:
            found.append(read(part))
        except Unfit as unfit:
            wrong = wrong or unfit.why
    if not found and wrong:
        raise Unfit(wrong)
    return Told(list(dict.fromkeys(found))[:most], wrong)


def town_key(town: Town | None) -> str:
    """What two rows of one town have in common."""
    return str(town["id"] or fold(town["text"]) or town["country"]) if town else ""
