"""The render ladder: buttons where they fit, numbered lines where they do not. Nothing is cut silently."""

from dataclasses import dataclass

from channels.capabilities import Capabilities
from channels.wire import Button, Post


@dataclass(frozen=True, slots=True)
class Shaped:
    """A screen as a channel shows it: its messages in order, and the buttons under the last one."""

    messages: tuple[str, ...]
    buttons: tuple[Button, ...]


def shape(post: Post, can: Capabilities) -> Shaped:
    """Buttons when all fit, else each choice as a numbered line; a text too long goes on in a next message."""
    fits = len(post.choices) <= can.buttons and all(len(choice.label) <= can.label for choice in post.choices)
    if fits:
        return Shaped(_pages(post.text, can.text), post.choices)
    lines = "\n".join(f"{choice.number}. {choice.label}" for choice in post.choices)
    return Shaped(_pages(f"{post.text}\n{lines}" if lines else post.text, can.text), ())


def _pages(text: str, longest: int) -> tuple[str, ...]:
    """Pages of at most `longest` characters, broken at the end of a line, else of a word, else where it must be."""
    pages = []
    while len(text) > longest:
        cut = max(text.rfind("\n", 0, longest), text.rfind(" ", 0, longest) if "\n" not in text[:longest] else -1)
        cut = cut if cut > 0 else longest
        pages.append(text[:cut].rstrip())
        text = text[cut:].lstrip("\n ")
    return (*pages, text)
