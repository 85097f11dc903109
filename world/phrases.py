"""What one message says: who, from where, living where, doing what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from world.countries import COUNTRIES_OF_ORIGIN, Country
from world.cues import Cue, is_direction, is_filler, is_title, may_begin_name, without_elisions
from world.folding import fold
from world.kinds import Kind
from world.languages import SpokenLanguage
from world.places import Place, ranked
from world.professions import Profession, Sector
from world.reading import Match, Word, matches_in, words_of
from world.spelling import one_gender

# Longer messages are stories: only how they begin is read.
_MOST_WORDS = 24
_LONGEST = 500
_BETWEEN_WORDS = re.compile(r"[\s,،;؛:.!?؟()\[\]/\"«»“”]+")


@dataclass(frozen=True, slots=True)
class Understood:
    """One message, taken apart; several things in one field are alternatives, as the two Congos for "congolais".

    `rest` is what was not understood, most often a name, without the words that carry nothing. `whole` is the message
    without those words only: towns and trades are surnames too, so where no Marie is found in Paris, "Marie Paris"
    may be somebody's name.
    """

    origins: tuple[Country, ...] = ()
    residence: tuple[Country, ...] = ()
    places: tuple[Place, ...] = ()
    professions: tuple[Profession, ...] = ()
    sectors: tuple[Sector, ...] = ()
    offers: tuple[str, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    rest: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class _Facets:
    """Understood, while it fills."""

    origins: list[Country] = field(default_factory=list)
    residence: list[Country] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    professions: list[Profession] = field(default_factory=list)
    sectors: list[Sector] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    languages: list[SpokenLanguage] = field(default_factory=list)


def understand(text: str, near: str | None = None) -> Understood:
    """What is written, with or without mistakes, in any shipped language.

    Of towns of one name the largest is meant, unless one is in the country `near` or in the one named right after it.
    """
    words = words_of(_split(text[:_LONGEST])[:_MOST_WORDS])
    matches = matches_in(words)
    facets = _facets(matches, near)
    return Understood(
        origins=tuple(dict.fromkeys(facets.origins)),
        residence=tuple(dict.fromkeys(facets.residence)),
        places=tuple(dict.fromkeys(facets.places)),
        professions=tuple(dict.fromkeys(facets.professions)),
        sectors=tuple(dict.fromkeys(facets.sectors)),
        offers=tuple(dict.fromkeys(facets.offers)),
        languages=tuple(dict.fromkeys(facets.languages)),
        rest=" ".join(_left(words, matches)),
        whole=" ".join(
            word.written
            for place, word in enumerate(words)
            if not is_filler(word.folded) and not _is_title(words, place)
        ),
    )


def _split(text: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(without_elisions(one_gender(text))) if fold(word)]


def _facets(matches: Sequence[Match], near: str | None) -> _Facets:
    facets = _Facets()
    settled = any(match.cue is Cue.IN and match.kind in (Kind.PLACE, Kind.COUNTRY) for match in matches)
    for before, match, after in zip([None, *matches], matches, [*matches[1:], None], strict=False):
        if match.kind == Kind.PLACE:
            _take_town(facets, match, _country_after(match, after) or near, settled=settled)
        elif before is not None and _is_invested_in(before, match):
            facets.origins.extend(Country(hit.ref) for hit in match.hits)
        elif before is None or not _country_after(before, match):
            _take(facets, match)
    return facets


def _take_town(facets: _Facets, match: Match, near: str | None, *, settled: bool) -> None:
    """Someone from Accra may live anywhere: a town at home that one is from says which country one is from.

    French says "de" for both, and means it so where the message also says where one lives: "de Cotonou à Lyon".
    """
    town = ranked(match.hits, near)[0]
    is_origin = match.cue is Cue.FROM or (match.cue is Cue.OF and settled)
    if is_origin and town.country in COUNTRIES_OF_ORIGIN:
        facets.origins.append(Country(town.country))
    else:
        facets.places.append(town)


def _take(facets: _Facets, match: Match) -> None:
    refs = [hit.ref for hit in match.hits]
    match match.kind:
        case Kind.COUNTRY | Kind.DEMONYM:
            (facets.origins if _is_origin(match) else facets.residence).extend(map(Country, refs))
        case Kind.PROFESSION:
            facets.professions.extend(map(Profession, refs))
        case Kind.SECTOR:
            facets.sectors.extend(map(Sector, refs))
        case Kind.LANGUAGE:
            facets.languages.extend(map(SpokenLanguage, refs))
        case _:
            facets.offers.extend(refs)


def _is_origin(match: Match) -> bool:
    """Where nothing tells, "Gambia" is where one is from and "UK" where one lives."""
    if match.kind == Kind.DEMONYM or match.cue in (Cue.FROM, Cue.OF):
        return True
    return match.cue in (None, Cue.LANGUAGE) and match.hits[0].ref in COUNTRIES_OF_ORIGIN


def _is_invested_in(before: Match, match: Match) -> bool:
    """Who would invest in Ghana lives anywhere: it is theirs, and not where they live."""
    invests = before.kind == Kind.OFFER and any(hit.ref == "invest" for hit in before.hits)
    return invests and match.kind == Kind.COUNTRY and match.hits[0].ref in COUNTRIES_OF_ORIGIN


def _country_after(town: Match, after: Match | None) -> str | None:
    """The country written right after a town that has one of that name: "Lyon, France"."""
    if town.kind != Kind.PLACE or after is None or after.kind != Kind.COUNTRY or after.start != town.end:
        return None
    countries = {place.country for place in ranked(town.hits, None)}
    return next((hit.ref for hit in after.hits if hit.ref in countries), None)


def _says_nothing(word: Word, *, beside_town: bool) -> bool:
    """Small words, numbers ("Paris 18e"), and the side of a town."""
    return word.is_small or word.folded[0].isdigit() or (beside_town and is_direction(word.folded))


def _is_title(words: Sequence[Word], place: int) -> bool:
    """Whether a title begins a name here."""
    begins = place == 0 or words[place - 1].is_small
    return begins and place + 1 < len(words) and is_title(words[place].folded)


def _left(words: Sequence[Word], matches: Sequence[Match]) -> Iterator[str]:
    """What no match took, without small words but the "de" inside a name: Marie de Souza."""
    taken = {place for match in matches for place in range(match.start, match.end)}
    around = {place for match in matches if match.kind == Kind.PLACE for place in (match.start - 1, match.end)}
    free = [
        place not in taken and not _is_title(words, place) and not _says_nothing(word, beside_town=place in around)
        for place, word in enumerate(words)
    ]
    for place, word in enumerate(words):
        inside = 0 < place < len(words) - 1 and free[place - 1] and free[place + 1] and may_begin_name(word.folded)
        if free[place] or (inside and place not in taken):
            yield word.written
