"""Reaching someone by a phone number one already knows: blindly."""

from conversation import Choose, PhoneQuestion, Screen, Talk, Text, dialogue
from conversation.screen import Phrase
from locales import _
from services import members, phones
from world.phones import read_numbers_in, show_number


@dialogue("phone", title=_("writing to a phone number"))
def phone(talk: Talk) -> Screen:
    number = _number(talk)
    words = talk.ask("words", Text(_prompt(number), links=False))
    talk.do("left", phones.knock_by_phone, number, words)
    return Screen(_("Noted. If this person wishes to answer, you will know here."))


def _number(talk: Talk) -> str:
    """The number that was written; asked for when there was none, and which one when it may be several."""
    home = talk.once("home", members.home)
    read = read_numbers_in(talk.args.get("said", ""), home)
    if len(read) == 1:
        return read[0]
    if read:
        candidates: dict[str, Phrase] = {number: show_number(number) for number in read[:8]}
        chosen: str = talk.ask("which", Choose(_("Which number do you mean?"), candidates, other=PhoneQuestion("")))
        return chosen
    asked: str = talk.ask("number", PhoneQuestion(_("Which phone number do you know?"), home=home))
    return asked


def _prompt(number: str) -> Phrase:
    return _(
        "Shall I write to whoever has the number {number}? Say in a sentence who you are and why. "
        "If they are registered and let themselves be found by it, they get your words.",
        number=show_number(number),
    )
