"""The render ladder: buttons, a list, keys under numbered lines, numbered lines alone. Nothing is cut silently."""

from dataclasses import dataclass
from typing import Literal

from channels.capabilities import Capabilities
from channels.wire import Button, Post


@dataclass(frozen=True, slots=True)
class Face:
    """A choice as the channel shows it; `detail` has its whole label where the title has no room for it."""

    token: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A screen as a channel shows it: its messages in order, and what is under the last one."""

    messages: tuple[str, ...]
    under: Literal["nothing", "buttons", "list"]
    faces: tuple[Face, ...] = ()


def shape(post: Post, can: Capabilities) -> Shaped:
    """The first rung that shows every choice whole; a text too long goes on in a next message."""
    if not post.choices:
        return Shaped(_pages(post.text, can.text, can), "nothing")
    if _fits(post, can, can.buttons, can.label):
        faces = tuple(Face(choice.token, choice.label) for choice in post.choices)
        return Shaped(_above(post.text, can), "buttons", faces)
    if _fits(post, can, can.rows, can.detail):
        return Shaped(_above(post.text, can), "list", tuple(_row(choice, can) for choice in post.choices))
    lines = "\n".join(f"{choice.number}. {choice.label}" for choice in post.choices)
    text = f"{post.text}\n{lines}"
    if can.keys and len(post.choices) <= can.buttons:
        return Shaped(_above(text, can), "buttons", tuple(Face(each.token, str(each.number)) for each in post.choices))
    return Shaped(_pages(text, can.text, can), "nothing")


def _fits(post: Post, can: Capabilities, most: int, longest: int) -> bool:
    """Whether all choices go under one message, each whole and no two alike."""
    labels = [choice.label for choice in post.choices]
    whole = all(can.measure(label) <= longest for label in labels) and len(set(labels)) == len(labels)
    return len(labels) <= most and whole and (can.measure(post.text) <= can.body or not _is_costly(can))


def _is_costly(can: Capabilities) -> bool:
    """Where less text goes above choices than alone, a long one with its choices as lines is still one message."""
    return 0 < can.body < can.text


def _above(text: str, can: Capabilities) -> tuple[str, ...]:
    return _pages(text, can.body or can.text, can)


def _row(choice: Button, can: Capabilities) -> Face:
    if can.measure(choice.label) <= can.row:
        return Face(choice.token, choice.label)
    room = can.row - len(f"{choice.number}. …")
    return Face(choice.token, f"{choice.number}. {_begin(choice.label, room, can)}…", choice.label)


def _begin(label: str, room: int, can: Capabilities) -> str:
    """The first whole words of a label that fit, or as much of its first word."""
    while can.measure(label) > room:
        shorter, _space, _rest = label.rpartition(" ")
        label = shorter or label[:-1]
    return label.rstrip(" ,;:·")


def _pages(text: str, longest: int, can: Capabilities) -> tuple[str, ...]:
    """Pages of at most `longest`, broken at the end of a line, else of a word, else where it must be."""
    pages: list[str] = []
    while can.measure(text) > longest:
        room = _room(text, longest, can)
        line, word = text.rfind("\n", 0, room), text.rfind(" ", 0, room)
        cut = next((each for each in (line, word) if each > 0), room)
        pages.append(text[:cut].rstrip())
        text = text[cut:].lstrip("\n ")
    return (*pages, text)


def _room(text: str, longest: int, can: Capabilities) -> int:
    """How many characters of a text measure at most `longest`."""
    room = min(len(text), longest)
    while can.measure(text[:room]) > longest:
        room -= 1
    return room
