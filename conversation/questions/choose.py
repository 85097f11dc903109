"""Questions that offer something: one of several, several of several, yes or no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conversation.questions.question import Answer, Draft, Hearing, Option, Question, Unclear
from conversation.screen import Phrase, Wanted
from conversation.words import number, says, which
from locales import Language, Message, _, _p
from world.cues import without_elisions
from world.folding import fold


@dataclass(frozen=True, slots=True)
class Choose(Question):
    """One of `choices` (value: words). `other` hears what matches none of them; its answer is the value given back.

    A number that is not on offer is none of its words: it was meant for some other screen.
    """

    prompt: Phrase
    choices: Mapping[str, Phrase]
    other: Question | None = None

    def asks(self) -> Phrase:
        return self.prompt

    def wants(self) -> Wanted:
        return self.other.wants() if self.other else ""

    def options(self, draft: Sequence[Any]) -> list[Option]:
        offered = [Option(value, label) for value, label in self.choices.items()]
        return offered + (self.other.options(draft) if self.other else [])

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        if value in self.choices:
            return Answer(value)
        if self.other:
            return self.other.pick(value, draft)
        return Unclear(_("That choice is no longer on offer."))

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        named = _named(text, self.choices, language) or _spoken(text, self.choices)
        if not named and not self.other:
            named = _partly(text, self.choices, language)
        if named:
            return Answer(named)
        if self.other and not (self.choices and number(text)):
            return self.other.read(text, language, draft)
        return Unclear(_("Please choose one of these; its number is enough."))

    def restore(self, raw: Any) -> Any:
        if isinstance(raw, str) and raw in self.choices:
            return raw
        if self.other:
            return self.other.restore(raw)
        msg = "not one of the choices"
        raise ValueError(msg)


_A_WORD = 4
"""Letters; a shorter word says too little of a choice."""


def _named(text: str, choices: Mapping[str, Phrase], language: Language) -> str | None:
    """The value whose words were written; those on another page count too."""
    found = which(text, [language.say(label) for label in choices.values()])
    return None if found is None else list(choices)[found]


def _partly(text: str, choices: Mapping[str, Phrase], language: Language) -> str | None:
    """The only choice that has all these words among its own: “organisation” for “I'm an organisation”."""
    said = _words(text)
    found = [value for value, label in choices.items() if said <= _words(language.say(label))]
    return found[0] if len(found) == 1 and max(map(len, said), default=0) >= _A_WORD else None


def _words(text: str) -> set[str]:
    return set(fold(without_elisions(text)).split())


def _spoken(text: str, choices: Mapping[str, Phrase]) -> str | None:
    """The yes, no or more among the choices, in whichever words people say it."""
    return next((value for value in ("yes", "no", "more") if value in choices and says(value, text)), None)


_DONE = "done!"
_OFF = "-"


@dataclass(frozen=True, slots=True)
class Several(Question):
    """Some of `choices`, at most `most`: “1 3” in one go, or one by one and then Done."""

    prompt: Phrase
    choices: Mapping[str, Phrase]
    most: int = 9

    def asks(self) -> Phrase:
        return self.prompt

    def options(self, draft: Sequence[Any]) -> list[Option]:
        offered = [
            Option(f"{_OFF}{value}", _("✓ {choice}", choice=label)) if value in draft else Option(value, label)
            for value, label in self.choices.items()
        ]
        return offered + ([Option(_DONE, _p("choice", "Done"))] if draft else [])

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        """One on, one off, or done: to pick the same twice is to pick it once, as a double tap means it."""
        picked, off = self._still_offered(draft), value.removeprefix(_OFF)
        if value == _DONE and picked:
            return Answer(picked)
        if value not in self.choices and off not in self.choices:
            return Unclear(_("That choice is no longer on offer."))
        if value not in self.choices:
            return Draft([part for part in picked if part != off])
        picked += [value] if value not in picked else []
        return Answer(picked) if len(picked) >= self.most else Draft(picked)

    def pick_all(self, values: Sequence[str], draft: Sequence[Any]) -> Hearing:
        """Several numbers in one go end the question; they come on top of what was picked before."""
        picked = list(dict.fromkeys([*self._still_offered(draft), *values]))
        if len(picked) > self.most or any(value not in self.choices for value in picked):
            return self._choose_again()
        return Answer(picked)

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        if draft and says("done", text):
            return self.pick(_DONE, draft)
        named = _named(text, self.choices, language)
        return self.pick(named, draft) if named else self._choose_again()

    def _still_offered(self, draft: Sequence[Any]) -> list[str]:
        return [part for part in draft if isinstance(part, str) and part in self.choices]

    def _choose_again(self) -> Unclear:
        return Unclear(_("Please choose from these; for several, write for example “1 3”."))

    def restore(self, raw: Any) -> list[str]:
        if not isinstance(raw, list) or not all(value in self.choices for value in raw):
            msg = "not some of the choices"
            raise ValueError(msg)
        return list(raw)


@dataclass(frozen=True, slots=True)
class YesNo(Question):
    """Yes or no; `yes` and `no` are the words on the choices."""

    prompt: Phrase
    yes: Message = _p("choice", "Yes")
    no: Message = _p("choice", "No")

    def asks(self) -> Phrase:
        return self.prompt

    def options(self, draft: Sequence[Any]) -> list[Option]:
        return [Option("yes", self.yes), Option("no", self.no)]

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        if value not in ("yes", "no"):
            return Unclear(_("That choice is no longer on offer."))
        return Answer(value == "yes")

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        if says("yes", text):
            return Answer(True)
        if says("no", text):
            return Answer(False)
        return Unclear(_("Please answer yes or no."))

    def restore(self, raw: Any) -> bool:
        if not isinstance(raw, bool):
            msg = "neither yes nor no"
            raise ValueError(msg)
        return raw
