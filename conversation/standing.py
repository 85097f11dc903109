"""What a person may do here, and the doors through which a run reaches the world."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from conversation.dialogue import Needs
from conversation.screen import Opens


@dataclass(frozen=True, slots=True)
class Standing:
    """The rights of a person on the address they write from. `staff` is their role, or None."""

    noticed: bool = False
    member: bool = False
    staff: str | None = None
    countries: tuple[str, ...] = ()

    def lacks(self, needs: Needs) -> Needs | None:
        """The first right that is missing for a dialogue that needs `needs`."""
        if needs != "nothing" and not self.noticed:
            return "notice"
        if needs == "member" and not self.member:
            return "member"
        return "staff" if needs == "staff" and self.staff is None else None


class Reach(Protocol):
    """The world, as a turn may touch it: functions of a session and the acting person's id, within one transaction."""

    @property
    def changed(self) -> bool:
        """Whether this turn has changed anything yet."""

    def read(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Call a light reading function."""

    def change(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Call a changing function under a savepoint; what it refuses leaves no rows."""

    def standing(self) -> Standing:
        """The person's rights as they are now, the changes of this turn included."""

    def sent_at(self, row: int) -> datetime | None:
        """When the outbox row went out, if it has."""


class Router(Protocol):
    """Where words, commands, links and free text lead."""

    def word(self, name: str, standing: Standing) -> Opens:
        """A word that works everywhere."""

    def command(self, name: str, rest: str, standing: Standing) -> Opens | None:
        """A command without its slash, and what follows it."""

    def free_text(self, text: str, standing: Standing) -> Opens:
        """Words outside any dialogue."""

    def contact(self, number: str, standing: Standing) -> Opens:
        """A contact shared outside any dialogue."""

    def start(self, parameter: str, standing: Standing) -> Opens:
        """A start link."""

    def unlock(self, needs: Needs) -> Opens | None:
        """The dialogue that gives a right; None when only staff can."""
