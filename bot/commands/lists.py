"""Bringing a list of people: what is said of it, and the links that its office hands on."""

import asyncio
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final

import typer

from bot.commands.links import Links, entrances, leads_here_only, open_links
from bot.opening import open_store
from bot.progress import Progress
from bot.settings import Settings
from bot.trouble import NotReady
from locales import Day, Language, Listing, Message, _, _n, guess, language
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
        _say(reader, *_report(roster, len(new), len(known)))
        if links and leads_here_only(settings):
            _say(reader, _("The links will open on this machine alone: {name} is not set.", name="PUBLIC_URL"))
        if not go:
            _say(reader, _("This was the dry run: nobody is invited yet. {option} invites.", option="--go"))
            raise typer.Exit(any(remark.stops for remark in roster.remarks))
        with ExitStack() as stack:
            written = await _begun(stack, links, settings, reader) if links and new else None
            await _invite(store, new, label, Progress(_("Inviting"), reader), written)
        await store.write(partial(invitations.tell_team, label=label, home=home))
        _say(reader, _n("{n} person is invited.", "{n} people are invited.", len(new)))
    except Refusal as refusal:
        raise NotReady(reader.say(refusal.message)) from None
    finally:
        await store.close()


def _read(data: bytes, name: str, home: str, store: Store, reader: Language) -> Roster:
    grid = read_grid(data, name, lambda lines: header_at(lines) is not None)
    roster = read_roster(grid, home or None, store.clock().date(), Progress(_("Reading"), reader))
    if roster is None:
        raise Refusal(
            _(
                "No line of this file names its columns. One must be called “Name” or the like, another “Phone”, "
                "“Town” or “Work”."
            )
        )
    return roster


async def _begun(stack: ExitStack, path: Path, settings: Settings, reader: Language) -> Links:
    """The file of links, with what it has for whom; where a vendor does not answer, that is said, and nobody waits."""
    file = stack.enter_context(open_links(path, reader))
    begin = await entrances(settings)
    _say(reader, _("Links in {file}: {columns}.", file=str(path), columns=Listing(list(begin))))
    for column in (name for name, begins in begin.items() if not begins):
        _say(
            reader,
            _(
                "“{column}” has no links, for the name of our account there could not be asked. What stands in it is "
                "to be written to us there; {command} says why.",
                column=column,
                command="passerelle doctor",
            ),
        )
    return Links(file, begin)


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


def _report(roster: Roster, new: int, known: int) -> Iterator[Message]:
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
        yield _("Rows about nobody (titles, sums, notes): {rows}.", rows=_rows(roster.passed))
    if roster.hidden:
        yield _("Rows that the sheet hides are read too: {rows}.", rows=_rows(roster.hidden))
    yield from _remarks(roster.remarks)
    stopped = len({remark.row for remark in roster.remarks if remark.stops})
    yield _n("{n} new person to invite.", "{n} new people to invite.", new)
    if known:
        yield _n("{n} was invited before.", "{n} were invited before.", known)
    if stopped:
        yield _n("{n} row is left out until it is mended.", "{n} rows are left out until they are mended.", stopped)


def _rows(numbers: Iterable[int]) -> Listing:
    return Listing([str(number) for number in numbers])


def _remarks(remarks: Sequence[Remark]) -> Iterator[Message]:
    """What is only to be known comes first: of a long list the end stays in sight, and there stands what to mend."""
    known, stopping = ([each for each in remarks if each.stops is stops] for stops in (False, True))
    if known:
        yield _("Good to know:")
        yield from map(_told, known)
    if stopping:
        yield _("To be mended, and left out until then:")
        yield from map(_told, stopping)


def _told(remark: Remark) -> Message:
    return _("row {row}, “{column}”: {why}", row=str(remark.row), column=remark.column[:40], why=remark.why)


async def withdraw(label: str) -> None:
    """Take back what nobody answered of a list."""
    reader = operators_language()
    store = await open_store(Settings())
    try:
        await store.write(partial(invitations.withdraw, label=label))
    except Refusal as refusal:
        raise NotReady(reader.say(refusal.message)) from None
    finally:
        await store.close()
    _say(reader, _("What nobody has answered of this list is deleted."))


async def tell_tallies() -> None:
    """The lists of the last half year, and how many accepted in tens."""
    store = await open_store(Settings())
    try:
        found = await store.read(invitations.tallies)
    finally:
        await store.close()
    none = _("No list of people was brought in the last half year.")
    _say(operators_language(), *(map(_tallied, found) if found else (none,)))


def _tallied(each: invitations.Tally) -> Message:
    invited = _n("{n} person invited", "{n} people invited", each.invited)
    accepted = _("fewer than {n} accepted", n=invitations.FEWEST_TOLD)
    if each.accepted is not None:
        accepted = _("{n} or more accepted", n=each.accepted)
    return _(
        "{list}, since {day}: {invited}, {accepted}.",
        list=each.label,
        day=Day(each.since.date()),
        invited=invited,
        accepted=accepted,
    )


def _say(reader: Language, *said: Message) -> None:
    print("\n".join(reader.say(each) for each in said))  # noqa: T201  (a command's answer)


def check_home(code: str, reader: Language) -> str:
    """A country's two letters, or nothing."""
    if code and country(code.upper()).say(reader) == code.upper():
        raise NotReady(reader.say(_("“{code}” is no country. Write its two letters.", code=code)))
    return code.upper()
