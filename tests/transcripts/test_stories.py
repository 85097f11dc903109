"""The five stories, played from scripted lines through `passerelle chat --as NAME --json`."""

from pathlib import Path
from typing import Any

import pytest

import migrations
from tests.databases import copy_template, sqlite_url
from tests.transcripts.terminal import Terminal

REGISTERS = ("1", "/register", "1")
AWA = (*REGISTERS, "Awa Dossou", "Bénin", "Paris", "sage femme", "4", "1")
KOFFI = (*REGISTERS, "Koffi Mensah", "Bénin", "Lyon", "skip", "4", "1")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as `passerelle migrate` leaves it."""
    file = tmp_path_factory.mktemp("migrated") / "migrated.db"
    migrations.upgrade(sqlite_url(file))
    return file


@pytest.fixture
def terminal(migrated: Path, tmp_path: Path) -> Terminal:
    return Terminal(copy_template(migrated, tmp_path))


def texts(screens: list[dict[str, Any]]) -> list[str]:
    return [screen["text"] for screen in screens]


def keys(screens: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(screen["dialogue"], screen["key"]) for screen in screens]


def test_awa_registers_and_goes_on_where_she_stopped(terminal: Terminal) -> None:
    first = terminal.chat("awa", *AWA[:5])
    assert keys(first)[0] == ("welcome", "start")
    assert keys(first)[-1] == ("register", "city")
    assert [choice["number"] for choice in first[0]["choices"]] == [1, 2, 3, 4]

    then = terminal.chat("awa", "Paris", "sage femme", "4", "1")
    assert keys(then)[0] == ("register", "city")
    assert "Awa D., midwife, Paris, France" in then[-2]["text"]
    assert then[-1]["text"] == "Your card is ready, Awa."


def test_nothing_but_the_screen_is_printed_before_any_input(terminal: Terminal) -> None:
    assert keys(terminal.chat("awa")) == [("welcome", "start")]
    assert keys(terminal.chat("awa", "0")) == [("welcome", "start")] * 2


async def test_koffi_finds_awa_knocks_and_is_let_in(terminal: Terminal) -> None:
    await terminal.prepare("awa", *AWA)
    await terminal.prepare("koffi", *KOFFI)

    knocking = terminal.chat("koffi", "sage femme béninoise à Paris", "1", "1", "Je cherche un conseil")
    assert "Awa D." in knocking[1]["choices"][0]["label"]
    assert "Awa Dossou" not in str(knocking)

    [knock, *_others, done] = terminal.chat("awa", "1", "1", "awa@example.org")
    assert "“Je cherche un conseil”" in knock["text"]
    assert "Koffi Mensah" not in knock["text"]
    assert done["dialogue"] == "accept_knock"

    [told] = terminal.chat("koffi")
    assert told["push"] is True
    assert "Awa Dossou" in told["text"]
    assert "awa@example.org" in told["text"]


async def test_awa_subscribes_and_receives_what_staff_publish(terminal: Terminal) -> None:
    await terminal.prepare("mariam", "1")
    terminal.command("staff", "add", "Mariam", "--role", "editor", "--country", "BJ", "--as", "mariam")

    subscribing = terminal.chat("awa", "1", "/alerts", "2", "Bénin", "1", "1")
    assert subscribing[-1]["dialogue"] == "subscribe"

    offer = ("Sage-femme à Parakou", "Un poste de sage-femme.", "Hôpital de Parakou", "skip", "28/02", "1")
    await terminal.prepare("mariam", "/opportunity", "Bénin", "1", *offer)
    received = terminal.chat("awa")
    assert "Sage-femme à Parakou" in received[-1]["text"]
    assert received[-1]["push"] is True


async def test_koffi_asks_for_a_mentor_and_gets_one(terminal: Terminal) -> None:
    await terminal.prepare("awa", *AWA)
    await terminal.prepare("awa", "/mentor", "2", "2", "Je connais les concours", "1")
    await terminal.prepare("koffi", *REGISTERS, "Koffi Mensah", "Bénin", "Lyon", "sage femme", "4", "1")

    question = "Comment préparer le concours ?"
    asking = terminal.chat("koffi", "/mentor", "1", "1", "1", question, "koffi@example.org", "1")
    assert asking[-1]["dialogue"] == "ask_mentor"

    accepting = terminal.chat("awa", "1", "awa@example.org")
    assert any(question in text for text in texts(accepting))
    assert any("koffi@example.org" in text for text in texts(accepting))

    assert any("awa@example.org" in text for text in texts(terminal.chat("koffi")))


async def test_staff_announce_to_the_members_of_a_country(terminal: Terminal) -> None:
    await terminal.prepare("awa", *AWA)
    await terminal.prepare("mariam", "1")
    terminal.command("staff", "add", "Mariam", "--role", "administrator", "--as", "mariam")

    words = "Le consulat de Lyon sera fermé du 24 au 26 décembre."
    announcing = terminal.chat("mariam", "/announce", "Bénin", words, "1", "1", "1")
    assert announcing[-1]["dialogue"] == "announce"

    received: list[str] = []
    for _try in range(20):
        received = texts(terminal.chat("awa"))
        if any(words in text for text in received):
            break
    assert any(words in text for text in received)
