"""Opportunities as people read them: the open ones of a country, one by itself, and those that alerts bring."""

from collections.abc import Sequence
from datetime import date

from conversation import Choice, Screen, Talk, Telling, dialogue, opens, renders
from conversation.screen import Phrase
from handlers.alerts import asked_country
from handlers.portrait import countries_named, lines
from locales import Day, Message, _, _n, _p
from services import alerts, opportunities
from services.opportunities import KIND_NAMES, Card, Facts
from world.countries import country

A_SCREEN = 6

_STOP = Choice(_p("choice", "Stop these messages"), opens("my_alerts"))
_OTHERS = Choice(_p("choice", "Opportunities"), opens("alerts"))


@dialogue("opportunities")
def browse(talk: Talk) -> Screen:
    code = asked_country(talk, _("Opportunities of which country?"))
    kind, before = talk.args.get("kind", "any"), talk.args.get("before", 0)
    found: list[Card] = talk.read(
        opportunities.list_open, countries=[code], kind=kind, before=before, limit=A_SCREEN + 1
    )
    send = Choice(_p("choice", "Have them sent"), opens("subscribe", country=code))
    if not found:
        return Screen(_("For {country} nothing more is open right now.", country=country(code)), send, _OTHERS)
    shown = found[:A_SCREEN]
    further = opens("opportunities", country=code, kind=kind, before=shown[-1]["id"])
    more = (Choice(_p("choice", "More"), further),) if len(found) > A_SCREEN else ()
    return Screen(_("Open for {country}, the newest first:", country=country(code)), *_choices(shown), *more, send)


@dialogue("read_opportunity")
def read_one(talk: Talk) -> Screen:
    found: Card | None = talk.read(opportunities.read_opportunity, talk.args["id"])
    if found is None:
        return Screen(_("This opportunity is no longer open. There may be others like it."), _OTHERS)
    return Screen(tuple(described(found)), *_ways_on(found))


@renders("opportunity")
def opportunity_published(tell: Telling) -> Screen | None:
    number = tell.ids["opportunity"]
    found: Card | None = tell.read(opportunities.read_opportunity, number)
    if found is None or not tell.read(alerts.still_wanted, [number]):
        return None
    return Screen((_("New, as you wished:"), *described(found)), *_ways_on(found), _STOP)


@renders("digest")
def digest(tell: Telling) -> Screen | None:
    brought = [int(each) for each in tell.ids["opportunities"].split(",")]
    wanted: list[int] = tell.read(alerts.still_wanted, brought)
    total = tell.ids["total"] - (len(brought) - len(wanted))
    found: list[Card] = tell.read(opportunities.read_several, wanted)
    if not found:
        return None
    mine = {alert["country"] for alert in tell.read(alerts.list_alerts)}
    codes = [code for code in tell.ids["countries"].split(",") if code in mine]
    said = _n(
        "{n} new opportunity for {countries}:",
        "{n} new opportunities for {countries}:",
        max(total, len(found)),
        countries=countries_named(codes),
    )
    left = total > len(wanted)
    more = (Choice(_p("choice", "More"), opens("opportunities", country=codes[0])),) if left else ()
    return Screen(said, *_choices(found), *more, _STOP)


def in_a_line(found: Card) -> Message:
    """Kind, title and last day, for a list."""
    kind, title = KIND_NAMES[found["kind"]], found["title"]
    if found["deadline"] is None:
        return _p("choice", "{kind}: {title}", kind=kind, title=title)
    last = Day(date.fromisoformat(found["deadline"]), "day")
    return _p("choice", "{kind}: {title}, {day}", kind=kind, title=title, day=last)


def _choices(found: Sequence[Card]) -> list[Choice]:
    return [Choice(in_a_line(each), opens("read_opportunity", id=each["id"])) for each in found]


def described(found: Facts) -> list[Phrase]:
    """An opportunity in full, as its readers see it and as its editor checks it."""
    facts = lines(
        _("{kind}, {countries}", kind=KIND_NAMES[found["kind"]], countries=countries_named(found["countries"])),
        _("Until {day}", day=Day(date.fromisoformat(found["deadline"]))) if found["deadline"] else "",
        _("Source: {source}", source=found["source"]),
        found["url"] or "",
    )
    return [part for part in (found["title"], found["text"], facts) if part]


def _ways_on(found: Card) -> tuple[Choice, Choice]:
    code = found["countries"][0]
    return (
        Choice(_p("choice", "Others that are open"), opens("opportunities", country=code)),
        Choice(_p("choice", "Have them sent"), opens("subscribe", country=code)),
    )
