"""What a dialogue holds in its hands: questions, and the four verbs by which it reaches the world."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conversation.questions.confirm import Confirm
from conversation.questions.question import NO_ANSWER, Question
from conversation.screen import Phrase
from conversation.standing import Reach, Standing
from conversation.state import Frame
from locales import Language, language

LARGEST_LOOK = 4096
"""Bytes of JSON a look may keep: ids, never cards."""


class Suspended(BaseException):
    """A run stops here until something is known. A BaseException, so that no dialogue swallows it by accident."""


class Asked(Suspended):
    """A run stopped at a question without an answer."""

    def __init__(self, key: str, question: Question) -> None:
        self.key, self.question = key, question


class Look(Suspended):
    """A run stopped at a heavy read, to be made at the reading door: `fn(session, person_id, *args, **kwargs)`."""

    def __init__(self, slot: str, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.slot, self.fn, self.args_, self.kwargs = slot, fn, args, kwargs


class DialogueMistake(Exception):
    """A dialogue broke a rule of the engine: our bug, never the person's."""


class Talk:
    """One run of one dialogue."""

    def __init__(self, frame: Frame, reach: Reach, spoken: Language, looked: dict[str, Any]) -> None:
        self.language = spoken
        self.trail: list[str] = []
        self.labels: dict[str, Phrase] = {}
        self.suspended = False
        self._frame, self._reach, self._looked = frame, reach, looked
        self._used: set[str] = set()

    @property
    def args(self) -> dict[str, Any]:
        """What the dialogue was opened with."""
        return self._frame.args

    @property
    def standing(self) -> Standing:
        """The person's rights; for words on a screen and for what is offered."""
        return self._reach.standing()

    @property
    def questions(self) -> int:
        """How many questions this run has passed or reached."""
        return sum(not step.startswith("!") for step in self.trail)

    def ask(self, key: str, question: Question, *, given: Any = None) -> Any:
        """The answer under `key`; without one that still parses the run is suspended and the question shown.

        What is `given` (raw, known from elsewhere) answers in its place: it is no step of this conversation, but may be
        changed like any answer.
        """
        self._use(key)
        frame = self._frame
        self.labels[key] = question.label or key
        if key not in frame.answers and frame.editing != key and given is not None and question.accepts(given):
            return question.restore(given)
        self.trail.append(key)
        if key not in frame.answers or frame.editing == key:
            self._suspend(Asked(key, question))
        raw = frame.answers[key]
        if raw is None and question.optional:
            return None
        try:
            return question.restore(raw)
        except NO_ANSWER:
            self._suspend(Asked(key, question))

    def confirm(self, key: str, summary: Phrase, *, edits: tuple[str, ...] = (), yes: Phrase | None = None) -> None:
        """Go on only after a yes to exactly these answers; `edits` are the keys that may be changed from here."""
        seal = self._seal()
        labels = tuple((each, self.labels[each]) for each in edits if each in self.labels)
        self.ask(key, Confirm(summary, seal, labels, *((yes,) if yes else ())))

    def read(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Words for a screen: light, now, not kept; never branch on it."""
        return self._reach.read(fn, args, kwargs)

    def look(self, key: str, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """A search or a matching: made outside the writer, kept under its arguments; ids only, at most 4 kB.

        In a turn that has changed something it is made at once: outside, that change would not be seen yet.
        """
        self._use(key)
        asked_with = _digest(args, kwargs)
        kept = self._frame.looks.get(key)
        if kept and kept["with"] == asked_with:
            return kept["is"]
        slot = f"{self._frame.run}.{key}.{asked_with}"
        if slot not in self._looked and not self._reach.changed:
            self._suspend(Look(slot, fn, args, kwargs))
        found = self._looked[slot] if slot in self._looked else self._reach.read(fn, args, kwargs)
        if isinstance(found, Exception):
            raise found
        self._frame.looks[key] = {"with": asked_with, "is": _small(found)}
        return self._frame.looks[key]["is"]

    def once(self, key: str, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """A value that must stay; made anew when its arguments change."""
        self._use(key)
        asked_with = _digest(args, kwargs)
        kept = self._frame.onces.get(key)
        if kept and kept["with"] == asked_with:
            return kept["is"]
        made = _json(self._reach.change(fn, args, kwargs))
        self._frame.onces[key] = {"with": asked_with, "is": made}
        return made

    def do(self, key: str, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Change the world, once by key, in the turn's transaction. A wall: back and edit stop here."""
        self._use(key)
        if key not in self._frame.dones:
            self._frame.dones[key] = _json(self._reach.change(fn, args, kwargs))
        self.trail.append(f"!{key}")
        self.labels.clear()  # a wall: what was answered before it is not offered for a change any more
        return self._frame.dones[key]

    def speak(self, code: str) -> None:
        """From here on the person is spoken to in this language; a later choice of theirs is not undone by a replay."""
        if self._frame.spoken != code:
            self._frame.spoken = code
            self.language = language(code)

    def _use(self, key: str) -> None:
        if key in self._used:
            msg = f"the key {key} is used twice in one run of {self._frame.dialogue}"
            raise DialogueMistake(msg)
        self._used.add(key)

    def _seal(self) -> str:
        answers = [(key, self._frame.answers.get(key)) for key in self.trail if not key.startswith("!")]
        return _digest((self._frame.dialogue, answers), {})

    def _suspend(self, reason: Suspended) -> None:
        if self.suspended:
            msg = f"{self._frame.dialogue} went on after it was suspended: a bare except?"
            raise DialogueMistake(msg)
        self.suspended = True
        raise reason


@dataclass(frozen=True, slots=True)
class Telling:
    """What the renderer of a notice holds: its ids, and a way to read at this moment, as the recipient."""

    ids: dict[str, Any]
    language: Language
    reach: Reach

    def read(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call `fn(session, person_id, …)` for the recipient."""
        return self.reach.read(fn, args, kwargs)


def _digest(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    text = json.dumps([args, kwargs], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _json(value: Any) -> Any:
    """Through JSON at once, or the first run sees tuples and the next one lists."""
    return json.loads(json.dumps(value))


def _small(value: Any) -> Any:
    text = json.dumps(value)
    if len(text.encode()) > LARGEST_LOOK:
        msg = f"a look keeps at most {LARGEST_LOOK} bytes: keep ids only"
        raise DialogueMistake(msg)
    return json.loads(text)
