"""Where a person is: a stack of open dialogues with their answers, and the choices on offer. One JSON value."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

REMEMBERED = timedelta(days=30)
RESUMED_AFTER = timedelta(minutes=30)

Action = list[Any]
"""`["a", key, value]` answers, `["o", dialogue, args]` opens, `["w", word]` says a word that works everywhere,
`["p"]` turns the page, `["c"]` asks what to change, `["e", key]` changes that answer."""


@dataclass(slots=True)
class Frame:
    """One open dialogue.

    `trail` is the path of the latest run: keys of questions in order, each `do` as a wall (`!key`). `unlocks` is the
    right that the dialogue below waits for this one to give, `spoken` the language it chose for the person.
    """

    dialogue: str
    run: str
    since: datetime
    args: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    looks: dict[str, Any] = field(default_factory=dict)
    onces: dict[str, Any] = field(default_factory=dict)
    dones: dict[str, Any] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    asking: str = ""
    misses: int = 0
    page: int = 0
    draft: list[Any] = field(default_factory=list)
    editing: str = ""
    changing: bool = False
    unlocks: str = ""
    spoken: str = ""

    def asked(self) -> list[str]:
        """Keys answered on the latest path, in order, since the last wall: where *back* may go."""
        keys: list[str] = []
        for step in self.trail:
            if step.startswith("!"):
                keys.clear()
            elif step != self.asking:
                keys.append(step)
        return keys

    def settle(self) -> None:
        """Forget what belonged to the question just left: misses, page, draft, the edit in hand."""
        self.misses, self.page, self.draft, self.editing, self.changing = 0, 0, [], "", False


@dataclass(slots=True)
class Offer:
    """A numbered choice that was shown, and in which outbox row (0 until it is stored)."""

    number: int
    label: str
    run: str
    action: Action
    row: int = 0


@dataclass(slots=True)
class State:
    """All that is kept of a conversation between two turns.

    `over` is the dialogue that ended last, so that a double tap on its last button shows the same screen again; `aside`
    says that its screen, not the top of the stack, is what the person looks at. `row` is the outbox row on show, and
    `told` says that the choices on offer are those of a notice.
    `tapped` is the last choice pressed, `pending` what was written after a long silence and waits for “go on”,
    `leaving` asks whether to keep the answers.
    """

    stack: list[Frame] = field(default_factory=list)
    over: Frame | None = None
    aside: bool = False
    offers: list[Offer] = field(default_factory=list)
    notices: list[Offer] = field(default_factory=list)
    row: int = 0
    told: bool = False
    tapped: str = ""
    pending: str = ""
    leaving: bool = False

    @property
    def top(self) -> Frame | None:
        """The dialogue the person is in."""
        return self.stack[-1] if self.stack else None

    def empty(self) -> None:
        """Forget everything that is open, on offer or waiting: what was answered, and what could still be answered."""
        self.stack, self.offers, self.notices = [], [], []
        self.aside, self.pending, self.leaving = False, "", False

    def forget(self, now: datetime) -> None:
        """Dialogues left for 30 days are forgotten, and so is the last screen of the one that ended."""
        self.stack = [frame for frame in self.stack if now - frame.since < REMEMBERED]
        if self.over and now - self.over.since >= REMEMBERED:
            self.over = None


def dump(state: State) -> dict[str, Any]:
    """The JSON value of a state; what is empty is left out."""
    value = {
        "stack": [_dump_frame(frame) for frame in state.stack],
        "over": _dump_frame(state.over) if state.over else None,
        "aside": state.aside,
        "offers": [_dump_offer(offer) for offer in state.offers],
        "notices": [_dump_offer(offer) for offer in state.notices],
        "row": state.row,
        "told": state.told,
        "tapped": state.tapped,
        "pending": state.pending,
        "leaving": state.leaving,
    }
    return {name: part for name, part in value.items() if part}


def load(value: dict[str, Any] | None) -> State:
    """The state of a JSON value; fields unknown to this version are passed over."""
    value = value or {}
    return State(
        stack=[_load_frame(frame) for frame in value.get("stack", ())],
        over=_load_frame(value["over"]) if value.get("over") else None,
        aside=value.get("aside", False),
        offers=[_load_offer(offer) for offer in value.get("offers", ())],
        notices=[_load_offer(offer) for offer in value.get("notices", ())],
        row=value.get("row", 0),
        told=value.get("told", False),
        tapped=value.get("tapped", ""),
        pending=value.get("pending", ""),
        leaving=value.get("leaving", False),
    )


_FRAME_PARTS = tuple(Frame.__dataclass_fields__)


def _dump_frame(frame: Frame) -> dict[str, Any]:
    parts = {name: part for name in _FRAME_PARTS if (part := getattr(frame, name))}
    return parts | {"since": int(frame.since.timestamp())}


def _load_frame(value: dict[str, Any]) -> Frame:
    known = {name: part for name, part in value.items() if name in _FRAME_PARTS}
    return Frame(**known | {"since": datetime.fromtimestamp(value["since"], UTC)})


def _dump_offer(offer: Offer) -> list[Any]:
    return [offer.number, offer.label, offer.run, offer.action, offer.row]


def _load_offer(value: list[Any]) -> Offer:
    return Offer(*value)
