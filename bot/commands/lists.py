"""Bringing a list of people: what is said of it, and the links that its office hands on."""

import asyncio
import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final, TextIO

import typer

from bot.opening import open_store
from bot.progress import Progress
from bot.settings import Settings
from bot.trouble import NotReady
from locales import Language, Listing, Message, _, _n, guess, language
from models.refusal import Refusal
from models.store import Store
from services import invitations
from services.headers import header_at
from services.rosters import FIELD_NAMES, Listed, Remark, Roster, read_roster
from services.tables import read_grid
from world.countries import country

_AT_ONCE: Final = 200
"""Rows in one transaction: a service beside it waits ten seconds for its turn, and no longer."""
_BREATH_SECONDS: Final = 0.15
"""Between two of them: who waits for SQLite looks every tenth of a second whether it is free."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def operators_language() -> Language:
    """The language of the operator's terminal, where we speak it."""
    told = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language(guess(next(filter(None, told), "").partition(".")[0]))


async def bring(data: bytes, name: str, *, label: str, home: str, links: Path | None, go: bool) -> None:
    """Read a list whole and say what was understood; with `go`, invite those who are on it."""
    reader, settings = operators_language(), Settings()
    store = await open_store(settings)
    try:
        roster = _read(data, name, home, store, reader)
        known = await _known(store, roster.people)
        new = [person for person in roster.people if person.row not in known]
        _say(reader, *_report(reader, roster, len(new), len(known)))
        if not go:
            _say(reader, _("This was the dry run: nobody is invited yet. {option} invites.", option="--go"))
            raise typer.Exit(any(remark.stops for remark in roster.remarks))
        with ExitStack() as stack:
            written = Links(stack.enter_context(_open(links, reader)), settings.public_url) if links else None
            await _invite(store, new, label, Progress(_("Inviting"), reader), written)
        _say(reader, _n("{n} person is invited.", "{n} people are invited.", len(new)))
    except Refusal as refusal:
        raise NotReady(reader.say(refusal.message)) from None
    finally:
        await store.close()


def _read(data: bytes, name: str, home: str, store: Store, reader: Language) -> Roster:
    grid = read_grid(data, name, lambda lines: header_at(lines) is not None)
    roster = read_roster(grid, home or None, store.clock().date(), Progress(_("Reading"), reader))
    if roster is None:
        raise Refusal(_("No line of this file names its columns. One of them must be called “Name”, or the like."))
    return roster


async def _known(store: Store, people: Sequence[Listed]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(people), _AT_ONCE):
        part = people[start : start + _AT_ONCE]
        found |= await store.read_at_length(partial(invitations.known, people=part))
    return found


async def _invite(store: Store, people: Sequence[Listed], label: str, tick: Progress, links: "Links | None") -> None:
    """Invite in parts, with room between them for others who write.

    The links of a part are on disk before it is kept: after a cut they lead nowhere, and the next run makes new ones.
    """
    for start in range(0, len(people), _AT_ONCE):
        part = {invitations.new_code(): each for each in people[start : start + _AT_ONCE]}
        if links:
            links.write(part)
        await store.write(partial(invitations.invite, actor_id=None, label=label, people=part))
        tick(start + len(part), len(people))
        await asyncio.sleep(_BREATH_SECONDS)


def _open(path: Path, reader: Language) -> TextIO:
    """A new file that its owner alone reads: its links open what the list says about people."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise NotReady(reader.say(_("{file} is there already. Please name a new file.", file=str(path)))) from None
    return os.fdopen(handle, "w", encoding="utf-8-sig", newline="")


class Links:
    """The links of a list, a row each, as a table that opens in the programs of offices."""

    def __init__(self, file: TextIO, public_url: str) -> None:
        self._file, self._public_url = file, public_url.rstrip("/")
        self._table = csv.writer(file, delimiter=";")
        self._table.writerow(("row", "name", "link", "start"))

    def write(self, people: Mapping[str, Listed]) -> None:
        """Add the links of some people, by their codes."""
        for code, each in people.items():
            start = f"inv-{code}"
            self._table.writerow((each.row, harmless(each.name), f"{self._public_url}/chat?start={start}", start))
        self._file.flush()
        os.fsync(self._file.fileno())


def harmless(text: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _report(reader: Language, roster: Roster, new: int, known: int) -> Iterator[Message]:
    """How the list was understood, every cell to look at, and what would be stored."""
    yield _("Read as {encoding}.", encoding=roster.encoding)
    if roster.others:
        yield _("Sheet “{sheet}” is read; not read: {others}.", sheet=roster.sheet, others=Listing(roster.others))
    for header, field in roster.columns:
        if field:
            yield _("“{column}” is read as {field}.", column=header[:40], field=FIELD_NAMES[field])
    left = [header[:40] for header, field in roster.columns if not field]
    if left:
        yield _("Columns that are not read: {columns}.", columns=Listing(left))
    if roster.passed:
        yield _("Rows about nobody (titles, sums, notes): {rows}.", rows=Listing([str(row) for row in roster.passed]))
    yield from map(_told, roster.remarks)
    stopped = len({remark.row for remark in roster.remarks if remark.stops})
    yield _n("{n} new person to invite.", "{n} new people to invite.", new)
    yield _n("{n} was invited before.", "{n} were invited before.", known)
    yield _n("{n} row is left out until it is mended.", "{n} rows are left out until they are mended.", stopped)


def _told(remark: Remark) -> Message:
    row, column, why = str(remark.row), remark.column[:40], remark.why
    if remark.stops:
        return _("row {row}, “{column}”: {why} This row is left out.", row=row, column=column, why=why)
    return _("row {row}, “{column}”: {why}", row=row, column=column, why=why)


async def withdraw(label: str) -> None:
    """Take back what nobody answered of a list."""
    store = await open_store(Settings())
    try:
        await store.write(partial(invitations.withdraw, label=label))
    finally:
        await store.close()
    _say(operators_language(), _("What nobody has answered of this list is deleted."))


async def tell_tallies() -> None:
    """The lists of the last half year, and how many accepted in tens."""
    store = await open_store(Settings())
    try:
        found = await store.read(invitations.tallies)
    finally:
        await store.close()
    for each in found:
        few = _("{list}: fewer than {n} accepted.", list=each.label, n=invitations.FEWEST_TOLD)
        many = _("{list}: {n} or more accepted.", list=each.label, n=each.accepted or 0)
        _say(operators_language(), many if each.accepted else few)


def _say(reader: Language, *said: Message) -> None:
    print("\n".join(reader.say(each) for each in said))  # noqa: T201  (a command's answer)


def check_home(code: str, reader: Language) -> str:
    """A country's two letters, or nothing."""
    if code and country(code.upper()).say(reader) == code.upper():
        raise NotReady(reader.say(_("“{code}” is no country. Write its two letters.", code=code)))
    return code.upper()
