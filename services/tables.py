"""Tables people bring: CSV in the encodings and with the separators of their offices, or XLSX. Nothing is evaluated."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from openpyxl import load_workbook

from locales import _, _n
from models.refusal import Refusal
from world.folding import fold

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_ROWS: Final = 20_000
_ENCODINGS: Final = ("utf-8-sig", "cp1256", "cp1252", "mac-roman")
"""Tried in this order where the bytes do not say it themselves; Arabic before Western when Arabic letters come out."""
_SEPARATORS: Final = ",;\t|"


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
    """Read a file by the end of its name: .csv, .tsv, .txt or .xlsx."""
    if len(data) > MOST_BYTES:
        raise Refusal(_("This file has more than {n} megabytes. Please split it.", n=MOST_BYTES // 1024 // 1024))
    if name.lower().endswith(".xlsx"):
        return _workbook(data)
    if not name.lower().endswith((".csv", ".tsv", ".txt")):
        raise Refusal(_("I read .csv and .xlsx files. Most programs save as one of them."))
    text, encoding = decode(data)
    try:
        return _table(_lines(text), encoding)
    except csv.Error:
        raise Refusal(_("One cell of this file does not end. Please look for a quotation mark too many.")) from None


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding it was taken for: by its mark, else the first that fits and reads well."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    fitting = [(text, encoding) for encoding in _ENCODINGS if (text := _decoded(data, encoding)) is not None]
    for text, encoding in fitting:
        if encoding == "utf-8-sig" or (encoding == "cp1256") == _reads_as_arabic(text):
            return text, encoding.removesuffix("-sig")
    return data.decode("cp1252", "replace"), "cp1252"


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reads_as_arabic(text: str) -> bool:
    """French read as Arabic has lone Arabic letters between Latin ones; real Arabic has words of them."""
    words = ["".join(letter for letter in word if letter.isalpha()) for word in text.split()]
    arabic = [word for word in words if len(word) > 1 and all("\u0600" <= letter <= "\u06ff" for letter in word)]
    mixed = [word for word in words if not word.isascii() and any(letter.isascii() for letter in word)]
    return len(arabic) > len(mixed)


def _lines(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    yield from csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)


def _workbook(data: bytes) -> Table:
    """Whatever is wrong inside a workbook, its reader meets it while the rows are read, and in faults of any kind."""
    try:
        return _table(_sheet(data), "xlsx")
    except Refusal:
        raise
    except Exception:  # noqa: BLE001  (an archive of XML, made by anything)
        raise Refusal(_("I could not open this file. Please save it as .xlsx or .csv once more.")) from None


def _sheet(data: bytes) -> Iterator[list[str]]:
    """The first sheet; formulas are kept as they are written, so that nothing made elsewhere is believed."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
            raise Refusal(_("This file is too large once unpacked. Please save the first sheet alone."))
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    for cells in book.worksheets[0].iter_rows(values_only=True):
        yield [_written(cell) for cell in cells]


def _written(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _table(lines: Iterator[list[str]], encoding: str) -> Table:
    columns = [fold(cell).replace(" ", "_") for cell in next(lines, [])]
    rows: list[Row] = []
    for number, cells in enumerate(lines, start=2):
        if len(rows) == MOST_ROWS:
            raise Refusal(_n("I take {n} row at a time.", "I take {n} rows at a time. Please split it.", MOST_ROWS))
        if any(cell.strip() for cell in cells):
            rows.append(Row(number, _named(columns, cells)))
    return Table(tuple(filter(None, columns)), tuple(rows), encoding)


def _named(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
