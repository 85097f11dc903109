"""Administrators: what is suggested to people from a country where being found is a danger."""

from conversation import Choice, Choose, Countries, Screen, Talk, Telling, YesNo, dialogue, opens, renders
from conversation.screen import Phrase
from handlers.portrait import PARTS, audience_named, countries_named, lines
from locales import Message, _, _p
from services import risks, staff
from services.risks import Default, Widened
from services.visibility import AUDIENCES, Audience, wider
from world.risks import RISKS

_AGAIN = Choice(_p("choice", "Another default"), opens("risk"))


@dialogue("risk", title=_("what is suggested to people at risk"), needs="staff")
def risk(talk: Talk) -> Screen:
    country = _country(talk)
    known: list[Default] = talk.once(f"known.{country}", risks.overview, country)
    parts: dict[str, Phrase] = {each["part"]: PARTS[each["part"]] for each in known}
    part = talk.ask("part", Choose(_overview(country, known), parts, label=_("Answer")))
    before = next(each["audience"] for each in known if each["part"] == part)
    choices: dict[str, Phrase] = {each: audience_named(each, [country]) for each in AUDIENCES if each != before}
    asked = _("{part}: what shall we suggest to people from {country}?", part=PARTS[part], country=_named(country))
    said = talk.ask(f"who.{part}", Choose(asked, choices, label=_p("choice", "Seen by")))
    if before is not None and wider(said, before):
        return _widen(talk, country, part, before, said)
    return _narrow(talk, country, part, said)


@renders("risk_loosened")
def risk_loosened(tell: Telling) -> Screen | None:
    found: Widened | None = tell.read(risks.widened, tell.ids["risk"])
    if found is None:
        return None
    said = _(
        "{name} has widened what we suggest to people from {country}. {part}: {audience} (until now: {before}).",
        name=found["by"] or _("A colleague"),
        country=_named(found["country"]),
        part=PARTS[found["part"]],
        audience=audience_named(found["audience"], [found["country"]]),
        before=audience_named(found["before"], [found["country"]]),
    )
    return Screen(said, Choice(_p("choice", "Look at it"), opens("risk")))


def _country(talk: Talk) -> str:
    mine: list[str] = talk.once("mine", staff.my_countries, "administrator")
    if len(mine) == 1:
        return mine[0]
    return str(talk.ask("country", Countries(_("For people from which country?"), label=_("Country"), most=1))[0])


def _narrow(talk: Talk, country: str, part: str, said: Audience) -> Screen:
    asked = lines(
        _line(country, part, said),
        _("Nothing changes by itself: members whose choice is wider are told, and follow with one tap if they like."),
    )
    talk.confirm("sure", asked, edits=("part", f"who.{part}"))
    talk.do("tightened", risks.tighten, country, part, said)
    return Screen(_("It is suggested from now on."), _AGAIN)


def _widen(talk: Talk, country: str, part: str, before: Audience, said: Audience) -> Screen:
    """In two steps, each of which says what follows."""
    first = lines(
        _line(country, part, said),
        _("Until now: {audience}", audience=audience_named(before, [country])),
        _("This is wider: people who register will show more of themselves, some of whom are looked for."),
    )
    steps: dict[str, Phrase] = {"keep": _p("choice", "Keep it as it is"), "widen": _p("choice", "Widen it")}
    if talk.ask(f"first.{part}", Choose(first, steps)) == "keep":
        return Screen(_("All right, nothing has changed."), _AGAIN)
    last = _(
        "All of the team for {country} is told that you did it, and it is kept. Widen it?", country=_named(country)
    )
    if not talk.ask(f"last.{part}", YesNo(last)):
        return Screen(_("All right, nothing has changed."), _AGAIN)
    talk.do("loosened", risks.loosen, country, part, said)
    return Screen(_("It is suggested from now on."), _AGAIN)


def _overview(country: str, known: list[Default]) -> Message:
    told = [_default(country, each) for each in known if each["audience"]]
    sources = {each.title: f"{each.title}, {each.year}: {each.url}" for each in RISKS if each.country == country}
    return lines(
        _("What we suggest first to people from {country}:", country=_named(country)),
        *(told or [_("Nothing of its own: what we suggest to everybody.")]),
        *(_("Source: {source}", source=source) for source in sources.values()),
        _("Which of them would you like to change?"),
    )


def _default(country: str, known: Default) -> Message:
    said = _line(country, known["part"], known["audience"] or "nobody")
    if not known["held"]:
        return said
    return _("{default} (kept: the newest list says more people)", default=said)


def _line(country: str, part: str, audience: str) -> Message:
    return _("{part}: {audience}", part=PARTS[part], audience=audience_named(audience, [country]))


def _named(country: str) -> Phrase:
    return countries_named([country])
