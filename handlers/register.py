"""Registering: a useful card in at most eight answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conversation import (
    Choice,
    Choose,
    Countries,
    Opens,
    PlaceQuestion,
    ProfessionQuestion,
    Screen,
    Talk,
    Text,
    YesNo,
    dialogue,
    opens,
)
from conversation.screen import Phrase
from handlers.portrait import (
    KINDS,
    audience_named,
    countries_named,
    joined,
    kept_back,
    line_of,
    lines,
    rooted,
    town_named,
    watched,
    work_named,
)
from locales import Message, _, _p
from services import invitations, members, phones, risks
from services.consents import ORGANISATION_SHOWN, WORDINGS
from services.invitations import Invited
from services.members import Kind, Town, Work
from services.names import kept, shorten
from services.risks import Suggestion
from services.visibility import Audience, narrower
from world.countries import country

_OFFERED: tuple[Audience, ...] = ("staff", "country", "nationals", "members", "public", "nobody")
"""After what is suggested. For their mentor alone people choose when they have one."""

EDITS = ("kind", "where", "name", "origins", "city", "job", "audience", "phone")


@dataclass(frozen=True, slots=True)
class Draft:
    """A card as answered so far."""

    kind: Kind
    name: str
    origins: list[str]
    city: Town
    work: Work | None
    audience: Audience
    back: dict[str, Audience]
    """The answers that are kept back for the sake of those roots."""


@dialogue("register", title=_("making your card"), steps=6)
def register(talk: Talk) -> Screen | Opens:
    if talk.once("before", members.is_member):
        return opens("card")
    draft = _answers(talk, _listed(talk))
    findable = _findable(talk)
    talk.confirm("sure", _summary(draft), edits=EDITS)
    talk.do(
        "registered",
        members.register,
        kind=draft.kind,
        name=draft.name,
        origins=draft.origins,
        city=draft.city,
        profession=draft.work,
        audience=draft.audience,
    )
    if "invited" in talk.args:
        talk.do("invited", invitations.accept, talk.args["invited"])
    if findable:
        talk.do("findable", phones.set_findable, findable=True)
    return Screen(
        _("Your card is ready, {name}.", name=_called(draft.kind, draft.name)),
        Choice(_p("choice", "Find someone"), opens("search")),
        Choice(_p("choice", "My card"), opens("card")),
        Choice(_p("choice", "Opportunities"), opens("alerts")),
        Choice(_p("choice", "Mentors"), opens("mentor")),
    )


def _listed(talk: Talk) -> dict[str, Any]:
    """What a list says about who accepted its invitation: answers given before the questions, each to be changed."""
    if "invited" not in talk.args:
        return {}
    invited: Invited | None = talk.once("listed", invitations.read, talk.args["invited"])
    if invited is None:
        return {}
    said = invited["draft"]
    town = said["town"]
    lives = town["country"] if town else None
    return {
        "where": ("home" if lives in said["origins"] else "abroad") if lives else None,
        "name": said["name"],
        "origins": said["origins"][:3] or None,
        "city": town if town and (town["id"] or town["text"]) else None,
        "job": said["work"],
    }


def _answers(talk: Talk, listed: Mapping[str, Any]) -> Draft:
    """Each question says first how the answer before it was understood."""
    kind, origins = _beginning(talk, listed)
    name = kept(talk.ask("name", name_question(kind), given=listed.get("name")), kind)
    understood = _met(kind, name)
    if origins is None:
        origins = talk.ask("origins", origins_question(kind, understood), given=listed.get("origins"))
        understood = lines(countries_named(origins))
    city = talk.ask("city", city_question(kind, origins, understood), given=listed.get("city"))
    asked = job_question(kind, town_named(city["id"], city["text"], city["country"]))
    work = talk.ask("job", asked, given=listed.get("job"))
    told = work_named(work["code"], work["text"]) if work and not listed.get("job") else ""
    suggested: Suggestion = talk.once("suggested", risks.suggest, kind, origins)
    audience = talk.ask("audience", audience_question(kind, origins, suggested, told))
    back = {part: narrower(said, audience) for part, said in suggested["answers"].items()}
    return Draft(kind=kind, name=name, origins=origins, city=city, work=work, audience=audience, back=back)


def _beginning(talk: Talk, listed: Mapping[str, Any]) -> tuple[Kind, list[str] | None]:
    """Abroad, at home or an organisation; and the roots of who came by a country's link, unless they say otherwise."""
    linked = talk.args.get("country")
    if linked:
        here = {"home": _("In {country}", country=country(linked)), "other": _p("choice", "My roots are elsewhere")}
        kind = talk.ask("kind", Choose(_("You live…"), KINDS | here, label=_("Where you live, and roots")))
        if kind != "other":
            return kind, [linked]
    where = Choose(_("You live…"), KINDS, label=_("Where you live"))
    return talk.ask("where", where, given=listed.get("where")), None


def _findable(talk: Talk) -> bool:
    """Asked only of who has a proved number."""
    if not talk.once("number", phones.has_number):
        return False
    return bool(talk.ask("phone", YesNo(WORDINGS["phone"], label=_("Found by my number"))))


def name_question(kind: str) -> Text:
    if kind == "organisation":
        return Text(_("What is the organisation called?"), label=_("Name"), longest=80)
    return Text(
        _("What is your name?"),
        label=_("Name"),
        longest=80,
        links=False,
        example=_("Awa Dossou"),
        why=_("It is shown in full only to people you accept."),
    )


def origins_question(kind: str, met: Phrase = "") -> Countries:
    asked = {
        "home": _("Which is your country?"),
        "organisation": _("Which countries is it for? Up to three."),
    }.get(kind, _("Where are your roots? Up to three countries."))
    return Countries(joined(" ", [met, asked]), label=_("Roots"), most=3)


def city_question(kind: str, origins: list[str], understood: Phrase = "") -> PlaceQuestion:
    asked = _("In which town is it?") if kind == "organisation" else _("Which town do you live in?")
    near = origins[0] if kind == "home" else None
    return PlaceQuestion(lines(understood, asked), label=_("Town"), near=near)


def job_question(kind: str, understood: Phrase = "") -> ProfessionQuestion:
    if kind == "organisation":
        return ProfessionQuestion(lines(understood, _("What does it work on?")), label=_("Work"), optional=True)
    asked = _("What is your work? Say it simply, for example “nurse”.")
    return ProfessionQuestion(lines(understood, asked), label=_("Work"), optional=True)


def audience_question(kind: str, origins: list[str], suggested: Suggestion, understood: Phrase = "") -> Choose:
    """What is suggested comes first; where people are followed abroad it says why."""
    order = dict.fromkeys((suggested["audience"], *_OFFERED))
    choices: dict[str, Phrase] = {audience: audience_named(audience, origins) for audience in order}
    shown = ORGANISATION_SHOWN if kind == "organisation" else WORDINGS["directory"]
    asked = lines(understood, _advised(suggested), _("Who may find and see your card?"))
    return Choose(asked, choices, label=_("Who may see it"), why=shown)


def _advised(suggested: Suggestion) -> Phrase:
    if not suggested["careful"]:
        return ""
    care = _(
        "To people from {countries} I suggest a careful choice first.", countries=countries_named(suggested["careful"])
    )
    return joined(" ", [each for each in (watched(suggested["watched"]), care) if each])


def _summary(draft: Draft) -> Message:
    name = draft.name if draft.kind == "organisation" else shorten(draft.name)
    work = work_named(draft.work["code"], draft.work["text"]) if draft.work else ""
    town = town_named(draft.city["id"], draft.city["text"], draft.city["country"])
    return lines(
        _("Here is your card:"),
        line_of(name, work, town),
        rooted(draft.kind, draft.origins),
        _("Who may see it: {audience}", audience=audience_named(draft.audience, draft.origins)),
        kept_back(draft.back, draft.audience, draft.origins),
    )


def _met(kind: str, name: str) -> Phrase:
    return "" if kind == "organisation" else _("Nice to meet you, {name}.", name=_called(kind, name))


def _called(kind: str, name: str) -> str:
    """An organisation by its whole name, a person by the given one."""
    return name if kind == "organisation" else name.split(maxsplit=1)[0]
