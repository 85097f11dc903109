"""Names of several parts, as often written in one word as in more: Abd al-Rahman, Ben Amar, Nour ad-Din."""

from collections.abc import Sequence
from typing import Final

from world.folding import fold

_JOINS_ON: Final = frozenset(
    fold(
        "abd abdel abdul abdoul abdou abdal abdu ebd al el ul ben bin ibn bn bel bou bu abu abou bw abw ould bint"
        " um oum nour nur nwr seif sayf salah haile hayle gebre welde wolde tekle amha de da dos d n m o"
    ).split()
)
"""What is written onto the next word of a name, or apart from it."""


def compounds(words: Sequence[str]) -> list[str]:
    """Each compound that folded words hold, in one word: from any part that joins on to the first that does not."""
    return [joined(words[place:])[0] for place, word in enumerate(words[:-1]) if word in _JOINS_ON]


def joined(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words with every compound in one word."""
    whole: list[str] = []
    begun = ""
    for place, word in enumerate(words):
        if word in _JOINS_ON and place + 1 < len(words):
            begun += word
        else:
            whole.append(begun + word)
            begun = ""
    return tuple(whole)
