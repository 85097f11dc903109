"""What two people live through on any channel: both register, one finds the other, they get in touch and write."""

import asyncio
from dataclasses import dataclass, field
from random import Random
from typing import Protocol


class Talker(Protocol):
    """Somebody who says one thing after another, and reads what comes; what is wrong with it is kept by themselves.

    `has_number`: they write from a phone number that their channel vouches for.
    """

    has_number: bool

    async def arrive(self) -> None:
        """Open the bot."""

    async def say(self, text: str, expected: str) -> None:
        """Write something, and be answered with what follows."""

    async def press(self, wanted: str, expected: str) -> None:
        """Press a choice of the screen on show, found by a part of its label or of its token."""

    async def number(self, number: int, expected: str) -> None:
        """Write the number of a choice of the screen on show."""

    async def say_at_once(self, texts: list[str]) -> None:
        """Write several things without waiting; each is answered."""

    async def hears(self, expected: str) -> None:
        """Wait for something nobody asked for in this turn."""

    async def leave(self) -> None:
        """Look back, and go."""


@dataclass(slots=True)
class Effects:
    """What became true for people who were told so, and must be in the store once."""

    registered: list[str] = field(default_factory=list)
    knocked: int = 0
    accepted: int = 0
    written: int = 0

    def count(self) -> int:
        return len(self.registered) + self.knocked + self.accepted + self.written


_LETTERS = "bcdfghjkqvwxz"


def new_word(picks: Random) -> str:
    """A word that is in no table, and nobody else's."""
    return "".join(picks.choice(_LETTERS) for _ in range(11))


async def live_through_it(host: Talker, guest: Talker, picks: Random, effects: Effects) -> None:
    """All of it, from the first hello to the last look back."""
    host_name, guest_name = f"Awa {new_word(picks).title()}", f"Koffi {new_word(picks).title()}"
    words, contact, more = new_word(picks), new_word(picks), new_word(picks)
    await asyncio.gather(register(host, host_name), register(guest, guest_name))
    effects.registered += [host_name, guest_name]
    await knock(guest, host_name, words)
    effects.knocked += 1
    await open_the_door(host, words, contact)
    effects.accepted += 1
    await write_once_more(guest, host, contact, more)
    effects.written += 1
    for visitor in (host, guest):
        await visitor.say_at_once([new_word(picks) for _each in range(3)])
        await visitor.leave()


async def register(visitor: Talker, name: str) -> None:
    """First contact, and a card in eight answers, with a look at the menu in the middle of it."""
    await visitor.arrive()
    await visitor.say("hello", "I am Passerelle")
    await visitor.press("start|yes", "Thank you, and welcome.")
    await visitor.say("register", "(1/6)")
    await visitor.number(1, "(2/6)")
    await visitor.say(name, "(3/6)")
    await visitor.say("menu", "What would you like to do?")
    await visitor.press("Go on", "(3/6)")
    await visitor.say("Benin", "(4/6)")
    await visitor.say("London", "(5/6)")
    await visitor.say("nurse", "(6/6)")
    if visitor.has_number:
        await visitor.press("audience|members", "people who already know your number")
        await visitor.press("phone|yes", "Here is your card:")
    else:
        await visitor.press("audience|members", "Here is your card:")
    await visitor.press("|sure|", "Your card is ready")


async def knock(guest: Talker, host_name: str, words: str) -> None:
    """Find somebody by name, and write to them."""
    await guest.say(host_name, host_name.split(maxsplit=1)[0])
    await guest.press("card.", "Roots: Benin")
    await guest.press("|knock", "What would you like to say")
    await guest.say(words, "The answer arrives here")


async def open_the_door(host: Talker, words: str, contact: str) -> None:
    """Hear of the knock, and give a contact."""
    await host.hears(words)
    await host.press("accept_knock", "How may they reach you?")
    await host.press("how|write", "Which contact")
    await host.say(contact, "You are in touch")


async def write_once_more(guest: Talker, host: Talker, contact: str, words: str) -> None:
    await guest.hears(contact)
    await guest.press("|write|", "What shall I pass on")
    await guest.say(words, "I have passed it on")
    await host.hears(words)
