"""Which contact to give someone: always chosen anew, never taken from somewhere."""

from conversation import Choose, Talk, Text
from conversation.screen import Phrase
from locales import Message, _, _p
from services import phones
from world.phones import show_number


def ask_contact(talk: Talk, prompt: Message) -> str:
    """A number the person proved, or whatever they write."""
    numbers: list[str] = talk.once("numbers", phones.own_numbers)
    chosen = "write"
    if numbers:
        offered: dict[str, Phrase] = {number: show_number(number) for number in numbers}
        offered["write"] = _p("choice", "Another contact")
        chosen = talk.ask("how", Choose(prompt, offered, label=_("Contact")))
    if chosen != "write":
        return show_number(chosen)
    return str(talk.ask("contact", contact_question(prompt)))


def contact_question(prompt: Message) -> Text:
    """Whatever reaches a person; a “yes” reaches nobody."""
    return Text(prompt, shortest=6, longest=120, label=_("Contact"), example=_("a phone number or an e-mail address"))
