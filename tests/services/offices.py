"""An office's list of people, invented by chance from a seed: sound rows in every habit, and faults that are known."""

import io
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook

HEADER = (
    "N°", "Nom et prénom(s)", "Tél.", "WhatsApp", "City of residence", "Pays", "المهنة", "Nationalité", "E-mail",
    "Langue(s)", "Date d'adhésion", "Sexe",
)  # fmt: skip
NAME, PHONE, WHATSAPP, TOWN, COUNTRY, WORK, ROOTS, EMAIL, LANGUAGES, SINCE = HEADER[1:11]
BEGINS = 5
"""The row of the first person: two titles, an empty line and the names of the columns stand above."""
GIVEN = "Awa Koffi Mariam Issa Aïcha Yves Fatou Pélagie Salif Rokia Théophile Nafissatou Désiré Bintou Hervé".split()  # noqa: SIM905
SURNAMES = (
    "Dossou Agossou Traoré Ouédraogo Zinsou Hounkpatin Ahouansou Sèdjro Kérékou Bâ N'Diaye Tossou Gbaguidi".split()  # noqa: SIM905
)
TOWNS = (
    ("Lyon", "France"), ("Paris", "France"), ("مرسيليا", "فرنسا"), ("London", "United Kingdom"),
    ("Bruxelles", "Belgique"), ("Montréal", "Canada"), ("Cotonou", "Bénin"), ("Villeurbane", "FR"),
    ("Genève", "Suisse"), ("Tunis", "تونس"),
)  # fmt: skip
WORKS = "sage-femme;infirmière;nurse;informaticien;مهندس;طبيب;teacher;chauffeur de taxi;comptable;couturière".split(";")  # noqa: SIM905
ROOTS_SAID = ("béninoise", "Bénin", "Benin", "BJ", "Bénin, Togo", "بنين", "Béninois(e)")
SPOKEN = ("français", "French, English", "fon et français", "العربية", "Yoruba; Français", "")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

Cells = list[Any]


@dataclass
class Office:
    """A list: its rows by number, the cells with a fault, and the rows that must be taken nevertheless."""

    chance: random.Random
    rows: dict[int, Cells] = field(default_factory=dict)
    planted: dict[tuple[int, str], str] = field(default_factory=dict)
    sound: set[int] = field(default_factory=set)
    merged: list[tuple[int, int]] = field(default_factory=list)
    numbers: int = 0

    def add(self, cells: Cells, *, fault: str = "", column: str = "", stops: bool = False) -> int:
        row = BEGINS + len(self.rows)
        self.rows[row] = cells
        if fault:
            self.planted[row, column] = fault
        if not stops:
            self.sound.add(row)
        return row

    def number(self) -> str:
        """Eight digits that nobody else on the list has; a new number of Benin begins with 01 before them."""
        self.numbers += 1
        return f"97{self.numbers * 7 % 1_000_000:06}"

    def phone(self, country: str) -> Any:
        """A number in one of the ways in which it may be understood: as in the country they live in, or whole."""
        eight = self.number()
        new = f"01{eight}"
        pairs = " ".join(new[place : place + 2] for place in range(0, 10, 2))
        whole = (f"+229{new}", f"+229 {pairs}", f"00229 {pairs}", f"229{new}", f"(+229) {pairs.replace(' ', '-')}")
        local = (pairs, pairs.replace(" ", "."), new, new[1:], new.translate(ARABIC_DIGITS), f"{new[1:]}.0")
        mobile = f"0612{eight[2:]}"
        french = (mobile, mobile[1:], f"06 12 {eight[2:]}", f"+33 (0)6 12{eight[2:]}", mobile.translate(ARABIC_DIGITS))
        ways = {"Bénin": whole + local, "France": whole + french, "FR": french}
        return self.chance.choice(ways.get(country, (*whole, f"229{new}.0")))

    def day(self) -> str:
        joined = date(2004, 1, 1) + timedelta(days=self.chance.randrange(7_000))
        return self.chance.choice(
            (joined.isoformat(), f"{joined:%d/%m/%Y}", f"{joined:%d.%m.%y}", f"{joined:%d-%m-%Y}",
             f"{joined.day} {MONTHS[joined.month - 1]} {joined.year}", str((joined - date(1899, 12, 30)).days),
             f"{joined:%d/%m/%Y}".translate(ARABIC_DIGITS), f"{joined:%B %d, %Y}", str(joined.year), "")
        )  # fmt: skip

    def person(self, **cells: Any) -> Cells:
        """Somebody as the office would have written them, but for the cells given."""
        chance = self.chance
        town, country = chance.choice(TOWNS)
        given, surname = chance.choice(GIVEN), chance.choice(SURNAMES)
        said = {
            "N°": len(self.rows) + 1,
            NAME: chance.choice((f"{surname.upper()} {given}", f"{surname} {given}", f"Mme {surname.upper()} {given}")),
            PHONE: self.phone(cells.get(COUNTRY, country)),
            WHATSAPP: chance.choice(("", "", "néant", "-")),
            TOWN: town,
            COUNTRY: country,
            WORK: chance.choice(WORKS),
            ROOTS: chance.choice(ROOTS_SAID),
            EMAIL: chance.choice(("", f"{given}@example.org".lower())),
            LANGUAGES: chance.choice(SPOKEN),
            SINCE: self.day(),
            "Sexe": chance.choice("FM"),
        }
        return list((said | cells).values())


def make_office(seed: int, people: int = 5_000) -> Office:
    """A list of so many rows: one in twelve has a fault, each kind of fault is there many times."""
    office = Office(random.Random(seed))
    kinds = [*FAULTS]
    while len(office.rows) < people:
        if office.chance.random() < 1 / 12:
            FAULTS[kinds[len(office.planted) % len(kinds)]](office)
        elif office.chance.random() < 1 / 100:
            _together(office)
        else:
            office.add(office.person())
    for under in (["", "TOTAL", people], ["", "NB : liste arrêtée par le bureau"], ["Fait à Lyon, le 12 mars 2024"]):
        office.add(under + [""] * (len(HEADER) - len(under)), stops=True)
    return office


def _one(fault: str, column: str, *said: str, stops: bool = False) -> Any:
    """A fault of one cell, in one of the ways it is made."""

    def plant(office: Office) -> None:
        office.add(office.person(**{column: office.chance.choice(said)}), fault=fault, column=column, stops=stops)

    return plant


def _old_number(office: Office) -> None:
    old = office.number()
    written = office.chance.choice((old, f"+229 {old}", f"00229{old}", f"229{old}", f"{old[:2]}.{old[2:4]}.{old[4:]}"))
    home = {TOWN: "Cotonou", COUNTRY: "Bénin"}
    office.add(office.person(**{PHONE: written, **home}), fault="old number", column=PHONE)


def _two_countries(office: Office) -> None:
    """A number as in Benin, of somebody who lives where the same digits are somebody else's."""
    paris = ({TOWN: "Paris", COUNTRY: "France"}, f"01 {office.number()}")
    tunis = ({TOWN: "Tunis", COUNTRY: "Tunisie"}, office.number())
    home, written = office.chance.choice((paris, tunis))
    said = office.person(**{PHONE: written, **home})
    office.add(said, fault="two countries", column=PHONE, stops=True)


def _two_numbers(office: Office) -> None:
    both = f"+22901{office.number()} / 0022901{office.number()}"
    office.add(office.person(**{PHONE: both}), fault="two numbers", column=PHONE)


def _same_number(office: Office) -> None:
    """The same person, spelt by another hand, with the same number."""
    phone = f"+22901{office.number()}"
    one, other = office.chance.choice(SPELT)
    office.add(office.person(**{NAME: one, PHONE: phone}))
    office.add(office.person(**{NAME: other, PHONE: phone}), fault="twin", column=NAME, stops=True)


def _same_town(office: Office) -> None:
    """The same person, whose number nobody wrote down the second time; no other has that name in that town."""
    one, other = office.chance.choice(SPELT)
    mark = "".join(office.chance.choice("bdfglmnprst") + office.chance.choice("aeiou") for _part in range(5)).title()
    town = {TOWN: "Toulouse", COUNTRY: "France"}
    office.add(office.person(**{NAME: f"{one} {mark}", **town}))
    office.add(office.person(**{NAME: f"{mark} {other}", PHONE: "", **town}), fault="twin", column=NAME)


def _together(office: Office) -> None:
    """Three rows whose town and country are one merged cell; an empty row and a title stand before them."""
    office.add([""] * len(HEADER), stops=True)
    office.add(["", "SECTION DU RHÔNE : membres", *[""] * (len(HEADER) - 2)], stops=True)
    first = office.add(office.person(**{TOWN: "Lyon", COUNTRY: "France"}))
    for _row in range(2):
        office.add(office.person(**{TOWN: "", COUNTRY: ""}))
    office.merged.append((first, first + 2))


SPELT = (
    ("Diallo Mamadou", "Mamadou Jallow"), ("N'Diaye Fatou", "Ndiaye Fatou"), ("Mensah Koffi", "Kofi Mensa"),
    ("Mohamed Traoré", "TRAORE Muhammad"), ("Cissé Aïcha", "Aisha Sissé"), ("Yusuf Hasan", "Youssef Hassan"),
)  # fmt: skip
FAULTS = {
    "a formula for a name": _one("formula", NAME, "=B7", "=CONCATENATE(A1;B1)", "=cmd|' /C calc'!A0", stops=True),
    "a formula for a number": _one("formula", PHONE, "=22997123456", "=C12+1", stops=True),
    "a formula for a work": _one("formula", WORK, "=VLOOKUP(A2;metiers;2)"),
    "a failed formula": _one("failed", TOWN, "#REF!", "#N/A", "#NOM?"),
    "a shortened number": _one("shortened", PHONE, "2.2997E+10", "2,29971E+10", stops=True),
    "no number": _one("no number", PHONE, "demander à Paul", "12345", "97 12", stops=True),
    "a second number that is none": _one("no number", WHATSAPP, "oui", "le même", stops=True),
    "two people": _one(
        "two people", NAME, "M. et Mme Zinsou Yves", "Awa Dossou / Yves Bâ", "Awa et Issa Bâ", stops=True
    ),
    "no name": _one("no name", NAME, "", "-", "néant", stops=True),
    "a name of figures": _one("no name", NAME, "Dossou 2", "awa@example.org", "www.exemple.org", stops=True),
    "no day": _one("no day", SINCE, "jadis", "30/02/2019", "12/13/14/15", "31/12/2099"),
    "no country": _one("no country", COUNTRY, "Atlantide", "Zzyx"),
    "no roots": _one("no roots", ROOTS, "Klingonie"),
    "no town": _one("no town", TOWN, "Xyzzyville-sur-Rien"),
    "no address": _one("no address", EMAIL, "awa chez example", "awa@"),
    "two addresses": _one("two addresses", EMAIL, "awa@example.org, bis@example.org"),
    "no language": _one("no language", LANGUAGES, "xyzzien"),
    "an old number": _old_number,
    "a number of two countries": _two_countries,
    "two numbers": _two_numbers,
    "the same number": _same_number,
    "the same town": _same_town,
}
TITLES = (["Association des Béninois de l'étranger"], ["Liste des membres au 12 mars 2024"], [""], list(HEADER))


def as_csv(office: Office) -> bytes:
    """Lines of four encodings, as they come together when files are pasted into one another."""
    filled = {row: dict.fromkeys((4, 5)) for first, last in office.merged for row in range(first, last + 1)}
    lines = [*map(_line, TITLES)]
    for row, cells in office.rows.items():
        written = [
            ("Lyon", "France")[place - 4] if row in filled and place in (4, 5) else c for place, c in enumerate(cells)
        ]
        lines.append(_line(written))
    return b"\n".join(_encoded(line, number) for number, line in enumerate(lines)) + b"\n"


def _line(cells: Cells) -> str:
    return ";".join(f'"{cell}"' if ";" in str(cell) else str(cell) for cell in cells)


def _encoded(line: str, number: int) -> bytes:
    """In one of the encodings that have all its letters; UTF-8 has them all."""
    tried = ("utf-8", "cp1256" if "ا" in line or "ن" in line else "cp1252", "utf-8")[number % 3]
    try:
        return line.encode(tried)
    except UnicodeEncodeError:
        return line.encode()


def as_xlsx(office: Office) -> bytes:
    """A sheet of explanations, and the list with its titles and towns in merged cells."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "Lisez-moi"
    book.active.append(["Ce fichier est tenu par le secrétariat."])
    sheet = book.create_sheet("Membres")
    for number, cells in enumerate((*TITLES, *office.rows.values()), start=1):
        for column, cell in enumerate(cells, start=1):
            if cell != "":
                sheet.cell(number, column, _typed(cell))
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADER))
    for first, last in office.merged:
        for column in (5, 6):
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _typed(cell: Any) -> Any:
    """As Excel would keep it: figures as figures, days as days."""
    text = str(cell)
    if text.endswith(".0") and text[:-2].isdecimal():
        return float(text)
    if len(text) == 10 and text[4] == text[7] == "-" and text[:4].isdecimal():
        return date.fromisoformat(text)
    return int(text) if text.isdecimal() and text.isascii() and not text.startswith("0") else cell
