"""Fitting: how well what may be known of a card meets a wish."""

from collections.abc import Callable, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from services.compounds import joined
from services.directory import Facts
from services.names import shorten
from services.terms import name_words
from services.wishes import Wish
from world.folding import fold
from world.professions import profession
from world.sounds import closeness

LIKE_ENOUGH: Final = 0.8
"""From here on the words of two names may be one person's, on average."""
BEGINS: Final = 0.85
"""What a word counts for that begins as the one asked for."""
JOINED: Final = 0.88
"""From here on two words asked for may be one of the name."""
WRITTEN_ALIKE: Final = 0.6
"""And no less of their letters: of so many consonants some name always has the sound."""
BEGINNING: Final = 3
"""Letters that anything of a name may begin with; more of them would tell what follows, one after the other."""
LEFT_OUT: Final = 0.7
"""What a name counts for that lacks one of three words or more."""

Part = Callable[[Wish, Facts], bool]

_PARTS: Final[tuple[tuple[str, Part], ...]] = (
    ("professions", lambda wish, facts: facts.profession in wish.professions),
    ("sectors", lambda wish, facts: _sector(facts.profession) in wish.sectors),
    ("origins", lambda wish, facts: not set(facts.origins).isdisjoint(wish.origins)),
    ("places", lambda wish, facts: facts.city_id in wish.places),
    ("countries", lambda wish, facts: facts.country in wish.countries),
    ("languages", lambda wish, facts: not set(facts.languages).isdisjoint(wish.languages)),
    ("offers", lambda wish, facts: not set(facts.offers).isdisjoint(wish.offers)),
    ("mentors", lambda _wish, facts: facts.mentors),
)


def fit(wish: Wish, words: Sequence[str], facts: Facts) -> float:
    """From 0, it does not, to 1, as it was asked. Every part of the wish is met, or it does not fit at all."""
    if not all(met(wish, facts) for part, met in _PARTS if getattr(wish, part)):
        return 0.0
    return _named(words, facts, _cut_short(wish, words, facts)) if words else 1.0


def _cut_short(wish: Wish, words: Sequence[str], facts: Facts) -> Sequence[str]:
    """The words of a name that one may be the beginning of: those that are shown, or its other letters could be asked
    for one by one. Three letters alone are a name being typed.
    """
    is_alone = len(words) == 1 and len(words[0]) == BEGINNING and wish.parts == ("words",)
    return name_words(facts.name if is_alone or facts.kind == "organisation" else shorten(facts.name))


def _named(words: Sequence[str], facts: Facts, cut: Sequence[str]) -> float:
    names = name_words(facts.name)
    each = _each(words, names, cut, facts)
    if min(each) == 1:
        return 1.0
    best = max((_mean(each), *(_joined(words, place, each, names) for place in range(len(words) - 1))))
    whole = joined(words)
    if len(whole) < len(words):
        best = max(best, _mean(_each(whole, names, cut, facts)))
    if best or len(words) < 3:
        return best
    others = sorted(each)[1:]
    return LEFT_OUT * min(others) if min(others) > BEGINS else 0.0


def _each(words: Sequence[str], names: Sequence[str], cut: Sequence[str], facts: Facts) -> list[float]:
    """How close each word comes, those that are closest first: no word of a name stands for two."""
    found: dict[str, float] = {}
    left = list(names)
    for word in sorted(words, key=lambda word: -_closest(word, names, cut)[0]):
        found[word], taken = _closest(word, left, cut)
        left = [name for name in left if name != taken]
        if not found[word] and word in _said(facts):
            found[word] = 1.0
    return [found[word] for word in words]


def _said(facts: Facts) -> list[str]:
    return fold(" ".join((facts.work, facts.city, *facts.skills))).split()


def _closest(word: str, names: Sequence[str], cut: Sequence[str] = ()) -> tuple[float, str]:
    if word in names:
        return 1.0, word
    closest = max(((closeness(word, name), name) for name in names), default=(0.0, ""))
    if closest[0] >= BEGINS or len(word) < 3:
        return closest
    return max(closest, *((BEGINS, name) for name in names if name in cut and name.startswith(word)), (0.0, ""))


def _joined(words: Sequence[str], place: int, each: Sequence[float], names: Sequence[str]) -> float:
    """As if two of the words were one."""
    whole = words[place] + words[place + 1]
    one, name = _closest(whole, names)
    if one < JOINED or OSA.normalized_similarity(whole, name) < WRITTEN_ALIKE:
        return 0.0
    return _mean([*each[:place], one, one, *each[place + 2 :]])


def _mean(each: Sequence[float]) -> float:
    """The average of words of which none is missing."""
    mean = sum(each) / len(each)
    return mean if min(each) and mean >= LIKE_ENOUGH else 0.0


def _sector(code: str | None) -> str | None:
    known = profession(code) if code else None
    return known.sector.code if known else None
