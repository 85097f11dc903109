"""Reaching someone by a phone number one already knows: blindly."""

from collections.abc import Sequence
from dataclasses import replace

from conversation import Choose, Opens, PhoneQuestion, Screen, Talk, dialogue, opens
from conversation.questions import number_placed
from conversation.screen import MOST_CHOICES, Phrase
from handlers.knock import SENT, WORDS
from locales import _, _p
from services import phones
from world.phones import BETWEEN_NUMBERS, read_contact, read_numbers_at, show_number

_NUMBER = PhoneQuestion(_("Which phone number do you know?"))


@dialogue("phone", title=_("writing to a phone number"))
def phone(talk: Talk) -> Screen | Opens:
    number = _number(talk)
    talk.once("may", phones.check_knock, number)
    cancel: dict[str, Phrase] = {"no": _p("choice", "Cancel")}
    words = talk.ask("words", Choose(_prompt(number), cancel, other=WORDS))
    if words == "no":
        return opens("menu")
    talk.do("left", phones.knock_by_phone, number, words)
    return Screen(_("Noted. If this person wishes to answer, you will know here."), SENT)


@dialogue("shared_contact")
def shared_contact(talk: Talk) -> Opens:
    """Who shares their own contact is asked whether to be found by it; of somebody else's it is a search.

    A card may hold several numbers: which of them is asked, and the others are kept nowhere.
    """
    number = _of_the_card(talk, talk.args["number"])
    return opens("findable") if talk.once("mine", phones.owns, number) else opens("phone", said=number)


def _of_the_card(talk: Talk, stated: str) -> str:
    """The only number of a card as it stands there, or which of several."""
    numbers = read_contact(stated)
    if BETWEEN_NUMBERS not in stated or not numbers:
        return stated
    offered: dict[str, Phrase] = {number: show_number(number) for number in numbers[:MOST_CHOICES]}
    chosen: str = talk.ask("of_these", Choose(_("This contact has several numbers. Which one?"), offered))
    return chosen


def _number(talk: Talk) -> str:
    """The number that was written; asked for when there was none, and which one when it may be several."""
    homes: Sequence[str] = talk.once("homes", phones.homes)
    read = read_numbers_at(talk.args.get("said", ""), homes)
    if len(read) == 1:
        return read[0]
    if read:
        candidates = {number: number_placed(number) for number in read[:8]}
        chosen: str = talk.ask(
            "which", Choose(_("In which country is this number?"), candidates, other=replace(_NUMBER, homes=homes))
        )
        return chosen
    asked: str = talk.ask("number", replace(_NUMBER, homes=homes))
    return asked


def _prompt(number: str) -> Phrase:
    return _(
        "Shall I write to whoever has the number {number}? Say who you are and why, in 300 letters. "
        "If they are registered and let themselves be found by it, they get your words.",
        number=show_number(number),
    )
