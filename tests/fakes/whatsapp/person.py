"""Someone who has WhatsApp on their phone: says, presses what is on the screen, reads what comes."""

import asyncio
from typing import Literal, Protocol

from tests.fakes.whatsapp import incoming
from tests.fakes.whatsapp.errors import Payload
from tests.fakes.whatsapp.shown import NotShown, Received
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
    """Drives one user."""

    def __init__(self, line: Line, user: User, *, patience: float = PATIENCE) -> None:
        self.user = user
        self.patience = patience
        self._line = line

    @property
    def screen(self) -> Received:
        """The latest message, read or not."""
        if not self.user.received:
            raise NotShown("nothing has come yet")
        return self.user.received[-1]

    async def reads(self) -> Received:
        """The next message; waits for it."""
        try:
            async with asyncio.timeout(self.patience):
                return await self.user.arrivals.get()
        except TimeoutError:
            raise NotShown("no message came") from None

    @property
    def has_unread(self) -> bool:
        return not self.user.arrivals.empty()

    async def say(self, text: str, *, quotes: Received | None = None) -> str:
        return self._sends(incoming.text(text), quotes)

    async def press(self, label: str, *, on: Received | None = None) -> str:
        """Press what is called so, or begins so, on the latest message that has anything to press, or on an older one;
        raises where nothing is.
        """
        shown = on or self._latest_with_buttons()
        return self._sends(shown.find(label).reply, shown)

    async def share_contact(self) -> str:
        """Answer a request for their number, or, where none is on the screen, share their own card unasked."""
        if self.user.phone is None:
            raise NotShown("they have no number to share")
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

    async def react(self, emoji: str, *, to: Received) -> str:
        return self._sends(incoming.reaction(to.wamid, emoji))

    async def fill_form(self, **answers: str) -> str:
        return self._sends(incoming.flow_answer(answers))

    async def change_number(self, new: str, *, bsuid: str | None = None) -> None:
        """Go on with another number, which makes them another BSUID too."""
        self._line.change_number(self.user, new.lstrip("+"), bsuid)

    def hide_number(self, username: str = "afi.k") -> None:
        """Take a username: from now on the business is told no number."""
        if self.user.bsuid is None:
            raise NotShown("without a number there must be a BSUID")
        self.user.username, self.user.hidden = username, True

    def stop_marketing(self) -> None:
        self._line.wish_marketing(self.user, "stop")

    def resume_marketing(self) -> None:
        self._line.wish_marketing(self.user, "resume")

    async def block(self) -> None:
        self.user.blocked = True

    async def unblock(self) -> None:
        self.user.blocked = False

    def _sends(self, body: Payload, quotes: Received | None = None) -> str:
        return self._line.carry(self.user, body, quotes=quotes.wamid if quotes else "")

    def _latest_with_buttons(self) -> Received:
        for shown in reversed(self.user.received):
            if shown.buttons:
                return shown
        raise NotShown("nothing with buttons was sent to them")

    def _request(self) -> Received | None:
        """The request for their number, where it is the latest message."""
        received = self.user.received
        return received[-1] if received and received[-1].kind == "request_contact_info" else None
