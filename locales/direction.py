"""Keeps what people wrote from turning the sentence around it the wrong way (Unicode UAX #9)."""

import re
from typing import Literal
from unicodedata import bidirectional

Direction = Literal["ltr", "rtl"]

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_CONTROLS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e" + LRI + RLI + FSI + PDI))
# an isolate ends with its paragraph
_PARAGRAPH = re.compile("[^\n\r\x1c\x1d\x1e\x85\u2029]+")
_LEFT, _RIGHT, _DIGITS = {"L"}, {"R", "AL"}, {"EN", "AN"}


def isolate(text: str, direction: Direction) -> str:
    """The text without direction controls, between isolates where it reads another way than the sentence."""
    if direction == "ltr" and text.isascii():
        return text
    return _PARAGRAPH.sub(lambda found: _wrapped(found[0], direction), text.translate(_CONTROLS))


def is_settled(text: str) -> bool:
    """Whether the text carries isolates of its own, each of them closed, and no other direction control."""
    depth, controls = 0, [sign for sign in text if ord(sign) in _CONTROLS]
    for sign in controls:
        if sign not in (LRI, RLI, FSI, PDI):
            return False
        depth += -1 if sign == PDI else 1
        if depth < 0:
            return False
    return depth == 0 and bool(controls)


def _wrapped(text: str, direction: Direction) -> str:
    kinds = {bidirectional(letter) for letter in set(text)}
    if kinds & (_LEFT if direction == "rtl" else _RIGHT):
        return f"{FSI}{text}{PDI}"
    if direction == "rtl" and kinds & _DIGITS and not kinds & _RIGHT and len(kinds) > 1:
        # the groups of a phone number would change places
        return f"{LRI}{text}{PDI}"
    return text
