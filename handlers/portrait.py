"""How a card reads: in one line on a list, in a few lines by itself."""

from collections.abc import Iterable, Mapping
from datetime import date

from conversation.screen import Phrase
from locales import Day, Listing, Message, _, _p
from services.directory import Card
from services.verified import Verified
from world.countries import country
from world.languages import SpokenLanguage
from world.places import place
from world.professions import profession

AUDIENCES: dict[str, Message] = {
    "nobody": _p("who may see it", "Nobody for now"),
    "staff": _p("who may see it", "The team only"),
    "mentoring": _p("who may see it", "My mentor and mentees"),
    "country": _p("who may see it", "Members with my roots, abroad"),
    "nationals": _p("who may see it", "Members with my roots, at home too"),
    "members": _p("who may see it", "All members"),
    "public": _p("who may see it", "Everyone, on the web too"),
}
PARTS: dict[str, Message] = {
    "card": _p("part of a card", "The whole card"),
    "name": _p("part of a card", "Name"),
    "origins": _p("part of a card", "Roots"),
    "country": _p("part of a card", "Country of residence"),
    "city": _p("part of a card", "Town"),
    "profession": _p("part of a card", "Work"),
    "languages": _p("part of a card", "Languages"),
    "skills": _p("part of a card", "Skills"),
    "offers": _p("part of a card", "What I offer"),
}
OFFERED: dict[str, Message] = {
    "teach": _p("choice", "Teaching remotely"),
    "volunteer": _p("choice", "Volunteering"),
    "invest": _p("choice", "Investing"),
    "hire": _p("choice", "Hiring"),
    "advise": _p("choice", "Advice to students"),
}
"""What members may offer, besides mentoring, which has a place of its own."""
KINDS: dict[str, Message] = {
    "abroad": _p("you live", "Abroad"),
    "home": _p("you live", "In my country"),
    "organisation": _p("you live", "I’m an organisation"),
}


def lines(*parts: Phrase) -> Message:
    """Several messages under one another, as one; empty ones are left out."""
    return joined("\n", parts)


def joined(between: str, parts: Iterable[Phrase]) -> Message:
    """Messages in a row, as one, where neither order nor joint depends on the language."""
    named: dict[str, Phrase] = {
        f"part_{position}": part for position, part in enumerate(part for part in parts if part)
    }
    return Message(between.join(f"{{{name}}}" for name in named), named)


def line(card: Card) -> Message:
    """“Isatou C., nurse, London”, and “mentors” where it is so."""
    work = work_named(card["profession"], card["work"])
    seen = line_of(card["name"], work, town_named(card["city_id"], card["city"], card["country"]))
    return _("{card}, mentors", card=seen) if card["mentors"] else seen


def describe(card: Card) -> Message:
    """A card by itself: who, with which roots, languages and skills, and when it was last confirmed."""
    confirmed = Day(date.fromisoformat(card["confirmed"]), "month")
    return lines(
        line(card),
        rooted(card["kind"], card["origins"]),
        _("Speaks {languages}", languages=spoken(card["languages"])) if card["languages"] else "",
        _("Skills: {skills}", skills=Listing(card["skills"])) if card["skills"] else "",
        _("Offers: {offers}", offers=Listing(_offers(card["offers"]))) if _offers(card["offers"]) else "",
        _("Confirmed in {month}", month=confirmed),
    )


def rooted(kind: str, origins: list[str]) -> Phrase:
    """The countries somebody comes from; those an organisation is for."""
    if not origins:
        return ""
    named = countries_named(origins)
    if kind == "organisation":
        return _("For: {countries}", countries=named)
    return _("Roots: {countries}", countries=named)


def _offers(codes: list[str]) -> list[Message]:
    return [OFFERED[code] for code in codes if code in OFFERED]


def spoken(codes: list[str]) -> Listing:
    return Listing([SpokenLanguage(code) for code in codes])


def verified_named(seen: Verified) -> Phrase:
    """“Verified: phone number proved · member since March · met by the team in Lyon, March”, of what there is."""
    parts: list[Phrase] = []
    if seen["number"]:
        parts.append(_("phone number proved"))
    if seen["since"]:
        parts.append(_("member since {month}", month=_told(seen["since"])))
    if met := seen["met"]:
        town = town_named(met["city_id"], met["city"], None)
        parts.append(_("met by the team in {town}, {month}", town=town, month=_told(met["on"])))
    return _("Verified: {what}", what=joined(" · ", parts)) if parts else _("Nothing is verified about them.")


def _told(when: str) -> Phrase | Day:
    """A month of this year, or the year."""
    return Day(date.fromisoformat(when), "month") if "-" in when else when


def work_named(code: str | None, written: str) -> Phrase:
    """A profession in the reader's language, or as its owner wrote it."""
    known = profession(code) if code else None
    return known or written


def town_named(city_id: int | None, written: str, residence: str | None) -> Phrase:
    """A town in the reader's language or as it was written; the country where no town is shown."""
    known = place(city_id) if city_id else None
    if known:
        return _("{town}, {country}", town=known, country=country(known.country))
    if written:
        return written
    return country(residence) if residence else ""


def audience_named(audience: str, origins: list[str]) -> Message:
    """Who may see something of somebody with these roots."""
    if audience == "country" and origins:
        return _("Members linked to {countries} who live abroad", countries=countries_named(origins))
    if audience == "nationals" and origins:
        return _("Members linked to {countries}", countries=countries_named(origins))
    return AUDIENCES[audience]


def kept_back(answers: Mapping[str, str], audience: str, origins: list[str]) -> Phrase:
    """The answers of a card that are for fewer people than the card, each with its audience."""
    fewer = [
        _("{part}: {audience}", part=PARTS[part], audience=audience_named(said, origins))
        for part, said in answers.items()
        if said != audience
    ]
    return lines(*fewer) if fewer else ""


def watched(countries: list[str]) -> Phrase:
    """Why care is suggested, where a source says so."""
    if not countries:
        return ""
    return _("People from {countries} have been watched abroad by their state.", countries=countries_named(countries))


def countries_named(codes: Iterable[str]) -> Listing:
    return Listing([country(code) for code in codes])


def line_of(name: str, work: Phrase, town: Phrase) -> Message:
    """Who somebody is, in one line; work and town may be empty, and the name not for the reader."""
    if not name:
        return _unnamed(work, town)
    if work and town:
        return _("{name}, {work}, {town}", name=name, work=work, town=town)
    if work:
        return _("{name}, {work}", name=name, work=work)
    return _("{name}, {town}", name=name, town=town) if town else joined("", [name])


def _unnamed(work: Phrase, town: Phrase) -> Message:
    if work and town:
        return _("A member, {work}, {town}", work=work, town=town)
    if work:
        return _("A member, {work}", work=work)
    return _("A member, {town}", town=town) if town else _("A member")
