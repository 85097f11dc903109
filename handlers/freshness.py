"""Is it still true? What an owner is told of a card that grows old, and the one tap that makes it fresh."""

from datetime import date

from conversation import Choice, Screen, Talk, Telling, dialogue, opens, renders
from conversation.screen import Phrase
from handlers.portrait import describe
from locales import Day, Listing, Message, _, _p
from services import ageing, members
from services.directory import Card
from services.visibility import Field

CONFIRM = Choice(_p("choice", "All still true"), opens("confirm_card"))
_EDIT = Choice(_p("choice", "Change an answer"), opens("edit_card"))
_HIDE = Choice(_p("choice", "Hide my card"), opens("hide_card"))

_ANSWERS: dict[Field, Message] = {
    "name": _p("answer", "name"),
    "origins": _p("answer", "roots"),
    "country": _p("answer", "country"),
    "city": _p("answer", "town"),
    "profession": _p("answer", "work"),
    "languages": _p("answer", "languages"),
    "skills": _p("answer", "skills"),
    "offers": _p("answer", "what you offer"),
}


@dialogue("hide_card", needs="member")
def hide_card(talk: Talk) -> Screen:
    talk.do("hidden", members.hide)
    back = _("When you want to be found again, tap “All still true”: nothing on it is lost.")
    return Screen((_("Nobody finds your card now."), back), CONFIRM, Choice(_p("choice", "My data"), opens("mydata")))


@renders("still_true")
def still_true(tell: Telling) -> Screen | None:
    """Twice a year, and once more for who was busy; nothing when it was answered meanwhile."""
    mine: Card | None = tell.read(members.own_card)
    if mine is None or not tell.read(ageing.is_asked):
        return None
    asked = _("Is all of this still true?")
    if tell.ids.get("again"):
        asked = _("In case you missed it: is all of this still true?")
    old = _named(tell.read(ageing.old_answers))
    said: tuple[Phrase, ...] = (asked, describe(mine), _("It takes one tap, and people know they can rely on it."))
    return Screen((*said[:2], old, said[2]) if old else said, CONFIRM, _EDIT, _HIDE)


@renders("card_hidden")
def card_hidden(tell: Telling) -> Screen | None:
    mine: Card | None = tell.read(members.own_card)
    if mine is None or not tell.read(members.is_hidden):
        return None
    hidden = _("Your card has not been confirmed for a year, so I have hidden it: nobody finds it now.")
    return Screen((hidden, describe(mine), _("One tap brings it back.")), CONFIRM, _EDIT)


@renders("card_goes")
def card_goes(tell: Telling) -> Screen | None:
    mine: Card | None = tell.read(members.own_card)
    day: str | None = tell.read(ageing.goes_on)
    if mine is None or day is None:
        return None
    goes = _(
        "Your card has not been confirmed for almost two years. I keep it until {day} and delete it then, unless you "
        "say that it is still true.",
        day=Day(date.fromisoformat(day)),
    )
    stays = _("One tap keeps it, and people find it again. If it goes, you can still write to me as before.")
    return Screen((goes, describe(mine), stays), CONFIRM, _EDIT)


@renders("card_gone")
def card_gone(tell: Telling) -> Screen | None:
    if tell.read(members.is_member):
        return None
    gone = _("I have deleted your card: it had not been confirmed for two years. All else is as before.")
    return Screen(
        (gone, _("You can make a new one whenever you like.")),
        Choice(_p("choice", "Make a card"), opens("register")),
        Choice(_p("choice", "My data"), opens("mydata")),
    )


def state_of(talk: Talk) -> list[Phrase]:
    """What an owner is told of their card besides: that nobody finds it, and what is old on it."""
    hidden = _("Nobody finds your card now: it is hidden. “All still true” brings it back.")
    said: list[Phrase] = [hidden] if talk.read(members.is_hidden) else []
    return said + ([old] if (old := _named(talk.read(ageing.old_answers))) else [])


def _named(old: list[Field]) -> Phrase:
    """“Not confirmed for a while: town and work”; since when, the card says."""
    return _("Not confirmed for a while: {answers}", answers=Listing([_ANSWERS[each] for each in old])) if old else ""
