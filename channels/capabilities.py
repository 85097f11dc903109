"""What a channel can show, for the ladder."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capabilities:
    """How many buttons one message carries, how long their labels and its text may be, as `measure` counts.

    `body` is how long a text above buttons or a list may be, where that is less. A list has up to `rows` lines, each a
    title of `row` with a detail of `detail` under it. With `keys`, buttons may bear only the numbers of lines written
    above them.
    """

    buttons: int
    label: int
    text: int
    body: int = 0
    rows: int = 0
    row: int = 0
    detail: int = 0
    keys: bool = False
    measure: Callable[[str], int] = len


def utf16(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text.encode("utf-16-le")) // 2
