"""Plays a scenario on phones of one kind and gives back the conversation as it was read."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Person
from models.store import Store
from services import staff
from tests.wires.phone import Phone, Seen

SCENARIOS = sorted(script.parent for script in Path(__file__).parent.glob("*/script.txt"))
_LINE = re.compile(r"(\w+)(>|<| is | arrives)(.*)")
_DRAWN = re.compile("\u2068?(?:\\b[A-Z0-9]{4}(?:-[A-Z0-9]{4})+\\b|\\b[A-Z0-9]{8,12}\\b)\u2069?")
"""Codes are drawn anew each time."""
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")


class Stage:
    """The people of a scenario, each with a phone that `give` makes."""

    def __init__(self, store: Store, give: Callable[[str], Phone]) -> None:
        self._store, self._give = store, give
        self._phones: dict[str, Phone] = {}
        self._people: dict[str, int] = {}
        self._last: dict[str, Seen] = {}
        self._said: list[str] = []

    async def play(self, scenario: str) -> str:
        for line in scenario.splitlines():
            found = _LINE.fullmatch(line)
            if found:
                await self._line(found[1], found[2].strip(), found[3].strip())
        return _CLOCK.sub("··:··", _DRAWN.sub("········", "\n".join(self._said))) + "\n"

    async def _line(self, name: str, how: str, what: str) -> None:
        if how == "is":
            appointed = partial(
                staff.appoint, actor_id=None, person_id=self._people[name], name=name.title(), role=what
            )
            await self._store.write(partial(appointed, countries=[]))
            return
        self._said.append(f"\n{name}{how if how in '<>' else ''} {what}".rstrip())
        match how:
            case "arrives":
                phone = self._phones[name] = self._give(name)
                shown = await phone.arrive()
                self._people[name] = await self._store.read(_newest)
            case ">":
                shown = await self._write(name, what)
            case _:
                shown = await self._phones[name].reads()
        self._show(name, shown)

    async def _write(self, name: str, what: str) -> Seen:
        phone = self._phones[name]
        if what.isdecimal() and int(what) <= len(self._last[name].choices):
            await phone.choose(int(what))
        else:
            await phone.say(what)
        return await phone.reads()

    def _show(self, name: str, shown: Seen) -> None:
        self._last[name] = shown
        self._said.append(shown.text)
        self._said += [f"  - {label}" for label in shown.choices]


def _newest(session: Session) -> int:
    return session.scalar(select(func.max(Person.id))) or 0
