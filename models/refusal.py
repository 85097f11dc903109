"""What a rule says when it says no."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from locales import Message


class Refusal(Exception):
    """A rule of the house does not allow it; the message is for the person who asked, and says a way on."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)  # the values may be someone's words, and exceptions end up in logs
        self.message = message
