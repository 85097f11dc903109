"""What somebody with any app does: arrive, write, choose, read. The apps differ, the conversation does not."""

import re
from dataclasses import dataclass
from typing import Protocol

_LINES = re.compile(r"(?:\n\d{1,2}\. [^\n]+)+\Z")
_LINE = re.compile(r"\d{1,2}\. ([^\n]+)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A screen as a person reads it: its text without the choices, and what may be chosen."""

    text: str
    choices: tuple[str, ...]


class Phone(Protocol):
    """One person's app."""

    async def arrive(self) -> Seen:
        """Open the bot; the first screen, in the language of this person."""

    async def say(self, text: str) -> None:
        """Write something."""

    async def choose(self, number: int) -> None:
        """Take the choice of this number, from the screen read last, as this app has it done."""

    async def reads(self) -> Seen:
        """The next screen that comes."""


def seen(text: str, choices: tuple[str, ...] = ()) -> Seen:
    """A screen whose choices may stand in its text, as numbered lines at its end."""
    lines = _LINES.search(text)
    if lines and not choices:
        return Seen(_plain(text[: lines.start()]), tuple(_LINE.findall(lines[0])))
    return Seen(_plain(text), choices)


def _plain(text: str) -> str:
    """Apps differ in the room they leave between paragraphs."""
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
