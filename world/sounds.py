"""How a name sounds, however it is spelt: keys in common mean that two words may be one name."""

import re
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA, Indel

from world.folding import fold
from world.tables import several, table

LIKE_ENOUGH: Final = 0.66
"""Of what is written with mistakes."""
ALIKE_ENOUGH: Final = 0.78
"""Of what sounds alike, where enough of the vowels has to be the same."""
BEGINS_OTHERWISE: Final = 0.1
"""What it counts against two words that one of them begins with a vowel: Ibrahim, Brahim; but Essomba, Samba."""
WRITTEN_ALIKE: Final = 0.6
"""From here on vowels may be left out, of words that both have theirs."""
SAME: Final = 0.95
"""What sounds just the same, but is written otherwise."""
_MOST: Final = 6
_VOWELS: Final = "aiu"

# Servants of God, and the faith's light and sword: the article between the parts is written in a dozen ways, or not.
_SERVANT = re.compile(r"^[ae]bd(?:[aeiou]+|w)?(?:l|(?=([rsdntz])\1))?(?=[a-z]*[bcdfgjkmnpqrstvxz])(?:[aeiou]*)")
_OF_FAITH = re.compile(r"(?<=[a-z]{2})(?:[aeiou]+)?[dl]?d(?:ee|i|y)ne?$")

# What is read in more than one way: both are kept.
_OTHERWISE: Final = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"^(n?)d[iy](?=[aeouw])", r"\1j"),  # Diallo, Jallow; Ndiaye, Njie
        (r"^th?[iy](?=[aeouw])", "s"),  # Thiam, Cham
        (r"[td]h", "s"),  # Othman, Osman; Dhaker, Zaker
        (r"^[aeu]l(?=[a-z]*[^aeiouyhw][aeiouyhw]*[^aeiouyhw])", ""),  # Alhassan, Hassan
        (r"^[ae]([rsdntz])(?=\1)", ""),  # Errahmane, Rahmane
        (r"^h(?=[a-z]{3})|(?<=[^cdgkpst])h(?=[a-z])", ""),  # Mohamed, Mamadou; Hassan, Assane
        (r"q", "g"),  # Qassem, Gassem
        (r"x", "h"),  # Farax, Farah
        (r"ky(?=[aeou])", "s"),  # Kyeremeh, Cheremeh
        (r"^(?=[^aeiou]+$)(.*?)([bdfgjklmnrstz])\2", r"\1\2a\2"),  # Arabic doubles what has a vowel between
        (r"ts(?=[^aeiou])", "tas"),  # two letters of Arabic, which leaves out what stands between them
    )
)

_BEGINS: Final = re.compile(f"^[{_VOWELS}]+")

# What is one sound, in the order it is looked for; vowels last, of which only three are told apart.
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=[^cs])h+$", ""),
        (r"(?<!^)(.)\1+", r"\1"),
        (r"sch|tsh|tch|sh|ch|ts|tz|^hy(?=[aeou])", "s"),
        (r"(?<=[aeou])ng$", "n"),
        (r"dj|dg(?=[eiy])|gy", "g"),
        (r"gn", "n"),
        (r"ph", "f"),
        (r"ck|kh|q", "k"),
        (r"gh", "g"),
        (r"[td]h", lambda found: found[0][0]),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"j", "g"),
        (r"v", "f"),
        (r"p", "b"),
        (r"z", "s"),
        (r"t$", "d"),
        (r"^(?:ou|u)(?=[aei])", "w"),
        (r"^w", "W"),
        (r"^y", "Y"),
        (r"(?<!^)([bdfgjklmnrst])\1+", r"\1"),
        (r"[eiy]+", "i"),
        (r"[ouw]+", "u"),
        (r"a+", "a"),
    )
)


@lru_cache(maxsize=8192)
def sounds(word: str) -> tuple[str, ...]:
    """The keys of a folded word, at most six: what is left without its vowels, which are not always written."""
    found = dict.fromkeys(_alike().get(word, ()))
    for form in _forms(word):
        found |= dict.fromkeys(_skeletons(spoken(form)))
    return tuple(found)[:_MOST]


@lru_cache(maxsize=8192)
def spoken(word: str) -> str:
    """A folded word as it is said: one letter for each sound, and three vowels."""
    said = word
    for pattern, sound in _SOUNDS:
        said = pattern.sub(sound, said)
    return said.lower()


@lru_cache(maxsize=8192)
def closeness(one: str, other: str) -> float:
    """How likely two folded words are one name, written by two people: 1 when they are the same, 0 when they are not.

    Words that sound the same may still be two names, unless enough of their vowels is the same, or left out.
    """
    if one == other:
        return 1.0
    if not _alike().get(one, frozenset()).isdisjoint(_alike().get(other, ())):
        return SAME
    written = OSA.normalized_similarity(one, other)
    if OSA.distance(one, other) > mistakes_in(one, other):
        written = 0.0
    if set(sounds(one)).isdisjoint(sounds(other)):
        return written if written >= LIKE_ENOUGH else 0.0
    loose = _is_bare(one) or _is_bare(other) or OSA.normalized_similarity(one, other) >= WRITTEN_ALIKE
    heard = max(_heard(spoken(this), spoken(that), loose) for this in _forms(one) for that in _forms(other))
    return max(written, min(heard, SAME)) if max(written, heard) >= ALIKE_ENOUGH else 0.0


def _is_bare(word: str) -> bool:
    """Whether a word has so few vowels that it may be Arabic writing, which leaves most of them out.

    Its ayn is folded to an e, and is none.
    """
    letters = word.removeprefix("e")
    return 5 * sum(letter in "aeiou" for letter in letters) < 2 * len(letters)


def _heard(one: str, other: str, loose: bool) -> float:  # noqa: FBT001
    """How alike two words are as they are said, from 0 to 1.

    `loose`: where one has the other's letters but for some vowels, it is likely the same; and the vowel that an Arabic
    name begins with may be any, for it is carried by an alif or an ayn.
    """
    alike = Indel.normalized_similarity(one, other)
    short, long = sorted((_BEGINS.sub("a", each.rstrip(_VOWELS)) for each in (one, other)), key=len)
    bones, more = sum(letter not in _VOWELS for letter in long), len(long) - len(short)
    if short == long and bones > (1 if loose else 2) - (one[0] == other[0]):
        heard = max(alike, 0.9 if one[0] == other[0] else 0.82)
    elif loose and bones > 1 and more <= bones and Indel.distance(short, long) == more and len(one) != len(other):
        heard = max(alike, 0.85)
    else:
        heard = alike
    return heard if (one[:1] in _VOWELS) == (other[:1] in _VOWELS) else heard - BEGINS_OTHERWISE


def mistakes_in(one: str, other: str) -> int:
    """How many mistakes two words may differ by: none under three letters, one under five, else two."""
    shortest, longest = sorted((len(one), len(other)))
    if shortest < 3:
        return 0
    if longest == 3:
        return int(sorted(one) == sorted(other))
    return 1 if longest < 5 else 2


def _forms(word: str) -> list[str]:
    plain = _OF_FAITH.sub("din", _SERVANT.sub("abd", word))
    forms = [plain]
    for pattern, other in _OTHERWISE:
        forms += [changed for form in forms if (changed := pattern.sub(other, form, count=1)) != form]
    return forms


def _skeletons(said: str) -> list[str]:
    """The consonants, with a mark where it begins with a vowel; or all of it where that is next to nothing."""
    bones = "".join(letter for letter in said if letter not in _VOWELS)
    begins = f"a{bones}" if said[:1] in _VOWELS else bones
    if len(begins) < 2:
        return [said] if said else []
    return [begins, bones] if begins != bones and len(bones) > 2 else [begins]


@cache
def _alike() -> dict[str, frozenset[str]]:
    """The key that a word has in common with other forms of its name in other countries."""
    groups: dict[str, frozenset[str]] = {}
    for row in table("alike"):
        names = [fold(name) for name in several(row["names"])]
        for name in names:
            groups[name] = groups.get(name, frozenset()) | {f"+{names[0]}"}
    return groups
