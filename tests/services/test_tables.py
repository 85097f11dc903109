"""Tables in the encodings, separators and formats of offices."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from models.refusal import Refusal
from services.tables import MOST_BYTES, read_grid, read_table

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


def test_each_line_is_read_in_its_own_encoding_and_they_are_counted() -> None:
    lines = (b"nom;pays", "Pélagie;Bénin".encode("cp1252"), "Désiré;Bénin".encode(), "منى;مصر".encode("cp1256"))
    grid = read_grid(b"\n".join(lines), "list.csv")

    assert [line.cells for line in grid.lines[1:]] == [("Pélagie", "Bénin"), ("Désiré", "Bénin"), ("منى", "مصر")]
    assert grid.encoding == "cp1252 (1), utf-8 (1), cp1256 (1)"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Pélagie\nHervé\nDésiré\n".encode("mac-roman"), "mac-roman"),
        ("Pélagie\n".encode().decode("cp1252").encode(), "utf-8 saved as cp1252"),
        ("Pélagie\n".encode("utf-16-le"), "utf-16"),
        ("Pélagie;Hervé\n".encode("utf-16-be"), "utf-16"),
    ],
)
def test_letters_that_a_program_broke_are_mended(data: bytes, said: str) -> None:
    grid = read_grid(data, "list.csv")

    assert grid.encoding == said
    assert grid.lines[0].cells[0] == "Pélagie"


def test_titles_above_do_not_hide_the_separator_and_what_excel_is_told_is_no_row() -> None:
    assert read_grid(b"List, of 2024\n\na;b;c\nd;e;f\n", "list.csv").lines[1].cells == ("a", "b", "c")
    assert read_grid(b"sep=|\na|b,c,d\n", "list.csv").lines[0].cells == ("a", "b,c,d")


def test_a_merged_cell_is_that_of_each_of_its_rows_and_of_no_other() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["title"], ["name", "town", "phone"], ["Awa", "Lyon", "1"], ["Issa", None, "2"], ["Yves", None, "3"]):
        page.append(row)
    page.merge_cells("A1:C1")
    page.merge_cells("B3:B4")
    packed = io.BytesIO()
    book.save(packed)

    lines = read_grid(packed.getvalue(), "list.xlsx").lines

    assert [line.cells for line in lines] == [
        ("title", "title", "title"),
        ("name", "town", "phone"),
        ("Awa", "Lyon", "1"),
        ("Issa", "Lyon", "2"),
        ("Yves", "", "3"),
    ]


def test_of_several_sheets_the_first_that_fits_is_read() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Read me first"])
    book.create_sheet("People").append(["name"])
    packed = io.BytesIO()
    book.save(packed)

    grid = read_grid(packed.getvalue(), "list.xlsx", lambda lines: bool(lines) and lines[0].cells[0] == "name")

    assert (grid.sheet, grid.others) == ("People", ("Sheet",))


def test_a_hidden_sheet_is_read_only_where_no_other_fits() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["last year"])
    book.active.sheet_state = "hidden"
    book.create_sheet("People").append(["name"])
    packed = io.BytesIO()
    book.save(packed)

    assert read_grid(packed.getvalue(), "list.xlsx").sheet == "People"
    assert read_grid(packed.getvalue(), "list.xlsx", lambda lines: lines[0].cells == ("last year",)).sheet == "Sheet"


def test_rows_that_a_filter_hides_are_read_and_known_as_hidden() -> None:
    book = Workbook()
    assert book.active is not None
    for name in ("name", "Awa", "Issa"):
        book.active.append([name])
    book.active.row_dimensions[2].hidden = True
    packed = io.BytesIO()
    book.save(packed)

    assert [line.hidden for line in read_grid(packed.getvalue(), "list.xlsx").lines] == [False, True, False]


def test_a_merged_sheet_without_end_costs_nothing() -> None:
    whole, huge = io.BytesIO(sheet(["name"], ["Awa"])), io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(huge, "w") as new:
        for each in old.namelist():
            merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
            new.writestr(each, old.read(each).replace(b"</sheetData>", merged))

    assert [line.cells[0] for line in read_grid(huge.getvalue(), "list.xlsx").lines] == ["name", "Awa"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a," * 1_000_000 + b"b\n", "columns"),
        (b'name;phone\nAwa;"1\n' + b"Issa;2\n" * 100, "does not end"),
    ],
)
def test_a_table_that_is_none_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        read_grid(data, "list.csv")


def test_a_formula_of_several_cells_is_one_too() -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = ArrayFormula("A1:A2", "=SUM(B1:B2)")
    packed = io.BytesIO()
    book.save(packed)

    assert read_grid(packed.getvalue(), "list.xlsx").lines[0].cells == ("=",)
