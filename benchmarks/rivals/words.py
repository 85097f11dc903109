"""What the rivals ask, in the order of the register dialogue; the same words for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Question:
    """A text, and the buttons under it: what each sends back, and its label."""

    text: str
    choices: Mapping[str, str] = field(default_factory=dict)


NOTICE = Question(
    "Hello 👋 I am Passerelle, a bot that links African countries and their diasporas.\n"
    "Find someone, follow opportunities, get help from a mentor.\n"
    "I keep what you tell me, encrypted, only to do what you ask.",
    {"yes": "I am 18 or over: let us begin"},
)
MENU = Question("Thank you, and welcome.", {"register": "Make my card"})
LIVES = Question("You live…", {"abroad": "Abroad", "home": "At home", "organisation": "We are an organisation"})
NAME = Question("What is your name? For example: Awa Dossou.\nIt is shown in full only to people you accept.")
ROOTS = Question("Where are your roots? Up to three countries.")
TOWN = Question("Which town do you live in?")
WORK = Question("What is your work? Say it simply, for example “nurse”.")
AUDIENCE = Question(
    "Who may find and see your card?",
    {"everyone": "Everyone here", "roots": "Members with the same roots", "nobody": "Nobody for now"},
)
AGAIN = "I did not understand that. Please answer the question above."
BACK = "Welcome back. Your card is kept."


def summary(card: Mapping[str, str]) -> Question:
    """The card, to be confirmed before it is saved."""
    text = "Here is your card:\n{name}, {work}, {town}\nRoots: {roots}\nWho may see it: {audience}".format_map(card)
    return Question(text, {"yes": "Yes, save it"})


def saved(card: Mapping[str, str]) -> str:
    return f"Your card is ready, {card['name'].split(maxsplit=1)[0]}."
