"""`passerelle staff`: who is staff, with which role, for which countries."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Annotated, TypeVar

import typer
from sqlalchemy.orm import Session

from bot.opening import open_store
from bot.settings import Settings
from bot.talking import sit_down
from bot.trouble import NotReady
from conversation.questions import clean
from models.refusal import Refusal
from services import staff
from world.countries import COUNTRIES_OF_ORIGIN

app = typer.Typer(help="Who is staff, with which role, for which countries.", no_args_is_help=True)
T = TypeVar("T")
_LONGEST_NAME = 80


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="How colleagues call them.")],
    role: Annotated[str, typer.Option(help="reader, editor, approver, moderator or administrator.")] = "editor",
    country: Annotated[list[str] | None, typer.Option(help="Two letters, like BJ; again for more. None: all.")] = None,
    seat: Annotated[str, typer.Option("--as", help="Bind this terminal address at once, for scripts.")] = "",
) -> None:
    """Print a single-use code, good for ten minutes; `/staff CODE` in any chat binds the person who writes it."""
    name, countries = clean(name), [code.upper() for code in country or ()]
    _check(name, role, countries)
    if seat:
        _write(partial(_bind, seat=seat, name=name, role=role, countries=countries))
        print(f"{name} is {role} at the terminal address {seat}.")  # noqa: T201  (a command's answer)
        return
    code = staff.new_code()
    _write(lambda session: staff.invite(session, None, name=name, role=role, countries=countries, code=code))
    print(code)  # noqa: T201  (a command's answer)


@app.command("list")
def list_all() -> None:
    """Everyone on the team: number, name, role, countries."""
    for each in _write(staff.list_staff):
        where = " ".join(each["countries"]) or "all countries"
        print(f"{each['id']}\t{each['name']}\t{each['role']}\t{where}")  # noqa: T201  (a command's answer)


@app.command("remove")
def remove(number: Annotated[int, typer.Argument(help="The number shown by `staff list`.")]) -> None:
    """Take all staff rights from a person."""
    if not _write(lambda session: staff.remove(session, None, number)):
        msg = f"Nobody on the team has the number {number}. See: passerelle staff list"
        raise NotReady(msg)
    print("Removed.")  # noqa: T201  (a command's answer)


def _check(name: str, role: str, countries: list[str]) -> None:
    if not 0 < len(name) <= _LONGEST_NAME or "\n" in name:
        msg = f"Colleagues and members see this name: one line of at most {_LONGEST_NAME} characters."
        raise NotReady(msg)
    if role not in staff.ROLE_NAMES:
        msg = f"There is no role {role}. The roles are: {', '.join(staff.ROLE_NAMES)}."
        raise NotReady(msg)
    unknown = [code for code in countries if code not in COUNTRIES_OF_ORIGIN]
    if unknown:
        msg = f"{', '.join(unknown)}: not among our countries, which are {' '.join(COUNTRIES_OF_ORIGIN)}."
        raise NotReady(msg)


def _bind(session: Session, seat: str, name: str, role: str, countries: list[str]) -> None:
    person = sit_down(session, seat).person
    staff.appoint(session, None, person, name=name, role=role, countries=countries)


def _write(work: Callable[[Session], T]) -> T:
    return asyncio.run(_writing(work))


async def _writing(work: Callable[[Session], T]) -> T:
    store = await open_store(Settings())
    try:
        return await store.write(work)
    except Refusal as refusal:
        raise NotReady(str(refusal)) from None
    finally:
        await store.close()
