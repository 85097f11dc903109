"""Who has WhatsApp: what Meta knows of each, and by which names it tells the business of them."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.whatsapp.errors import Payload
from tests.fakes.whatsapp.shown import Received

WINDOW = timedelta(hours=24)
"""How long after a person wrote they may be answered freely."""


@dataclass(slots=True)
class User:
    """A person as Meta knows them; `hidden` where they took a username, and the business is not told their number.

    `phone` is in digits, as Meta writes it. Without a `bsuid` they are told of as before April 2026.
    """

    phone: str | None
    bsuid: str | None
    name: str
    username: str | None = None
    hidden: bool = False
    blocked: bool = False
    wants_marketing: bool = True
    wrote_at: datetime | None = None
    received: list[Received] = field(default_factory=list)
    arrivals: asyncio.Queue[Received] = field(default_factory=asyncio.Queue)

    @property
    def visible_phone(self) -> str | None:
        return None if self.hidden else self.phone

    def receive(self, message: Received) -> None:
        self.received.append(message)
        self.arrivals.put_nowait(message)

    def is_open(self, now: datetime) -> bool:
        """Whether the customer service window is open."""
        return self.wrote_at is not None and now < self.wrote_at + WINDOW

    def contact(self, *, with_username: bool = True, phone: str | None = None) -> Payload:
        """An element of `contacts`; `phone` is the number they were addressed by, which is told in any case."""
        profile = {"name": self.name}
        if self.username and with_username:
            profile["username"] = self.username
        return {"profile": profile, **present(wa_id=phone or self.visible_phone, user_id=self.bsuid)}


class Users:
    """All who have WhatsApp."""

    def __init__(self) -> None:
        self._by_name: dict[str, User] = {}

    def add(self, user: User) -> None:
        if not (user.phone or user.bsuid):
            raise ValueError("a user has a phone, a BSUID or both")
        self.rename(user, phone=user.phone, bsuid=user.bsuid)

    def rename(self, user: User, *, phone: str | None, bsuid: str | None) -> None:
        """From now on they are found by these, and no more by what they had."""
        for old in (user.phone, user.bsuid):
            if old is not None:
                self._by_name.pop(old, None)
        user.phone, user.bsuid = phone, bsuid
        for new in (phone, bsuid):
            if new is not None:
                self._by_name[new] = user

    def find(self, name: str) -> User | None:
        return self._by_name.get(name)


def present(**values: str | None) -> dict[str, str]:
    """What is known: Meta leaves out what is not."""
    return {key: value for key, value in values.items() if value is not None}
