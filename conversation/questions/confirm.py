"""The question that seals a summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conversation.questions.question import Answer, Hearing, Option, Question, Unclear
from conversation.screen import Phrase
from conversation.words import says
from locales import Language, _


@dataclass(frozen=True, slots=True)
class Confirm(Question):
    """Yes to these very answers: `seal` is their digest, so a yes to an older summary asks again.

    `edits` are the keys that may be changed from here, with the names of their answers.
    """

    summary: Phrase
    seal: str
    edits: tuple[tuple[str, Phrase], ...] = ()
    yes: Phrase = _("That’s right")

    def asks(self) -> Phrase:
        return self.summary

    def options(self, draft: Sequence[Any]) -> list[Option]:
        return [Option(self.seal, self.yes)]

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        return (
            Answer(value)
            if value == self.seal
            else Unclear(_("Some of this has changed since: please look once more."))
        )

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        return Answer(self.seal) if says("yes", text) else Unclear(_("Please confirm, or say what to change."))

    def restore(self, raw: Any) -> str:
        if raw != self.seal:
            msg = "an older summary was confirmed"
            raise ValueError(msg)
        return str(raw)
