"""The rules that span several parameters: what keyboards, entities and edits must keep."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.fakes.telegram import limits
from tests.fakes.telegram.kinds import in_utf16
from tests.fakes.telegram.refusals import Json, fault

KINDS_OF_BUTTON = frozenset(
    {"url", "callback_data", "copy_text", "switch_inline_query", "switch_inline_query_current_chat", "web_app"}
)
KINDS_OF_KEY = frozenset({"request_contact", "request_location", "web_app"})
NEEDS = {"text_link": "url", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
"""What an entity of some kind cannot be without; no other kind may have it."""


def check_rules(method: str, parameters: Json) -> None:
    """Raises what the vendor answers to the first rule that is broken."""
    if "text" in parameters and "entities" in parameters:
        check_entities(parameters["text"], parameters["entities"])
    if "reply_markup" in parameters:
        check_keyboard(parameters["reply_markup"])
    if method.startswith("editMessage"):
        check_target(parameters)
    if method == "setMyCommands":
        check_commands(parameters["commands"])


def check_entities(text: str, entities: Sequence[Json]) -> None:
    """Stricter than the vendor, which drops what does not fit."""
    for entity in entities:
        span = cut_utf16(text, entity["offset"], entity["length"])
        if entity["offset"] + entity["length"] > in_utf16(text):
            raise fault("entity beyond the end of the text")
        if any("\ud800" <= letter <= "\udfff" for letter in span):
            raise fault("entity cuts a character in two")
        if not span.strip():
            raise fault("entity over nothing but spaces")
        for kind, needed in NEEDS.items():
            if (needed in entity) is not (entity["type"] == kind):
                raise fault(f"entity of type {entity['type']}: {needed} missing or not allowed")
        if "language" in entity and entity["type"] != "pre":
            raise fault(f"entity of type {entity['type']}: language not allowed")


def cut_utf16(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity is about; half a pair shows as a lone surrogate."""
    whole = text.encode("utf-16-le", "surrogatepass")
    return whole[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def check_keyboard(markup: Json) -> None:
    for row in markup.get("inline_keyboard", ()):
        if not 1 <= len(row) <= limits.INLINE_ROW:
            raise fault("wrong number of buttons in a row of the inline keyboard")
    if sum(map(len, markup.get("inline_keyboard", ()))) > limits.INLINE_BUTTONS:
        raise fault("REPLY_MARKUP_TOO_LONG")
    for button in inline_buttons(markup):
        if len(button.keys() & KINDS_OF_BUTTON) != 1:
            raise fault("inline keyboard button must be of exactly one kind")
    for key in keys(markup):
        if len(key.keys() & KINDS_OF_KEY) > 1:
            raise fault("keyboard button must be of one kind at most")


def inline_buttons(markup: Json) -> Iterator[Json]:
    for row in markup.get("inline_keyboard", ()):
        yield from row


def keys(markup: Json) -> Iterator[Json]:
    for row in markup.get("keyboard", ()):
        yield from row


def check_target(parameters: Json) -> None:
    for name in ("chat_id", "message_id"):
        if name not in parameters:
            raise fault("message identifier is not specified")


def check_commands(commands: Sequence[Json]) -> None:
    names = [command["command"] for command in commands]
    if len(names) != len(set(names)):
        raise fault("BOT_COMMAND_INVALID: a command named twice")


def house_rules(parameters: Json) -> Iterator[str]:
    """What the vendor takes without a word and this house does not send."""
    markup: Any = parameters.get("reply_markup", {})
    tokens = [button["callback_data"] for button in inline_buttons(markup) if "callback_data" in button]
    if len(tokens) != len(set(tokens)):
        yield "two buttons of a keyboard have the same callback_data"
    labels = [button["text"] for button in (*inline_buttons(markup), *keys(markup))]
    if len(labels) != len(set(labels)):
        yield "two buttons of a keyboard have the same label"
