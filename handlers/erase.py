"""Erasing everything: at once or in a week, and the receipt."""

from datetime import date

from conversation import Choice, Choose, Opens, Screen, Talk, Text, YesNo, dialogue, opens
from conversation.screen import Phrase
from handlers.portrait import lines
from locales import Day, Message, _, _p
from services import erasures, privacy
from services.erasures import Asked

_STAYS = Screen(_("All right, everything stays as it is."), Choice(_p("choice", "My data"), opens("mydata")))
_KEEP: Phrase = _p("choice", "Keep my data")
_NOW: Phrase = _p("choice", "Erase at once")


@dialogue("erase", title=_("erasing your data"), needs="nothing")
def erase(talk: Talk) -> Screen | Opens:
    """In two steps, each of which names what follows; who is in danger need not wait a week."""
    if talk.once("leaving", erasures.leaving):
        return opens("keep")
    first = lines(
        _(
            "Everything I know of you will be erased: your card, messages, alerts, mentoring and consents. "
            "People you are in touch with keep what you gave them."
        ),
        _("In 7 days, if you may still change your mind; at once, if it cannot wait."),
        _("Either way you are hidden now: nobody finds or reaches you, and I write nothing more."),
    )
    ways: dict[str, Phrase] = {
        "keep": _KEEP,
        "week": _p("choice", "Erase in 7 days"),
        "now": _NOW,
    }
    way = talk.ask("first", Choose(first, ways))
    if way == "keep" or not talk.ask(f"last.{way}", YesNo(_LAST[way])):
        return _STAYS
    return _erased(talk.do("erased", privacy.erase)) if way == "now" else _asked(talk.do("asked", erasures.ask))


@dialogue("keep", title=_("erasing your data"), needs="nothing")
def keep(talk: Talk) -> Screen | Opens:
    """What whoever writes in that week is asked, whatever they write."""
    day = talk.once("day", erasures.leaving)
    if day is None:
        return opens("mydata")
    prompt = _("Your data will be erased on {day}. Until then nobody finds or reaches you.", day=_day(day))
    ways: dict[str, Phrase] = {"keep": _KEEP, "now": _NOW, "along": _p("choice", "Take it along")}
    way = talk.ask("way", Choose(prompt, ways))
    if way == "along":
        return opens("export")
    if way == "keep":
        talk.do("kept", erasures.keep)
        return Screen(_("Good that you stay. Everything is as it was."), Choice(_p("choice", "Menu"), opens("menu")))
    return _erased(talk.do("erased", privacy.erase)) if talk.ask("last", YesNo(_LAST["now"])) else opens("keep")


@dialogue("receipt", needs="nothing")
def receipt(talk: Talk) -> Screen:
    """What an erasure's receipt proves, to whoever holds it."""
    code = talk.args.get("code") or talk.ask("code", Text(_("Which code is on the receipt?"), longest=20))
    day: str | None = talk.read(privacy.erased_on, code)
    if day is not None:
        return Screen(_("This receipt is good: all data of its holder was erased on {day}.", day=_day(day)))
    due: str | None = talk.read(erasures.due_on, code)
    if due is not None:
        return Screen(_("This receipt is for an erasure to come: on {day}.", day=_day(due)))
    return Screen(_("I do not know this receipt."), Choice(_p("choice", "Another code"), opens("receipt")))


_LAST: dict[str, Message] = {
    "now": _("This cannot be undone. Erase everything now?"),
    "week": _("In 7 days it cannot be undone any more. Hide me now, and erase everything then?"),
}


def _erased(code: str) -> Screen:
    return Screen(
        (
            _("It is erased. The last technical traces, such as this message, go within a day."),
            _("Your receipt: {code}. Only you have it; /receipt tells what it proves.", code=code),
        ),
        Choice(_p("choice", "Start again"), opens("menu")),
        forgets=True,
    )


def _asked(asked: Asked) -> Screen:
    return Screen(
        (
            _("You are hidden now. On {day} everything is erased.", day=_day(asked["day"])),
            _("Until then, write to me if you change your mind: a word is enough."),
            _("Your receipt: {code}. Only you have it; /receipt tells what it proves.", code=asked["receipt"]),
        ),
        Choice(_KEEP, opens("keep")),
        forgets=True,
    )


def _day(iso: str) -> Day:
    return Day(date.fromisoformat(iso))
