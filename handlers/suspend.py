"""Staff put someone on hold, or end it; and what the person is told."""

from datetime import date

from conversation import Choice, Choose, Screen, Talk, Telling, Text, YesNo, dialogue, opens, renders
from conversation.screen import Phrase
from handlers.portrait import lines
from locales import Day, Message, _, _p
from services import queue, suspensions
from services.suspensions import Subject

_NEXT = Choice(_p("choice", "Open the queue"), opens("queue"))
_PERSON = Choice(_p("choice", "Talk to a person"), opens("person"))


@dialogue("suspend", title=_("putting someone on hold"), needs="staff")
def suspend(talk: Talk) -> Screen:
    who = talk.args.get("who") or find_person(talk)
    subject: Subject | None = talk.once("subject", suspensions.open_person, who) if who else None
    if subject is None:
        return Screen(
            _("I find nobody of that name in your care."), Choice(_p("choice", "Another name"), opens("suspend"))
        )
    if subject["suspended"]:
        return _lift(talk, subject)
    asked = _(
        "Put this person on hold? They reach nobody and nobody finds them. They are told, and can write to the team."
    )
    prompt = lines(described(subject), asked)
    if not talk.ask("sure", YesNo(prompt)):
        return Screen(_("All right, nothing has changed."), _NEXT)
    talk.do("suspended", suspensions.suspend, subject["id"])
    if "report" in talk.args:
        talk.do("closed", queue.close_report, talk.args["report"])
    back = Choice(_p("choice", "End the hold"), opens("suspend", who=subject["id"]))
    return Screen(_("They are on hold now."), back, _NEXT)


@renders("suspended")
def suspended(_tell: Telling) -> Screen | None:
    return Screen(
        _("The team has put your account on hold after a report. If you think this is wrong, tell them."), _PERSON
    )


@renders("readmitted")
def readmitted(_tell: Telling) -> Screen | None:
    return Screen(_("Your account is no longer on hold. Welcome back."), Choice(_p("choice", "My card"), opens("card")))


def find_person(talk: Talk) -> int | None:
    """Somebody by name; looking people up is kept in the audit trail."""
    name = talk.ask("name", Text(_("Whom? Write the name as it is on the card."), longest=80))
    ids: list[int] = talk.once("found", suspensions.find_people, name)
    if not ids:
        return None
    people: dict[str, Phrase] = {str(each): described(talk.read(suspensions.read_person, each)) for each in ids}
    return int(talk.ask("which", Choose(_("Which of them?"), people)))


def _lift(talk: Talk, subject: Subject) -> Screen:
    prompt = lines(described(subject), _("This person is on hold. Shall I end it? They are told."))
    if not talk.ask("lift", YesNo(prompt)):
        return Screen(_("All right, nothing has changed."), _NEXT)
    talk.do("lifted", suspensions.lift, subject["id"])
    return Screen(_("They are no longer on hold."), _NEXT)


def described(subject: Subject | None) -> Message:
    if subject is None or subject["name"] is None:
        return _("Someone without a card")
    since = Day(date.fromisoformat(subject["since"]))
    return _("{name}, {town}, here since {day}", name=subject["name"], town=subject["town"], day=since)
