"""The benchmark of the directory: the same members every time, questions nobody was told of, missed goals called so."""

import ast
import csv
import json
import random
import re
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import benchmarks.directory
from benchmarks.directory.absent import absent_labels
from benchmarks.directory.asking import Figures, ask_all, figures, make_viewer, opened
from benchmarks.directory.heldback import add_expected, read_labels
from benchmarks.directory.labels import (
    ABSENT,
    ACCENT,
    APART,
    EXACT,
    FACETS,
    KINDS,
    MIX,
    PHONE,
    PREFIX,
    SWAPPED,
    TYPO,
    Label,
    begins,
    labels,
)
from benchmarks.directory.load import SQLiteTarget, load
from benchmarks.directory.mistakes import mistyped, neighbours
from benchmarks.directory.names import plain, plain_words, unaccented
from benchmarks.directory.people import FINDERS_LEAST, People, trades
from benchmarks.directory.report import TITLE, Results, put_into, section
from benchmarks.directory.scripts import rewritten_arabic, rewritten_ethiopic
from benchmarks.directory.tables import FOLDER, table
from models import CardIndex, Member
from services import terms
from tests.databases import sqlite_url
from world.phones import read_numbers
from world.places import place
from world.professions import profession

SEED = 7
PEOPLE = People(20_000, SEED)
INDEPENDENT = ("tables", "names", "made", "people", "mistakes", "scripts", "labels", "absent")
"""The modules that invent members and questions."""
DICE = random.Random(SEED)
HOUSE = {"bot", "channels", "web", "handlers", "conversation", "services", "models", "world", "look", "locales"}


def spellings(name: str) -> set[str]:
    return {plain(each) for row in table(name) for each in row["latin"].split("|")}


def test_the_same_seed_invents_the_same_members() -> None:
    again = People(20_000, SEED)

    assert [PEOPLE.person(number) for number in range(1, 50)] == [again.person(number) for number in range(1, 50)]
    assert PEOPLE.person(1).name != People(20_000, SEED + 1).person(1).name


def test_every_member_stands_once_in_the_order_of_confirmation() -> None:
    assert sorted(PEOPLE.by_confirmation()) == list(range(1, 20_001))


def test_names_are_of_three_scripts_and_most_words_are_in_no_list() -> None:
    people = [PEOPLE.person(number) for number in range(1, 5_001)]

    assert {person.script for person in people} == {"latin", "arabic", "ethiopic"}
    assert all(len(set(person.key)) == len(person.parts) for person in people)
    assert len({word for person in people for word in plain_words(person.name).split()}) > 4_000


@pytest.mark.parametrize("module", INDEPENDENT)
def test_questions_are_made_without_the_search_and_without_its_tables(module: str) -> None:
    tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    imported = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert not {name.split(".")[0] for name in imported} & HOUSE
    assert {name for name in imported if name.startswith("benchmarks.")} <= {
        f"benchmarks.directory.{each}" for each in INDEPENDENT
    }


def test_tables_are_read_from_the_folder_of_the_benchmark_alone() -> None:
    assert Path(benchmarks.directory.__file__).parent == FOLDER
    assert not any("world" in file.read_text(encoding="utf-8") for file in FOLDER.glob("tables.py"))


def test_no_spelling_is_both_held_apart_and_not() -> None:
    assert not spellings("held_apart") & spellings("names")


def test_no_pair_that_is_held_apart_is_in_the_list_that_the_search_has() -> None:
    alike = Path("world/data/alike.csv").read_text(encoding="utf-8").splitlines()
    known = [{plain(word) for word in re.split("[,|]", line)} for line in alike]

    assert not [
        row["latin"]
        for row in table("held_apart")
        for words in known
        if len(words & {plain(each) for each in row["latin"].split("|")}) > 1
    ]


def test_towns_trades_and_countries_are_those_of_the_world() -> None:
    towns = {int(row["id"]): row["country"] for row in table("towns")}

    assert {each: found.country for each in towns if (found := place(each))} == towns
    assert all(profession(trade.code) for trade in trades())
    assert len(table("homelands")) == 13


@pytest.mark.parametrize("kind", [*KINDS, MIX])
def test_each_kind_has_enough_questions_about_members_whom_everyone_finds(kind: str) -> None:
    asked = labels(PEOPLE, kind, SEED, 100)

    assert len(asked) == 100
    for label in asked:
        person = PEOPLE.person(label.number)
        assert person.audience in FINDERS_LEAST
        assert not person.shown
        assert person.is_apart == (label.kind == APART)


@pytest.mark.parametrize("kind", [each for each in KINDS if each not in (EXACT, FACETS, PREFIX, PHONE)])
def test_a_question_is_written_otherwise_than_the_card(kind: str) -> None:
    assert all(label.query != PEOPLE.person(label.number).name for label in labels(PEOPLE, kind, SEED, 60))


def test_accents_are_all_that_differs_where_accents_are_asked_about() -> None:
    for label in labels(PEOPLE, ACCENT, SEED, 60):
        assert unaccented(label.query) == unaccented(PEOPLE.person(label.number).name)


def test_words_are_all_there_where_their_order_is_asked_about() -> None:
    for label in labels(PEOPLE, SWAPPED, SEED, 60):
        assert sorted(label.query.split()) == sorted(PEOPLE.person(label.number).name.split())


def test_a_beginning_is_one_of_the_name() -> None:
    for label in labels(PEOPLE, PREFIX, SEED, 60):
        assert begins(label.query, PEOPLE.person(label.number).name)


def test_a_number_is_read_as_its_owners() -> None:
    for label in labels(PEOPLE, PHONE, SEED, 100):
        assert PEOPLE.person(label.number).phone in read_numbers(label.query, label.home)


def test_letters_are_hit_beside_on_either_keyboard() -> None:
    assert set(neighbours("a")) >= {"q", "s", "z"}


def test_a_mistake_can_be_seen_and_short_words_are_left_alone() -> None:
    for person in islice(map(PEOPLE.person, range(1, 500)), 200):
        wrong = mistyped(person.name, DICE, 1)
        assert wrong is None or wrong != person.name
    assert mistyped("Ba Ly", DICE, 1) is None


def test_scripts_are_rewritten_as_their_writers_do() -> None:
    assert {rewritten_arabic("أحمد", DICE) for _each in range(60)} >= {"احمد"}
    assert rewritten_ethiopic("ሰ", DICE) == "ሠ"
    assert rewritten_ethiopic("በቀለ", DICE) is None


def test_absent_names_are_of_nobody_in_any_spelling() -> None:
    told = ["agnieszka przybylski", "hanuto yamamotto", "traore awa"]

    absent = [label.query for label in absent_labels(told, SEED, 10_000)]

    assert "Agnieszka Przybylski" not in absent
    assert "Haruto Yamamoto" not in absent
    assert "Giuseppe Esposito" in absent


def found_by(session: Session) -> set[tuple[int, str]]:
    return {(row.id, row.terms) for row in session.scalars(select(CardIndex))}


def renew_all(session: Session) -> None:
    for member in session.scalars(select(Member)):
        terms.renew(session, member)


async def test_members_are_loaded_with_the_terms_that_members_get(tmp_path: Path) -> None:
    people, target = People(300, SEED), SQLiteTarget(sqlite_url(tmp_path / "many.db"))
    load(people, [target])
    store = opened(target.url)
    try:
        before = await store.read(found_by)
        await store.write(renew_all)
        after = await store.read(found_by)
        assert len(before) == 300
        assert before == after

        viewer = await make_viewer(store)
        asked = labels(people, EXACT, SEED, 20)
        assert figures("SQLite", EXACT, await ask_all(store, viewer, asked, clients=3), people).recall == 1

        held_back = [Label("mine", "Zoubeyda Tchakpala", 0, expected="Zoubéyda Tchakpala")]
        await add_expected(store, people, held_back)
        assert figures("SQLite", "mine", await ask_all(store, viewer, held_back), people).hits == 1
    finally:
        await store.close()


def test_questions_of_others_are_read_from_both_forms(tmp_path: Path) -> None:
    rows = [
        {"kind": "typo", "query": "Ava Dosou", "expected": "Awa Dossou"},
        {"kind": "number", "query": "Awa", "expected": "12"},
        {"kind": "gone", "query": "Nobody Here", "expected": ""},
    ]
    with (tmp_path / "set.csv").open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, ["kind", "query", "expected"])
        written.writeheader()
        written.writerows(rows)
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    wanted = [
        Label("typo", "Ava Dosou", 0, expected="Awa Dossou"),
        Label("number", "Awa", 12),
        Label(ABSENT, "Nobody Here", 0),
    ]
    assert read_labels(tmp_path / "set.csv") == wanted
    assert read_labels(tmp_path / "set.jsonl") == wanted


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_text("kind,query,expected\ntypo,,Awa\n", encoding="utf-8")

    with pytest.raises(ValueError, match="question 1"):
        read_labels(tmp_path / "set.csv")


@pytest.mark.parametrize(("hits", "took", "false"), [(96, 3.0, 0), (100, 16.0, 0), (100, 3.0, 1)])
def test_a_goal_that_is_missed_is_called_missed(hits: int, took: float, false: int) -> None:
    page = "\n".join(section(results(hits, took, false)))

    assert page.count("**missed**") == 1


def test_goals_that_are_met_are_called_met() -> None:
    page = "\n".join(section(results(97, 15.0, 0)))

    assert "**missed**" not in page
    assert page.count("| met |") == 4


def test_the_section_takes_the_place_of_the_one_before() -> None:
    page = put_into("# Performance\n\nturns\n", [TITLE, "", "old"])
    page = put_into(f"{page}\n## Later\n\nmore\n", [TITLE, "", "new"])

    assert page == f"# Performance\n\nturns\n\n{TITLE}\n\nnew\n\n## Later\n\nmore\n"


def results(hits: int, took: float, false: int) -> Results:
    one = [
        Figures("SQLite", TYPO, 100, hits, 50, (took,) * 100),
        Figures("SQLite", ABSENT, 200, false, 0, (1.0,) * 200),
    ]
    return Results(100, 50, "", "a machine", "2026-11-26", one=one, eight=one)
