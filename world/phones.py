"""Phone numbers as people write them, read into E.164 and shown again."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from world.countries import COUNTRIES_OF_ORIGIN
from world.folding import digits

# Digits with what people put between them, perhaps after a plus; E.164 has 15 at most, local numbers 6 at least.
_RUN = re.compile(r"(?<!\d)\+?\(?\d(?:[\s().·/–‑-]{0,3}\d){5,17}(?!\d)")
_DATE = re.compile(r"(?<![\d./-])(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?![./-]?\d)")
_TRUNK_ZERO = re.compile(r"\(0\)")
_OTHERS = re.compile(r"[^\d+]")

# On 30 November 2024 Benin put 01 before its eight-digit numbers.
_BENIN = "229"
_OLD_BENIN = re.compile(rf"(?:\+?{_BENIN})?(\d{{8}})")


def read_numbers(text: str, home: str | None = None) -> list[str]:
    """The E.164 numbers a text may mean: none, one, or one for each country of origin where it would be valid.

    A number without its country code belongs to `home` where it is valid there. Old numbers of Benin are read as the
    ones that replaced them.
    """
    return next((found for run in _runs(text) if (found := _candidates(run, home))), [])


def read_numbers_in(text: str, home: str | None = None) -> list[str]:
    """The same for a number in the middle of a sentence, where days and short figures are no phone numbers."""
    return read_numbers(_DATE.sub(" ", digits(text)), home)


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


def _candidates(run: str, home: str | None) -> list[str]:
    number = _OTHERS.sub("", _TRUNK_ZERO.sub("", run))
    if number.startswith("00"):
        number = f"+{number[2:]}"
    if number.startswith("+"):
        return _abroad(number)
    at_home = _valid_in(number, home) if home else None
    if at_home:
        return [at_home]
    local = [found for code in COUNTRIES_OF_ORIGIN if (found := _valid_in(number, code))]
    return list(dict.fromkeys([*_abroad(f"+{number}"), *local]))


def _abroad(number: str) -> list[str]:
    found = _valid(number, None) or _renumbered(number)
    return [found] if found else []


def _valid_in(number: str, country: str) -> str | None:
    found = _valid(number, country)
    return _renumbered(number) if found is None and country == "BJ" else found


def _renumbered(number: str) -> str | None:
    """The number that an old one of Benin became."""
    old = _OLD_BENIN.fullmatch(number)
    return _valid(f"+{_BENIN}01{old[1]}", None) if old else None


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
