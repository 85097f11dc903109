"""My data: seen, taken along, rested, erased."""

import json
from datetime import date

from conversation import Choice, Choose, Opens, OwnNumber, Screen, Talk, Text, YesNo, dialogue, opens
from conversation.screen import Phrase
from handlers.portrait import line
from locales import Day, Listing, Message, _, _n, _p
from services import members, people, phones, privacy
from services.consents import WORDINGS
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
_SHARE = _(
    "By which number? Share your own contact here: it shows me that the number is yours. "
    "Where that cannot be done, as in the web chat, open me on WhatsApp or Telegram: a code joins the two."
)
_INSTEAD: dict[str, Phrase] = {"device": _p("choice", "Another device"), "no": _p("choice", "Not now")}


@dialogue("mydata", needs="nothing")
def mydata(talk: Talk) -> Screen:
    kept: Overview = talk.read(privacy.overview)
    mine: Card | None = talk.read(members.own_card)
    choices = [
        Choice(_p("choice", "Take it along"), opens("export")),
        Choice(_p("choice", "Rest for a while"), opens("pause")),
        Choice(_p("choice", "Erase everything"), opens("erase")),
        Choice(_p("choice", "Another device"), opens("device")),
    ]
    if talk.standing.noticed:
        choices.append(Choice(_p("choice", "Found by my number"), opens("findable")))
    if mine:
        choices.insert(0, Choice(_p("choice", "My card"), opens("card")))
    return Screen(tuple(_overview(kept, mine)), *choices)


@dialogue("export", needs="nothing")
def export(talk: Talk) -> Screen:
    """All of it in one message, in a form that people and programs can read."""
    everything = talk.read(privacy.export)
    text = json.dumps(everything, ensure_ascii=False, indent=1)
    return Screen((_("This is everything I keep about you, in a form that programs read too (JSON):"), text), _BACK)


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


@dialogue("erase", title=_("erasing your data"), needs="nothing")
def erase(talk: Talk) -> Screen:
    first = _(
        "Everything I know of you will be erased: your card, messages, alerts, mentoring and consents. "
        "People you are in touch with keep what you gave them."
    )
    go: dict[str, Phrase] = {"keep": _p("choice", "Keep my data"), "erase": _p("choice", "Erase everything")}
    if talk.ask("first", Choose(first, go)) == "keep":
        return Screen(_("All right, everything stays as it is."), _BACK)
    if not talk.ask("last", YesNo(_("This cannot be undone. Erase everything now?"))):
        return Screen(_("All right, everything stays as it is."), _BACK)
    code = talk.do("erased", privacy.erase)
    return Screen(
        (
            _("It is erased. The last technical traces, such as this message, go within a day."),
            _("Your receipt: {code}. Only you have it; /receipt tells what it proves.", code=code),
        ),
        Choice(_p("choice", "Start again"), opens("menu")),
        forgets=True,
    )


@dialogue("receipt", needs="nothing")
def receipt(talk: Talk) -> Screen:
    """What an erasure's receipt proves, to whoever holds it."""
    code = talk.args.get("code") or talk.ask("code", Text(_("Which code is on the receipt?"), longest=20))
    day: str | None = talk.read(privacy.erased_on, code)
    if day is None:
        return Screen(_("I do not know this receipt."), Choice(_p("choice", "Another code"), opens("receipt")))
    return Screen(_("This receipt is good: all data of its holder was erased on {day}.", day=_day(day)))


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
