"""A message as it stands on the screen of the person it was sent to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tests.fakes.whatsapp.errors import Payload
from tests.fakes.whatsapp.templates import Filled

Kind = Literal["text", "button", "list", "cta_url", "location_request_message", "request_contact_info", "template"]


class NotShown(AssertionError):
    """A person cannot do or read what is not there on their screen."""


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button or a row, and the message that pressing it sends."""

    label: str
    detail: str
    reply: Payload

    @property
    def whole(self) -> str:
        """The full label, which is under the title where that has no room for it."""
        return self.detail or self.label


@dataclass(frozen=True, slots=True)
class Received:
    """`text` is the body, `opener` what opens a list, `quotes` the message it is an answer to; `buttons` are the full
    labels of what can be pressed.
    """

    wamid: str
    kind: Kind
    text: str
    header: str = ""
    footer: str = ""
    opener: str = ""
    quotes: str = ""
    pressables: tuple[Pressable, ...] = ()

    @property
    def buttons(self) -> tuple[str, ...]:
        return tuple(each.whole for each in self.pressables)

    def find(self, label: str) -> Pressable:
        """The one button that is called so, or whose name begins so."""
        named = [each for each in self.pressables if label in (each.label, each.detail)]
        begun = [each for each in self.pressables if each.label.startswith(label) or each.detail.startswith(label)]
        found = named or begun
        if len(found) != 1:
            raise NotShown(f"{len(found)} buttons of {len(self.buttons)} are called so")
        return found[0]


def show(wamid: str, body: Payload, filled: Filled | None) -> Received:
    """How a message that keeps the rules is shown."""
    quotes = body.get("context", {}).get("message_id", "")
    if filled is not None:
        return Received(wamid, "template", filled.text, quotes=quotes, pressables=tuple(_quick_replies(filled)))
    if body["type"] == "text":
        return Received(wamid, "text", body["text"]["body"], quotes=quotes)
    message = body["interactive"]
    return Received(
        wamid,
        message["type"],
        message["body"]["text"],
        header=message.get("header", {}).get("text", ""),
        footer=message.get("footer", {}).get("text", ""),
        opener=message["action"].get("button", ""),
        quotes=quotes,
        pressables=tuple(_pressables(message["action"])),
    )


def _pressables(action: Payload) -> Iterator[Pressable]:
    for button in action.get("buttons", ()):
        yield Pressable(button["reply"]["title"], "", _interactive("button_reply", button["reply"]))
    for section in action.get("sections", ()):
        for row in section["rows"]:
            yield Pressable(row["title"], row.get("description", ""), _interactive("list_reply", row))


def _interactive(kind: str, reply: Payload) -> Payload:
    return {"type": "interactive", "interactive": {"type": kind, kind: {**reply}}}


def _quick_replies(filled: Filled) -> Iterator[Pressable]:
    """What answers a template is a message of type `button`, unlike what answers buttons sent freely."""
    for label, payload in zip(filled.template.quick_replies, filled.payloads, strict=True):
        yield Pressable(label, "", {"type": "button", "button": {"payload": payload, "text": label}})
