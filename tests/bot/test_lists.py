"""`passerelle import members`: an office brings its list and gets links to hand on."""

import csv
import io
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.commands.links import harmless
from bot.progress import Progress
from locales import _, language
from tests.databases import sqlite_url
from tests.processes import environment

ROWS = "Nom et prénom;Tél.;Ville;Métier\nDOSSOU Awa;97 12 34 56;Cotonou;sage-femme\nM. et Mme Bâ;;Lyon;\n"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "passerelle.db")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_bytes(ROWS.encode("cp1252"))
    return path


def bring(url: str, *arguments: str | Path, **more: str) -> Result:
    given = ["import", *map(str, arguments)]
    return CliRunner().invoke(command_line("import"), given, env=environment(url, 0, **more))


def test_the_dry_run_tells_how_a_list_is_read_and_stores_nothing(url: str, file: Path) -> None:
    told = bring(url, "members", file, "--country", "bj")

    assert told.exit_code == 1
    assert told.stdout.splitlines() == [
        "Read as cp1252.",
        "“Nom et prénom” is read as name, the family’s first.",
        "“Tél.” is read as phone.",
        "“Ville” is read as town.",
        "“Métier” is read as work.",
        "Good to know:",
        "row 2, “Tél.”: An old number: I read it as +229 01 97 12 34 56.",
        "To be mended, and left out until then:",
        "row 3, “Nom et prénom”: Several people stand here. Please give each a row of their own.",
        "1 new person to invite.",
        "1 row is left out until it is mended.",
        "This was the dry run: nobody is invited yet. --go invites.",
    ]
    assert "1 new person" in bring(url, "members", file, "--country", "BJ").stdout


def test_the_office_gets_a_link_for_each_that_its_owner_alone_reads(url: str, file: Path, tmp_path: Path) -> None:
    links = tmp_path / "links.csv"
    done = bring(url, "members", file, "--country", "BJ", "--label", "ABL", "--links", links, "--go")

    assert "1 person is invited." in done.stdout
    assert stat.S_IMODE(links.stat().st_mode) == 0o600
    header, awa = csv.reader(io.StringIO(links.read_text("utf-8-sig")), delimiter=";")
    assert header == ["row", "name", "link", "start"]
    assert awa[:2] == ["2", "Awa Dossou"]
    assert awa[2] == f"http://127.0.0.1:8000/chat?start={awa[3]}"
    assert awa[3].startswith("inv-")


def test_the_same_list_again_invites_nobody(url: str, file: Path) -> None:
    first, again = [bring(url, "members", file, "--country", "BJ", "--label", "ABL", "--go") for _time in range(2)]

    assert "1 person is invited." in first.stdout
    assert "1 was invited before." in again.stdout
    assert "0 people are invited." in again.stdout


def test_links_are_never_written_over_others(url: str, file: Path, tmp_path: Path) -> None:
    links = tmp_path / "links.csv"
    links.write_text("kept")

    refused = bring(url, "members", file, "--label", "ABL", "--links", links, "--go")

    assert "is there already" in str(refused.exception)
    assert links.read_text() == "kept"


def test_whose_list_it_is_is_asked_for_before_anybody_is_invited(url: str, file: Path) -> None:
    assert "--label" in str(bring(url, "members", file, "--go").exception)
    assert "is no country" in str(bring(url, "members", file, "--country", "xx").exception)


def test_the_operator_reads_it_in_their_language(url: str, file: Path) -> None:
    told = bring(url, "members", file, "--country", "BJ", LANG="fr_FR.UTF-8").stdout

    assert "ligne 2, « Tél. » : Un ancien numéro" in told.replace("\u00a0", " ")


def test_how_a_list_went_is_told_without_telling_who_and_it_can_be_taken_back(url: str, file: Path) -> None:
    bring(url, "members", file, "--country", "BJ", "--label", "ABL", "--go")

    lists = bring(url, "lists").stdout
    assert lists.startswith("ABL, since ")
    assert lists.endswith(": 1 person invited, fewer than 10 accepted.\n")
    bring(url, "withdraw", "ABL")
    assert bring(url, "lists").stdout == "No list of people was brought in the last half year.\n"
    assert "1 new person" in bring(url, "members", file, "--country", "BJ").stdout


def test_a_list_is_taken_back_by_its_own_name_alone(url: str, file: Path) -> None:
    bring(url, "members", file, "--country", "BJ", "--label", "ABL", "--go")

    refused = bring(url, "withdraw", "ABL, Lyon")

    assert refused.exit_code == 1
    assert "No list is called “ABL, Lyon”" in str(refused.exception)
    assert "1 person invited" in bring(url, "lists").stdout


def test_what_is_no_list_is_refused_in_words(url: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Awa;0197123456\n")

    assert "No line of this file names its columns" in str(bring(url, "members", path).exception)


def test_links_that_open_on_this_machine_alone_are_told_before_anybody_is_invited(url: str, file: Path) -> None:
    said = "The links will open on this machine alone: PUBLIC_URL is not set."

    assert said in bring(url, "members", file, "--links", "links.csv").stdout
    assert said not in bring(url, "members", file, "--links", "links.csv", PUBLIC_URL="https://chat.example").stdout
    assert said not in bring(url, "members", file).stdout


def test_where_nobody_is_new_no_file_is_begun(url: str, file: Path, tmp_path: Path) -> None:
    bring(url, "members", file, "--country", "BJ", "--label", "ABL", "--go")
    again = tmp_path / "again.csv"

    bring(url, "members", file, "--country", "BJ", "--label", "ABL", "--links", again, "--go")

    assert not again.exists()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_ours_is_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_is_done_at_once_has_no_progress() -> None:
    out = io.StringIO()
    Progress(_("Reading"), language("en"), out)(7, 7)

    assert out.getvalue() == ""


@pytest.mark.parametrize(("out", "lines"), [(io.StringIO(), 10), (Terminal(), 1)])
def test_progress_is_a_line_that_moves_or_ten_lines(out: io.StringIO, lines: int) -> None:
    progress = Progress(_("Reading"), language("en"), out)
    for done in range(1, 1001):
        progress(done, 1000)

    assert out.getvalue().count("\n") == lines
    assert out.getvalue().endswith("Reading: 1,000 of 1,000\n")
