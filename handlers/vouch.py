"""The team says whom it met, and where: shown to those they knock at, for two years."""

from conversation import Choice, PlaceQuestion, Screen, Talk, YesNo, dialogue, opens
from handlers.portrait import lines, town_named, verified_named
from handlers.suspend import described, find_person
from locales import _, _p
from services import suspensions, verified
from services.members import Town
from services.suspensions import Subject
from services.verified import Verified

_ANOTHER = Choice(_p("choice", "Another name"), opens("vouch"))


@dialogue("vouch", title=_("saying whom you met"), needs="staff")
def vouch(talk: Talk) -> Screen:
    who = find_person(talk)
    subject: Subject | None = talk.once("subject", suspensions.read_person, who) if who else None
    if subject is None:
        return Screen(_("I find nobody of that name in your care."), _ANOTHER)
    known: Verified = talk.once("known", verified.read_for_staff, subject["id"])
    if known["met"]:
        return _take_back(talk, subject, known)
    asked = _(
        "In which town did you meet them, and see who they are? It is told to those they write to, for two years."
    )
    town: Town = talk.ask("town", PlaceQuestion(lines(described(subject), asked)))
    place = town_named(town["id"], town["text"], town["country"])
    if not talk.ask("sure", YesNo(_("Say that the team met this person in {town}?", town=place))):
        return Screen(_("All right, nothing has changed."), _ANOTHER)
    talk.do("vouched", verified.vouch, subject["id"], town)
    return Screen(_("It is noted, for two years."), _ANOTHER)


def _take_back(talk: Talk, subject: Subject, known: Verified) -> Screen:
    asked = _("Shall I no longer say that the team met them?")
    if not talk.ask("no_longer", YesNo(lines(described(subject), verified_named(known), asked))):
        return Screen(_("All right, nothing has changed."), _ANOTHER)
    talk.do("taken_back", verified.take_back, subject["id"])
    return Screen(_("It is no longer said."), _ANOTHER)
