"""Knocking: a word to someone, their answer, and what is passed on once the door is open."""

from datetime import date

from conversation import Choice, Choose, Opens, Screen, Talk, Telling, Text, YesNo, dialogue, opens, renders
from conversation.questions import shorten
from conversation.screen import MOST_CHOICES, Phrase
from handlers.contact import contact_question
from handlers.portrait import describe, lines, verified_named
from locales import Day, Message, _, _p
from services import directory, knocks, phones
from services.directory import Card
from services.knocks import Knocking
from world.phones import show_number

_FIND = Choice(_p("choice", "Find someone"), opens("search"))
SENT = Choice(_p("choice", "My requests"), opens("requests"))
SHORTEST_WORDS = 10
"""Letters; “yes” or “alerts” were meant for some other screen, and tell nobody who writes and why."""

WORDS = Text(_("Say who you are and why you write, in 300 letters."), shortest=SHORTEST_WORDS, links=False)
_OVER = _("This request has been answered, or is no longer waiting.")
_SOMEBODY = _("The person you are in touch with")


@dialogue("knock", title=_("writing to someone"), needs="member")
def knock(talk: Talk) -> Screen | Opens:
    member = talk.args["member"]
    if between := talk.once("between", knocks.between, member):
        return opens("in_touch", knock=between)
    talk.once("may", knocks.check_knock, member)
    card: Card | None = talk.read(directory.read_card, member)
    name = card["name"] if card else _("this person")
    words = talk.ask(
        "words",
        Text(
            _("What would you like to say to {name}? Say who you are and why you write, in 300 letters.", name=name),
            shortest=SHORTEST_WORDS,
            links=False,
            why=_("They see your card and your words, and decide. Contacts are exchanged only if they accept."),
        ),
    )
    talk.do("knocked", knocks.knock, member, words)
    return Screen(_("{name} gets your words now. The answer arrives here.", name=name), _FIND, SENT)


@renders("knock")
def knock_arrived(tell: Telling) -> Screen | None:
    found: Knocking | None = tell.read(knocks.read_knock, tell.ids["knock"])
    if found is None or found["status"] != "waiting" or not (found["other"] or found["by_phone"]):
        return None
    return _arrived(found)


@dialogue("knocks")
def waiting_knocks(talk: Talk) -> Screen | Opens:
    """Those who wait for an answer: the only one at once, or which of them."""
    waiting = talk.once("waiting", knocks.waiting)[:MOST_CHOICES]
    if not waiting:
        return Screen(_("Nobody is waiting for your answer."), _FIND, SENT)
    if len(waiting) == 1:
        return opens("in_touch", knock=waiting[0])
    names = {str(number): _waiting_name(talk.read(knocks.read_knock, number)) for number in waiting}
    picked = talk.ask("which", Choose(_("They would like to reach you. Whom shall I show?"), names))
    return opens("in_touch", knock=int(picked))


@dialogue("requests")
def requests(talk: Talk) -> Screen:
    """The requests one sent that wait for an answer: the only one at once, or which of them; each may be taken back."""
    sent = talk.once("sent", knocks.sent)[:MOST_CHOICES]
    if not sent:
        return Screen(_("None of your requests waits for an answer."), _FIND)
    names = {str(number): _request(talk.read(knocks.read_knock, number)) for number in sent}
    prompt = _("These wait for an answer. Which one shall I show?")
    picked = talk.ask("which", Choose(prompt, names)) if len(sent) > 1 else str(sent[0])
    shown: Knocking | None = talk.read(knocks.read_knock, int(picked))
    ways: dict[str, Phrase] = {"back": _p("choice", "Take it back"), "wait": _p("choice", "Let it wait")}
    if talk.ask("way", Choose(_in_full(shown), ways)) == "wait":
        return Screen(_("All right, nothing has changed."), _FIND, SENT)
    talk.do("withdrawn", knocks.withdraw, int(picked))
    return Screen(_("It is taken back: there is nothing left to answer."), _FIND, SENT)


@dialogue("in_touch")
def in_touch(talk: Talk) -> Screen:
    """Where two people are: the answer that is waited for, or the way to each other."""
    found: Knocking | None = talk.read(knocks.read_knock, talk.args["knock"])
    if found and found["status"] == "accepted":
        return _opened(_("You are in touch with {name}.", name=_name(found)), found)
    if found and found["status"] == "waiting" and not found["sent"]:
        return _arrived(found)
    return Screen(_OVER, _FIND)


def _arrived(found: Knocking) -> Screen:
    verified = found["verified"]
    return Screen(
        (
            _who_knocks(found),
            verified_named(verified) if verified else "",
            _("“{words}”", words=found["words"]),
            _("Shall I put you in touch? They get a contact only if you accept."),
        ),
        Choice(_p("choice", "Accept"), opens("accept_knock", knock=found["id"])),
        Choice(_p("choice", "Not now"), opens("decline_knock", knock=found["id"])),
        *_defences(found["id"]),
    )


@dialogue("accept_knock", title=_("answering someone"))
def accept_knock(talk: Talk) -> Screen:
    number = talk.args["knock"]
    talk.once("may", knocks.check_waiting, number)
    contact = _contact(talk)
    talk.do("accepted", knocks.accept, number, contact)
    through_me = _("You are in touch, through me.")
    said = _("You are in touch. They get this contact: {contact}", contact=contact) if contact else through_me
    return Screen(said, Choice(_p("choice", "Write to them"), opens("write", knock=number)))


@dialogue("decline_knock")
def decline_knock(talk: Talk) -> Screen:
    talk.do("declined", knocks.decline, talk.args["knock"])
    return Screen(_("All right. They are told kindly, without a reason."), *_others(talk))


@dialogue("block_knock")
def block_knock(talk: Talk) -> Screen:
    prompt = _("Block this person? From then on neither of you finds or reaches the other. They are not told.")
    if not talk.ask("sure", YesNo(prompt)):
        return Screen(_("All right, nothing has changed."))
    talk.do("blocked", knocks.block, talk.args["knock"])
    return Screen(_("It is done: you will not hear from them again."), *_others(talk))


@dialogue("report_knock", title=_("reporting a message"))
def report_knock(talk: Talk) -> Screen:
    prompt = _(
        "What is wrong with it? The team sees the message and what you write; the person is blocked and not told."
    )
    words = talk.ask("words", Text(prompt, longest=500, optional=True))
    talk.do("reported", knocks.report, talk.args["knock"], words)
    return Screen(_("Thank you. The team looks at it, and you will not hear from this person again."), *_others(talk))


@renders("knock_accepted")
def knock_accepted(tell: Telling) -> Screen | None:
    found: Knocking | None = tell.read(knocks.read_knock, tell.ids["knock"])
    if found is None or found["status"] != "accepted":
        return None
    return _opened(_("{name} is happy to be in touch.", name=_name(found)), found)


def _opened(said: Message, found: Knocking) -> Screen:
    """An open door: the contact that was given to who knocked, else a way through the bot."""
    way = _("Write to them here, and I pass it on.")
    if found["sent"] and found["contact"]:
        way = _("You can reach them here: {contact}", contact=found["contact"])
    return Screen((said, way), Choice(_p("choice", "Write to them"), opens("write", knock=found["id"])))


@renders("knock_declined")
def knock_declined(tell: Telling) -> Screen | None:
    found: Knocking | None = tell.read(knocks.read_knock, tell.ids["knock"])
    if found is None:
        return None
    said = _("You wrote: “{words}”. The person prefers not to be in touch for now.", words=found["words"])
    return Screen((said, _("It happens, and it says nothing about you.")), _FIND)


@renders("knock_expired")
def knock_expired(_tell: Telling) -> Screen | None:
    return Screen(
        _("Someone you wrote to two weeks ago has not answered and may be away. Others may be glad to hear from you."),
        _FIND,
    )


@dialogue("write", title=_("writing to someone"))
def write(talk: Talk) -> Screen:
    number = talk.args["knock"]
    talk.once("may", knocks.check_door, number)
    found: Knocking | None = talk.read(knocks.read_knock, number)
    name: Phrase = _name(found) if found else _SOMEBODY
    words = talk.ask("words", Text(_("What shall I pass on to {name}?", name=name), longest=500, passed_on=True))
    talk.do("passed", knocks.pass_on, number, words)
    return Screen(_("I have passed it on."), Choice(_p("choice", "Write to them"), opens("write", knock=number)))


@renders("message")
def message(tell: Telling) -> Screen | None:
    found: Knocking | None = tell.read(knocks.read_knock, tell.ids["knock"])
    if found is None:
        return None
    return Screen(
        (_("{name} writes:", name=_name(found)), _("“{words}”", words=found["words"])),
        Choice(_p("choice", "Answer"), opens("write", knock=found["id"])),
        *_defences(found["id"]),
    )


def _others(talk: Talk) -> list[Choice]:
    """The way to those who still wait, if any do; else to the search."""
    waiting: list[int] = talk.read(knocks.waiting)
    return [Choice(_p("choice", "Who else is waiting"), opens("knocks"))] if waiting else [_FIND]


def _contact(talk: Talk) -> str | None:
    """The contact its owner gives out: a proved number, something they write, or none: through the bot."""
    numbers = talk.once("numbers", phones.own_numbers)
    choices: dict[str, Phrase] = {number: _("My number, {number}", number=show_number(number)) for number in numbers}
    choices |= {"write": _p("choice", "Another contact"), "bot": _p("choice", "Through you, the bot")}
    chosen: str = talk.ask("how", Choose(_("How may they reach you?"), choices))
    if chosen == "bot":
        return None
    if chosen == "write":
        asked = contact_question(_("Which contact shall I give them? A number, an address…"))
        written: str = talk.ask("contact", asked)
        return written
    return show_number(chosen)


def _who_knocks(found: Knocking) -> Phrase:
    card = found["other"]
    if card is None:
        return _("Someone who knows your phone number would like to reach you:")
    if found["by_phone"]:
        return _("Someone who knows your phone number would like to reach you: {card}", card=describe(card))
    return _("Someone would like to reach you: {card}", card=describe(card))


def _waiting_name(found: Knocking | None) -> Phrase:
    return found["other"]["name"] if found and found["other"] else _p("choice", "Someone with my number")


def _request(found: Knocking | None) -> Phrase:
    """A request in a line: to whom, or by number, and its words."""
    if found is None:
        return _SOMEBODY
    words = shorten(found["words"], 30)
    if found["status"] != "waiting":  # whatever it was: a name that is gone would tell of a block
        return _p("choice", "Answered: {words}", words=words)
    if found["by_phone"]:
        return _p("choice", "By number: {words}", words=words)
    return _p("choice", "{name}: {words}", name=found["other"]["name"] if found["other"] else "…", words=words)


def _in_full(found: Knocking | None) -> Phrase:
    if found is None:
        return _SOMEBODY
    if found["status"] != "waiting":
        return _OVER
    day = Day(date.fromisoformat(found["on"]), "day")
    words = _("“{words}”", words=found["words"])
    if found["by_phone"]:
        return lines(_("To a phone number, {day}:", day=day), words)
    return lines(_("To {name}, {day}:", name=found["other"]["name"] if found["other"] else "…", day=day), words)


def _name(found: Knocking) -> Phrase:
    return found["other"]["name"] if found["other"] else _SOMEBODY


def _defences(number: int) -> tuple[Choice, Choice]:
    return (
        Choice(_p("choice", "Block"), opens("block_knock", knock=number)),
        Choice(_p("choice", "Report"), opens("report_knock", knock=number)),
    )
