"""Days as lists have them: in figures, with the name of a month, or as the number Excel keeps for one."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final

from locales import LANGUAGES, language
from world.folding import digits, fold

_EXCEL_BEGINS: Final = date(1899, 12, 30)
_SERIAL: Final = range(18_000, 60_000)
"""1949 to 2064; smaller numbers are years."""
_NAMES_BESIDE: Final = {
    "يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "مايو": 5, "ماي": 5, "يونيو": 6, "يوليو": 7, "يوليوز": 7,
    "أغسطس": 8, "غشت": 8, "سبتمبر": 9, "شتنبر": 9, "أكتوبر": 10, "نوفمبر": 11, "نونبر": 11, "ديسمبر": 12, "دجنبر": 12,
    "جانفي": 1, "فيفري": 2, "أفريل": 4, "جوان": 6, "جويلية": 7, "أوت": 8, "janv": 1, "fev": 2, "avr": 4, "juil": 7,
    "sept": 9,
}  # fmt: skip
_LATEST_SHORT_YEAR: Final = 50


def read_day(text: str, latest: date) -> date | None:
    """The day a text names, no later than `latest`; day first where it may be either, the first of a month or year
    where no more is told.
    """
    day = _read(digits(text).strip())
    return day if day is not None and date(1900, 1, 1) <= day <= latest else None


def _read(text: str) -> date | None:
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        serial = int(float(text))
        return _EXCEL_BEGINS + timedelta(days=serial) if serial in _SERIAL else None
    text = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text)  # a time behind a day
    named = [month for word in fold(text).split() if (month := _months().get(word))]
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    return _with_name(named[0], numbers) if len(named) == 1 else _in_figures(numbers) if not named else None


def _with_name(month: int, numbers: Sequence[int]) -> date | None:
    match numbers:
        case [day, year] if day <= 31:
            return _date(year, month, day)
        case [year, day] if year > 31:
            return _date(year, month, day)
        case [year]:
            return _date(year, month, 1)
    return None


def _in_figures(numbers: Sequence[int]) -> date | None:
    match numbers:
        case [year, month, day] if year > 31:
            return _date(year, month, day)
        case [day, month, year]:
            return _date(year, month, day) or _date(year, day, month)
        case [month, year] if year > 31:
            return _date(year, month, 1)
        case [year] if 1900 <= year < 2100:
            return _date(year, 1, 1)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    if year < 100:
        year += 2000 if year <= _LATEST_SHORT_YEAR else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """The names of months in every shipped language, long and short."""
    found = {fold(name): month for name, month in _NAMES_BESIDE.items()}
    for code in LANGUAGES:
        for width in ("abbreviated", "wide"):
            names = language(code).locale.months["format"][width]
            found |= {fold(name): month for month, name in names.items() if not name.isdecimal()}
    return found
