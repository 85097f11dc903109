"""Names that nobody has, in no spelling: whoever is found by one was found wrongly."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from benchmarks.directory.labels import ABSENT, Label
from benchmarks.directory.made import OF_A_STYLE, STYLES, made
from benchmarks.directory.names import group_of, plain, pool

WANTED: Final = 200
_CANDIDATES: Final = 3 * WANTED
_FOREIGN: Final = (
    "Agnieszka Przybylski, Haruto Yamamoto, Nguyen Phuong, Svetlana Kuznetsova, Bjarne Rasmussen, Siobhan "
    "Gallagher, Giuseppe Esposito, Thorvald Bergström, Wojciech Kowalczyk, Yuki Shimizu, Xiomara "
    "Villanueva, Dmitri Volkov, Ingrid Lindqvist, Zsuzsanna Horváth, Václav Dvořák, Takeshi Watanabe, "
    "Niamh O'Sullivan, Pradeep Chatterjee, Lakshmi Venkataraman, Rodrigo Etxeberria, Mikkel Christiansen, "
    "Oleksandr Shevchenko, Ludmila Petrova, Hyun-woo Jung, Zhang Xiuying, Fitzgerald McAllister, Guðrún "
    "Jónsdóttir, Panagiotis Papadopoulos, Liesbeth Vandenberghe, Maximilian Schwarzenegger, Brunhilde "
    "Oppenheimer, Quetzalli Hernández, Rhys Llewellyn, Sanjay Krishnamurthy, Tuulikki Hämäläinen, Ulrike "
    "Zimmermann, Vytautas Landsbergis, Wilhelmina Hoogendijk, Yevgeny Zhirkov, Aoife Brannigan"
)
# peoples whose names nobody has together: given names of one, family names of the other
_NEVER_TOGETHER: Final = (
    ("habesha", "mossi"),
    ("oromo", "gbe"),
    ("habesha", "lakes"),
    ("akan", "maghreb"),
    ("gbe", "egypt"),
    ("mossi", "congo"),
    ("wolof", "central"),
    ("yoruba", "lakes"),
    ("akan", "egypt"),
    ("somali", "akan"),
    ("mossi", "akan"),
)
_LETTERS: Final = (
    ("ou", "u"),
    ("tsh", "x"),
    ("tch", "x"),
    ("ch", "x"),
    ("sh", "x"),
    ("dj", "j"),
    ("gy", "j"),
    ("gn", "n"),
    ("ny", "n"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("v", "f"),
    ("p", "b"),
)
_SILENT: Final = re.compile("[aeiouywh]")
_TWICE: Final = re.compile(r"(.)\1+")


def absent_labels(told: Sequence[str], seed: int, count: int = WANTED) -> list[Label]:
    """Names of which no member has all the words, or anything like them; `told` are the words of each member."""
    candidates = list(dict.fromkeys(_candidates(random.Random(f"{seed} {ABSENT}"))))
    there = _there(told, candidates)
    left = [each for place, each in enumerate(candidates) if place not in there]
    random.Random(seed).shuffle(left)
    return [Label(ABSENT, name, 0) for name in left[:count]]


def _candidates(dice: random.Random) -> Iterable[str]:
    yield from _FOREIGN.split(", ")
    ways: Sequence[Callable[[random.Random], str]] = (_never_together, _half_made, _made_alone)
    for number in range(_CANDIDATES):
        yield ways[number % len(ways)](dice)


def _never_together(dice: random.Random) -> str:
    given, family = dice.choice(_NEVER_TOGETHER)
    return f"{_of(given, 'g', dice)} {_of(family, 'f', dice)}"


def _half_made(dice: random.Random) -> str:
    people = dice.choice(("muslim", "christian", "akan", "gbe", "habesha"))
    return f"{_of(people, 'g', dice)} {_of_nobody(dice)}"


def _made_alone(dice: random.Random) -> str:
    return f"{_of_nobody(dice)} {_of_nobody(dice)}"


def _of(people: str, role: str, dice: random.Random) -> str:
    return dice.choice([name for name in pool(people, role) if not name.apart]).latin[0]


def _of_nobody(dice: random.Random) -> str:
    """A made name beyond those that members have; it may be had by chance, which is checked."""
    return made(dice.choice(list(STYLES)), OF_A_STYLE + dice.randrange(OF_A_STYLE)).latin[0]


def _there(told: Sequence[str], candidates: Sequence[str]) -> set[int]:
    """The places of those whose every word somebody has, or one that may be taken for it."""
    words = sorted({word for names in told for word in names.split()})
    sounding = _by_sound(words)
    meant: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, name in enumerate(candidates):
        for at, word in enumerate(plain(re.sub("[-']", " ", name)).split()):
            for each in _like(word, words, sounding):
                meant[each].append((place, at))
    many = [len(re.split("[ '-]", name)) for name in candidates]
    return {place for names in told for place in _met(names, meant, many)}


def _met(names: str, meant: dict[str, list[tuple[int, int]]], many: Sequence[int]) -> Iterable[int]:
    met = {each for word in names.split() if word in meant for each in meant[word]}
    found: dict[int, int] = defaultdict(int)
    for place, _at in met:
        found[place] += 1
    return [place for place, count in found.items() if count >= min(2, many[place])]


def _like(word: str, words: Sequence[str], sounding: dict[str, list[str]]) -> set[str]:
    most = 2 if len(word) > 5 else 1
    near = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {other for other, _distance, _place in near} | set(sounding[_sound(word)]) | {group_of(word)}


def _by_sound(words: Sequence[str]) -> dict[str, list[str]]:
    sounding: dict[str, list[str]] = defaultdict(list)
    for word in words:
        sounding[_sound(word)].append(word)
    return sounding


def _sound(word: str) -> str:
    """Consonants alone, those said alike as one: coarser than any ear."""
    for one, other in _LETTERS:
        word = word.replace(one, other)
    return word[:1] + _TWICE.sub(r"\1", _SILENT.sub("", word[1:]))
