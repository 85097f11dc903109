"""Invented members. Each follows from the seed and a number alone: nobody has to be remembered to be met again."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import accumulate
from math import gcd
from typing import Final, Generic, TypeVar

from benchmarks.directory.made import OF_A_STYLE, made
from benchmarks.directory.names import Name, Script, pool, unaccented
from benchmarks.directory.tables import table, weighted

T = TypeVar("T")

LATEST: Final = datetime(2026, 11, 1, tzinfo=UTC)
CONFIRMED_OVER: Final = timedelta(days=730)
FINDERS_LEAST: Final = ("members", "public")
"""The audiences of cards that every member finds."""
AUDIENCES: Final = {"members": 58, "public": 14, "country": 12, "nationals": 5, "staff": 4, "nobody": 7}
NARROWED: Final = (("city", "country"), ("profession", "staff"), ("name", "country"), ("origins", "nobody"))
SKILLS: Final = ("Excel", "soudure", "project management", "first aid", "teaching", "couture", "grant writing", "SQL")
OFFERS: Final = ("advice", "training", "investment", "volunteering")
_MADE: Final = {"g": 0.12, "f": 0.35}
_APART: Final = 0.12


class Urn(Generic[T]):
    """Draws what has a weight, without adding the weights up again."""

    def __init__(self, weights: Iterable[tuple[T, float]]) -> None:
        pairs = list(weights)
        self._things = [thing for thing, _weight in pairs]
        self._sums = list(accumulate(weight for _thing, weight in pairs))

    def draw(self, dice: random.Random) -> T:
        return dice.choices(self._things, cum_weights=self._sums)[0]


@dataclass(frozen=True, slots=True)
class Town:
    """A town with the names it has in three languages."""

    id: int
    country: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trade:
    """A profession with the words for it in three languages."""

    code: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A name, and the spelling of it that somebody has."""

    name: Name
    written: str


@dataclass(frozen=True)
class Invented:
    """A member: their answers, and how they are reached."""

    number: int
    parts: tuple[Part, ...]
    script: Script
    origins: tuple[str, ...]
    town: Town
    trade: Trade
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    offers: tuple[str, ...]
    audience: str
    shown: Mapping[str, str]
    phone: str
    findable: bool

    @cached_property
    def name(self) -> str:
        return " ".join(part.written for part in self.parts)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Equal where two names are one, however they are spelt and in whichever order they stand."""
        return tuple(sorted(part.name.group for part in self.parts))

    @property
    def is_found(self) -> bool:
        """Whether every member finds them by every answer."""
        return self.audience in FINDERS_LEAST and not self.shown

    @property
    def is_apart(self) -> bool:
        return any(part.name.apart for part in self.parts)


class People:
    """So many members of one seed; the first has number 1."""

    def __init__(self, count: int, seed: int) -> None:
        self.count, self.seed = count, seed
        self.added: dict[int, str] = {}  # the names of members who came from elsewhere
        self._step = next(each for each in range(int(count * 0.618) | 1, 2 * count + 3) if gcd(each, count) == 1)
        self._homes = {row["country"]: row for row in table("homelands")}
        self._ways = {row["country"]: _Ways(row) for row in table("peoples")}
        self._origins = Urn((code, float(row["weight"])) for code, row in self._homes.items())
        self._audiences = Urn(AUDIENCES.items())

    def by_confirmation(self) -> Sequence[int]:
        """Their numbers, those confirmed first at the beginning."""
        return _Steps(self.count, self._step)

    def confirmed_at(self, place: int) -> datetime:
        """When the one who stands there in that order was confirmed: evenly over two years."""
        return LATEST - CONFIRMED_OVER * ((self.count - place) / self.count)

    def name(self, number: int) -> str:
        if number in self.added:
            return self.added[number]
        return self.person(number).name if number <= self.count else ""

    def person(self, number: int) -> Invented:
        dice = random.Random(self.seed * 10_000_000 + number)
        origin = self._origins.draw(dice)
        ways, home = self._ways[origin], self._homes[origin]
        script, parts = ways.name(dice)
        town = _towns(origin if dice.random() < 0.3 else None).draw(dice)
        return Invented(
            number=number,
            parts=parts,
            script=script,
            origins=(origin, *self._second(dice, origin)),
            town=town,
            trade=dice.choice(trades()),
            languages=tuple(dice.sample(home["languages"].split(), 2)),
            skills=tuple(dice.sample(SKILLS, dice.choice((0, 0, 1, 2)))),
            offers=tuple(dice.sample(OFFERS, dice.choice((0, 0, 1)))),
            audience=self._audiences.draw(dice),
            shown=dict([dice.choice(NARROWED)]) if dice.random() < 0.12 else {},
            phone=_phone(home["phone"], number),
            findable=dice.random() < 0.4,
        )

    def _second(self, dice: random.Random, origin: str) -> list[str]:
        other = self._origins.draw(dice)
        return [other] if dice.random() < 0.06 and other != origin else []


class _Steps(Sequence[int]):
    """All numbers from 1 to so many, each once, in steps that jump about."""

    def __init__(self, count: int, step: int) -> None:
        self._count, self._step = count, step

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: int) -> int:  # type: ignore[override]
        if not 0 <= place < self._count:
            raise IndexError(place)
        return place * self._step % self._count + 1


class _Ways:
    """How people of a country are named: whose names, in which order, in which script."""

    def __init__(self, row: dict[str, str]) -> None:
        self._peoples = {"g": Urn(weighted(row["given"]).items()), "f": Urn(weighted(row["family"]).items())}
        self._style, self._orders = row["made"], Urn(weighted(row["ways"]).items())
        other, share = next(iter(weighted(row["script"]).items()), ("latin", 0.0))
        self._other, self._share = other, share

    def name(self, dice: random.Random) -> tuple[Script, tuple[Part, ...]]:
        names = self._different(dice, self._orders.draw(dice))
        script: Script = "latin"
        if dice.random() < self._share and all(name.in_script(self._other) for name in names):  # type: ignore[arg-type]
            script = self._other  # type: ignore[assignment]
        return script, tuple(Part(name, _written(name, script, dice)) for name in names)

    def _different(self, dice: random.Random, roles: str) -> list[Name]:
        """A name for each role; nobody has one twice."""
        names: dict[str, Name] = {}
        while len(names) < len(roles):
            name = self._one(dice, roles[len(names)])
            names.setdefault(name.group, name)
        return list(names.values())

    def _one(self, dice: random.Random, role: str) -> Name:
        if dice.random() < _MADE[role]:
            return made(self._style, int(OF_A_STYLE * dice.random() ** 1.6))
        people = self._peoples[role].draw(dice)
        urn = _urn(people, role, apart=dice.random() < _APART) or _urn(people, role, apart=False)
        return urn.draw(dice) if urn else made(self._style, dice.randrange(OF_A_STYLE))


def _written(name: Name, script: Script, dice: random.Random) -> str:
    """Most write the commonest spelling; many leave the accents out."""
    if script != "latin":
        return name.in_script(script)
    latin = name.latin[0] if dice.random() < 0.6 else dice.choice(name.latin)
    return unaccented(latin) if dice.random() < 0.35 else latin


@cache
def _urn(people: str, role: str, *, apart: bool) -> Urn[Name] | None:
    """The first of a list are had by more people than the last."""
    names = [name for name in pool(people, role) if name.apart == apart]
    return Urn((name, 1 / (place + 3)) for place, name in enumerate(names)) if names else None


def _phone(pattern: str, number: int) -> str:
    """A number that nobody else has: what a country's mobile numbers begin with, and digits."""
    begins = pattern.replace(" ", "")
    length = _DIGITS[pattern.split(maxsplit=1)[0]] - len(begins)
    return begins + str(number * 7_654_321 % 10**length).zfill(length)


_DIGITS: Final = {
    "+213": 13,
    "+229": 14,
    "+226": 12,
    "+257": 12,
    "+237": 13,
    "+236": 12,
    "+235": 12,
    "+243": 13,
    "+253": 12,
    "+20": 13,
    "+251": 13,
    "+220": 11,
    "+233": 13,
}
"""How many signs a number of each country has, the plus among them."""


@cache
def _towns(country: str | None) -> Urn[Town]:
    """Where the people of a country live at home, or where they live abroad."""
    homes = {row["country"] for row in table("homelands")}
    rows = [row for row in table("towns") if (row["country"] == country if country else row["country"] not in homes)]
    return Urn((_town(row), float(row["weight"])) for row in rows)


def _town(row: dict[str, str]) -> Town:
    return Town(int(row["id"]), row["country"], {code: row[code] for code in ("en", "fr", "ar")})


@cache
def trades() -> tuple[Trade, ...]:
    return tuple(Trade(row["code"], {code: row[code] for code in ("en", "fr", "ar")}) for row in table("trades"))
