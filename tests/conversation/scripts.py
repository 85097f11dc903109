"""Random dialogues as data, and how one is played: by the engine, or by a model of what the engine should do."""

import json
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any, Protocol, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversation import Choice, Opens, Screen, opens
from conversation.dialogue import Needs
from conversation.questions import (
    Choose,
    Countries,
    CountryQuestion,
    DayQuestion,
    PhoneQuestion,
    PlaceQuestion,
    ProfessionQuestion,
    Question,
    Several,
    Text,
    YesNo,
)
from locales import Message, _
from models import Audit
from models.refusal import Refusal
from services import audit

NAMES = ("d0", "d1", "d2")
ROUNDS = 3
EFFECT = "effect"
REFUSED = _("Not with these answers.")


class Dice:
    """Numbers out of bytes; when these are used up, zeros: the simplest there is."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def roll(self, sides: int) -> int:
        byte = self._data[self._at] if self._at < len(self._data) else 0
        self._at += 1
        return byte % sides

    @property
    def spent(self) -> bool:
        return self._at >= len(self._data)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question; `offered` picks one of the sets of choices that deploys change between."""

    key: str
    kind: str
    optional: bool = False
    offered: int = 0


@dataclass(frozen=True, slots=True)
class Branch:
    """One way or the other, by an answer given before."""

    on: str
    arms: tuple["Steps", "Steps"]


@dataclass(frozen=True, slots=True)
class Loop:
    """A question and “more?”, up to three rounds."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Look:
    key: str
    on: str


@dataclass(frozen=True, slots=True)
class Once:
    key: str
    on: str


@dataclass(frozen=True, slots=True)
class Do:
    """A change of the world; a picky one refuses some answers, after it has left a row."""

    key: str
    picky: bool = False


@dataclass(frozen=True, slots=True)
class Confirm:
    key: str


Step: TypeAlias = Ask | Branch | Loop | Look | Once | Do | Confirm
Steps: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A dialogue. It ends with a screen of choices, or hands over to `then`."""

    name: str
    body: Steps
    title: Message | None = None
    steps: int = 0
    needs: Needs = "notice"
    choices: int = 0
    then: str = ""


class Hands(Protocol):
    """What plays a script: a Talk, or the model."""

    def ask(self, key: str, question: Question) -> Any: ...
    def confirm(self, key: str, summary: str, *, edits: tuple[str, ...]) -> None: ...
    def look(self, key: str, fn: Callable[..., Any], *args: Any) -> Any: ...
    def once(self, key: str, fn: Callable[..., Any], *args: Any) -> Any: ...
    def do(self, key: str, fn: Callable[..., Any], *args: Any) -> Any: ...


@dataclass(slots=True)
class Playing:
    """A script on its way: what is known by now, and the summary that was agreed to last."""

    script: Script
    hands: Hands
    run: str
    known: dict[str, Any] = field(default_factory=dict)
    edits: list[str] = field(default_factory=list)
    found: list[list[int]] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    agreed: str = ""

    def play(self) -> Screen | Opens:
        self._walk(self.script.body)
        if self.script.then:
            return opens(self.script.then)
        others = [Choice(f"Open {name}", opens(name)) for name in NAMES[: self.script.choices]]
        return Screen(f"{self.script.name} ends with {weigh(self.known)}, {self.found}, {self.drawn}.", *others)

    def _walk(self, steps: Steps) -> None:
        for step in steps:
            self._step(step)

    def _step(self, step: Step) -> None:
        match step:
            case Ask(key):
                self._ask(key, question(step, self.script))
            case Branch(on, arms):
                self._walk(arms[weigh(self.known.get(on)) % 2])
            case Loop(name, kind):
                self._rounds(name, kind)
            case Look(key, on):
                self.found.append(self.hands.look(key, search, weigh(self.known.get(on))))
            case Once(key, on):
                self.drawn.append(self.hands.once(key, draw, weigh(self.known.get(on))))
            case Do(key, picky):
                self.hands.do(key, act, [self.run, key, self.agreed], weigh(self.known) if picky else 1)
            case Confirm(key):
                said = f"⟨{weigh(list(self.known.items()))}⟩"
                self.hands.confirm(key, f"{self.script.name}.{key}: {said}", edits=tuple(self.edits))
                self.known[key] = self.agreed = said

    def _ask(self, key: str, asked: Question) -> Any:
        self.known[key] = self.hands.ask(key, asked)
        self.edits.append(key)
        self.agreed = ""
        return self.known[key]

    def _rounds(self, name: str, kind: str) -> None:
        for turn in count(1):
            self._ask(f"{name}.{turn}", question(Ask(f"{name}.{turn}", kind), self.script))
            more = f"{name}.more.{turn}"
            if turn == ROUNDS or not self._ask(more, question(Ask(more, "yesno"), self.script)):
                return


# the world


def weigh(value: Any) -> int:
    """A number that differs where values do."""
    return zlib.crc32(json.dumps(value, sort_keys=True, default=str).encode("utf-8", "surrogatepass"))


def search(_session: Session | None, _person: int, wish: int) -> list[int]:
    """A heavy read whose result is known beforehand."""
    return [wish % 97, wish % 89]


def draw(session: Session, person: int, wish: int) -> str:
    """A value that is another each time; it says what it was drawn for."""
    audit.record(session, person, "drawn")
    drawn = session.scalar(select(func.count()).where(Audit.actor_id == person, Audit.verb == "drawn"))
    return f"{wish}#{drawn}"


def refuses(weight: int) -> bool:
    return weight % 3 == 0


def act(session: Session, person: int, where: Sequence[str], weight: int) -> str:
    """An effect that can be counted, and told from others; what is refused must leave no row."""
    run, key, agreed = where
    audit.record(session, person, EFFECT, run=run, key=key, agreed=agreed)
    if refuses(weight):
        raise Refusal(REFUSED)
    return key


# questions

KINDS = (
    "text",
    "choose",
    "yesno",
    "several",
    "long",
    "other",
    "country",
    "countries",
    "place",
    "profession",
    "phone",
    "day",
)
_SETS = (("mint", "ginger", "sage"), ("mint", "thyme", "sage", "basil"))


def question(ask: Ask, script: Script) -> Question:
    """A new question of the kind, the same at every run."""
    prompt = f"{script.name}.{ask.key}?"
    made = _made(ask.kind, prompt, {value: value.title() for value in _SETS[ask.offered]})
    return replace(made, label=ask.key, optional=ask.optional)


def _made(kind: str, prompt: str, few: dict[str, str]) -> Question:
    many = few | {f"v{number}": f"Value {number}" for number in range(12)}
    makers: dict[str, Callable[[], Question]] = {
        "text": lambda: Text(prompt, longest=60, example="Awa"),
        "choose": lambda: Choose(prompt, few),
        "long": lambda: Choose(prompt, many),
        "other": lambda: Choose(prompt, few, other=Text(prompt, longest=60)),
        "several": lambda: Several(prompt, few, most=3),
        "yesno": lambda: YesNo(prompt),
        "country": lambda: CountryQuestion(prompt),
        "countries": lambda: Countries(prompt),
        "place": lambda: PlaceQuestion(prompt),
        "profession": lambda: ProfessionQuestion(prompt),
        "phone": lambda: PhoneQuestion(prompt),
        "day": lambda: DayQuestion(prompt, after=date(2026, 11, 23)),
    }
    return makers[kind]()


# what a script should come to


class _Stop(Exception):
    """The model stands at a question."""


@dataclass(slots=True)
class Path:
    """How far a script comes with these answers, by the rules alone: the model that the engine is held to.

    `sealed` tells for each yes to a summary what was on it.
    """

    answers: dict[str, Any]
    dones: dict[str, Any]
    editing: str = ""
    sealed: dict[tuple[str, str], str] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    asking: str = ""
    question: Question | None = None
    summary: str = ""
    refused: bool = False
    looks: dict[str, Any] = field(default_factory=dict)
    onces: dict[str, int] = field(default_factory=dict)

    def follow(self, script: Script, run: str) -> "Path":
        with suppress(_Stop):
            Playing(script, self, run).play()
        return self

    @property
    def asked(self) -> list[str]:
        """The answers that back may drop, the last one last."""
        walls = [at for at, step in enumerate(self.trail) if step.startswith("!")]
        since = self.trail[walls[-1] + 1 :] if walls else self.trail
        return [key for key in since if key != self.asking]

    @property
    def walled(self) -> bool:
        return any(step.startswith("!") for step in self.trail)

    def ask(self, key: str, question: Question) -> Any:
        self.trail.append(key)
        raw = self.answers.get(key)
        if key in self.answers and key != self.editing:
            if raw is None and question.optional:
                return None
            try:
                return question.restore(raw)
            except (ValueError, TypeError, KeyError):
                pass
        self.asking, self.question = key, question
        raise _Stop

    def confirm(self, key: str, summary: str, *, edits: tuple[str, ...]) -> None:
        self.trail.append(key)
        if key in self.answers and self.sealed.get((key, str(self.answers[key]))) == summary:
            return
        self.asking, self.summary = key, summary
        raise _Stop

    def look(self, key: str, fn: Callable[..., Any], *args: Any) -> Any:
        self.looks[key] = fn(None, 0, *args)
        return self.looks[key]

    def once(self, key: str, fn: Callable[..., Any], *args: Any) -> Any:
        self.onces[key] = args[0]
        return ""

    def do(self, key: str, fn: Callable[..., Any], *args: Any) -> Any:
        if key not in self.dones and refuses(args[-1]):
            self.refused = True
            raise _Stop
        self.trail.append(f"!{key}")


# making them


def write_script(name: str, dice: Dice) -> Script:
    """A random dialogue: some questions, what depends on them, mostly a summary, and something done."""
    keys = (f"k{number}" for number in count())
    body: list[Step] = []
    for _step in range(1 + dice.roll(5)):
        body.append(_write_step(dice, keys, body, nested=False))
    if dice.roll(3):
        body += [Confirm(next(keys)), Do(next(keys), picky=not dice.roll(3))]
    if not dice.roll(3):
        body.append(Ask(next(keys), _kind(dice)))
    return Script(
        name,
        tuple(body),
        title=_("playing") if dice.roll(4) else None,
        steps=(0, 3, 6)[dice.roll(3)],
        needs=("notice", "notice", "notice", "nothing", "notice", "member", "notice", "staff")[dice.roll(8)],
        choices=dice.roll(4),
        then="d2" if name != "d2" and not dice.roll(6) else "",
    )


def _write_step(dice: Dice, keys: Any, before: Sequence[Step], *, nested: bool) -> Step:
    asked = [step.key for step in before if isinstance(step, Ask)]
    on = asked[dice.roll(len(asked))] if asked else ""
    match dice.roll(12):
        case 6 if not nested:
            arms = [tuple(_write_step(dice, keys, before, nested=True) for _ in range(dice.roll(3))) for _arm in "ab"]
            return Branch(on, (arms[0], arms[1]))
        case 7:
            return Loop(next(keys), _kind(dice))
        case 8:
            return Look(next(keys), on)
        case 9:
            return Once(next(keys), on)
        case 10:
            return Do(next(keys), picky=bool(dice.roll(2)))
        case 11:
            return Confirm(next(keys))
    return Ask(next(keys), _kind(dice), optional=not dice.roll(4))


def _kind(dice: Dice) -> str:
    return KINDS[min(dice.roll(18), 17) % len(KINDS)]


def rewrite(script: Script, dice: Dice, fresh: str) -> Script:
    """A deploy: a question is added or removed, two steps change places, choices are renamed, one may be skipped."""
    body = list(script.body)
    at = dice.roll(len(body)) if body else 0
    match dice.roll(6):
        case 0:
            body.insert(at, Ask(fresh, _kind(dice), optional=not dice.roll(3)))
        case 1:
            body[at : at + 1] = []
        case 2:
            body = [*body[at:], *body[:at]]
        case 3:
            body = [replace(step, offered=1 - step.offered) if isinstance(step, Ask) else step for step in body]
        case 4:
            body = [replace(step, optional=not step.optional) if isinstance(step, Ask) else step for step in body]
        case 5:
            body = [replace(step, kind=_kind(dice)) if isinstance(step, Ask) else step for step in body]
    return replace(script, body=tuple(body))
