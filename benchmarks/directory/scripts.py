"""What writers of Arabic and of Amharic do in different ways without meaning anything by it."""

import random
import re
from typing import Final

_FINAL_ALIF: Final = re.compile("ى(?= |$)")
_FINAL_YA: Final = re.compile("ي(?= |$)")
_FINAL_TA: Final = re.compile("ة(?= |$)")
_ARTICLE: Final = re.compile("(?:^|(?<= ))ال")
_HARAKAT: Final = ("َ", "ُ", "ِ", "ْ")
_TATWEEL: Final = "ـ"
# letters that are said alike: each series has its seven orders in a row
_SERIES: Final = ((0x1200, 0x1210, 0x1280), (0x1220, 0x1230), (0x12A0, 0x12D0), (0x1338, 0x1340))
_ORDERS: Final = 7


def rewritten_arabic(text: str, dice: random.Random) -> str | None:
    """The same name with other hamzas, another ta marbuta, another alif at its end, or with the article or without."""
    ways = [
        re.sub("[أإآ]", "ا", text),
        text.replace("ؤ", "و").replace("ئ", "ي"),
        _FINAL_TA.sub("ه", text),
        _FINAL_ALIF.sub("ي", text),
        _FINAL_YA.sub("ى", text),
        _ARTICLE.sub("", text),
        text.replace(" ", " ال", 1) if " " in text and " ال" not in text else text,
        re.sub("(?<=عبد) ", "", text),
        text[:1] + dice.choice(_HARAKAT) + text[1:],
        text[:1] + _TATWEEL + text[1:],
    ]
    changed = [each for each in dict.fromkeys(ways) if each != text]
    return dice.choice(changed) if changed else None


def rewritten_ethiopic(text: str, dice: random.Random) -> str | None:
    """The same name with letters that are said alike; None where it has none of them."""
    others = [(place, other) for place, sign in enumerate(text) for other in _said_alike(sign)]
    if not others:
        return None
    for place, other in dice.sample(others, min(2, len(others))):
        text = text[:place] + other + text[place + 1 :]
    return text


def _said_alike(sign: str) -> list[str]:
    for series in _SERIES:
        for base in series:
            if 0 <= ord(sign) - base < _ORDERS:
                return [chr(other + ord(sign) - base) for other in series if other != base]
    return []
