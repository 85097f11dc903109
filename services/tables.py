"""Tables people bring: CSV in the encodings and with the separators of their offices, or XLSX. Nothing is evaluated."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from locales import _, _n
from models.refusal import Refusal
from services.encodings import decode
from services.workbooks import MOST_COLUMNS, Line, sheets
from world.folding import fold

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 20_000
_SEPARATORS: Final = ",;\t|"
_SAMPLE: Final = 30
_MOST_LINES_OF_A_CELL: Final = 30


@dataclass(frozen=True, slots=True)
class Grid:
    """What a file holds, before anything is made of it: its lines that are not empty.

    `encoding` is what its bytes were taken for; `sheet` is the one that was read, `others` are those that were not.
    """

    lines: tuple[Line, ...]
    encoding: str
    sheet: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its number as the reader's program shows it, and its cells by folded column name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read; `encoding` is what its bytes were taken for."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str


def read_table(data: bytes, name: str) -> Table:
    """A table whose first line names its columns."""
    grid = read_grid(data, name)
    if not grid.lines:
        return Table((), (), grid.encoding)
    first, *others = grid.lines
    columns = [fold(cell).replace(" ", "_") for cell in first.cells]
    rows = tuple(Row(line.number, _named(columns, line.cells)) for line in others)
    return Table(tuple(filter(None, columns)), rows, grid.encoding)


def read_grid(data: bytes, name: str, fits: Callable[[Sequence[Line]], bool] = bool) -> Grid:
    """Read a file by the end of its name: .csv, .tsv, .txt or .xlsx; of a workbook the first sheet that fits."""
    if len(data) > MOST_BYTES:
        raise Refusal(_("This file has more than {n} megabytes. Please split it.", n=MOST_BYTES // 1024 // 1024))
    if name.lower().endswith(".xlsx"):
        return _workbook(data, fits)
    if not name.lower().endswith((".csv", ".tsv", ".txt")):
        raise Refusal(_("I read .csv and .xlsx files. Most programs save as one of them."))
    decoded = decode(data)
    try:
        return Grid(_bounded(_lines(decoded.text)), decoded.named)
    except csv.Error:
        raise Refusal(_("One cell of this file does not end. Please look for a quotation mark too many.")) from None


def _lines(text: str) -> Iterator[Line]:
    """The lines of a text, numbered as its program does; what Excel is told of the separator is none of them."""
    text = text.replace("\0", "")
    first, _end, rest = text.partition("\n")
    told = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    separator = told if told in tuple(_SEPARATORS) else _separator(text)
    reader = csv.reader(io.StringIO(rest if told else text, newline=""), delimiter=separator)
    for number, cells in enumerate(reader, start=1):
        if any(cell.count("\n") > _MOST_LINES_OF_A_CELL for cell in cells):
            raise csv.Error
        if any(cell.strip() for cell in cells):
            yield Line(number, tuple(cell.strip() for cell in cells))


def _separator(text: str) -> str:
    """What stands equally often in most of the first lines; of these the most frequent."""
    sample = list(islice(filter(None, io.StringIO(text)), _SAMPLE))

    def weight(separator: str) -> int:
        counted = Counter(count for line in sample if (count := line.count(separator)))
        return max((often * times for often, times in counted.items()), default=0)

    return max(_SEPARATORS, key=weight)


def _workbook(data: bytes, fits: Callable[[Sequence[Line]], bool]) -> Grid:
    """Whatever is wrong inside a workbook, its reader meets it while the rows are read, and in faults of any kind."""
    try:
        return _sheet(data, fits)
    except Refusal:
        raise
    except Exception:  # noqa: BLE001  (an archive of XML, made by anything)
        raise Refusal(_("I could not open this file. Please save it as .xlsx or .csv once more.")) from None


def _sheet(data: bytes, fits: Callable[[Sequence[Line]], bool]) -> Grid:
    """The first sheet that fits, else the first that is not empty."""
    best, names, is_found = Grid((), "xlsx"), list[str](), False
    for name, read in sheets(data):
        names.append(name)
        if is_found:
            continue
        lines = _bounded(read)
        is_found = fits(lines)
        if is_found or (lines and not best.lines):
            best = Grid(lines, "xlsx", name)
    if not names:
        msg = "a workbook has sheets"
        raise ValueError(msg)
    return replace(best, others=tuple(name for name in names if name != best.sheet))


def _bounded(lines: Iterator[Line]) -> tuple[Line, ...]:
    """No more rows and columns than a list of people has."""
    kept: list[Line] = []
    for line in lines:
        if len(kept) > MOST_ROWS:
            raise Refusal(_n("I take {n} row at a time.", "I take {n} rows at a time. Please split it.", MOST_ROWS))
        if len(line.cells) > MOST_COLUMNS and any(line.cells[MOST_COLUMNS:]):
            raise Refusal(_("This table has more than {n} columns. Is it the right file?", n=MOST_COLUMNS))
        kept.append(line)
    return tuple(kept)


def _named(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {column: cell for column, cell in zip(columns, cells, strict=False) if column}
