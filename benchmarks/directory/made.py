"""Made names: the syllables of a region put together, so that a directory has more names than any list."""

import random
from dataclasses import dataclass
from functools import cache
from typing import Final

from benchmarks.directory.names import Name, group_of

OF_A_STYLE: Final = 20_000
"""Made names of a style that members have; the numbers behind them are those of nobody."""


@dataclass(frozen=True, slots=True)
class Style:
    """What words of a region begin with, ring with and end in."""

    onsets: tuple[str, ...]
    vowels: tuple[str, ...]
    codas: tuple[str, ...]
    syllables: tuple[int, ...]


def _style(onsets: str, vowels: str, codas: str, *syllables: int) -> Style:
    return Style(tuple(onsets.split()), tuple(vowels.split()), ("", *codas.split()), syllables)


STYLES: Final = {
    "mande": _style("b d f k l m n s t dj gn w y c", "a a o ou i é", "n m r", 2, 3, 3),
    "mossi": _style("b k n s t z w y g r p l nd", "a o é i ou ie", "m n b g", 2, 3, 3, 4),
    "gbe": _style("gb kp h d dj s t z ag ah hou a l v f w tch", "o a é i ou è an on", "n", 2, 3, 3),
    "akan": _style("kw ny b d f k m n s t ad am ak op gy ns w y", "a e o u i", "m n h ng", 2, 3, 3),
    "bantu": _style("b k l m mb n ng ng ts tsh nz k s t z mp nd y w ek", "a e i o u ou", "", 2, 3, 3, 4),
    "lakes": _style("b g k m n nd ng nsh r s t ny y z h nk ntw kw", "a e i o u", "", 3, 4, 4, 5),
    "somali": _style("b d f g h j k l m n r s sh w y g dh", "a aa e i o u oo", "n r d l s", 2, 2, 3),
}

# consonants, each with the Latin letters it is written with: by English habit, by French habit
_ARABIC: Final = (
    ("ب", "b", "b"),
    ("ت", "t", "t"),
    ("ج", "j", "dj"),
    ("ح", "h", "h"),
    ("خ", "kh", "kh"),
    ("د", "d", "d"),
    ("ر", "r", "r"),
    ("ز", "z", "z"),
    ("س", "s", "s"),
    ("ش", "sh", "ch"),
    ("ص", "s", "s"),
    ("ض", "d", "d"),
    ("ط", "t", "t"),
    ("غ", "gh", "gh"),
    ("ف", "f", "f"),
    ("ق", "q", "k"),
    ("ك", "k", "k"),
    ("ل", "l", "l"),
    ("م", "m", "m"),
    ("ن", "n", "n"),
    ("ه", "h", "h"),
)
_PATTERNS: Final = (
    ("1ا2ي3", "1a2ee3", "1a2i3"),
    ("12ي3", "1a2ee3", "1a2i3"),
    ("12ا3", "1a22aa3", "1a22a3"),
    ("م12و3", "ma12oo3", "ma12ou3"),
    ("123ان", "1a23an", "1a23ane"),
    ("12ي3ي", "1u2ay3i", "1ou2ei3i"),
    ("1و23ة", "1aw2a3a", "1aou2a3a"),
    ("م1ا23ي", "mu1a23i", "mou1a23i"),
    ("12ا3ي", "1a2a3y", "1a2a3i"),
    ("بو1ا23", "bu1a23", "bou1a23"),
    ("123اوي", "1a23awi", "1a23aoui"),
)
# the seven orders of a syllable are seven code points in a row
_ETHIOPIC: Final = (
    (0x1208, "l"),
    (0x1218, "m"),
    (0x1228, "r"),
    (0x1230, "s"),
    (0x1238, "sh"),
    (0x1260, "b"),
    (0x1270, "t"),
    (0x1278, "ch"),
    (0x1290, "n"),
    (0x12A8, "k"),
    (0x12C8, "w"),
    (0x12D8, "z"),
    (0x12E8, "y"),
    (0x12F0, "d"),
    (0x1308, "g"),
    (0x1338, "ts"),
    (0x1348, "f"),
    (0x1210, "h"),
)
_ORDERS: Final = ("e", "u", "i", "a", "e", "", "o")
# what one writer writes for another's letters
RULES: Final = (
    ("ou", "u"),
    ("u", "ou"),
    ("dj", "j"),
    ("j", "dj"),
    ("tch", "ch"),
    ("tsh", "tch"),
    ("sh", "ch"),
    ("k", "c"),
    ("gn", "ny"),
    ("ny", "gn"),
    ("aa", "a"),
    ("oo", "o"),
    ("ee", "i"),
    ("kw", "qu"),
    ("ng", "n'g"),
    ("w", "ou"),
    ("y", "i"),
    ("mb", "m'b"),
    ("nd", "n'd"),
    ("é", "e"),
    ("è", "e"),
    ("z", "s"),
    ("gh", "g"),
    ("kh", "k"),
    ("q", "k"),
    ("ay", "ei"),
)


@cache
def made(style: str, number: int) -> Name:
    """The made name of a number: the same one in every run."""
    dice = random.Random(f"{style} {number}")
    match style:
        case "arabic":
            return _arabic(dice)
        case "ethiopic":
            return _ethiopic(dice)
    return _latin(dice, STYLES[style])


def respelt(latin: str, dice: random.Random, changes: int) -> str:
    """A name as somebody with other habits writes it."""
    for _change in range(changes):
        fitting = [(one, other) for one, other in RULES if one in latin[1:].lower()]
        if fitting:
            one, other = dice.choice(fitting)
            latin = latin[0] + latin[1:].lower().replace(one, other, 1)
    return latin


def _latin(dice: random.Random, style: Style) -> Name:
    count = dice.choice(style.syllables)
    parts = [dice.choice(style.onsets) + dice.choice(style.vowels) for _syllable in range(count)]
    word = ("".join(parts) + dice.choice(style.codas)).capitalize()
    return _named(dict.fromkeys([word, respelt(word, dice, 1), respelt(word, dice, 2)]))


def _arabic(dice: random.Random) -> Name:
    root = dice.sample(_ARABIC, 3)
    written, *latin = dice.choice(_PATTERNS)
    arabic = _filled(written, [letter for letter, _english, _french in root])
    english = _filled(latin[0], [each for _letter, each, _french in root]).capitalize()
    french = _filled(latin[1], [each for _letter, _english, each in root]).capitalize()
    return _named(dict.fromkeys([french, english]), arabic=arabic)


def _filled(pattern: str, letters: list[str]) -> str:
    return "".join(letters[int(sign) - 1] if sign in "123" else sign for sign in pattern)


def _ethiopic(dice: random.Random) -> Name:
    syllables = [(*dice.choice(_ETHIOPIC), dice.randrange(7)) for _syllable in range(dice.choice((3, 3, 4)))]
    written = "".join(chr(base + order) for base, _letter, order in syllables)
    latin = "".join(
        letter + (_ORDERS[order] or ("i" if not place else ""))
        for place, (_base, letter, order) in enumerate(syllables)
    )
    word = latin.capitalize()
    return _named(dict.fromkeys([word, respelt(word, dice, 1)]), ethiopic=written)


def _named(spellings: dict[str, None], *, arabic: str = "", ethiopic: str = "") -> Name:
    latin = tuple(spellings)
    return Name(group_of(latin[0]), latin, arabic, ethiopic)
