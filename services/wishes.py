"""What a search asks for: one message, understood, as terms that a card must have."""

from dataclasses import dataclass, replace
from typing import Literal

from world.folding import fold
from world.phrases import Understood, understand
from world.places import place
from world.professions import profession

Kind = Literal["profession", "sector", "origin", "place", "country", "language", "written"]
"""What a term is of; `written` is a word of a profession, a town or a skill that no table knows."""

SHORTEST_WORD = 2
_MARKS: dict[Kind, str] = {
    "profession": "p",
    "sector": "s",
    "origin": "o",
    "place": "c",
    "country": "r",
    "language": "l",
    "written": "w",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """Every part that is not empty must be met, each by one of its codes; every word by one of its own.

    `name` is the whole message as words: where no Marie is found in Paris, it may be Marie Paris who is meant.
    """

    words: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    mentors: bool = False
    languages: tuple[str, ...] = ()
    name: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.groups() or self.words or self.mentors)

    def groups(self) -> list[list[str]]:
        """The terms a card must have: one of each group. Words are not among them: their spelling may vary."""
        groups = [
            [term("profession", code) for code in self.professions],
            [term("sector", code) for code in self.sectors],
            [term("origin", code) for code in self.origins],
            [term("place", city) for city in self.places],
            [term("country", code) for code in self.countries],
            [term("language", code) for code in self.languages],
        ]
        return [group for group in groups if group]

    def wider(self) -> dict[str, "Wish"]:
        """The next wider wishes, by what each gives up; the nearest first."""
        found: dict[str, Wish] = {}
        if self.places:
            found["place"] = replace(self, places=(), countries=_around(self.places))
        elif self.countries:
            found["country"] = replace(self, countries=())
        if self.professions:
            found["work"] = replace(self, professions=(), sectors=_sectors(self.professions))
        elif self.sectors:
            found["sector"] = replace(self, sectors=())
        if self.words and self.groups():
            found["words"] = replace(self, words=())
        if self.origins:
            found["origin"] = replace(self, origins=())
        return {name: wish for name, wish in found.items() if not wish.is_empty}


def wish_for(said: str) -> Wish:
    """What a message asks for."""
    return _wish(understand(said))


def _wish(understood: Understood) -> Wish:
    return Wish(
        words=_words(understood.rest),
        professions=tuple(each.code for each in understood.professions),
        sectors=() if understood.professions else tuple(each.code for each in understood.sectors),
        origins=tuple(each.code for each in understood.origins),
        places=tuple(each.id for each in understood.places),
        countries=tuple(each.code for each in understood.residence),
        mentors="mentor" in understood.offers,
        languages=tuple(each.code for each in understood.languages),
        name=_words(understood.whole),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in fold(text).split() if len(word) >= SHORTEST_WORD))


def _around(places: tuple[int, ...]) -> tuple[str, ...]:
    known = (place(city) for city in places)
    return tuple(dict.fromkeys(each.country for each in known if each))


def _sectors(professions: tuple[str, ...]) -> tuple[str, ...]:
    known = (profession(code) for code in professions)
    return tuple(dict.fromkeys(each.sector.code for each in known if each))


def term(kind: Kind, code: str | int) -> str:
    """The term a card is found by for one of its answers; a word of a name is a term as it is."""
    return f"{_MARKS[kind]}:{code}"
