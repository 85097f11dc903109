"""What the bot has to say before a language is chosen: messages, and the values that stand in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from locales.language import Language


class Sayable(Protocol):
    """Anything with a name in every language: a country, a town, a profession."""

    def say(self, language: "Language", /) -> str: ...


Value: TypeAlias = "str | int | Sayable"


@dataclass(frozen=True, slots=True)
class Message:
    """A whole English sentence with named {places}, and what stands in them. `Language.say` makes it text.

    The values do not show in its repr: they may be what people wrote.
    """

    id: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False, repr=False)
    plural: str | None = None
    count: int | None = None
    context: str | None = None

    def say(self, language: "Language", /) -> str:
        return language.say(self)


def _(text: str, /, **values: Value) -> Message:
    return Message(text, values)


def _n(one: str, many: str, n: int, /, **values: Value) -> Message:
    """A message that depends on a number; `{n}` stands for it."""
    return Message(one, {"n": n, **values}, many, n)


def _p(context: str, text: str, /, **values: Value) -> Message:
    """A message that needs its context to be translated: the same English word, two things."""
    return Message(text, values, context=context)


@dataclass(frozen=True, slots=True, init=False)
class Listing:
    """Several values as the reader's language lists them: "A, B and C"."""

    items: tuple[Value, ...]

    def __init__(self, items: Iterable[Value]) -> None:
        object.__setattr__(self, "items", tuple(items))

    def say(self, language: "Language", /) -> str:
        return language.list(self.items)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as the reader's language writes it: in full, without its year, or its month alone."""

    value: date
    form: Literal["full", "day", "month"] = "full"

    def say(self, language: "Language", /) -> str:
        return language.day(self.value, self.form)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day of a moment, where the reader is. An unknown zone is UTC; so is a moment without one."""

    moment: datetime
    zone: tzinfo | str = UTC

    def say(self, language: "Language", /) -> str:
        moment = self.moment if self.moment.tzinfo else self.moment.replace(tzinfo=UTC)
        return language.clock(moment.astimezone(_zone(self.zone)))


def _zone(zone: tzinfo | str) -> tzinfo:
    if isinstance(zone, tzinfo):
        return zone
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return UTC
