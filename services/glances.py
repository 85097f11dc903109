"""A glance at what the index proposes: which cards are worth reading, of many that have a term in common with a name.

It only chooses whom the facts are asked about: by terms under the viewer's own marks, and so by what is for them.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Final

from rapidfuzz.distance import OSA

from services.proposals import Proposal
from services.terms import sound
from world.sounds import sounds

ALIKE: Final = 0.85
"""What a word counts for that sounds the same, or begins the same; how it is written tells them apart."""


def promising(
    words: Sequence[Sequence[str]], marks: Sequence[str], proposed: Sequence[Proposal], most: int
) -> list[int]:
    """The members whose names come closest to one of several readings of a name; those confirmed last first."""
    if len(proposed) <= most:
        return [each.member_id for each in proposed]
    said, close = _said(marks), _closeness(words)
    scored = [(-close(said(each.terms)), place, each.member_id) for place, each in enumerate(proposed)]
    return [member_id for _score, _place, member_id in sorted(scored)[:most]]


def _said(marks: Sequence[str]) -> Callable[[str], list[str]]:
    """Reads what a card says under some marks, out of its terms."""
    return re.compile(rf"(?:^| )(?:{'|'.join(marks)})/(\S+)").findall


def _closeness(readings: Sequence[Sequence[str]]) -> Callable[[Sequence[str]], float]:
    words = {word for reading in readings for word in reading}
    heard = {word: frozenset(map(sound, sounds(word))) for word in words}
    alike = {word: cache(partial(OSA.normalized_similarity, word)) for word in words}  # many have a name in common

    def one(word: str, said: Sequence[str], names: Sequence[str]) -> float:
        if word in names:
            return 1.0
        written = max(map(alike[word], names), default=0.0)
        if heard[word].isdisjoint(said) and not any(name.startswith(word) for name in names):
            return written
        return ALIKE + (1 - ALIKE) * written

    def all_of(said: Sequence[str]) -> float:
        names = [each for each in said if each.isalnum()]
        return max(sum(one(word, said, names) for word in reading) / len(reading) for reading in readings)

    return all_of
