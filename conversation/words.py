"""Words that work everywhere, in every shipped language at once; numbers in any digits; courtesies."""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from locales import LANGUAGES, SOURCE, WORDS, language, words
from world.folding import fold

EVERYWHERE = ("menu", "back", "cancel", "help", "language", "stop", "start", "mydata")
COURTESIES = ("thanks", "greeting")
_SIGNS = {"0": "menu", "#": "back", "?": "help"}
_LONG_ENOUGH_FOR_TYPOS = 5
_KEYCAP = "\ufe0f\u20e3"
_PUNCTUATION = " \t\n.!?,;:…()[]،؛؟።’'\"«»"


def word(text: str, *, typos: bool = False) -> str | None:
    """Which of the words that work everywhere was said; with `typos`, one slip is forgiven in five letters or more."""
    said = _bare(text)
    if said in _SIGNS:
        return _SIGNS[said]
    exact = next((kind for kind in EVERYWHERE if says(kind, text)), None)
    if exact or not typos:
        return exact
    return next((kind for kind in EVERYWHERE if _nearly(kind, text)), None)


def courtesy(text: str) -> str | None:
    """`greeting`, `thanks` or nothing: said to be kind, never an answer."""
    return next((kind for kind in COURTESIES if says(kind, text)), None)


def greeted_in(text: str) -> str | None:
    """The shipped language whose greeting a message begins with. English is not told by it: everybody says hello."""
    said = f"{fold(text).strip()} "
    for code in LANGUAGES:
        if code != SOURCE and said.startswith(_greetings(code)):
            return code
    return None


def says(kind: str, text: str) -> bool:
    """Whether the whole text is one of the words of `kind`, in any language."""
    spelt, folded = _spellings(kind)
    return _bare(text) in spelt or (fold(text).strip() or " ") in folded


def number(text: str) -> int | None:
    """The number a text consists of, in any digits: 3, ٣, ፫, 3️⃣, "3.", "(3)"."""
    said = unicodedata.normalize("NFKC", _bare(text)).strip(_PUNCTUATION)
    if said.isdecimal() and len(said) <= 3:
        return int(said)
    value = unicodedata.numeric(said, 0.0) if len(said) == 1 else 0.0
    return int(value) if value > 0 and value == int(value) else None


def which(text: str, labels: Sequence[str], *, typos: bool = True) -> int | None:
    """Which of these labels was written; with `typos`, also the only one that is a slip away."""
    said = fold(text)
    folded = [fold(label) for label in labels]
    if said and said in folded:
        return folded.index(said)
    near = [position for position, label in enumerate(folded) if typos and nearly_same(said, label)]
    return near[0] if len(near) == 1 else None


def nearly_same(said: str, label: str) -> bool:
    """Folded texts that are equal, or one slip apart in five letters or more."""
    if said == label:
        return bool(said)
    if min(len(said), len(label)) < _LONG_ENOUGH_FOR_TYPOS:
        return False
    return OSA.distance(said, label, score_cutoff=1) <= 1


def _nearly(kind: str, text: str) -> bool:
    said = fold(text).strip()
    return any(nearly_same(said, known) for known in _spellings(kind)[1])


@cache
def _spellings(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    known = words(kind)
    return frozenset(_bare(each) for each in known), frozenset(filter(None, (fold(each).strip() for each in known)))


@cache
def _greetings(code: str) -> tuple[str, ...]:
    """Those in the language's own writing: a salam in Latin letters is said in many."""
    script = _script(language(code).own_name)
    return tuple(f"{fold(each).strip()} " for each in WORDS["greeting"].get(code, ()) if _script(each) == script)


def _script(text: str) -> str:
    return unicodedata.name(text[0]).partition(" ")[0]


@lru_cache(maxsize=2048)
def _bare(text: str) -> str:
    said = "".join(c for c in text if not _unseen(c) and c not in _KEYCAP).casefold().strip()
    return said.strip(_PUNCTUATION) or said


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"
