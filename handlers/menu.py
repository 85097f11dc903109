"""The menu: what one can do here."""

from conversation import Choice, Screen, Standing, Talk, dialogue, opens
from locales import _, _n, _p
from services import knocks

_FIND = Choice(_p("choice", "Find someone"), opens("search"))
_CARD = Choice(_p("choice", "My card"), opens("card"))
_REGISTER = Choice(_p("choice", "Make my card"), opens("register"))
_HELP = Choice(_p("choice", "Help"), opens("help"))
_OTHERS = (
    Choice(_p("choice", "Opportunities"), opens("alerts")),
    Choice(_p("choice", "Mentors"), opens("mentor")),
    Choice(_p("choice", "Talk to a person"), opens("person")),
    Choice(_p("choice", "My data"), opens("mydata")),
    Choice(_p("choice", "Language"), opens("language")),
    _HELP,
)
OFFERED = (_FIND, _CARD, _REGISTER, *_OTHERS)
"""Everything the menu may offer, but for the team's own."""


@dialogue("menu")
def menu(talk: Talk) -> Screen:
    """People who wait for an answer take the place of help, which is a word that works everywhere."""
    offered = choices(talk.standing)
    if waiting := len(talk.read(knocks.waiting)):
        answer = Choice(_n("{n} person waits for you", "{n} people wait for you", waiting), opens("knocks"))
        offered = (*(each for each in offered if each != _HELP), answer)
    return Screen(_("What would you like to do?"), *offered)


def choices(standing: Standing) -> tuple[Choice, ...]:
    """What the menu offers to someone of this standing."""
    first = (_FIND, _CARD) if standing.member else (_REGISTER, _FIND)
    team = (Choice(_p("choice", "The team"), opens("staff")),) if standing.staff else ()
    return (*first, *_OTHERS, *team)
