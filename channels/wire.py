"""What passes between a channel and the rest of the house, with nothing of any vendor in it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

EventKind = Literal["text", "choice", "contact", "media", "start", "left", "back", "moved"]
"""`left` and `back`: they shut the bot out, or let it in again. `moved`: the address `text` is now `address`."""
Fate = Literal["sent", "delivered", "read", "failed"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a person did on a channel.

    `external_id` is the channel's own id of it: the same id received twice is one event. `text` is what was
    written, the token of a pressed choice, or the parameter of a start link. `number` is a phone number (E.164)
    that its owner proved by this very event. `aliases` are other names the channel has for the same address.
    `written_at` is the channel's own time of it, where it has one. `reply_to` comes back with the post that answers
    this event; nobody else reads it. `raw` is the event as the channel got it, kept sealed until it is answered.
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
    aliases: tuple[str, ...] = ()
    written_at: datetime | None = None
    reply_to: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message that a channel took.

    `message` is the channel's own id of it, `tag` what it was sent with: the id of its post. `billed` is the category
    the vendor bills it under, if it does. `trouble` says why it failed: what `Channel.send` would have raised.
    """

    channel: str
    account: str
    message: str
    fate: Fate
    at: datetime
    tag: str = ""
    billed: str = ""
    trouble: Exception | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Something authentic that could not be read: it is kept, sealed, for whoever mends the reading. `why` holds none
    of it.
    """

    channel: str
    account: str
    received_at: datetime
    raw: str
    why: str


News = Event | Receipt | Unread
Receive = Callable[[Sequence[News]], Awaitable[None]]
"""Returns once everything in the sequence is on disk; raises when something is not."""


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
    the person had written, for channels that show both sides. `asks` tells what the open question would best be
    answered with. `reply_to` is that of the event it answers. `heard_at` is when the person last wrote on this
    address, by the channel's own time; `rung_at` when they were last asked to write, for what waits for them.
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
    asks: Literal["", "contact"] = ""
    reply_to: str = ""
    heard_at: datetime | None = None
    rung_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """How the bot presents itself in one language: its commands with what they do, and who it is."""

    language: str
    commands: tuple[tuple[str, str], ...]
    about: str
    short: str
