"""Dialogues and notice renderers, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from conversation.screen import Opens, Screen
from locales import Message

if TYPE_CHECKING:
    from conversation.talk import Talk, Telling

Needs = Literal["nothing", "notice", "member", "staff"]
DialogueFunction = Callable[["Talk"], Screen | Opens]
NoticeRenderer = Callable[["Telling"], Screen | None]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation with a purpose.

    `title` completes “You were …”; a dialogue without one is not worth going back to and vanishes when another opens.
    `steps` is the declared number of questions, shown as progress. `needs` is the right it asks for before it starts.
    """

    name: str
    function: DialogueFunction
    title: Message | None
    steps: int
    needs: Needs


DIALOGUES: dict[str, Dialogue] = {}
RENDERERS: dict[str, NoticeRenderer] = {}


def dialogue(
    name: str, *, title: Message | None = None, steps: int = 0, needs: Needs = "notice"
) -> Callable[[DialogueFunction], DialogueFunction]:
    """Register a plain function as the dialogue `name`; a name is taken once."""

    def register(function: DialogueFunction) -> DialogueFunction:
        if name in DIALOGUES and DIALOGUES[name].function.__qualname__ != function.__qualname__:
            msg = f"two dialogues are called {name}"
            raise ValueError(msg)
        DIALOGUES[name] = Dialogue(name, function, title, steps, needs)
        return function

    return register


def renders(kind: str) -> Callable[[NoticeRenderer], NoticeRenderer]:
    """Register the one renderer of notices of `kind`."""

    def register(function: NoticeRenderer) -> NoticeRenderer:
        RENDERERS[kind] = function
        return function

    return register
