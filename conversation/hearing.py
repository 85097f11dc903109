"""What a turn is given and what it gives back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from conversation.screen import Shown
from conversation.state import State
from locales import Language


@dataclass(frozen=True, slots=True)
class Heard:
    """An event as the engine hears it; `run` makes the ids of what it opens, the same at every try."""

    kind: Literal["text", "choice", "contact", "media", "start"]
    text: str
    received_at: datetime
    run: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The screen to send and the state to keep, in the language the person is spoken to from now on."""

    shown: Shown
    state: State
    language: Language
