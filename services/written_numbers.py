"""Phone numbers as tables keep them: without their plus, their zero or their last digits, or two in a cell."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import phonenumbers

from locales import Listing, Message, _
from services.cells import Unfit
from world.countries import country
from world.folding import digits
from world.phones import country_of, read_local_numbers, read_numbers, show_number

_SCIENTIFIC = re.compile(r"\+?(\d)[.,]?(\d*)E\+?(\d{1,2})", re.IGNORECASE)
_DECIMAL = re.compile(r"(\d{6,})[.,]0+")
_BETWEEN = re.compile(
    r"[/;,\n|]|\s[-–—]\s|\b(?:ou|et|or|and)\b|\bأو\b|(?<=\d) و ?(?=\d)|(?<=\d{6})\s{2,}|(?<=\d)\s+(?=\+)", re.IGNORECASE
)
_SHORTEST = 6


class Number(NamedTuple):
    """An E.164 number, and what its reader should know about how it was read."""

    number: str
    remark: Message | None = None


def read_number(text: str, homes: Sequence[str]) -> Number:
    """The number in a cell. Without a country code it is one of `homes` (ISO 3166)."""
    parts = _parts(_whole(digits(text)))
    read = [_one(part, homes) for part in parts]
    if len(read) > 1:
        more = _("Several numbers stand here. I take the first, {number}.", number=show_number(read[0]))
        return Number(read[0], more)
    return Number(read[0], _renumbered(parts[0], read[0]))


def _parts(text: str) -> list[str]:
    """The numbers of a cell; pairs of digits between slashes are one number."""
    parts = [part for part in _BETWEEN.split(text) if part and sum(map(str.isdigit, part)) >= _SHORTEST]
    return parts if len(parts) > 1 else [text]


def _whole(text: str) -> str:
    """The digits that Excel made a figure of. Those it rounded away are lost."""
    if found := _SCIENTIFIC.fullmatch(text.strip()):
        if len(found[2].rstrip("0")) + 1 < int(found[3]) - 1:
            raise Unfit(_("Excel has shortened this number, and its last digits are lost. Please write it as text."))
        return str(int(Decimal(f"{found[1]}.{found[2] or 0}E{found[3]}")))
    plain = _DECIMAL.fullmatch(text.strip())
    return plain[1] if plain else text


def _one(text: str, homes: Sequence[str]) -> str:
    """Where a number is good in two countries, or in none but one that nobody named, nothing is guessed: it would
    reach, and tell, somebody else.
    """
    local = [there for home in homes if (there := _at(text, home))]
    possible = list(dict.fromkeys(local)) or read_numbers(text)
    found = possible if local else [number for number in possible if _names_its_country(text, number)]
    if len(found) == 1:
        return found[0]
    if asked := found or ([] if homes else possible):
        named = Listing([country(code) for code in dict.fromkeys(map(country_of, asked)) if code])
        raise Unfit(_("This may be a number of {countries}. Please write it with its country code.", countries=named))
    raise Unfit(_("I did not recognise a phone number. Write it with its country code, like +229 01 97 12 34 56."))


def _names_its_country(text: str, number: str) -> bool:
    """Whether the country code of a number stands before it, after a plus, two zeros or nothing."""
    code = str(phonenumbers.parse(number).country_code)
    return re.sub(r"\D", "", text).removeprefix("00").startswith(code)


def _at(text: str, home: str) -> str | None:
    """The number as it is dialled in a country, where Excel may have taken its first zero away."""
    for written in (text, f"0{text.strip()}"):
        found = read_local_numbers(written, home)
        if len(found) == 1 and country_of(found[0]) == home:
            return found[0]
    return None


def _renumbered(written: str, number: str) -> Message | None:
    """What is said of a number of an old plan, which ends otherwise than the one that replaced it."""
    national = str(phonenumbers.parse(number).national_number)
    if re.sub(r"\D", "", written).endswith(national):
        return None
    return _("An old number: I read it as {number}.", number=show_number(number))
