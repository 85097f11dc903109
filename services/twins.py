"""Twins: rows that are the same person, spelt by different hands."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.fuzz import ratio

from world.folding import fold

_SOUNDS: Final = tuple(
    (re.compile(written), sound)
    for written, sound in (
        (r"^di(?=[aeou])|dj|dy(?=[aeou])|j", "j"),
        (r"ph", "f"),
        (r"kh|gh", "k"),
        (r"th", "t"),
        (r"ck|q|c(?![hei])", "k"),
        (r"sch|sh|ch", "x"),
        (r"c(?=[ei])|z", "s"),
        (r"ou|w", "u"),
        (r"v", "b"),
        (r"gn", "n"),
    )
)
_SILENT: Final = re.compile(r"[aeiouyh]+")
_AGAIN: Final = re.compile(r"(.)\1+")
_ALIKE: Final = 80
_ALIKE_BY_SOUND: Final = 60
_SHORTEST_MISSPELT: Final = 5
"""Letters; Awa and Ama are two names."""


class Named(NamedTuple):
    """Who a row is about, as far as it tells who is the same."""

    row: int
    name: str
    number: str | None
    town: str


def sound(word: str) -> str:
    """How a folded word of a name sounds, roughly: its consonants, whatever alphabet's habits they are written in."""
    heard = word
    for written, spoken in _SOUNDS:
        heard = written.sub(spoken, heard)
    begins = "a" if heard[:1] in "aeiou" else ""
    return _AGAIN.sub(r"\1", begins + _SILENT.sub("", heard)) or word


def sounds(name: str) -> str:
    """How a name sounds, in whichever order its words are said."""
    return " ".join(sorted(map(sound, fold(name).split())))


def twins(people: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Each row that is the person of an earlier one, with that one."""
    groups: dict[str, list[Named]] = defaultdict(list)
    for person in people:
        keys = _meeting_places(person)
        earlier = dict.fromkeys(other for place in keys for other in groups[place])
        twin = next((other for other in earlier if are_one(other, person)), None)
        if twin is not None:
            yield person, twin
            continue
        for place in keys:
            groups[place].append(person)


def _meeting_places(person: Named) -> list[str]:
    """Where people who may be one would meet: a number, or a town with a word of the name as it sounds."""
    words = {f"{person.town}|{sound(word)}" for word in fold(person.name).split()}
    return ([person.number] if person.number else []) + sorted(words)


def are_one(one: Named, other: Named) -> bool:
    """The same name, as it sounds or nearly as it is spelt, with the same number or, numbers unknown, the same town."""
    if one.number and other.number and one.number != other.number:
        return False
    if one.number is not None and one.number == other.number:
        return alike(one.name, other.name, _by_sound)
    return one.town == other.town and alike(one.name, other.name, _by_letters)


def alike(one: str, other: str, same: Callable[[str, str], bool]) -> bool:
    """Every word of the shorter name is one of the longer, in any order: “Diallo Mamadou” and “Mamadou Jallow”."""
    fewer, more = sorted((fold(one).split(), fold(other).split()), key=len)
    left = list(more)
    for word in fewer:
        met = next((each for each in left if same(word, each)), None)
        if met is None:
            return False
        left.remove(met)
    return len(fewer) > 1 or len(more) == len(fewer) == 1


def _by_sound(one: str, other: str) -> bool:
    """“M.” is any name that begins so: who has the same number is hardly anybody else."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return sound(one) == sound(other) or _by_letters(one, other)


def _by_letters(one: str, other: str) -> bool:
    """Nearly the same letters; fewer of them where both sound the same."""
    likeness = ratio(one, other)
    if sound(one) == sound(other) and likeness >= _ALIKE_BY_SOUND:
        return True
    return likeness >= _ALIKE and min(len(one), len(other)) >= _SHORTEST_MISSPELT
