"""My card: seen as it is and as others see it, and changed one answer at a time."""

from collections.abc import Callable
from typing import Any

from conversation import Choice, Choose, Opens, Screen, Talk, dialogue, opens
from conversation.questions import Question
from conversation.screen import Phrase
from handlers.freshness import CONFIRM, state_of
from handlers.portrait import KINDS, audience_named, describe, kept_back, lines
from handlers.register import audience_question, city_question, job_question, name_question, origins_question
from locales import Message, _, _p
from services import directory, members, risks
from services.directory import Card
from services.members import Shown
from services.risks import Suggestion

_EDIT = Choice(_p("choice", "Change an answer"), opens("edit_card"))
_VIEW = Choice(_p("choice", "What others see"), opens("view_card"))
_WHO = Choice(_p("choice", "Who sees what"), opens("visibility"))
_FIND = Choice(_p("choice", "Find someone"), opens("search"))

_VIEWERS: dict[str, Phrase] = {
    "member": _p("choice", "Any member"),
    "abroad": _p("choice", "With my roots, abroad"),
    "national": _p("choice", "With my roots, at home"),
    "mentor": _p("choice", "My mentor or mentee"),
    "staff": _p("choice", "The team"),
    "public": _p("choice", "Anyone on the web"),
}
_SEEN: dict[str, Message] = {
    "member": _("Any member sees:"),
    "abroad": _("A member with your roots who lives abroad sees:"),
    "national": _("A member with your roots who lives there sees:"),
    "mentor": _("Your mentor or mentee sees:"),
    "staff": _("The team sees:"),
    "public": _("Anyone on the web sees:"),
}

_QUESTIONS: dict[str, Callable[[Card, Suggestion], Question]] = {
    "name": lambda card, _suggested: name_question(card["kind"]),
    "city": lambda card, _suggested: city_question(card["kind"], card["origins"]),
    "profession": lambda card, _suggested: job_question(card["kind"]),
    "origins": lambda card, _suggested: origins_question(card["kind"]),
    "audience": lambda card, suggested: audience_question(card["kind"], card["origins"], suggested),
    "kind": lambda _card, _suggested: Choose(_("You live…"), KINDS, label=_("Where you live")),
}


@dialogue("card", needs="member")
def card(talk: Talk) -> Screen:
    add = Choice(_p("choice", "Add something"), opens("skills"))
    return Screen(_own(talk), _EDIT, _VIEW, add, CONFIRM, _FIND, _WHO)


@dialogue("edit_card", needs="member", title=_("changing your card"))
def edit_card(talk: Talk) -> Screen:
    fields: dict[str, Phrase] = {
        "name": _p("choice", "Name"),
        "city": _p("choice", "Town"),
        "profession": _p("choice", "Work"),
        "origins": _p("choice", "Roots"),
        "audience": _p("choice", "Who may see it"),
        "kind": _p("choice", "Where I live"),
    }
    field = talk.ask("field", Choose(_("What would you like to change?"), fields))
    now: Card = talk.once("now", members.own_card)
    suggested: Suggestion = talk.once("suggested", risks.suggest, now["kind"], now["origins"])
    value: Any = talk.ask(f"new.{field}", _QUESTIONS[field](now, suggested))
    talk.do("edited", members.edit, field, value)
    return Screen((_("It is changed."), _own(talk)), _EDIT, _VIEW, _FIND)


@dialogue("confirm_card", needs="member")
def confirm_card(talk: Talk) -> Screen:
    is_back = talk.do("confirmed", members.confirm)
    said = _("Thank you: your card is confirmed.")
    return Screen((said, _("People find it again.")) if is_back else said, _VIEW, _FIND)


@dialogue("view_card", needs="member")
def view_card(talk: Talk) -> Screen | Opens:
    who = talk.ask("who", Choose(_("Through whose eyes?"), _VIEWERS))
    seen: Card | None = talk.read(directory.view_as, who)
    shown = describe(seen) if seen else _("Nothing: your card is not for them.")
    return Screen((_SEEN[who], shown), Choice(_p("choice", "Other eyes"), opens("view_card")), _EDIT, _WHO)


def _own(talk: Talk) -> Message:
    mine: Card = talk.read(members.own_card)
    said: Shown = talk.read(members.who_sees)
    audience = audience_named(said["audience"], mine["origins"])
    back = kept_back(said["chosen"], said["audience"], mine["origins"])
    return lines(describe(mine), _("Who may see it: {audience}", audience=audience), back, *state_of(talk))
