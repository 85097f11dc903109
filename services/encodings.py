"""The text of a file that several programs wrote to: each of its lines may be in an encoding of its own."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_MARKS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE: Final = 2_000
_LETTER_BETWEEN: Final = re.compile(rb"(?<=[A-Za-z])[\x80-\x91\x93-\x9b\x9d-\x9f](?=[A-Za-z])")
"""What cp1252 has no letter for but “Œ”, “œ” and the apostrophe: among letters it is an accent of Mac Roman."""
_ACCENT_BETWEEN: Final = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff](?=[A-Za-z])")
_READ_WRONG: Final = re.compile("Ã[\u00a0-\u00bf‰€]|â€[™œ˜“]|[ØÙ][\u0080-\u00bf§]")
"""UTF-8 that some program took for cp1252, and saved so."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what its lines were taken for: how many of them, plain ASCII aside."""

    text: str
    lines: Mapping[str, int]

    @property
    def named(self) -> str:
        """The encodings, the most frequent first; with their lines where there are several."""
        if len(self.lines) == 1:
            return next(iter(self.lines))
        ordered = sorted(self.lines.items(), key=lambda each: -each[1])
        return ", ".join(f"{name} ({count})" for name, count in ordered)


def decode(data: bytes) -> Decoded:
    """By its mark; else line by line: UTF-8 where it is that, and the likeliest of the offices' encodings elsewhere."""
    wide = _wide(data)
    if wide:
        return Decoded(data.decode(wide, "replace").lstrip("\ufeff"), {"utf-16": data.count(b"\n")})
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    western = _western(lines)
    read = [_line(line, western) for line in lines]
    counted = Counter(name for _text, name in read if name != "ascii")
    return Decoded("\n".join(text for text, _name in read), counted or {"utf-8": len(lines)})


def _wide(data: bytes) -> str | None:
    """UTF-16 by its mark, or by every second byte being none."""
    if data[:2] in _MARKS:
        return _MARKS[data[:2]]
    sample = data[:_SAMPLE]
    if sample[1::2].count(0) * 3 > len(sample):
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) * 3 > len(sample) else None


def _western(lines: list[bytes]) -> str:
    """Which encoding of Western letters a file has where it is no UTF-8: one program wrote those lines."""
    others = b"\n".join(line for line in lines if not _is_utf8(line))
    old_mac, windows = len(_LETTER_BETWEEN.findall(others)), len(_ACCENT_BETWEEN.findall(others))
    return "mac-roman" if old_mac > windows else "cp1252"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _line(line: bytes, western: str) -> tuple[str, str]:
    if line.isascii():
        return line.decode(), "ascii"
    if _is_utf8(line):
        return _mended(line.decode())
    arabic = line.decode("cp1256", "replace")
    if _reads_as_arabic(arabic):
        return arabic, "cp1256"
    return line.decode(western, "replace"), western


def _mended(text: str) -> tuple[str, str]:
    """A line of UTF-8 that was read as cp1252 and saved again gets its letters back: “BÃ©nin”."""
    if not _READ_WRONG.search(text):
        return text, "utf-8"
    try:
        return text.encode("cp1252").decode(), "utf-8 saved as cp1252"
    except UnicodeError:
        return text, "utf-8"


def _reads_as_arabic(text: str) -> bool:
    """French read as Arabic has Arabic letters among Latin ones; real Arabic has words of them, beside French ones."""
    words = ["".join(filter(str.isalpha, word)) for word in re.split(r"[\s,;|]+", text)]
    arabic = [set(map(_is_arabic, word)) for word in words if len(word) > 1]
    return arabic.count({True}) > arabic.count({True, False})


def _is_arabic(letter: str) -> bool:
    return "\u0600" <= letter <= "\u06ff"
