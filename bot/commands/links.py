"""The file of links that an office hands on: a row for each person, a column for each way in."""

import csv
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TextIO
from urllib.parse import urlsplit

from bot.settings import Settings
from bot.trouble import NotReady
from bot.wires import open_wires
from locales import Language, _
from services.rosters import Listed

WEB: Final = "link"
"""The column of the web chat, which is always on."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})


async def entrances(settings: Settings) -> dict[str, str]:
    """How links begin, by column: the web chat, and each channel that is on. Nothing where its vendor does not tell."""
    wires = open_wires(settings)
    try:
        asked = {name: await wire.entrance() for name, wire in wires.items()}
    finally:
        for wire in wires.values():
            await wire.close()
    return {WEB: f"{settings.public_url}/chat?start=", **asked}


def leads_here_only(settings: Settings) -> bool:
    """Whether nobody but this machine could open the links of the web chat."""
    return urlsplit(settings.public_url).hostname in _HERE


def open_links(path: Path, reader: Language) -> TextIO:
    """A new file that its owner alone reads: its links open what the list says about people."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise NotReady(reader.say(_("{file} is there already. Please name a new file.", file=str(path)))) from None
    return os.fdopen(handle, "w", encoding="utf-8-sig", newline="")


class Links:
    """The links of a list, as a table that opens in the programs of offices.

    Where it is not known how links of a channel begin, what to write there stands in their place.
    """

    def __init__(self, file: TextIO, begin: Mapping[str, str]) -> None:
        self._file, self._begin = file, begin
        self._table = csv.writer(file, delimiter=";")
        self._table.writerow(("row", "name", *begin, "start"))

    def write(self, people: Mapping[str, Listed]) -> None:
        """Add the links of some people, by their codes."""
        for code, each in people.items():
            start = f"inv-{code}"
            ways = (f"{begins or '/start '}{start}" for begins in self._begin.values())
            self._table.writerow((each.row, harmless(each.name), *ways, start))
        self._file.flush()
        os.fsync(self._file.fileno())


def harmless(text: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
