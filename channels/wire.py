"""What passes between a channel and the rest of the house, with nothing of any vendor in it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

EventKind = Literal["text", "choice", "contact", "media", "start"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a person did on a channel.

    `external_id` is the channel's own id of it: the same id received twice is one event. `text` is what was
    written, the token of a pressed choice, or the parameter of a start link. `number` is a phone number (E.164)
    that its owner proved by this very event.
    """

    channel: str
    account: str
    external_id: str
    address: str
    kind: EventKind
    received_at: datetime
    text: str = ""
    number: str | None = None
    name: str | None = None
    language: str | None = None


Receive = Callable[[Sequence[Event]], Awaitable[None]]
"""Returns once every event of the sequence is on disk; raises when one is not."""


@dataclass(frozen=True, slots=True)
class Button:
    """A numbered choice of a screen; `token` comes back as the text of an event of kind `choice`."""

    number: int
    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Post:
    """One screen in the recipient's language, before a channel shapes it.

    `id` grows with time within the store. `push` tells a message nobody asked for in this turn. `heard` is what
    the person had written, for channels that show both sides.
    """

    id: int
    push: bool
    at: datetime
    dialogue: str
    key: str
    text: str
    choices: tuple[Button, ...]
    language: str
    heard: str = ""
