"""Workbooks: the rows of each sheet as they are written, never computed, and read one after the other."""

import io
import zipfile
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from locales import _
from models.refusal import Refusal

MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_COLUMNS: Final = 200
_MOST_MERGED: Final = 50_000
_TRUE: Final = ("1", "true")


class Merged(NamedTuple):
    """A range of cells shown as one: its value stands in the first of them and belongs to all."""

    left: int
    top: int
    right: int
    bottom: int


class Layout(NamedTuple):
    """How a sheet is shown: its merged ranges, top first, and the rows that are not shown."""

    merged: Sequence[Merged]
    hidden: Set[int]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number as the sheet's program shows it, and its cells. A filter may hide it there."""

    number: int
    cells: tuple[str, ...]
    hidden: bool = False


def sheets(data: bytes) -> Iterator[tuple[str, Iterator[Line]]]:
    """The sheets of a workbook by name, hidden ones last, each with its rows that are not empty."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
            raise Refusal(_("This file is too large once unpacked. Please save the first sheet alone."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for sheet in sorted(book.worksheets, key=lambda each: each.sheet_state != "visible"):
            sheet.reset_dimensions()  # what a file says of its size may be wrong, and rows would be lost
            path: str = getattr(sheet, "_worksheet_path")  # noqa: B009  (nothing else says where it is in the archive)
            yield sheet.title, _lines(sheet.iter_rows(values_only=True), _layout(packed, path))


def _layout(packed: zipfile.ZipFile, path: str) -> Layout:
    """How a sheet is shown. Merged ranges stand behind its rows, which are passed over and not kept."""
    merged, hidden, row = list[Merged](), set[int](), 0
    with packed.open(path) as source:
        for _event, element in iterparse(source, events=("end",), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if tag == "row":
                row = int(element.get("r", row + 1))
                hidden |= {row} if element.get("hidden") in _TRUE else set()
            if tag == "mergeCell":
                merged.append(Merged(*range_boundaries(element.get("ref", ""))))
            if tag in ("row", "mergeCell", "sheetData"):
                element.clear()
            if len(merged) > _MOST_MERGED:
                raise Refusal(_("This sheet has too many merged cells. Please save it as .csv."))
    return Layout(sorted(merged, key=lambda each: each.top), hidden)


def _lines(rows: Iterator[tuple[Any, ...]], layout: Layout) -> Iterator[Line]:
    """The rows that have a value of their own, with those of the merged cells that reach into them."""
    waiting = list(reversed(layout.merged))
    open_: list[tuple[Merged, str]] = []
    for number, row in enumerate(rows, start=1):
        cells = _trimmed([written(cell) for cell in row])
        own = any(cells)
        open_ = [each for each in open_ if each[0].bottom >= number]
        while waiting and waiting[-1].top <= number:
            begun = waiting.pop()
            open_.append((begun, cells[begun.left - 1] if begun.left <= len(cells) else ""))
        if own:
            yield Line(number, tuple(_filled(cells, open_)), number in layout.hidden)


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at its end, which may only be painted."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _filled(cells: list[str], merged: Sequence[tuple[Merged, str]]) -> list[str]:
    for area, value in merged:
        right = min(area.right, MOST_COLUMNS)
        cells += [""] * (right - len(cells) if value else 0)
        for column in range(area.left - 1, right if value else 0):
            cells[column] = cells[column] or value
    return cells


def written(cell: object) -> str:
    """A value as its office would write it; a formula as it stands, so that nothing computed elsewhere is believed."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "=" if type(cell).__module__.startswith("openpyxl") else str(cell).strip()  # a formula of several cells
