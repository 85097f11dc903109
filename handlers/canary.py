"""Invented members whom only scrapers meet: made by administrators, and what moderators hear of who met one."""

from conversation import (
    Choice,
    Choose,
    CountryQuestion,
    Opens,
    PlaceQuestion,
    ProfessionQuestion,
    Screen,
    Talk,
    Telling,
    Text,
    dialogue,
    opens,
    renders,
)
from conversation.screen import MOST_CHOICES, Phrase
from handlers.portrait import line_of, lines, town_named, work_named
from locales import Message, _, _n, _p
from services import canaries, staff
from services.canaries import Canary, Watched
from services.members import Town, Work
from world.countries import COUNTRIES_OF_ORIGIN

_MORE = Choice(_p("choice", "Invented members"), opens("canary"))
_NEXT = Choice(_p("choice", "Open the queue"), opens("queue"))


@dialogue("canary", title=_("inventing a member"), needs="staff")
def canary(talk: Talk) -> Screen | Opens:
    mine: list[str] = talk.once("mine", staff.my_countries, "administrator")
    country = mine[0] if len(mine) == 1 else talk.ask("country", _which_country(mine))
    made: list[Canary] = talk.once("made", canaries.list_canaries, country)
    offered: dict[str, Phrase] = {"new": _p("choice", "Invent one")}
    offered |= {str(each["id"]): _p("choice", "Remove {name}", name=each["name"]) for each in made[: MOST_CHOICES - 1]}
    why = _(
        "Invented members are shown only to who looks at very many cards. Nobody searches or counts them, and you hear "
        "of who opens one. A few for each country, who look like its others, are enough."
    )
    what = talk.ask("what", Choose(why, offered))
    if what != "new":
        talk.do("removed", canaries.remove, int(what))
        return Screen(_("It is gone."), _MORE)
    return _invent(talk, country)


def _which_country(mine: list[str]) -> CountryQuestion:
    return CountryQuestion(_("Of which country?"), offered=tuple(mine) or COUNTRIES_OF_ORIGIN, only=True)


def _invent(talk: Talk, country: str) -> Screen:
    name = talk.ask("name", Text(_("Which name? One that nobody you know has."), label=_("Name"), longest=80))
    town: Town = talk.ask("town", PlaceQuestion(_("In which town?"), label=_("Town")))
    work: Work | None = talk.ask("work", ProfessionQuestion(_("Which work?"), label=_("Work"), optional=True))
    job = work_named(work["code"], work["text"]) if work else ""
    summary = line_of(name, job, town_named(town["id"], town["text"], town["country"]))
    talk.confirm("sure", lines(_("This is the invented card:"), summary), edits=("name", "town", "work"))
    talk.do("made_one", canaries.make, country=country, name=name, town=town, work=work)
    return Screen(_("It is in its place."), _MORE)


@renders("watched")
def watched(tell: Telling) -> Screen | None:
    seen: Watched | None = tell.read(canaries.read_watched, tell.ids["person"])
    return None if seen is None or seen["suspended"] else Screen(_described(seen), *_ways(seen))


@dialogue("watch", title=_("looking into who looks at many cards"), needs="staff")
def watch(talk: Talk) -> Screen:
    seen: Watched | None = talk.read(canaries.read_watched, talk.args["person"])
    if seen is None:
        return Screen(_("There is nothing more to see here."), _NEXT)
    return Screen(_described(seen), *_ways(seen))


def _described(seen: Watched) -> Message:
    who = seen["name"] or _("Someone without a card")
    return lines(
        _("{name} (number {id}) looks at very many cards.", name=who, id=str(seen["id"])),
        _n("Today: {n} card.", "Today: {n} cards.", seen["today"]),
        _n("In seven days: {n} card.", "In seven days: {n} cards.", seen["week"]),
        _n("Invented members opened or written to: {n}.", "Invented members opened or written to: {n}.", seen["met"]),
        _("There may be a good reason. You decide; nothing happens by itself."),
    )


def _ways(seen: Watched) -> tuple[Choice, ...]:
    again = Choice(_p("choice", "Look again"), opens("watch", person=seen["id"]))
    return Choice(_p("choice", "Put on hold"), opens("suspend", who=seen["id"])), again, _NEXT
