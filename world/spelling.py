"""A name written as one word, and the misspellings it can be met by."""

import re
from itertools import combinations
from zlib import crc32

from world.folding import fold

PREFIX = 7
_ARABIC_ARTICLE = re.compile("(?<!\\w)[اأإآٱ]ل(?=[\u0621-\u064a]{2})")
_SAINT = re.compile(r"\bst(e?)\b")
_OTHER_GENDER = re.compile(r"[(·•‧・][a-zèéû·•]{1,5}\)?(?=[\s,.;!?]|$)", re.IGNORECASE)


def key(text: str) -> str:
    """One word of a-z and 0-9: "Côte d’Ivoire", "cote d ivoire" and "Cote-dIvoire" have the same.

    Saints are written out; Arabic articles and a second gender ("infirmier(ère)") are dropped.
    """
    words = fold(_ARABIC_ARTICLE.sub("", one_gender(text)))
    return _SAINT.sub(r"saint\1", words).replace(" ", "")


def one_gender(text: str) -> str:
    """Without a second gender in brackets or after a dot: "béninois(e)s", "infirmier·ère"."""
    return _OTHER_GENDER.sub("", text)


def reach(word: str) -> int:
    """How many mistakes a key of this length forgives: none under 4 letters, one under 8, else two."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def variants(word: str) -> set[int]:
    """Numbers shared by keys that differ by few mistakes: hashes of the word's beginning with letters left out.

    This is SymSpell's index: two words at a distance within their reach have a variant in common, and a hash in
    common proves nothing, so the distance is measured afterwards.
    """
    start = word[:PREFIX]
    mistakes = reach(word)
    shorter = {
        "".join(letters)
        for left_out in range(mistakes + 1)
        for letters in combinations(start, max(len(start) - left_out, 0))
    }
    return {crc32(each.encode()) & 0x7FFFFFFF for each in shorter}
