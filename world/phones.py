"""Phone numbers as people write them, read into E.164 and shown again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from world.countries import COUNTRIES_OF_ORIGIN
from world.folding import digits
from world.tables import several, table

BETWEEN_NUMBERS = ";"
"""Stands between the numbers of one contact card, and in no number."""

# Digits with what people put between them, perhaps after a plus; E.164 has 15 at most, local numbers 6 at least.
_RUN = re.compile(r"(?<!\d)\+?\(?\d(?:[\s().·/–‑-]{0,3}\d){5,17}(?!\d)")
_DATE = re.compile(r"(?<![\d./-])(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?![./-]?\d)")
_TRUNK_ZERO = re.compile(r"\(0\)")
_OTHERS = re.compile(r"[^\d+]")
_STILL_WRITTEN = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Renumbering:
    """What became of the numbers of a country on a day; several where the operator decides."""

    day: date
    old: re.Pattern[str]
    new: tuple[str, ...]

    def replace(self, number: str) -> list[str]:
        found = self.old.fullmatch(number)
        return [found.expand(each) for each in self.new] if found else []


def read_numbers(text: str, home: str | None = None) -> list[str]:
    """The E.164 numbers a text may mean: none, one, or one for each country of origin where it would be valid.

    A number without its country code belongs to `home` where it is valid there. A number of an old numbering plan is
    read as what replaced it, or may have.
    """
    return next((found for run in _runs(text) if (found := _candidates(run, home))), [])


def read_local_numbers(text: str, home: str) -> list[str]:
    """The E.164 numbers a text means where it is dialled in this country without a country code, or with its own."""
    plain = (_plain(run) for run in _runs(text))
    return next((found for number in plain if number[0] != "+" and (found := _valid_in(number, home))), [])


def read_contact(stated: str, home: str | None = None) -> list[str]:
    """What the numbers of a contact card may mean, each once."""
    return list(dict.fromkeys(found for part in stated.split(BETWEEN_NUMBERS) for found in read_numbers(part, home)))


def read_numbers_in(text: str, home: str | None = None) -> list[str]:
    """The same for a number in the middle of a sentence, where days and short figures are no phone numbers."""
    return read_numbers(_DATE.sub(" ", digits(text)), home)


def read_numbers_at(text: str, homes: Sequence[str]) -> list[str]:
    """The same for somebody at home in several countries: where it is a number of one of them, that one alone."""
    at_home = [found for home in homes for found in read_numbers_in(text, home) if country_of(found) == home]
    return list(dict.fromkeys(at_home)) or read_numbers_in(text)


def country_of(number: str) -> str | None:
    """The country an E.164 number belongs to, ISO 3166."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(number))


def show_number(number: str, home: str | None = None) -> str:
    """An E.164 number in groups: as people at `home` write it, with its country code anywhere else."""
    parsed = _parse(number, None)
    if parsed is None:
        return number
    is_local = home is not None and parsed.country_code == phonenumbers.country_code_for_region(home)
    form = PhoneNumberFormat.NATIONAL if is_local else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def mask_number(number: str) -> str:
    """Enough to recognise one's own number and too little to call it: "+229 … 56"."""
    parsed = _parse(number, None)
    return f"+{parsed.country_code} … {number[-2:]}" if parsed else f"… {number[-2:]}"


def _runs(text: str) -> Iterator[str]:
    for match in _RUN.finditer(digits(text)):
        yield match[0]
        if "/" in match[0]:
            yield from match[0].split("/")


def _plain(run: str) -> str:
    """Its digits alone; two zeros before a country code are a plus."""
    number = _OTHERS.sub("", _TRUNK_ZERO.sub("", run))
    return f"+{number[2:]}" if number.startswith("00") else number


def _candidates(run: str, home: str | None) -> list[str]:
    number = _plain(run)
    if number.startswith("+"):
        return _abroad(number)
    at_home = _valid_in(number, home) if home else []
    if at_home:
        return at_home
    return list(dict.fromkeys([*_abroad(f"+{number}"), *_somewhere(number)]))


def _somewhere(number: str) -> list[str]:
    """A number of any country of origin; of a plan that ended long ago only where it is nothing else."""
    for since in (_STILL_WRITTEN, date.min):
        if found := [each for code in COUNTRIES_OF_ORIGIN for each in _valid_in(number, code, since)]:
            return found
    return []


def _abroad(number: str) -> list[str]:
    """Old plans first: the metadata of a country may still know a number as it was before."""
    found = _valid(number, None)
    return _renumbered_abroad(number) or ([found] if found else [])


def _valid_in(number: str, country: str, since: date = date.min) -> list[str]:
    found = _valid(number, country)
    return _renumbered(number, country, since) or ([found] if found else [])


def _renumbered_abroad(number: str) -> list[str]:
    codes = {code: _dialled(code) for code in _renumberings()}
    return [
        found
        for code, dialled in codes.items()
        if number.startswith(dialled)
        for found in _renumbered(number.removeprefix(dialled), code)
    ]


def _renumbered(number: str, country: str, since: date = date.min) -> list[str]:
    """The numbers that one of this country became since then, as far as they can be today's."""
    rules = [each for each in _renumberings().get(country, ()) if each.day >= since]
    became = [new for each in rules for new in each.replace(number)]
    return [valid for new in became if (valid := _valid(f"{_dialled(country)}{new}", None))]


def _dialled(country: str) -> str:
    return f"+{phonenumbers.country_code_for_region(country)}"


@cache
def _renumberings() -> dict[str, list[Renumbering]]:
    found: dict[str, list[Renumbering]] = {}
    for row in table("renumbered"):
        rule = Renumbering(date.fromisoformat(row["date"]), re.compile(row["old"]), tuple(several(row["new"])))
        found.setdefault(row["country"], []).append(rule)
    return found


def _valid(number: str, country: str | None) -> str | None:
    parsed = _parse(number, country)
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def _parse(number: str, country: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(number, country)
    except NumberParseException:
        return None
