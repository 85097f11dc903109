"""Lists of opportunities and portraits: checked whole, stored once."""

from pathlib import Path

from locales import languages
from services import imports, opportunities, spotlights
from services.formats import FORMATS, Subject
from services.imports import Plan
from services.opportunities import KIND_NAMES
from services.tables import read_table
from tests.services.house import House

MANUAL = Path(__file__).parents[2] / "docs" / "operate.md"
HEADER = "key;kind;title;text;countries;source;url;deadline;language"


async def planned(house: House, *lines: str, header: str = HEADER, subject: Subject = "opportunities") -> Plan:
    table = read_table("\n".join([header, *lines]).encode(), "list.csv")
    return await house.store.read(lambda session: imports.plan(session, subject, table))


async def stored(house: House, plan: Plan) -> int:
    return await house.store.write(lambda session: imports.store(session, None, plan))


async def wrong(house: House, line: str) -> list[tuple[int, str]]:
    return [(each.row, each.column) for each in (await planned(house, line)).complaints]


async def test_a_list_is_checked_first_and_stored_after(house: House) -> None:
    plan = await planned(
        house,
        ";job;Sage-femme;;Bénin, Togo;Clinique;;28/02/2027;fr",
        ";job;Nurse;Night shifts;BJ/gh;Clinic;https://example.org;2027-02-28;en",
    )
    assert [(each.row, each.column) for each in plan.complaints] == [(2, "countries")]
    assert plan.encoding == "utf-8"

    assert await stored(house, plan) == 1
    (nurse,) = await house.store.read(lambda session: opportunities.list_open(session, None))
    assert (nurse["title"], nurse["countries"], nurse["deadline"]) == ("Nurse", ["BJ", "GH"], "2027-02-28")


async def test_kinds_are_understood_in_every_language(house: House) -> None:
    for each in languages():
        name = each.say(KIND_NAMES["training"]).upper()
        assert await wrong(house, f";{name};Sage-femme;;Bénin;Clinique;;;fr") == []


async def test_the_same_list_twice_is_stored_once(house: House) -> None:
    lines = (";job;Nurse;;BJ;Clinic;;;en", ";job;NURSE;;BJ;clinic;;;en", "k1;job;Nurse;;BJ;Clinic;;;en")
    first = await planned(house, *lines)
    await stored(house, first)

    again = await planned(house, *lines)

    assert (len(first.ready), first.known) == (2, 1)
    assert (len(again.ready), again.known) == (0, 3)


async def test_what_is_wrong_is_told_by_row_and_column(house: House) -> None:
    assert await wrong(house, ";party;Nurse;;BJ;Clinic;;;en") == [(2, "kind")]
    assert await wrong(house, f";job;{'x' * 91};;BJ;Clinic;;;en") == [(2, "title")]
    assert await wrong(house, ";job;Nurse;;Sweden;Clinic;;;en") == [(2, "countries")]
    assert await wrong(house, ";job;Nurse;;BJ;;javascript:alert(1);;en") == [(2, "source"), (2, "url")]
    assert await wrong(house, ";job;Nurse;;BJ;Clinic;;30/02/2027;en") == [(2, "deadline")]
    assert await wrong(house, ";job;Nurse;;BJ;Clinic;;28/02;en") == [(2, "deadline")]
    assert await wrong(house, ";job;Nurse;;BJ;Clinic;;28/02/2020;en") == [(2, "deadline")]
    assert await wrong(house, ";job;Nurse;;BJ;Clinic;;;tlh") == [(2, "language")]


async def test_formulas_are_not_believed(house: House) -> None:
    assert await wrong(house, ";job;=HYPERLINK(1);;BJ;Clinic;;;en") == [(2, "title")]


async def test_a_column_that_is_needed_and_missing_is_said_at_once(house: House) -> None:
    plan = await planned(house, "job;Nurse", header="kind;title")

    assert [(each.row, each.column) for each in plan.complaints] == [(1, "countries"), (1, "source"), (1, "language")]
    assert plan.ready == ()


async def test_a_column_that_is_not_read_is_said(house: House) -> None:
    plan = await planned(house, "job;Nurse;BJ;Clinic;en;28/02", header="kind;title;countries;source;language;deadlin")

    assert plan.strange == ("deadlin",)


async def test_an_opportunity_is_of_a_country_and_its_title_in_one_line(house: House) -> None:
    assert await wrong(house, ';job;Nurse;;"; ,";Clinic;;;en') == [(2, "countries")]

    plan = await planned(house, ';job;"Nurse\nin  Cotonou";;BJ;Clinic;;;en')
    assert plan.ready[0]["title"] == "Nurse in Cotonou"


async def test_a_long_list_is_stored_in_parts_and_whole(house: House) -> None:
    plan = await planned(house, *[f";job;Nurse {number};;BJ;Clinic;;;en" for number in range(5)])

    assert [len(part.ready) for part in plan.in_parts(2)] == [2, 2, 1]
    assert sum([await stored(house, part) for part in plan.in_parts(2)]) == 5
    assert (await planned(house, ";job;Nurse 4;;BJ;Clinic;;;en")).known == 1


async def test_two_who_bring_the_same_list_at_once_store_it_once(house: House) -> None:
    jobs = await planned(house, ";job;Nurse;;BJ;Clinic;;;en")
    portraits = await planned(house, "BJ;Awa Dossou", header="country;name", subject="spotlights")

    for plan in (jobs, portraits):
        assert [await stored(house, plan), await stored(house, plan)] == [1, 0]


async def test_portraits_wait_for_approval_unless_it_was_given(house: House) -> None:
    plan = await planned(
        house,
        "Bénin;Rose Agossou;oui;Three wards",
        "BJ;Gildas Zinsou;;Computers",
        "BJ;rose agossou;;The same again",
        "BJ;Yves Tossou;maybe;…",
        header="country;name;approved;headline_en",
        subject="spotlights",
    )
    assert [(each.row, each.column) for each in plan.complaints] == [(5, "approved")]
    assert plan.known == 1

    assert await stored(house, plan) == 2
    shown = await house.store.read(lambda session: spotlights.list_approved(session, "BJ"))
    assert [(each["name"], each["headline"]) for each in shown] == [("Rose Agossou", {"en": "Three wards"})]


def test_operators_read_of_the_columns_there_are() -> None:
    manual = MANUAL.read_text("utf-8").splitlines()
    for subject, fmt in FORMATS.items():
        (told,) = [line for line in manual if line.startswith(f"| `{subject}` |")]
        assert [column for column in fmt.checks if column not in told] == []
        assert [column for column in fmt.required if f"**{column}**" not in told] == []
