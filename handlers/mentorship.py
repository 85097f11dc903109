"""A mentorship: the question that arrives, the answer, the introduction, what happens without one, and the end."""

from datetime import date

from conversation import Choice, Screen, Talk, Telling, YesNo, dialogue, opens, renders
from conversation.screen import Phrase
from handlers.contact import ask_contact
from handlers.portrait import describe
from handlers.reasons import why
from locales import Day, Message, _, _p
from services import directory, mentoring
from services.directory import Card
from services.mentoring import Shared

_MENTORING = Choice(_p("choice", "Mentoring"), opens("mentor"))
_ASK = Choice(_p("choice", "Ask for a mentor"), opens("ask_mentor"))
_ASK_ELSE = Choice(_p("choice", "Ask someone else"), opens("ask_mentor"))
_PERSON = Choice(_p("choice", "Talk to a person"), opens("person"))


@renders("mentor_asked")
def mentor_asked(tell: Telling) -> Screen | None:
    shared: Shared | None = tell.read(mentoring.visible_mentorship, tell.ids["mentorship"])
    if shared is None or shared["status"] != "asked":
        return None
    card: Card | None = tell.read(directory.read_card, shared["other"])
    return Screen(
        (
            _("Someone asks for you as a mentor: {card}", card=describe(card) if card else shared["name"]),
            _("“{words}”", words=shared["question"]),
            why(shared["reasons"]),
            _("Please answer by {day}; a no is fine, someone else is asked then.", day=_day(shared)),
        ),
        *_answers(shared["id"]),
    )


@dialogue("accept_mentee", title=_("answering a question"), needs="member")
def accept_mentee(talk: Talk) -> Screen:
    number = talk.args["id"]
    contact = ask_contact(talk, _("How may they reach you? They get this contact, and you get theirs."))
    talk.do("accepted", mentoring.answer, number, accept=True, contact=contact)
    given = _("You are in touch. They get this contact: {contact}", contact=contact)
    return Screen((given, _introduction(talk.read(mentoring.visible_mentorship, number))), _see(number))


@dialogue("decline_mentee")
def decline_mentee(talk: Talk) -> Screen:
    talk.do("declined", mentoring.answer, talk.args["id"], accept=False)
    return Screen(
        _("All right. The question goes to someone else; they are told kindly, without a reason."),
        Choice(_p("choice", "Pause my offer"), opens("pause_mentor")),
    )


@renders("mentor_accepted")
def mentor_accepted(tell: Telling) -> Screen | None:
    shared: Shared | None = tell.read(mentoring.visible_mentorship, tell.ids["mentorship"])
    if shared is None or shared["status"] != "accepted":
        return None
    return Screen(
        (
            _("Good news: {name} says yes to your question.", name=shared["name"]),
            _introduction(shared),
            _("A first word from you within a week is a good start. Nobody here ever asks you for money."),
        ),
        _see(shared["id"]),
    )


@renders("mentor_declined")
def mentor_declined(tell: Telling) -> Screen | None:
    return _passed_on(tell, _("{name} cannot take your question just now.", name=_former(tell)))


@renders("mentor_expired")
def mentor_expired(tell: Telling) -> Screen | None:
    return _passed_on(tell, _("The time for {name} to answer is over, without a word.", name=_former(tell)))


@renders("mentorship_ended")
def mentorship_ended(tell: Telling) -> Screen | None:
    shared: Shared | None = tell.read(mentoring.visible_mentorship, tell.ids["mentorship"])
    if shared is None:
        return None
    return Screen(_("{name} has closed your mentorship. Thank you both for the time.", name=shared["name"]), _MENTORING)


@dialogue("mentorship", needs="member")
def mentorship(talk: Talk) -> Screen:
    shared: Shared | None = talk.read(mentoring.visible_mentorship, talk.args["id"])
    if shared is None:
        return Screen(_("I no longer find this mentorship."), _MENTORING)
    words = _("“{words}”", words=shared["question"])
    end = Choice(_p("choice", "Close it"), opens("end_mentorship", id=shared["id"]))
    match (shared["status"], shared["asking"]):
        case ("accepted", _asking):
            return Screen((_introduction(shared), words), end, _MENTORING)
        case ("asked", True):
            until = _("Your question is with {name} until {day}.", name=shared["name"], day=_day(shared))
            back = Choice(_p("choice", "Take it back"), opens("end_mentorship", id=shared["id"]))
            return Screen((until, words), back, _MENTORING)
        case ("asked", False):
            asks = _("{name} asks you, until {day}:", name=shared["name"], day=_day(shared))
            return Screen((asks, words), *_answers(shared["id"]), _MENTORING)
    return Screen(_("This mentorship is closed."), _ASK_ELSE, _MENTORING)


@dialogue("end_mentorship", title=_("closing a mentorship"), needs="member")
def end_mentorship(talk: Talk) -> Screen:
    number = talk.args["id"]
    prompt = _("Close it? The place is free for someone else then, and it is not opened again.")
    if not talk.ask("sure", YesNo(prompt)):
        return Screen(_("All right, nothing has changed."), _see(number))
    talk.do("ended", mentoring.end, number)
    return Screen(_("It is closed."), _ASK_ELSE, _MENTORING)


def _passed_on(tell: Telling, said: Message) -> Screen | None:
    """What became of a question: with the next mentor, or back with who asked."""
    follower = tell.ids["next"]
    if not follower:
        nobody = _("Nobody else has a free place now. Places become free all the time: ask again in a few days.")
        return Screen((said, nobody), _ASK, _PERSON)
    shared: Shared | None = tell.read(mentoring.visible_mentorship, follower)
    if shared is None or shared["status"] != "asked":
        return None
    now_with = _("Your question is now with {name}, until {day}.", name=shared["name"], day=_day(shared))
    return Screen(
        (said, now_with, why(shared["reasons"]), _("Nothing for you to do.")),
        Choice(_p("choice", "See my request"), opens("mentorship", id=follower)),
        Choice(_p("choice", "Take it back"), opens("end_mentorship", id=follower)),
    )


def _former(tell: Telling) -> Phrase:
    shared: Shared | None = tell.read(mentoring.visible_mentorship, tell.ids["mentorship"])
    return shared["name"] if shared else _("The mentor")


def _introduction(shared: Shared | None) -> Message:
    if shared is None or not shared["contact"]:
        return _("You are in touch.")
    return _("You can reach {name} here: {contact}", name=shared["name"], contact=shared["contact"])


def _answers(number: int) -> tuple[Choice, Choice]:
    return (
        Choice(_p("choice", "Accept"), opens("accept_mentee", id=number)),
        Choice(_p("choice", "Not now"), opens("decline_mentee", id=number)),
    )


def _see(number: int) -> Choice:
    return Choice(_p("choice", "See the mentorship"), opens("mentorship", id=number))


def _day(shared: Shared) -> Day:
    return Day(date.fromisoformat(shared["due"]), "day")
