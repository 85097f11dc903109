"""What every question owns: its words, what it offers, how it hears an answer and how it gives it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from conversation.screen import Phrase, Wanted
from locales import Language, Message, _


@dataclass(frozen=True, slots=True)
class Answer:
    """Understood: `raw` is the canonical JSON value that is stored."""

    raw: Any


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood: what was wrong, in one kind line; said each time where it gives back what was written."""

    why: Message
    gives_back: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Half understood: kept until the next word on it (what was picked so far, or what it could have meant)."""

    parts: list[Any]
    note: Message | None = None


Hearing = Answer | Unclear | Draft

NO_ANSWER = (ValueError, KeyError, TypeError)
"""What `restore` raises for a stored value that a question, as it is asked now, does not take."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something a question offers; `value` is at most 20 bytes."""

    value: str
    label: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A typed question. `label` names the answer where one may be changed; an optional question can be skipped."""

    free_text: ClassVar[bool] = False
    """Words that work everywhere, and the labels of choices, count inside it only when written exactly."""

    label: Phrase = ""
    optional: bool = False
    example: Phrase = ""
    why: Phrase = ""

    def asks(self) -> Phrase:
        """The words of the question."""
        raise NotImplementedError

    def wants(self) -> Wanted:
        """What it would best be answered with."""
        return ""

    def options(self, draft: Sequence[Any]) -> list[Option]:
        """What is offered, in order."""
        return []

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        """An option was chosen."""
        return Unclear(_("That choice is no longer on offer."))

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        """Words were written."""
        return Unclear(_("I did not recognise “{text}”.", text=shorten(text)))

    def restore(self, raw: Any) -> Any:
        """The value a dialogue gets for a stored answer; ValueError when it no longer is one."""
        return raw

    def accepts(self, raw: Any) -> bool:
        """Whether a raw value is an answer to this question, as it is asked now."""
        try:
            self.restore(raw)
        except NO_ANSWER:
            return False
        return True


def shorten(text: str, longest: int = 40) -> str:
    """People's words as they may be quoted back: one line, not long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
