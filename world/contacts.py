"""Ways to reach somebody, told in passing: numbers, links, addresses and handles, in whatever disguise."""

import re
import unicodedata
from functools import cache

from world.folding import digits, fold

_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety double triple oh",
    "fr": "zéro un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt "
    "vingts trente quarante cinquante soixante septante huitante octante nonante cent",
    "ar": "صفر واحد واحدة اثنان اثنين اثنتان ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني ثمان تسعة "
    "تسع عشرة عشر عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين",
    "am": "ዜሮ አንድ ሁለት ሶስት ሦስት አራት አምስት ስድስት ሰባት ስምንት ዘጠኝ አስር ሃያ ሰላሳ አርባ ሃምሳ ስልሳ ሰባ ሰማንያ ዘጠና",
}
"""The figures people say when they tell a number, by language."""
_BETWEEN = frozenset(
    {"et", "and", "puis", "then", "ou", "or", "plus", "dash", "tiret", "space", "point", "dot", fold("ثم")}
)
_FIGURES = 7
"""From so many figures in a row on, it may be a number; the shortest of the region have seven."""

_MAIL = re.compile(r"\S+\s*(?:@|[(\[{]\s*(?:at|arobase|chez)\s*[)\]}])\s*\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\s?\w{3,}")
_LINK = re.compile(
    r"https?:|www\.|\b(?:t|wa|m|fb|telegram|signal|about|linktr)\.(?:me|ee)\b"
    r"|\b[\w-]{2,}\s?\.\s?(?:com|org|net|info|ru|xyz|io|me|fr|co|ly|gg|tv|site|online|link|africa|bj|ci|cm|dz)\b(?!\s+\w)"
    r"|\b[\w-]{2,}\.(?:com|org|net|info|ru|xyz|io|fr|ly|gg|tv)\b|\w\.\w+/\S",
    re.IGNORECASE,
)
_SPELT_LINK = re.compile(
    r"\b(?:dot|point|نقطة)\s+(?:com|net|org|fr|كوم)\b|\b(?:g ?mail|hotmail|yahoo|outlook|proton ?mail)\b"
)
_ACCOUNT = re.compile(
    r"\b(?:whats ?app|telegram|insta(?:gram)?|snap(?:chat)?|facebook|messenger|signal|viber|imo|tik ?tok|واتساب|تلغرام)"
    r"\s*[:=]\s*\S{3,}",
    re.IGNORECASE,
)
_NO_NUMBERS = re.compile(
    r"(?<![\d./-])(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?![./-]?\d)"  # a day
    r"|(?<!\d)(?:19|20)\d\d\s*(?:[-–/,]|à|to|et|and|إلى)\s*(?:19|20)\d\d(?!\d)"  # years
    r"|\d{1,3}(?:[ .,\u202f]\d{3})+\s*(?:f\b|f?cfa|xof|xaf|euros?|€|\$|dollars?|francs?|birr|cedis?|da\b)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+")


def tells_a_contact(text: str) -> bool:
    """Whether a text holds a way to reach somebody, written out, spelt, or with something in between."""
    plain = digits(text)
    shapes = (_MAIL, _HANDLE, _LINK, _ACCOUNT)
    return any(shape.search(plain) for shape in shapes) or bool(_SPELT_LINK.search(plain.lower())) or _counts_out(plain)


def _counts_out(text: str) -> bool:
    """Whether enough figures follow one another, with hardly anything in between, to be a phone number."""
    row = 0
    for token in _TOKEN.findall(_NO_NUMBERS.sub(" / ", text)):
        figures = _figures(token)
        if not figures and not _is_between(token):
            row = 0
        row += figures
        if row >= _FIGURES:
            return True
    return False


def _figures(token: str) -> int:
    """How many figures a word stands for: its digits, with single letters between them, or one that is spelt."""
    found = sum(letter.isdigit() for letter in token)
    if found:
        return found
    return int(fold(token) in _spelt() or (token[:1] == "و" and fold(token[1:]) in _spelt()))


def _is_between(token: str) -> bool:
    return len(token) == 1 or fold(token) in _BETWEEN


@cache
def _spelt() -> frozenset[str]:
    return frozenset(fold(word) for words in _WORDS.values() for word in words.split())


def letters(text: str) -> int:
    """How long a text is as people count: an accent, a skin tone and what joins emoji make no letter of their own."""
    found, joined, flags = 0, False, 0
    for sign in text:
        is_flag = "\U0001f1e6" <= sign <= "\U0001f1ff"
        flags = flags + 1 if is_flag else 0
        is_part = unicodedata.category(sign) in {"Mn", "Me", "Cf"} or "\U0001f3fb" <= sign <= "\U0001f3ff"
        if not (is_part or joined or (is_flag and flags % 2 == 0)):
            found += 1
        joined = sign == "\u200d"
    return found
