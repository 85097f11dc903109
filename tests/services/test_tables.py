"""Tables in the encodings, separators and formats of offices."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from models.refusal import Refusal
from services.tables import MOST_BYTES, read_table

FRENCH = "titre;pays\nÉtudes à Bobo-Dioulasso;Burkina\nMétier d'été;Bénin\n"
ARABIC = "العنوان;البلد\nمنحة للطلاب;مصر\n"


def sheet(*rows: list[object]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8-sig", "utf-8"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH, "utf-16", "utf-16"),
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "cp1256", "cp1256"),
        (ARABIC, "utf-16", "utf-16"),
    ],
)
def test_encodings_are_guessed_and_said(text: str, encoding: str, said: str) -> None:
    table = read_table(text.encode(encoding), "list.csv")

    assert table.encoding == said
    assert list(table.rows[0].cells.values()) == text.splitlines()[1].split(";")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_those_of_the_first_line(separator: str) -> None:
    table = read_table(f'kind{separator}title\njob{separator}"Nurse{separator} Lyon"\n'.encode(), "list.csv")

    assert table.rows[0].cells == {"kind": "job", "title": f"Nurse{separator} Lyon"}


def test_rows_keep_the_numbers_that_their_program_shows() -> None:
    table = read_table(b"Kind,Title\n\njob,one\n,\ngrant,two\n", "list.csv")

    assert [(row.number, row.cells["title"]) for row in table.rows] == [(3, "one"), (5, "two")]


def test_column_names_are_read_whatever_their_capitals_and_accents() -> None:
    assert read_table("KIND,Headline FR,Début\n".encode(), "list.csv").columns == ("kind", "headline_fr", "debut")


def test_a_sheet_is_read_with_its_dates_and_without_computing() -> None:
    table = read_table(sheet(["title", "deadline", "text"], ["Nurse", date(2027, 2, 28), "=1+1"]), "list.xlsx")

    assert table.rows[0].cells == {"title": "Nurse", "deadline": "2027-02-28", "text": "=1+1"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"x" * (MOST_BYTES + 1), "list.csv"),
        (b"%PDF-1.7", "list.pdf"),
        (b"no zip at all", "list.xlsx"),
        (b"PK\x03\x04 half a zip", "list.xlsx"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, name: str) -> None:
    with pytest.raises(Refusal):
        read_table(data, name)


def test_a_sheet_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"\0" * 101 * 1024 * 1024)

    with pytest.raises(Refusal, match="too large once unpacked"):
        read_table(packed.getvalue(), "list.xlsx")


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Refusal):
        read_table(b"title\n" + b"x\n" * 20_001, "list.csv")


def test_an_empty_file_is_an_empty_table() -> None:
    assert read_table(b"", "list.csv").rows == ()


def test_ticked_boxes_are_words() -> None:
    table = read_table(sheet(["approved", "open"], [True, False]), "list.xlsx")

    assert table.rows[0].cells == {"approved": "yes", "open": "no"}


def test_a_cell_without_an_end_is_told_in_words() -> None:
    with pytest.raises(Refusal, match="does not end"):
        read_table(b"kind,title\njob," + b"x" * 200_000, "list.csv")


DAMAGED = {
    "xl/workbook.xml": (b"<nope", b"<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>"),
    "xl/worksheets/sheet1.xml": (
        b"<worksheet><sheetData><row>",
        b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
        b"<row r='1'><c r='A1' t='s'><v>99</v></c></row></sheetData></worksheet>",
        b"<!DOCTYPE x [<!ENTITY a 'a'><!ENTITY b '&a;&a;'>]><worksheet>&b;</worksheet>",
    ),
}


@pytest.mark.parametrize(("part", "data"), [(part, data) for part, all_of in DAMAGED.items() for data in all_of])
def test_a_workbook_that_is_damaged_inside_is_told_in_words(part: str, data: bytes) -> None:
    whole, damaged = io.BytesIO(sheet(["kind"], ["job"])), io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(damaged, "w") as new:
        for each in old.namelist():
            new.writestr(each, data if each == part else old.read(each))

    with pytest.raises(Refusal, match="could not open this file"):
        read_table(damaged.getvalue(), "list.xlsx")
