"""Someone who has WhatsApp on their phone: says, presses what is on the screen, reads what comes."""

import asyncio
from typing import Literal, Protocol

from tests.fakes.whatsapp import incoming
from tests.fakes.whatsapp.errors import Payload
from tests.fakes.whatsapp.shown import Shown
from tests.fakes.whatsapp.users import User

PATIENCE = 10.0
"""Seconds after which who waits for a message is sure that none comes."""


class Line(Protocol):
    """What a person needs of WhatsApp."""

    def carry(self, user: User, body: Payload, *, quotes: str = "") -> str:
        """Take a message to the business; its id."""

    def change_number(self, user: User, phone: str, bsuid: str | None) -> None:
        """They go on as someone with another number, and the business is told."""

    def wish_marketing(self, user: User, wish: Literal["stop", "resume"]) -> None:
        """They want no more marketing messages, or want them again; the business is told."""


class Person:
    """Drives one user. `read` is all they read so far, the oldest first."""

    def __init__(self, line: Line, user: User, *, patience: float = PATIENCE) -> None:
        self.user = user
        self.patience = patience
        self.read: list[Shown] = []
        self._line = line

    @property
    def screen(self) -> Shown:
        """The latest message, read or not."""
        self._catch_up()
        if not self.read:
            raise AssertionError("nothing has come yet")
        return self.read[-1]

    async def reads(self) -> Shown:
        """The next message; waits for it."""
        try:
            async with asyncio.timeout(self.patience):
                shown = await self.user.inbox.get()
        except TimeoutError:
            raise AssertionError("no message came") from None
        self.read.append(shown)
        return shown

    def has_news(self) -> bool:
        return not self.user.inbox.empty()

    async def say(self, text: str, *, quotes: Shown | None = None) -> str:
        return self._sends(incoming.text(text), quotes)

    async def press(self, label: str, *, on: Shown | None = None) -> str:
        """Press what is called so, or begins so, on the latest message that has anything to press, or on an older one;
        raises where nothing is.
        """
        shown = on or self._latest_with_buttons()
        return self._sends(shown.find(label).reply, shown)

    async def share_contact(self) -> str:
        """Answer a request for their number, or, where none is on the screen, share their own card unasked."""
        if self.user.phone is None:
            raise AssertionError("they have no number to share")
        asked = self._request()
        if asked is not None:
            self.user.hidden = False  # a number that was given is told with every message from then on
        card = incoming.contact_card(self.user.name, self.user.phone, asked=asked is not None)
        return self._sends(card, asked)

    async def share_card(self, name: str, phone: str) -> str:
        """Share the card of someone else."""
        return self._sends(incoming.contact_card(name, phone.lstrip("+"), asked=False))

    async def send_location(self, latitude: float = 6.3703, longitude: float = 2.3912) -> str:
        return self._sends(incoming.location(latitude, longitude))

    async def send_image(self) -> str:
        return await self.send("image")

    async def send(self, kind: str) -> str:
        """A message of one of the kinds of `incoming.SAMPLES`."""
        return self._sends(incoming.sample(kind))

    async def react(self, emoji: str, *, to: Shown) -> str:
        return self._sends(incoming.reaction(to.wamid, emoji))

    async def fill_form(self, **answers: str) -> str:
        return self._sends(incoming.flow_answer(answers))

    async def change_number(self, new: str, *, bsuid: str | None = None) -> None:
        """Go on with another number, which makes them another BSUID too."""
        self._line.change_number(self.user, new.lstrip("+"), bsuid)

    def hide_number(self, username: str = "afi.k") -> None:
        """Take a username: from now on the business is told no number."""
        if self.user.bsuid is None:
            raise AssertionError("without a number there must be a BSUID")
        self.user.username, self.user.hidden = username, True

    def stop_marketing(self) -> None:
        self._line.wish_marketing(self.user, "stop")

    def resume_marketing(self) -> None:
        self._line.wish_marketing(self.user, "resume")

    def block(self) -> None:
        self.user.blocked = True

    def unblock(self) -> None:
        self.user.blocked = False

    def _sends(self, body: Payload, quotes: Shown | None = None) -> str:
        return self._line.carry(self.user, body, quotes=quotes.wamid if quotes else "")

    def _catch_up(self) -> None:
        while self.has_news():
            self.read.append(self.user.inbox.get_nowait())

    def _latest_with_buttons(self) -> Shown:
        self._catch_up()
        for shown in reversed(self.read):
            if shown.buttons:
                return shown
        raise LookupError("nothing with buttons was sent to them")

    def _request(self) -> Shown | None:
        self._catch_up()
        latest = self.read[-1] if self.read else None
        return latest if latest is not None and latest.kind == "request_contact_info" else None
