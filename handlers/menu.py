"""The menu: what one can do here."""

from conversation import Choice, Screen, Talk, dialogue, opens
from locales import _, _p

_CARD = Choice(_p("choice", "My card"), opens("card"))
_REGISTER = Choice(_p("choice", "Make my card"), opens("register"))
_OTHERS = (
    Choice(_p("choice", "Opportunities"), opens("alerts")),
    Choice(_p("choice", "Mentors"), opens("mentor")),
    Choice(_p("choice", "Talk to a person"), opens("person")),
    Choice(_p("choice", "My data"), opens("mydata")),
    Choice(_p("choice", "Language"), opens("language")),
    Choice(_p("choice", "Help"), opens("help")),
)


@dialogue("menu")
def menu(talk: Talk) -> Screen:
    find = Choice(_p("choice", "Find someone"), opens("search"))
    first = (find, _CARD) if talk.standing.member else (_REGISTER, find)
    team = (Choice(_p("choice", "The team"), opens("staff")),) if talk.standing.staff else ()
    return Screen(_("What would you like to do?"), *first, *_OTHERS, *team)
