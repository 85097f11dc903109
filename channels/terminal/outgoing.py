"""Screens in a terminal: text and numbered lines for people, one JSON object a line for scripts."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from channels.capabilities import Capabilities
from channels.ladder import shape
from channels.terminal.incoming import ACCOUNT, NAME
from channels.wire import Post
from locales import _, language

CAN = Capabilities(buttons=0, label=0, text=100_000)


class Terminal:
    """Writes the screens of one address; what could steer a terminal is left out of them."""

    name, tells_later = NAME, False

    def __init__(self, address: str, write: Callable[[str], None], *, as_json: bool, demo: bool = False) -> None:
        self._address, self._write, self._as_json, self._demo = address, write, as_json, demo

    def serves(self, account: str, address: str) -> bool:
        return account == ACCOUNT and address == self._address

    async def send(self, account: str, address: str, post: Post) -> None:
        self._write(_line(post, demo=self._demo) if self._as_json else _screen(post, demo=self._demo))


def _screen(post: Post, *, demo: bool) -> str:
    spoken = language(post.language)
    way = spoken.say(_("0 Menu · # Back"))
    if demo:
        way += "\n" + spoken.say(_("Demo: everyone here is invented."))
    text = "\n".join(shape(post, CAN).messages)
    return _printable(f"\n{text}\n{way}\n")


def _line(post: Post, *, demo: bool) -> str:
    value: dict[str, Any] = {
        "dialogue": post.dialogue,
        "key": post.key,
        "text": post.text,
        "choices": [{"number": choice.number, "label": choice.label} for choice in post.choices],
    }
    if post.push:
        value["push"] = True
    if demo:
        value["demo"] = True
    return json.dumps(value, ensure_ascii=False) + "\n"


def _printable(text: str) -> str:
    """Without control characters: an escape sequence in somebody's words must not reach the terminal."""
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) != "Cc")
