"""The mistakes people make on the keyboards of their phones, and with accents."""

import random
import unicodedata
from itertools import pairwise
from typing import Final

LAYOUTS: Final = (
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("azertyuiop", "qsdfghjklm", "wxcvbn"),
)
SHORTEST: Final = 3
"""Words with fewer letters are left as they are: one mistake makes another word of them."""
_ACCENTS: Final = {"e": "éèêë", "a": "àâä", "i": "îï", "o": "ôö", "u": "ùûü", "c": "ç"}


def neighbours(letter: str) -> str:
    """The letters around one on a phone, of either layout."""
    found: set[str] = set()
    for rows in LAYOUTS:
        for row, keys in enumerate(rows):
            if letter in keys:
                found |= _around(rows, row, keys.index(letter))
    return "".join(sorted(found - {letter}))


def _around(rows: tuple[str, ...], row: int, place: int) -> set[str]:
    near = rows[max(row - 1, 0) : row + 2]
    return {keys[each] for keys in near for each in (place - 1, place, place + 1) if 0 <= each < len(keys)}


def mistyped(text: str, dice: random.Random, mistakes: int = 1) -> str | None:
    """A name with so many letters hit beside, left out, doubled or swapped; None where it is too short for that."""
    places = [place for place, sign in enumerate(text) if _fits(text, place, sign)]
    if len(places) < 2 * mistakes:
        return None
    for place in sorted(_apart(places, dice, mistakes), reverse=True):
        text = text[:place] + _slipped(text[place:], dice)
    return text


def _apart(places: list[int], dice: random.Random, mistakes: int) -> list[int]:
    """Two mistakes never meet: they would be one, or none."""
    while True:
        chosen = sorted(dice.sample(places, mistakes))
        if all(after - before > 2 for before, after in pairwise(chosen)) or len(places) < 7:
            return chosen


def _fits(text: str, place: int, sign: str) -> bool:
    begins = text.rfind(" ", 0, place) + 1
    ends = text.find(" ", place)
    return sign.isalpha() and (len(text) if ends < 0 else ends) - begins >= SHORTEST


def _slipped(rest: str, dice: random.Random) -> str:
    """What is left of a text, with a mistake at its first letter that can be seen."""
    letter, after = rest[0], rest[1:]
    swapped = after[:1] + letter + after[1:]
    beside = neighbours(unicodedata.normalize("NFD", letter.lower())[0])
    ways = [after, letter * 2 + after]
    ways += [dice.choice(beside) + after] * 2 if beside else []
    ways += [swapped] if after[:1].isalpha() and after[0].lower() != letter.lower() else []
    return dice.choice(ways)


def accented(text: str, dice: random.Random) -> str | None:
    """A name with its accents left out, others in their place, or some where none belong."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    ways = [bare, _with_accent(text, dice), _with_accent(bare, dice)]
    changed = [each for each in ways if unicodedata.normalize("NFC", text) != each]
    return dice.choice(changed) if changed else None


def _with_accent(text: str, dice: random.Random) -> str:
    places = [place for place, sign in enumerate(text) if sign in _ACCENTS]
    if not places:
        return text
    place = dice.choice(places)
    return text[:place] + dice.choice(_ACCENTS[text[place]]) + text[place + 1 :]
