"""What two people live through at the web chat: both register, one finds the other, they get in touch and write."""

import asyncio
from dataclasses import dataclass, field
from random import Random

from tests.campaigns.visitors import Visitor


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


async def live_through_it(host: Visitor, guest: Visitor, picks: Random, effects: Effects) -> None:
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


async def register(visitor: Visitor, name: str) -> None:
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
    await visitor.press("audience|members", "Here is your card:")
    await visitor.press("|sure|", "Your card is ready")


async def knock(guest: Visitor, host_name: str, words: str) -> None:
    """Find somebody by name, and write to them."""
    await guest.say(host_name, host_name.split(maxsplit=1)[0])
    await guest.press("card.", "Roots: Benin")
    await guest.press("|knock", "What would you like to say")
    await guest.say(words, "The answer arrives here")


async def open_the_door(host: Visitor, words: str, contact: str) -> None:
    """Hear of the knock, and give a contact."""
    await host.hears(words)
    await host.press("accept_knock", "How may they reach you?")
    await host.press("how|write", "Which contact")
    await host.say(contact, "You are in touch")


async def write_once_more(guest: Visitor, host: Visitor, contact: str, words: str) -> None:
    await guest.hears(contact)
    await guest.press("|write|", "What shall I pass on")
    await guest.say(words, "I have passed it on")
    await host.hears(words)
