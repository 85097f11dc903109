"""Rosters: lists of people as offices have them, read whole before anybody is invited.

What tells who somebody is stops a row that cannot be read; what only describes them is left out, and told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from locales import Message, _, _p
from services import answers
from services.answers import Told
from services.cells import Unfit, refuse_computed
from services.headers import NAMES, Field, columns_of, header_at
from services.members import Town, Work
from services.tables import Grid
from services.twins import Named, sounds, twins
from services.workbooks import Line
from services.written_numbers import read_number
from world.folding import fold

FIELD_NAMES: Final[Mapping[Field, Message]] = {
    "name": _p("column", "name"),
    "surname_first": _p("column", "name, the family’s first"),
    "surname": _p("column", "family name"),
    "given": _p("column", "given name"),
    "whatsapp": _p("column", "WhatsApp number"),
    "phone": _p("column", "phone"),
    "town": _p("column", "town"),
    "country": _p("column", "country they live in"),
    "profession": _p("column", "work"),
    "origins": _p("column", "roots"),
    "languages": _p("column", "languages"),
    "email": _p("column", "e-mail"),
    "since": _p("column", "on the list since"),
}
_STOPPING: Final = NAMES | {"phone", "whatsapp"}
_SUMS: Final = frozenset(
    map(fold, ("total", "totaux", "totals", "subtotal", "effectif", "somme", "sum", "المجموع", "الإجمالي"))
)
_REPEATED: Final = 2
"""Names of columns in one line that make it a header, on a new page of the list."""
_NOTE_WORDS: Final = 6

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of one cell, or of a row by its name; one that stops keeps the row out."""

    row: int
    column: str
    why: Message
    stops: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on a list, as far as it tells. The number is E.164, `since` is ISO."""

    row: int
    name: str
    number: str | None = None
    email: str | None = None
    town: Town | None = None
    work: Work | None = None
    origins: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None

    @property
    def identity(self) -> str:
        """What is the same where the same person is listed again, as far as that can be told without their draft."""
        return f"{self.number or self.email or answers.town_key(self.town)}|{sounds(self.name)}"

    @property
    def named(self) -> Named:
        return Named(self.row, self.name, self.number, answers.town_key(self.town))


@dataclass(frozen=True, slots=True)
class Roster:
    """A list as it was read: how its columns were understood, who is on it, and what is to be said of which cell.

    `passed` are rows that are about nobody: titles, totals, notes; `hidden` are those that its program does not show.
    """

    encoding: str
    sheet: str
    others: tuple[str, ...]
    columns: tuple[tuple[str, Field | None], ...]
    people: tuple[Listed, ...]
    remarks: tuple[Remark, ...]
    passed: tuple[int, ...]
    hidden: tuple[int, ...]


@dataclass(slots=True)
class Reader:
    """Reads one row after the other; `home` is the country of the list, ISO 3166."""

    header: Line
    fields: Mapping[int, Field]
    home: str | None
    today: date
    remarks: list[Remark]

    def person(self, line: Line) -> Listed | None:
        """Whom a row is about; None where that cannot be told."""
        before = len(self.remarks)
        residence = self._read(line, "country", answers.read_country)
        town = self._told(line, "town", lambda text: answers.read_town(text, residence))
        town = town or (Town(id=None, text="", country=residence) if residence else None)
        name = self._name(line)
        number = self._number(line, [code for code in (town and town["country"], self.home) if code])
        person = Listed(
            row=line.number,
            name=name or "",
            number=number,
            email=self._told(line, "email", answers.read_email),
            town=town,
            work=self._read(line, "profession", answers.read_work),
            origins=tuple(self._told(line, "origins", answers.read_countries) or ([self.home] if self.home else ())),
            languages=tuple(self._told(line, "languages", answers.read_languages) or ()),
            since=self._read(line, "since", lambda text: answers.read_since(text, self.today)),
        )
        stopped = any(remark.stops for remark in self.remarks[before:])
        return None if stopped or not name else person

    def _name(self, line: Line) -> str | None:
        """The name of a row, from one column or from two; where there is none, that is told."""
        whole = self._read(line, "name", answers.read_name)
        whole = whole or self._read(line, "surname_first", lambda text: answers.read_name(text, surname_first=True))
        given = self._read(line, "given", answers.read_name)
        surname = self._read(line, "surname", answers.read_name)
        name = whole or " ".join(part for part in (given, surname) if part)
        place = next(place for place, field in self.fields.items() if field in NAMES)
        if not name and not any(self._cell(line, place) for place, field in self.fields.items() if field in NAMES):
            self._remark(line, place, _("The name is missing."), stops=True)
        elif name and not self._says_more(line):
            self._remark(line, place, _("Only a name stands here. A number, a town or a work is needed."), stops=True)
        return name or None

    def _says_more(self, line: Line) -> bool:
        return any(self._cell(line, place) for place, field in self.fields.items() if field not in NAMES)

    def _number(self, line: Line, homes: Sequence[str]) -> str | None:
        """The first number of a row; that of WhatsApp before others, for its owner writes from it."""
        found: str | None = None
        for place in sorted(self.fields, key=lambda place: self.fields[place] != "whatsapp"):
            if self.fields[place] not in ("phone", "whatsapp"):
                continue
            told = self._at(line, place, lambda text: read_number(text, list(dict.fromkeys(homes))))
            if told is not None:
                self._remark(line, place, told.remark)
                found = found or told.number
        return found

    def _told(self, line: Line, field: Field, read: Callable[[str], Told]) -> Any:
        """What a cell says, and what is to be said of it."""
        told = self._read(line, field, read)
        if told is None:
            return None
        self._remark(line, self._place(field), told.remark)
        return told.value

    def _read(self, line: Line, field: Field, read: Callable[[str], Any]) -> Any:
        place = self._place(field)
        return None if place is None else self._at(line, place, read)

    def _at(self, line: Line, place: int, read: Callable[[str], Any]) -> Any:
        text = self._cell(line, place)
        if not text:
            return None
        try:
            refuse_computed(text)
            return read(text)
        except Unfit as unfit:
            self._remark(line, place, unfit.why, stops=self.fields[place] in _STOPPING)
            return None

    def _cell(self, line: Line, place: int) -> str:
        text = line.cells[place] if place < len(line.cells) else ""
        return "" if answers.is_nothing(text) else text

    def _place(self, field: Field) -> int | None:
        return next((place for place, held in self.fields.items() if held == field), None)

    def _remark(self, line: Line, place: int | None, why: Message | None, *, stops: bool = False) -> None:
        if why is not None and place is not None:
            self.remarks.append(Remark(line.number, self.header.cells[place], why, stops))


def read_roster(grid: Grid, home: str | None, today: date, tick: Tick) -> Roster | None:
    """Read a list; None where no line names its columns. `tick` is told how many rows of how many are read."""
    start = header_at(grid.lines)
    if start is None:
        return None
    header = grid.lines[start]
    reader = Reader(header, columns_of(header), home, today, [])
    people, passed = _read_all(reader, grid.lines[start + 1 :], tick)
    ready = tuple(_without_twins(people, reader))
    columns = tuple((cell, reader.fields.get(place)) for place, cell in enumerate(header.cells) if cell)
    remarks = tuple(sorted(reader.remarks, key=lambda remark: remark.row))
    hidden = tuple(line.number for line in grid.lines[start + 1 :] if line.hidden)
    return Roster(grid.encoding, grid.sheet, grid.others, columns, ready, remarks, tuple(passed), hidden)


def _read_all(reader: Reader, lines: Sequence[Line], tick: Tick) -> tuple[list[Listed], list[int]]:
    people: list[Listed] = []
    passed: list[int] = []
    for done, line in enumerate(lines, start=1):
        if _is_about_nobody(reader, line):
            passed.append(line.number)
        elif person := reader.person(line):
            people.append(person)
        tick(done, len(lines))
    return people, passed


def _is_about_nobody(reader: Reader, line: Line) -> bool:
    """A sum, a title over a part of the list, a note under it, or the names of the columns once more."""
    texts = [cell for cell in line.cells if cell]
    if fold(texts[0]).partition(" ")[0] in _SUMS:
        return True
    if sum(a == b for a, b in zip(line.cells, reader.header.cells, strict=False) if a) >= _REPEATED:
        return True
    alone = len(set(texts)) == 1
    return alone and (len(texts) > 1 or _is_note(texts[0]) or _first(line) not in reader.fields)


def _is_note(text: str) -> bool:
    return len(text.split()) >= _NOTE_WORDS or ":" in text or text.startswith(("*", "(", "NB"))


def _first(line: Line) -> int:
    return next(place for place, cell in enumerate(line.cells) if cell)


def _without_twins(people: Sequence[Listed], reader: Reader) -> Iterator[Listed]:
    """Those who stand once; a second row with the same number is left out, one with the same town only told."""
    known = {person.row: person for person in people}
    met = {later.row: earlier.row for later, earlier in twins([person.named for person in people])}
    place = next(place for place, field in reader.fields.items() if field in NAMES)
    for person in people:
        earlier = known.get(met.get(person.row, 0))
        if earlier is None:
            yield person
            continue
        again = person.number is not None and person.number == earlier.number
        why = _("Looks like row {row}: {one} / {other}.", row=str(earlier.row), one=earlier.name, other=person.name)
        reader.remarks.append(Remark(person.row, reader.header.cells[place], why, again))
        if not again:
            yield person
