"""Lists of people as offices have them: every problem is told by row and column, and no sound row is refused."""

import time
from datetime import date

import pytest

from locales import language
from services.headers import header_at, read_header
from services.rosters import Roster, read_roster
from services.tables import read_grid
from tests.services.offices import FAULTS, Office, as_csv, as_xlsx, make_office

TODAY = date(2026, 11, 26)


def read(data: bytes, name: str, home: str | None = "BJ") -> Roster:
    grid = read_grid(data, name, lambda lines: header_at(lines) is not None)
    roster = read_roster(grid, home, TODAY, lambda done, total: None)
    assert roster is not None
    return roster


def of(*rows: str, header: str = "Nom;Prénom;Tél;Ville;Pays;Métier") -> Roster:
    return read("\n".join((header, *rows)).encode(), "list.csv")


def told(roster: Roster) -> list[tuple[int, str]]:
    return [(remark.row, remark.column) for remark in roster.remarks]


@pytest.fixture(scope="module")
def office() -> Office:
    return make_office(seed=20261126)


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_every_problem_of_five_thousand_rows_is_told_and_no_sound_row_refused(
    office: Office, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = as_csv(office) if name.endswith("csv") else as_xlsx(office)
    begun = time.perf_counter()
    roster = read(data, name)
    took = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\n{name}: {len(office.rows)} rows, {len(office.planted)} faults of {len(FAULTS)} kinds, {took:.1f} s")  # noqa: T201

    found = {(remark.row, remark.column) for remark in roster.remarks}
    assert {at: office.planted[at] for at in office.planted.keys() - found} == {}
    assert {at: office.rows[at[0]] for at in found - office.planted.keys()} == {}
    assert {person.row for person in roster.people} ^ office.sound == set()


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nom et prénom(s)", "surname_first"),
        ("NOM & PRENOMS", "surname_first"),
        ("Full name", "name"),
        ("الاسم الكامل", "name"),
        ("Tél.", "phone"),
        ("N° de téléphone", "phone"),
        ("Telephonne", "phone"),
        ("الهاتف", "phone"),
        ("Contact (WhatsApp)", "whatsapp"),
        ("Ville de résidence", "town"),
        ("Profession/Métier", "profession"),
        ("المهنة", "profession"),
        ("Pays d'origine", "origins"),
        ("Nationalité", "origins"),
        ("Date d’adhésion", "since"),
        ("Sexe", None),
        ("Date de naissance", None),
        ("Religion", None),
        ("Adresse", None),
        ("N°", None),
    ],
)
def test_columns_are_known_by_the_names_offices_give_them(header: str, field: str | None) -> None:
    assert read_header(header) == field


def test_a_name_of_two_columns_is_given_name_first() -> None:
    (awa,) = of("Dossou;Awa;0197123456;Cotonou;Bénin;sage-femme").people

    assert (awa.name, awa.number) == ("Awa Dossou", "+2290197123456")


def test_the_familys_name_comes_last_for_only_its_initial_is_shown() -> None:
    header = "Nom et prénom;Tél"
    people = of("DOSSOU Awa Marie;0197123456", "Dossou Awa;0197123457", "AWA DOSSOU;0197123458", header=header).people

    assert [each.name for each in people] == ["Awa Marie Dossou", "Awa Dossou", "Dossou Awa"]


def test_a_row_without_a_number_is_somebody_too() -> None:
    roster = of("Dossou;Awa;;Lyon;France;", "Bâ;Issa;;;;")

    assert [each.row for each in roster.people] == [2]
    assert told(roster) == [(3, "Nom")]


def test_what_only_describes_somebody_keeps_nobody_out() -> None:
    roster = of("Dossou;Awa;+2290197123456;#REF!;Atlantide;=A1")

    assert told(roster) == [(2, "Pays"), (2, "Ville"), (2, "Métier")]
    assert roster.people[0].town is None


def test_numbers_without_their_country_are_those_of_where_one_lives() -> None:
    roster = of(
        "Dossou;Awa;06 12 34 56 78;Lyon;France;", "Bâ;Issa;612345679;Lyon;France;", "Bâ;Yves;97123456;Lyon;France;"
    )

    assert [each.number for each in roster.people] == ["+33612345678", "+33612345679", "+2290197123456"]


def test_a_number_that_is_good_in_two_countries_is_asked_about() -> None:
    roster = of("Dossou;Awa;0197123456;Lyon;France;sage-femme")

    assert "France and Benin" in language("en").say(roster.remarks[0].why)
    assert roster.people == ()


def test_a_number_of_a_list_without_a_country_is_asked_about() -> None:
    grid = read_grid(b"Name;Phone\nAwa Dossou;97123456\n", "list.csv")
    roster = read_roster(grid, None, TODAY, lambda done, total: None)

    assert roster is not None
    assert "Benin and Chad" in language("en").say(roster.remarks[0].why)


def test_twins_are_told_by_the_row_they_look_like() -> None:
    roster = of(
        "Diallo;Mamadou;;Lyon;France;taxi",
        "Jallow;Mamadou;;Lyon;France;",
        "Dossou;Awa;0197123456;;;",
        "Dossou;Ama;0197123456;;;",
    )

    assert [language("en").say(remark.why) for remark in roster.remarks] == [
        "Looks like row 2: Mamadou Diallo / Mamadou Jallow."
    ]
    assert len(roster.people) == 4


def test_an_initial_is_the_name_it_begins_where_the_number_is_the_same() -> None:
    same, other = (
        of("Dossou;Awa Marie;0197123456;;;", f"Dossou;Awa M.;{number};;;") for number in ("0197123456", "0197123457")
    )

    assert [each.row for each in same.people] == [2]
    assert [each.row for each in other.people] == [2, 3]


def test_what_hands_write_for_nothing_or_for_the_same_again_is_known() -> None:
    roster = of(
        "Sanni;Rafiatou;Pas de téléphone;Cotonou;;",
        "Idem;;0197123456;Cotonou;;",
        "Quenum;José;97 12 34 60 - 95 12 34 61;Ouidah;;",
        "Bâ;Issa;97 - 12 - 34 - 62;Ouidah;;",
    )

    assert [(each.row, each.number) for each in roster.people] == [
        (2, None),
        (4, "+2290197123460"),
        (5, "+2290197123462"),
    ]
    assert [remark.row for remark in roster.remarks if remark.stops] == [3]


def test_a_column_of_towns_with_their_countries_is_one_of_towns() -> None:
    (awa,) = of("Awa Dossou;Lyon/France;Fr, fon", header="Nom;Ville/Pays;Langues").people

    assert awa.town is not None
    assert (awa.town["text"], awa.town["country"]) == ("Lyon", "FR")
    assert awa.languages == ("fr", "fon")


def test_a_married_name_is_no_given_name() -> None:
    header = "Nom et prénoms;Tél"
    rows = ("Hounkpatin épse Dossa Reine;0197123456", "Reine HOUNKPATIN ép. DOSSA;0197123457", "Née Rose;0197123458")
    people = of(*rows, header=header).people

    assert [each.name for each in people] == ["Reine Hounkpatin", "Reine Hounkpatin", "Rose Née"]


def test_a_number_with_a_digit_missing_is_that_of_nobody_elsewhere() -> None:
    roster = read(b"Nom;Tel;Ville\nAissatou Ba;628 12 34;Conakry\nIssa Ba;62812345;Conakry\n", "list.csv", "GN")

    assert told(roster) == [(2, "Tel"), (3, "Tel")]
    assert roster.people == ()


def test_a_sheet_of_figures_is_no_list_though_it_counts_members() -> None:
    grid = read_grid("Récapitulatif;2025\nBureau;12\nMembres;240\n".encode(), "list.csv")

    assert read_roster(grid, "BJ", TODAY, lambda done, total: None) is None


def test_a_list_that_names_no_columns_is_none() -> None:
    grid = read_grid(b"Awa;0197123456\nYves;0197123457\n", "list.csv")

    assert read_roster(grid, "BJ", TODAY, lambda done, total: None) is None


def test_a_header_on_every_page_is_about_nobody() -> None:
    roster = of("Dossou;Awa;0197123456;;;", "Nom;Prénom;Tél;Ville;Pays;Métier", "Bâ;Issa;0197123457;;;")

    assert roster.passed == (3,)
    assert len(roster.people) == 2
