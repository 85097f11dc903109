"""`passerelle backup`, `restore` and `import`: files in and out."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.opening import NotReady, open_store
from bot.settings import Settings
from locales import language
from models import backup as copies
from models.refusal import Refusal
from services import imports as rules
from services.imports import Plan, Subject
from services.tables import read_table

imports = typer.Typer(help="Bring lists in; the dry run comes first.", no_args_is_help=True)
_ENGLISH = language("en")
_SHOWN = 20


def backup(file: Annotated[Path, typer.Argument(help="Where the copy goes; it must not exist yet.")]) -> None:
    """Copy the store while it runs. The key is not in the copy: keep it apart, for without it nothing opens."""
    copies.backup(Settings().database_url, file)
    print(f"{file} is written. It does not hold the secret key: keep that too, elsewhere.")  # noqa: T201  (an answer)


def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` made.")]) -> None:
    """Put a copy in the store's place; what was written after it is gone. Stop the service first."""
    copies.restore(Settings().database_url, file)
    print("Restored. The store opens with the secret key it was made with.")  # noqa: T201  (a command's answer)


_File = Annotated[Path, typer.Argument(help="A .csv or .xlsx file.", exists=True, dir_okay=False)]
_Go = Annotated[bool, typer.Option("--go", help="Store it; without this it is only checked.")]


@imports.command("opportunities")
def opportunities(file: _File, *, go: _Go = False) -> None:
    """Jobs, grants, trainings, events: kind, title, text, countries, source, url, deadline, language."""
    asyncio.run(_import("opportunities", file.read_bytes(), file.name, go=go))


@imports.command("spotlights")
def spotlights(file: _File, *, go: _Go = False) -> None:
    """Portraits; each waits for its subject's approval unless it says that it was given."""
    asyncio.run(_import("spotlights", file.read_bytes(), file.name, go=go))


@imports.command("members")
def members(file: _File) -> None:
    """Lists of people: not yet. Nobody is entered who has not agreed, and invitations are still to be built."""
    msg = "Members cannot be imported yet: everyone registers in the chat, where they agree for themselves."
    raise NotReady(msg)


async def _import(subject: Subject, data: bytes, name: str, *, go: bool) -> None:
    store = await open_store(Settings())
    try:
        table = read_table(data, name)
        planned = await store.read(lambda session: rules.plan(session, subject, table))
        _report(planned)
        if planned.complaints:
            raise typer.Exit(1)
        if go:
            stored = await store.write(lambda session: rules.store(session, None, planned))
            print(f"{stored} stored.")  # noqa: T201  (a command's answer)
        elif planned.ready:
            print("This was the dry run: nothing is stored. Add --go to store.")  # noqa: T201  (a command's answer)
    except Refusal as refusal:
        raise NotReady(_ENGLISH.say(refusal.message)) from None
    finally:
        await store.close()


def _report(planned: Plan) -> None:
    lines = [
        f"Read as {planned.encoding}: {len(planned.ready)} new, {planned.known} known or twice, "
        f"{len(planned.complaints)} cells to mend."
    ]
    lines += [f"  row {each.row}, {each.column}: {_ENGLISH.say(each.why)}" for each in planned.complaints[:_SHOWN]]
    if len(planned.complaints) > _SHOWN:
        lines.append(f"  … and {len(planned.complaints) - _SHOWN} more")
    print("\n".join(lines))  # noqa: T201  (a command's answer)
