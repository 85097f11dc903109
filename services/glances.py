"""A glance at what the index proposes: which cards are worth reading, of many that have a term in common with a name.

It only chooses whom the facts are asked about: by terms under the viewer's own marks, and so by what is for them.
"""

from collections.abc import Callable, Sequence
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
    begins, close = tuple(f"{mark}/" for mark in marks), _closeness(words)
    scored = [(-close(_said(each.terms, begins)), place, each.member_id) for place, each in enumerate(proposed)]
    return [member_id for _score, _place, member_id in sorted(scored)[:most]]


def _said(terms: str, begins: tuple[str, ...]) -> set[str]:
    return {each.partition("/")[2] for each in terms.split() if each.startswith(begins)}


def _closeness(readings: Sequence[Sequence[str]]) -> Callable[[set[str]], float]:
    heard = {word: frozenset(map(sound, sounds(word))) for words in readings for word in words}

    def one(word: str, said: set[str], names: Sequence[str]) -> float:
        if word in said:
            return 1.0
        written = max((OSA.normalized_similarity(word, name) for name in names), default=0.0)
        if heard[word].isdisjoint(said) and not any(name.startswith(word) for name in names):
            return written
        return ALIKE + (1 - ALIKE) * written

    def all_of(said: set[str]) -> float:
        names = [each for each in said if each.isalnum()]
        return max(sum(one(word, said, names) for word in words) / len(words) for words in readings)

    return all_of
