"""Why a posted message is not taken, in words, with what was written kept for another try."""

from dataclasses import dataclass
from math import ceil

from channels.webchat.incoming import LONGEST_TEXT
from locales import Message, _, _n


@dataclass
class Refused(Exception):
    status: int
    say: Message
    draft: str = ""
    retry_after: int = 0

    @property
    def headers(self) -> dict[str, str]:
        return {"retry-after": str(self.retry_after)} if self.retry_after else {}


def from_elsewhere() -> Refused:
    return Refused(403, _("This came from a page that is not ours, so nothing was sent. You can write here."))


def unreadable() -> Refused:
    return Refused(400, _("Some of it could not be read, so nothing was sent. Please write it again."))


def too_large() -> Refused:
    return Refused(413, _("That is more than can be sent at once. Please send it in shorter messages."))


def too_long(text: str) -> Refused:
    told = _n(
        "Your message has {n} character; up to {most} can be sent at once. It is still here: please shorten it.",
        "Your message has {n} characters; up to {most} can be sent at once. It is still here: please shorten it.",
        len(text),
        most=LONGEST_TEXT,
    )
    return Refused(413, told, draft=text)


def too_fast(seconds: float, text: str) -> Refused:
    wait = ceil(seconds)
    told = _n(
        "That is faster than I can read. Please wait {n} second and send it again.",
        "That is faster than I can read. Please wait {n} seconds and send it again.",
        wait,
    )
    return Refused(429, told, draft=text, retry_after=wait)


def not_stored(text: str) -> Refused:
    told = _("Something broke on our side and your message is not sent yet. Please send it again in a moment.")
    return Refused(503, told, draft=text, retry_after=5)
