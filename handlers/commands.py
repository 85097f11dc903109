"""The commands of the house, each with what it does: one list for help and for the menus of channels."""

from typing import Final, NamedTuple

from handlers.portrait import lines
from locales import Message, _, language
from services.consents import WORDINGS

HELLO: Final = _("Hello 👋 I am Passerelle, a bot that links African countries and their diasporas.")
WHAT_FOR: Final = _("Find someone, follow opportunities, get help from a mentor.")

PUBLIC: Final[dict[str, Message]] = {
    "menu": _("What you can do here"),
    "search": _("Find someone"),
    "phone": _("Write to a phone number you know"),
    "searches": _("Your saved searches"),
    "card": _("Make, see or change your card"),
    "visibility": _("Who sees what of your card"),
    "alerts": _("Opportunities, and which ones I send"),
    "mentor": _("Ask for a mentor, or be one"),
    "mydata": _("See, take along or erase your data"),
    "device": _("Use another device or app too"),
    "language": _("Speak another language"),
    "person": _("Write to the team"),
    "help": _("How I work"),
    "stop": _("No more messages from me"),
}
"""In the order in which people need them; a menu shows some forty letters of each."""

_NEVER = _("I never ask for money, codes or papers.")
_IN_SHORT = _("People, opportunities and mentors, between African countries and their diasporas.")


class Introduction(NamedTuple):
    """How the bot presents itself in one language, before a word is said: `about` in full, `short` in a line."""

    language: str
    commands: tuple[tuple[str, str], ...]
    about: str
    short: str


def introduction(code: str) -> Introduction:
    """What a channel shows of the bot to who reads this language."""
    spoken = language(code)
    commands = tuple((name, spoken.say(what)) for name, what in PUBLIC.items())
    about = lines(HELLO, WHAT_FOR, WORDINGS["notice"], _NEVER)
    return Introduction(code, commands, spoken.say(about), spoken.say(_IN_SHORT))
