"""What operators are told who gave us something we cannot work with: words, an exit status, and never a traceback."""

import stat
from pathlib import Path

import pytest

from bot.trouble import in_words
from models.lock import serving
from tests.bot.test_operators import run
from tests.databases import sqlite_url
from tests.processes import environment, run_command


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where a store may be made; nothing is there yet."""
    return sqlite_url(tmp_path / "store" / "passerelle.db")


def told(command: str, url: str, *arguments: str, **settings: str) -> str | None:
    """What the operator reads when a command did not run."""
    result = run(command, url, *arguments, **settings)
    assert result.exit_code == 1
    assert isinstance(result.exception, Exception)
    return in_words(result.exception)


async def test_a_command_that_cannot_run_ends_in_words_with_exit_1(url: str) -> None:
    ended = await run_command(environment(url) | {"PORT": "eighty"}, "serve")

    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("PORT: ")
    assert "Traceback" not in ended.err


WRONG_STORES = ("nonsense", "mysql://somebody@somewhere/db", "sqlite:///data/passerelle.db", "postgresql://x/y")


@pytest.mark.parametrize("wrong", WRONG_STORES)
def test_an_address_that_is_no_stores_is_refused_with_one_that_is(wrong: str) -> None:
    for command in ("serve", "doctor", "migrate"):
        assert "postgresql+psycopg://" in (told(command, wrong) or "")


def test_a_secret_is_not_repeated_with_what_is_wrong(url: str) -> None:
    words = told("doctor", url, PORT="99999", PUBLIC_URL="chat.example.org", SECRET_KEY="no secret of yours")

    assert words
    assert [line.partition(":")[0] for line in words.splitlines()] == ["PORT", "PUBLIC_URL"]
    assert "secret" not in words


@pytest.mark.parametrize("command", ["serve", "migrate", "chat", "staff"])
def test_a_database_that_is_away_is_told_in_words(command: str) -> None:
    arguments = ("list",) if command == "staff" else ()
    words = told(command, "postgresql+psycopg://postgres:hush@127.0.0.1:1/nothing", *arguments)

    assert words
    assert words.startswith("The store does not answer: ")
    assert "hush" not in words


@pytest.mark.parametrize("command", ["serve", "migrate", "chat"])
def test_a_file_that_is_no_store_is_told_in_words(command: str, tmp_path: Path) -> None:
    file = tmp_path / "passerelle.db"
    file.write_text("some other thing, longer than the head of a database would be" * 20)

    assert told(command, sqlite_url(file), SECRET_KEY="") == "The store does not answer: file is not a database."


def test_a_folder_that_is_none_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    url = sqlite_url(tmp_path / "data" / "passerelle.db")

    for command in ("serve", "migrate", "chat"):
        assert f"{tmp_path}/data" in (told(command, url, SECRET_KEY="") or "")
    assert f"✗ {tmp_path}/data is no folder" in run("doctor", url).stdout


def test_a_copy_that_has_no_place_to_go_is_told_in_words(url: str, tmp_path: Path) -> None:
    run("migrate", url)

    assert "No such file or directory" in (told("backup", url, str(tmp_path / "nowhere" / "copy")) or "")
    assert "is no file" in (told("restore", url, str(tmp_path)) or "")


def test_doctor_makes_no_store(url: str, tmp_path: Path) -> None:
    assert run("doctor", url).exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_for_who_runs_it_alone(url: str, tmp_path: Path) -> None:
    run("staff", url, "add", "Mariam", "--as", "mariam")

    files = list((tmp_path / "store").glob("passerelle.db*"))
    assert files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_store_that_is_served_becomes_no_demo(url: str) -> None:
    with serving(url):
        assert "served by another process" in (told("demo", url) or "")


@pytest.mark.parametrize("name", ["", "   ", "two\nlines", "x" * 81])
def test_who_joins_the_team_has_a_name(name: str, url: str) -> None:
    assert "one line" in (told("staff", url, "add", name) or "")
    assert run("staff", url, "list").stdout == ""
