"""A question for free text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from conversation.questions.question import Answer, Hearing, Question, Unclear
from conversation.screen import Phrase
from locales import Language, _, _n
from world.contacts import letters, tells_a_contact

_ADDRESS = re.compile(r"(https?://)?[^\s/:@]+\.[^\s/:@.]{2,}(:\d+)?([/?#]\S*)?", re.IGNORECASE)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINERS = "\u200c\u200d"
_SHORTEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Text(Question):
    """Words as they were written, cleaned of what cannot be seen; lengths as people count.

    With `links=False` whatever reaches somebody is held back: contacts are exchanged only when both agree. What is held
    back or too long is shown again, so that nothing is lost.
    With `passed_on` the words are for another person: “thank you” is an answer too.
    """

    free_text: ClassVar[bool] = True

    prompt: Phrase
    longest: int = 300
    shortest: int = 1
    links: bool = True
    passed_on: bool = False

    def asks(self) -> Phrase:
        return self.prompt

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        said = clean(text)
        if not self.links and tells_a_contact(said):
            return Unclear(
                _(
                    "Please leave out links and phone numbers, spelt ones too: contacts are exchanged once the other "
                    "person agrees. Your words, to change and send again: “{words}”",
                    words=said,
                ),
                gives_back=True,
            )
        if not self._says_something(said):
            return Unclear(_("I could not read that."))
        if len(said) < self.shortest:
            return Unclear(_("A few more words, please."))
        if (over := letters(said) - self.longest) > 0:
            return Unclear(
                _n(
                    "That is {n} character too many; {most} fit. Your words, to shorten and send again: “{words}”",
                    "That is {n} characters too many; {most} fit. Your words, to shorten and send again: “{words}”",
                    over,
                    most=self.longest,
                    words=said,
                ),
                gives_back=True,
            )
        return Answer(said)

    def _says_something(self, said: str) -> bool:
        """A letter, or digits enough for a phone number; “3” was meant for some other screen."""
        if self.links and sum(letter.isdigit() for letter in said) >= _SHORTEST_NUMBER:
            return True
        return any(letter.isalpha() for letter in said)

    def restore(self, raw: Any) -> str:
        if not isinstance(raw, str):
            msg = "not a text"
            raise ValueError(msg)
        return raw


@dataclass(frozen=True, slots=True)
class Link(Text):
    """The address of a page, with or without its beginning; “no” and a sentence are none."""

    longest: int = 200

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        said = clean(text)
        if not _ADDRESS.fullmatch(said):
            return Unclear(_("I did not recognise a link. Write for example https://example.org/page."))
        link = said if "://" in said else f"https://{said}"
        return Text.read(self, link, language, draft)


def clean(text: str) -> str:
    """NFC, without controls and bidi marks, at most two combining marks in a row, white space tidied line by line."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    tidied = (" ".join(_visible(line).split()) for line in lines)
    return "\n".join(line for line in tidied if line).strip()


def _visible(line: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in line:
        category = unicodedata.category(letter)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if letter == "\t":
            kept.append(" ")
        elif marks <= 2 and (category not in _UNSEEN or letter in _JOINERS):
            kept.append(letter)
    return "".join(kept)
