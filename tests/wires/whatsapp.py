"""A person on WhatsApp, whose number the business is not told: buttons, rows of a list, or a number in words."""

from dataclasses import dataclass

from locales import language
from tests.fakes.whatsapp.person import Person
from tests.wires.phone import Seen, seen


@dataclass(slots=True)
class WhatsAppPhone:
    person: Person
    code: str
    _pressable: bool = False

    async def arrive(self) -> Seen:
        """WhatsApp tells no language: the first screen offers some."""
        await self.person.say("/start")
        first = await self.reads()
        if self.code == "en":
            return first
        own_name = language(self.code).own_name  # held together by signs that nobody sees
        await self.person.press(next(label for label in self.person.screen.buttons if own_name in label))
        return await self.reads()

    async def say(self, text: str) -> None:
        await self.person.say(text)

    async def choose(self, number: int) -> None:
        if self._pressable:
            await self.person.press(self.person.screen.buttons[number - 1])
        else:
            await self.person.say(str(number))

    async def shares(self, phone: str) -> None:
        """The card of somebody else."""
        await self.person.share_card("Somebody", phone)

    async def reads(self) -> Seen:
        shown = await self.person.reads()
        self._pressable = bool(shown.buttons)
        return seen(shown.text, shown.buttons)
