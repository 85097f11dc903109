"""Whatever is piped into `passerelle chat`: each line is answered once, and the talk goes on to its end."""

import json
from pathlib import Path

from tests.databases import sqlite_url
from tests.processes import environment, run_command

MIB = 1024 * 1024
LINES = {
    "invalid UTF-8": b"\xff\xfe\xfd",
    "half a surrogate pair": b"\xed\xa0\x80",
    "NULs": b"\x00\x00",
    "what steers a terminal": b"\x1b[2J\x1b]0;title\x07\x9b31m",
    "a line of 1 MiB": b"x" * MIB,
    "a line of 1 MiB of accents": "é".encode() * (MIB // 2),
    "many digits": b"9" * MIB,
    "many words": b"nurse in London " * 10_000,
    "turned around": "\u202eabc\u2066".encode(),
    "a tower of marks": ("Z" + "\u0301" * 100_000).encode(),
    "nothing": b"",
    "spaces": b"   \t ",
    "returns": b"a\rb\x0bc\x0c",
    "a slash": b"/",
    "a command of 1 MiB": b"/" + b"y" * MIB,
    "a command with 1 MiB behind it": b"/search " + b"z" * MIB,
    "an unknown command": b"/\x00",
}


async def test_each_line_is_answered_and_the_last_as_well(tmp_path: Path) -> None:
    settings = environment(sqlite_url(tmp_path / "passerelle.db"))
    lines = [b"hello", b"1", b"/register", b"1", *LINES.values(), b"menu", b"and no new line at the end"]

    chat = await run_command(settings, "chat", "--json", "--as", "awa", "--lang", "en", lines=b"\n".join(lines))

    assert (chat.status, chat.err) == (0, "")
    screens = [json.loads(line) for line in chat.out.split("\n")[:-1]]
    assert len(screens) == 1 + len(lines)
    assert screens[-2]["dialogue"] == "menu"
    assert [screen["text"] for screen in screens if "Something broke" in screen["text"]] == []
    assert all(len(screen["text"]) < 1_500 for screen in screens)


async def test_what_steers_a_terminal_never_reaches_it(tmp_path: Path) -> None:
    settings = environment(sqlite_url(tmp_path / "passerelle.db"))
    lines = b"hello\n1\n/search " + LINES["what steers a terminal"] + b"Awa\x1b[31m\n"

    chat = await run_command(settings, "chat", "--as", "awa", "--lang", "en", lines=lines)

    assert chat.status == 0
    assert [letter for letter in chat.out if letter != "\n" and not letter.isprintable() and ord(letter) < 0xA0] == []
