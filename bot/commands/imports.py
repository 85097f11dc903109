"""`passerelle import`: lists of opportunities, spotlights and people."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import lists
from bot.opening import open_store
from bot.settings import Settings
from bot.trouble import NotReady
from conversation.questions import clean
from locales import _, language
from models.refusal import Refusal
from models.store import Store
from services import imports as rules
from services.formats import Subject
from services.imports import Plan
from services.tables import MOST_BYTES, read_table

app = typer.Typer(help="Bring lists in; the dry run comes first.", no_args_is_help=True)
_ENGLISH = language("en")
_SHOWN = 20
_AT_ONCE = 200
"""Rows stored in one transaction: a service beside it waits ten seconds for its turn, and no longer."""
_BREATH_SECONDS = 0.15
"""Between two of them: who waits for SQLite looks every tenth of a second whether it is free."""

_File = Annotated[Path, typer.Argument(help="A .csv or .xlsx file.", exists=True, dir_okay=False)]
_Go = Annotated[bool, typer.Option("--go", help="Store it; without this it is only checked.")]


@app.command("opportunities")
def opportunities(file: _File, *, go: _Go = False) -> None:
    """Jobs, grants, trainings, events: kind, title, text, countries, source, url, deadline, language."""
    asyncio.run(_import("opportunities", _data(file), file.name, go=go))


@app.command("spotlights")
def spotlights(file: _File, *, go: _Go = False) -> None:
    """Portraits; each waits for its subject's approval unless it says that it was given."""
    asyncio.run(_import("spotlights", _data(file), file.name, go=go))


@app.command("members")
def members(
    file: _File,
    *,
    label: Annotated[str, typer.Option(help="Whose list it is, as the people on it know it.")] = "",
    country: Annotated[str, typer.Option(help="The country the list is about, like BJ.")] = "",
    links: Annotated[Path | None, typer.Option(help="A new file for the links to hand on.", dir_okay=False)] = None,
    go: _Go = False,
) -> None:
    """Lists of people: they are invited, and nobody sees them before they accepted."""
    reader = lists.operators_language()
    label, home = clean(label), lists.check_home(country, reader)
    if go and not label:
        raise NotReady(
            reader.say(_("Please say with {option} whose list it is. Those invited read it.", option="--label"))
        )
    asyncio.run(lists.bring(_data(file), file.name, label=label, home=home, links=links, go=go))


@app.command("lists")
def list_all() -> None:
    """The lists of people of the last half year, and how many accepted, in tens."""
    asyncio.run(lists.tell_tallies())


@app.command("withdraw")
def withdraw(label: Annotated[str, typer.Argument(help="Whose list it was.")]) -> None:
    """Take a list of people back: what nobody answered is deleted."""
    asyncio.run(lists.withdraw(clean(label)))


def _data(file: Path) -> bytes:
    """What a file holds, and of one that is too large no more than shows it."""
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


async def _import(subject: Subject, data: bytes, name: str, *, go: bool) -> None:
    store = await open_store(Settings())
    try:
        table = read_table(data, name)
        planned = await store.read_at_length(lambda session: rules.plan(session, subject, table))
        _report(planned)
        if planned.complaints:
            raise typer.Exit(1)
        if go:
            print(f"{await _store_all(store, planned)} stored.")  # noqa: T201  (a command's answer)
        elif planned.ready:
            print("This was the dry run: nothing is stored. Add --go to store.")  # noqa: T201  (a command's answer)
    except Refusal as refusal:
        raise NotReady(_ENGLISH.say(refusal.message)) from None
    finally:
        await store.close()


async def _store_all(store: Store, planned: Plan) -> int:
    """Store a plan in parts, with room between them for others who write; how many rows were new."""
    stored = 0
    for part in planned.in_parts(_AT_ONCE):
        stored += await store.write(partial(rules.store, actor_id=None, planned=part))
        await asyncio.sleep(_BREATH_SECONDS)
    return stored


def _report(planned: Plan) -> None:
    lines = [
        f"Read as {planned.encoding}: {len(planned.ready)} new, {planned.known} known or twice, "
        f"{len(planned.complaints)} cells to mend."
    ]
    if planned.strange:
        named = ", ".join(column[:40] for column in planned.strange[:_SHOWN])
        lines.append(f"Columns I do not know, and leave out: {named}.")
    lines += [f"  row {each.row}, {each.column}: {_ENGLISH.say(each.why)}" for each in planned.complaints[:_SHOWN]]
    if len(planned.complaints) > _SHOWN:
        lines.append(f"  … and {len(planned.complaints) - _SHOWN} more")
    print("\n".join(lines))  # noqa: T201  (a command's answer)
