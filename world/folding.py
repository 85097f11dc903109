"""Texts made comparable: without case, accents or script."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = "'`´‘’‚‛ʹʻʼʽʾʿˈ՚׳＇"
_HARAKAT = "".join(map(chr, (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE))))
_TATWEEL = "ـ"

# anyascii drops alif and ayn, and Amman would meet the word "from": both are kept as vowels here.
_ARABIC = {
    **dict.fromkeys("اأإآٱ", "a"),
    **dict.fromkeys("ع", "e"),
    **dict.fromkeys("ةهہھەۃ", "h"),
    **dict.fromkeys("يىئیے", "y"),
    **dict.fromkeys("ؤو", "w"),
    **dict.fromkeys("كک", "k"),
    "ء": "",
}
_UNSEEN = "\u00ad\u061c\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_LETTERS = str.maketrans(dict.fromkeys(_APOSTROPHES + _HARAKAT + _TATWEEL + _UNSEEN, "") | _ARABIC)
_ASCII_APOSTROPHES = str.maketrans("", "", "'`")
_SYMBOLS = frozenset({"So", "Sk", "Cs", "Co", "Cn"})
_KEYCAP = str.maketrans("", "", "\ufe0f\u20e3")
_OTHERS = re.compile("[^a-z0-9]+")

# Words are folded again and again; remembering longer texts would fill the memory.
_WORD = 40


def fold(text: str) -> str:
    """Only `a-z`, `0-9` and single spaces remain; folding twice changes nothing.

    Apostrophes are dropped ("N'Diaye" meets "Ndiaye"), Arabic alifs, yas and ta-marbutas are unified and vowel marks
    dropped, Ethiopic homophones are unified, emoji are left out.
    """
    return _folded_word(text) if len(text) <= _WORD else _folded(text)


def digits(text: str) -> str:
    """The same text with the digits of any script (٣ ፫ ３ 3️⃣) written as 0-9."""
    plain = unicodedata.normalize("NFKC", text.translate(_KEYCAP))
    return "".join(sign if sign.isascii() else _digit(sign) for sign in plain)


@lru_cache(maxsize=1024)
def _folded_word(word: str) -> str:
    return _folded(word)


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    if not letters.isascii():
        letters = anyascii("".join(" " if unicodedata.category(sign) in _SYMBOLS else sign for sign in letters))
    return _OTHERS.sub(" ", letters.lower().translate(_ASCII_APOSTROPHES)).strip()


def _digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)
