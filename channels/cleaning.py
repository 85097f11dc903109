"""What people wrote, without what no reader sees."""

import re
import unicodedata

# Cc but tab and newline; marks that turn the reading direction; lone surrogates
_UNSPOKEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """What can be read: composed letters, one kind of newline, nothing that controls a screen."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return _UNSPOKEN.sub("", composed).strip()
