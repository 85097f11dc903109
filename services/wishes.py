"""What a search asks for: one message, understood, as terms that a card must have."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Literal

from world.folding import fold
from world.phrases import Understood, understand
from world.places import Place, find_places, place
from world.professions import find_professions, profession
from world.reading import is_name

Kind = Literal["profession", "sector", "origin", "place", "country", "language", "offer"]
"""What a term is of. Words stand for themselves: of a name, a skill, and a work or a town that no table knows."""

SHORTEST_WORD = 2
LONG_ENOUGH_TO_GUESS = 4
GUESSES_AT_MOST = 2
LARGE = 50_000
"""People, of a town that is guessed."""
_MARKS: dict[Kind, str] = {
    "profession": "p",
    "sector": "s",
    "origin": "o",
    "place": "c",
    "country": "r",
    "language": "l",
    "offer": "f",
}

PARTS: Final = ("words", "professions", "sectors", "offers", "mentors", "origins", "places", "countries", "languages")
"""What a wish is made of, in the order in which it is said."""
_LAST_GIVEN_UP: Final = ("languages", "offers", "mentors", "origins")


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
    offers: tuple[str, ...] = ()
    name: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.parts

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that ask for something."""
        return tuple(part for part in PARTS if getattr(self, part))

    def groups(self) -> list[list[str]]:
        """The terms a card must have: one of each group. Words are not among them: their spelling may vary."""
        groups = [
            [term("profession", code) for code in self.professions],
            [term("sector", code) for code in self.sectors],
            [term("origin", code) for code in self.origins],
            [term("place", city) for city in self.places],
            [term("country", code) for code in self.countries],
            [term("language", code) for code in self.languages],
            [term("offer", code) for code in self.offers],
        ]
        return [group for group in groups if group]

    def without(self, part: str) -> "Wish":
        """The same wish without one part; it is no longer the message that was written."""
        return replace(self._emptied(part), name=())

    def having(self, part: str, code: str = "") -> "Wish":
        """The same wish with one part more."""
        more: dict[str, Any] = {part: True if part == "mentors" else (code,)}
        return replace(self, name=(), **more)

    def wider(self) -> dict[str, "Wish"]:
        """The next wider wishes, by what each gives up; the nearest first.

        Beside a work, words are rather a detail of it than a name, and the first to be given up.
        """
        found = dict(self._nearer())
        is_detail = bool(self.professions or self.sectors or self.offers or self.languages)
        if is_detail and "words" in found:
            found = {"words": found.pop("words"), **found}
        return {name: wish for name, wish in found.items() if not wish.is_empty}

    def _nearer(self) -> Iterator[tuple[str, "Wish"]]:
        if self.places:
            yield "place", replace(self, places=(), countries=_around(self.places))
        elif self.countries:
            yield "country", replace(self, countries=())
        if sectors := _sectors(self.professions):
            yield "work", replace(self, professions=(), sectors=sectors)
        elif self.professions or self.sectors:
            yield "sector", replace(self, professions=(), sectors=())
        if self.words and self.groups():
            yield "words", replace(self, words=())
        yield from ((part, self._emptied(part)) for part in _LAST_GIVEN_UP if getattr(self, part))

    def _emptied(self, part: str) -> "Wish":
        less: dict[str, Any] = {part: False if part == "mentors" else ()}
        return replace(self, **less)

    def guesses(self) -> list["Wish"]:
        """What may have been meant by words that were taken for a name: a town or a work, misspelt; or one name alone,
        where two were written (“Diallo Jallow”: two spellings of it).
        """
        texts = dict.fromkeys([" ".join(self.words), *self.words])
        long = [text for text in texts if len(text) >= LONG_ENOUGH_TO_GUESS and not all(map(is_name, text.split()))]
        found = list(dict.fromkeys(guess for text in long for guess in self._guessed(text)))
        return found[:GUESSES_AT_MOST] + [Wish(words=(word,)) for word in self._two_names()]

    def _two_names(self) -> tuple[str, ...]:
        is_name_alone = len(self.words) == 2 and self.parts == ("words",)
        return self.words if is_name_alone else ()

    def _guessed(self, text: str) -> Iterator["Wish"]:
        left = tuple(word for word in self.words if word not in text.split())
        towns, works = find_places(text, limit=1), find_professions(text, limit=1)
        if towns and not self.places and _is_known(towns[0], text):
            yield replace(self, words=left, places=(towns[0].id,), name=())
        if works and not self.professions:
            yield replace(self, words=left, professions=(works[0].code,), sectors=(), name=())

    def told(self) -> dict[str, Any]:
        """The wish as JSON."""
        return {name: value for name, value in asdict(self).items() if value}


def wish_for(said: str) -> Wish:
    """What a message asks for."""
    return _wish(understand(said))


def wish_of(told: Mapping[str, Any]) -> Wish:
    """The wish that was kept as JSON; parts that are no longer known ask for nothing."""
    known = {each.name for each in fields(Wish)}
    kept: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Wish(**{name: value for name, value in kept.items() if name in known})


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
        offers=tuple(code for code in understood.offers if code != "mentor"),
        name=_words(understood.whole),
    )


def _is_known(town: Place, text: str) -> bool:
    """Few people mistake the first letter of a town, and it is rarely a small one that is meant."""
    return town.population >= LARGE and fold(town.name)[:1] == text[:1]


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in fold(text).split() if len(word) >= SHORTEST_WORD))


def _around(places: tuple[int, ...]) -> tuple[str, ...]:
    known = (place(city) for city in places)
    return tuple(dict.fromkeys(each.country for each in known if each))


def _sectors(professions: tuple[str, ...]) -> tuple[str, ...]:
    known = (profession(code) for code in professions)
    return tuple(dict.fromkeys(each.sector.code for each in known if each and each.sector.is_a_field))


def term(kind: Kind, code: str | int) -> str:
    """The term a card is found by for one of its answers; a word of a name is a term as it is."""
    return f"{_MARKS[kind]}:{code}"


def is_answer(term: str) -> bool:
    """Whether a term is a code that many cards have, and no word."""
    return ":" in term
