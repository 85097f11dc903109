"""What a person sees in one turn: a text and at most nine choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from locales import Message, Sayable

MOST_CHOICES = 9
Phrase = Message | Sayable | str
Wanted = Literal["", "contact"]
"""What answers a question best, besides words: a contact that is shared, where a channel has such a thing."""


@dataclass(frozen=True, slots=True)
class Opens:
    """Opening a dialogue: the action behind a choice, or what a dialogue returns to hand over to another."""

    dialogue: str
    args: Mapping[str, Any] = field(default_factory=dict)


def opens(dialogue: str, **args: Any) -> Opens:
    """Open `dialogue` with `args` (JSON values; behind a choice they must be tiny: a token has 64 bytes)."""
    return Opens(dialogue, args)


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on from a screen that asks nothing."""

    label: Phrase
    action: Opens


@dataclass(frozen=True, slots=True, init=False)
class Screen:
    """The last screen of a dialogue; a tuple of texts is one paragraph each.

    One that `forgets` closes every other dialogue with its answers, and takes back what notices offered.
    """

    paragraphs: tuple[Phrase, ...]
    choices: tuple[Choice, ...]
    forgets: bool

    def __init__(self, text: Phrase | tuple[Phrase, ...], *choices: Choice, forgets: bool = False) -> None:
        if len(choices) > MOST_CHOICES:
            msg = f"a screen has at most {MOST_CHOICES} choices, not {len(choices)}"
            raise ValueError(msg)
        object.__setattr__(self, "paragraphs", text if isinstance(text, tuple) else (text,))
        object.__setattr__(self, "choices", choices)
        object.__setattr__(self, "forgets", forgets)


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice as it was offered: its number, its words in the person's language, its token."""

    number: int
    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen in the person's language, ready for a channel's ladder."""

    dialogue: str
    key: str
    text: str
    choices: tuple[ShownChoice, ...]
    language: str
    asks: Wanted = ""
