"""How a search reads: what was understood, how many fit, one line for each, and the ways on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from conversation.screen import Phrase
from handlers.portrait import countries_named, joined, lines, town_named, work_named
from locales import Day, Language, Listing, Message, _, _n, _p
from services import directory
from services.directory import Card
from services.wishes import Wish
from world.countries import country
from world.folding import fold
from world.languages import SpokenLanguage
from world.places import place
from world.professions import Sector, profession, told_apart

SHOWN_AT_MOST = 20
"""People of one search; who looks for fewer says more."""
FACTS_ON_A_LINE = 3

OFFERS: Mapping[str, Message] = {
    "teach": _p("offer", "teaches remotely"),
    "volunteer": _p("offer", "volunteers"),
    "invest": _p("offer", "invests"),
    "hire": _p("offer", "hires"),
    "advise": _p("offer", "advises students"),
}
"""What members offer, besides mentoring."""


def heading(wish: Wish, said: str, total: int, *, seen_enough: bool) -> Message:
    """What was understood, and how many fit: never by how many more than it shows."""
    understood = named(wish, said)
    if seen_enough:
        return lines(understood, directory.SEEN_ENOUGH)
    if total > SHOWN_AT_MOST:
        return lines(understood, _("More than {n} people: add a word to find the right one.", n=SHOWN_AT_MOST))
    if total:
        return lines(understood, _n("{n} person", "{n} people", total))
    if wish.wider() or wish.guesses():
        return lines(understood, _("I found nobody like this yet. Look wider, or write another name, work or place."))
    return lines(understood, _("I found nobody like this yet. Write another name, work or place."))


def named(wish: Wish, said: str) -> Message:
    """“nurse · from Gambia · in London”."""
    return joined(" · ", parts(wish, said).values()) if not wish.is_empty else _("“{said}”", said=said)


def parts(wish: Wish, said: str) -> dict[str, Phrase]:
    """Each part of a wish as it is said to people, by its name."""
    return {part: _part(wish, part, said) for part in wish.parts}


def _part(wish: Wish, part: str, said: str) -> Phrase:
    saying: Mapping[str, Callable[[], Phrase]] = {
        "words": lambda: _("“{words}”", words=_as_written(said, wish.words)),
        "professions": lambda: Listing(told_apart(wish.professions)),
        "sectors": lambda: _("any work: {sector}", sector=Sector(wish.sectors[0])),
        "offers": lambda: Listing([OFFERS[code] for code in wish.offers if code in OFFERS]),
        "mentors": lambda: _("mentors"),
        "origins": lambda: _("from {countries}", countries=countries_named(wish.origins)),
        "places": lambda: _("in {town}", town=Listing([known for known in map(place, wish.places) if known])),
        "countries": lambda: _("lives in: {countries}", countries=countries_named(wish.countries)),
        "languages": lambda: _(
            "speaks {languages}", languages=Listing([SpokenLanguage(each) for each in wish.languages])
        ),
    }
    return saying[part]()


def _as_written(said: str, words: Sequence[str]) -> str:
    """The words of a wish as the person spelt them: in their script, with their accents."""
    kept = [word.strip("،,;.!?؟") for word in said.split() if set(fold(word).split()) & set(words)]
    return " ".join(kept or words)


def line_for(card: Card, wish: Wish) -> Message:
    """A card on a list: who, and what helps to choose. What the search said of everybody is not said again."""
    work, town = work_named(card["profession"], card["work"]), _town(card, wish)
    roots = _("from {countries}", countries=countries_named(card["origins"]))
    is_at_home = card["origins"] == [card["country"]]
    facts: list[Phrase] = [
        work,
        town,
        _p("offer", "mentors") if card["mentors"] and not wish.mentors else "",
        *(OFFERS[code] for code in card["offers"] if code in OFFERS and code not in wish.offers),
        roots if card["origins"] and not (wish.origins or is_at_home) and card["kind"] != "organisation" else "",
        _("confirmed in {month}", month=Day(date.fromisoformat(card["confirmed"]), "month")),
    ]
    return _listed([card["name"], *[fact for fact in facts if fact][:FACTS_ON_A_LINE]])


def _town(card: Card, wish: Wish) -> Phrase:
    if card["city_id"] in wish.places and len(wish.places) == 1:
        return ""
    known = place(card["city_id"]) if card["city_id"] else None
    if wish.countries == (card["country"],):
        return known or card["city"]
    return town_named(card["city_id"], card["city"], card["country"])


def _listed(facts: Sequence[Phrase]) -> Message:
    """“Isatou C., nurse, mentors”, with the comma of the reader's language."""
    said = joined("", facts[:1])
    for fact in facts[1:]:
        said = _("{before}, {after}", before=said, after=fact)
    return said


def wider(wish: Wish, said: str) -> dict[str, Phrase]:
    """The next wider searches, by name, each with what it gives up."""
    return {name: _wider(name, wish, looser, said) for name, looser in wish.wider().items()}


_GIVEN_UP: Mapping[str, Message] = {
    "country": _p("choice", "Anywhere"),
    "origins": _p("choice", "Any roots"),
    "sector": _p("choice", "Any work"),
    "languages": _p("choice", "Any language"),
}


def _wider(name: str, wish: Wish, looser: Wish, said: str) -> Phrase:
    if name == "place":
        return _("The whole country: {country}", country=countries_named(looser.countries))
    if name == "work":
        return _("Any work: {sector}", sector=Sector(looser.sectors[0]))
    return _GIVEN_UP.get(name) or _("Without {what}", what=_part(wish, name, said))


def guessed(wish: Wish, said: str) -> list[Phrase]:
    """What each guess took a word for, or the one name that it looks for."""
    return [_guessed(wish, guess, said) for guess in wish.guesses()]


def _guessed(wish: Wish, guess: Wish, said: str) -> Phrase:
    if guess.words and len(guess.words) < len(wish.words) and guess.parts == wish.parts:
        return _("Only “{words}”", words=_as_written(said, guess.words))
    return _("Did you mean {what}?", what=_taken_for(wish, guess))


def _taken_for(wish: Wish, guess: Wish) -> Phrase:
    if guess.places != wish.places:
        town = place(guess.places[0])
        return _("{town}, {country}", town=town, country=country(town.country)) if town else ""
    return profession(guess.professions[0]) or ""


def narrower(wish: Wish, roots: Sequence[str], language: Language) -> dict[str, Phrase]:
    """What may be added to a wish, by part and code: one's own roots first."""
    added: dict[str, Phrase] = {}
    if not wish.origins:
        added |= {f"origins.{code}": _("Only from {country}", country=country(code)) for code in roots[:1]}
    if not wish.mentors:
        added["mentors."] = _p("choice", "Only mentors")
    if not (wish.countries or wish.places):
        added |= {f"countries.{code}": _("Only people in: {country}", country=country(code)) for code in roots[:1]}
    if not wish.languages:
        spoken = SpokenLanguage(language.code)
        added[f"languages.{language.code}"] = _("Only {language} speakers", language=spoken)
    return added
