"""A person on Telegram: buttons are pressed, numbered keys too."""

from dataclasses import dataclass

from tests.fakes.telegram.person import Person, Received
from tests.wires.phone import Seen, seen


@dataclass(slots=True)
class TelegramPhone:
    person: Person
    _shown: tuple[str, ...] = ()

    async def arrive(self) -> Seen:
        await self.person.start()
        return await self.reads()

    async def say(self, text: str) -> None:
        await self.person.say(text)

    async def choose(self, number: int) -> None:
        await self.person.press(self._shown[number - 1])

    async def shares(self, phone: str) -> None:
        """The card of somebody else."""
        await self.person.share_contact(own=False, phone=phone, owner=None)

    async def reads(self) -> Seen:
        received = await self.person.reads()
        self._shown = _pressable(received)
        return seen(received.text, () if self._shown and self._shown[0].isdecimal() else self._shown)


def _pressable(received: Received) -> tuple[str, ...]:
    """The buttons under a message; of a keyboard that asks for a contact, those that are typed."""
    return received.buttons or received.keys[1:]
