"""My data: seen, corrected, rested."""

from datetime import date

from conversation import Choice, Choose, Opens, OwnNumber, Screen, Talk, YesNo, dialogue, opens
from conversation.screen import Phrase
from handlers.portrait import line
from locales import Day, Listing, Message, _, _n, _p
from services import erasures, members, people, phones, privacy, withdrawals
from services.consents import WORDINGS, Purpose
from services.directory import Card
from services.privacy import Overview
from world.phones import show_number

PURPOSES: dict[str, Message] = {
    "notice": _p("consent", "privacy notice"),
    "adult": _p("consent", "being 18 or over"),
    "directory": _p("consent", "showing your card"),
    "phone": _p("consent", "being found by number"),
    "alerts": _p("consent", "opportunities"),
    "mentoring": _p("consent", "mentoring"),
}
_BACK = Choice(_p("choice", "My data"), opens("mydata"))
_FOLLOWS: dict[str, Message] = {
    "directory": _("Then nobody sees your card any more. Take it back?"),
    "phone": _("Then nobody finds you by your number any more. Take it back?"),
    "alerts": _("Then all your alerts end. Take it back?"),
    "mentoring": _("Then your mentoring ends, and the others are told that it is over. Take it back?"),
}
"""What taking a consent back means. Without the others there is no service: that is erasing everything."""
_SHARE = _(
    "By which number? Share your own contact here: it shows me that the number is yours. "
    "Where that cannot be done, as in the web chat, open me on WhatsApp or Telegram: a code joins the two."
)
_INSTEAD: dict[str, Phrase] = {"device": _p("choice", "Another device"), "no": _p("choice", "Not now")}


@dialogue("mydata", needs="nothing")
def mydata(talk: Talk) -> Screen | Opens:
    if talk.once("leaving", erasures.leaving):
        return opens("keep")
    kept: Overview = talk.read(privacy.overview)
    mine: Card | None = talk.read(members.own_card)
    choices = (
        Choice(_p("choice", "Correct something"), opens("correct")),
        Choice(_p("choice", "Who looked at it"), opens("who")),
        Choice(_p("choice", "Take it along"), opens("export")),
        Choice(_p("choice", "Rest for a while"), opens("pause")),
        Choice(_p("choice", "Erase everything"), opens("erase")),
        Choice(_p("choice", "Another device"), opens("device")),
    )
    return Screen(tuple(_overview(kept, mine)), *choices)


@dialogue("correct", needs="nothing")
def correct(talk: Talk) -> Screen:
    """Each thing that is kept, and the way to where it is changed."""
    ways = {
        "card": Choice(_p("choice", "My card, and who sees it"), opens("card")),
        "findable": Choice(_p("choice", "Found by my number"), opens("findable")),
        "number": Choice(_p("choice", "A new number"), opens("number")),
        "consents": Choice(_p("choice", "What I agreed to"), opens("consents")),
        "alerts": Choice(_p("choice", "My alerts"), opens("my_alerts")),
        "language": Choice(_p("choice", "Language"), opens("language")),
    }
    standing = talk.standing
    of_members, of_noticed = {"card"}, {"findable", "number", "consents", "alerts"}
    hidden = (set() if standing.member else of_members) | (set() if standing.noticed else of_noticed)
    return Screen(
        _("What would you like to correct?"), *(way for name, way in ways.items() if name not in hidden), _BACK
    )


@dialogue("consents", title=_("looking at what you agreed to"))
def agreed(talk: Talk) -> Screen | Opens:
    """One consent after another, each with what follows from taking it back."""
    held: list[Purpose] = talk.once("held", withdrawals.held)
    which = talk.ask("which", Choose(_("You agreed to this. What do you take back?"), {p: PURPOSES[p] for p in held}))
    if which not in _FOLLOWS:
        return opens("erase")
    if not talk.ask("sure", YesNo(_FOLLOWS[which])):
        return Screen(_("All right, everything stays as it is."), _BACK)
    talk.do("taken", withdrawals.take_back, which)
    return Screen(_("It is taken back: {what}.", what=PURPOSES[which]), _BACK)


@dialogue("pause", title=_("choosing a rest"), needs="nothing")
def pause(talk: Talk) -> Screen:
    spans: dict[str, Phrase] = {str(days): _n("{n} day", "{n} days", days) for days in people.PAUSES}
    prompt = _("For how long? Until then I write nothing, and nobody finds your card.")
    days = talk.ask("days", Choose(prompt, spans))
    until = date.fromisoformat(talk.do("paused", people.pause, int(days)))
    return Screen(
        _("All is quiet until {day}. “Start” ends it sooner.", day=Day(until)),
        Choice(_p("choice", "Start again"), opens("start")),
    )


@dialogue("findable", title=_("choosing who finds you"))
def findable(talk: Talk) -> Screen | Opens:
    """By a number that is proved to be theirs; who has none is asked for their own contact."""
    wish = talk.ask("wish", YesNo(WORDINGS["phone"]))
    if wish and not talk.once("proved", phones.has_number):
        number = talk.ask("number", Choose(_SHARE, _INSTEAD, other=OwnNumber(_SHARE)))
        if number == "device":
            return opens("device")
        if wish := number != "no":
            talk.once("own", phones.check_own, number)
    talk.do("set", phones.set_findable, findable=wish)
    said = _("People who know your number can send you a word.") if wish else _("Nobody finds you by your number.")
    return Screen(said, _BACK)


def _overview(kept: Overview, mine: Card | None) -> list[Phrase]:
    agreed = [_("{what} ({day})", what=PURPOSES[each["purpose"]], day=_day(each["on"])) for each in kept["consents"]]
    said: list[Phrase] = [_("You first wrote to me on {day}.", day=_day(kept["since"]))]
    if kept["came_by"]:
        said.append(_("You came by the link of {name}.", name=kept["came_by"]))
    if mine:
        said.append(_("Your card: {card}", card=line(mine)))
    if kept["numbers"]:
        numbers = Listing([show_number(number) for number in kept["numbers"]])
        said.append(_("Numbers you proved: {numbers}", numbers=numbers))
    if agreed:
        said.append(_("You agreed to: {purposes}", purposes=Listing(agreed)))
    said.append(_n("Words between you and others: {n}", "Words between you and others: {n}", kept["words"]))
    return said


def _day(iso: str) -> Day:
    return Day(date.fromisoformat(iso))
