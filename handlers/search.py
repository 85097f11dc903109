"""Finding someone: one message, how it was understood, up to six cards, and the next wider searches."""

from collections.abc import Mapping, Sequence
from itertools import count

from conversation import Choose, Opens, Screen, Talk, Text, dialogue, opens
from conversation.screen import Phrase
from handlers.portrait import describe, joined, line, lines
from handlers.routes import ROUTER
from locales import Listing, Message, _, _p
from services import directory, searching
from services.directory import Card
from services.wishes import Wish, wish_for
from world.countries import country
from world.folding import fold
from world.languages import SpokenLanguage
from world.places import place
from world.professions import Sector, profession

CARDS_A_SCREEN = 6
WIDER_AT_MOST = 2

_BY_NUMBER = _p("choice", "I know their number")
_OTHER = Text(_("Write another search."), longest=200)


@dialogue("search")
def search(talk: Talk) -> Screen | Opens:
    if not talk.once("looks", directory.may_look):
        return _only_members(talk)
    said = talk.args.get("said") or talk.ask("said", _question())
    meant = ROUTER.free_text(said, talk.standing)
    if meant.dialogue != "search":
        return meant
    wish, page = wish_for(said), 0
    for turn in count(1):
        found = talk.look(f"found.{turn}", searching.search, wish)
        wanted = found[page * CARDS_A_SCREEN : (page + 1) * CARDS_A_SCREEN]
        shown = talk.once(f"seen.{turn}", directory.see, wanted)
        choices = _choices(talk, wish, shown, more=len(found) > (page + 1) * CARDS_A_SCREEN)
        if not wanted:
            choices["phone"] = _BY_NUMBER
        prompt = _heading(wish, said, shown, all_shown=len(shown) == len(wanted))
        picked = talk.ask(f"pick.{turn}", Choose(prompt, choices, other=_OTHER))
        match picked.split(".") if picked in choices else []:
            case ["card", member]:
                if elsewhere := _opened(talk, turn, int(member)):
                    return elsewhere
            case ["wide", name]:
                wish, page = wish.wider()[name], 0
            case ["more"]:
                page += 1
            case ["phone"]:
                return opens("phone")
            case _:
                return ROUTER.free_text(picked, talk.standing)
    raise AssertionError


@dialogue("search_member", needs="member")
def search_member(talk: Talk) -> Opens:
    """The search of who first has to make a card for it."""
    return opens("search", **talk.args)


def _question() -> Text:
    return Text(
        _("Who are you looking for? Write a name, a work, a place, all in one message."),
        longest=200,
        example=_("nurse from Gambia in London"),
    )


def _only_members(talk: Talk) -> Opens | Screen:
    choices: Mapping[str, Phrase] = {
        "card": _p("choice", "Make my card"),
        "phone": _BY_NUMBER,
        "menu": _p("choice", "Not now"),
    }
    prompt = _("Members see each other’s cards. Making yours takes two minutes, and you choose who sees it.")
    match talk.ask("how", Choose(prompt, choices)):
        case "card":
            return opens("search_member", **talk.args)
        case "phone":
            return opens("phone")
    return opens("menu")


def _choices(talk: Talk, wish: Wish, shown: Sequence[int], *, more: bool) -> dict[str, Phrase]:
    cards: Sequence[Card] = talk.read(directory.read_cards, shown)
    choices: dict[str, Phrase] = {f"card.{card['id']}": line(card) for card in cards}
    if more:
        choices["more"] = _p("choice", "More people")
    wider = list(wish.wider().items())[:WIDER_AT_MOST]
    return choices | {f"wide.{name}": _wider(name, looser) for name, looser in wider}


def _heading(wish: Wish, said: str, shown: Sequence[int], *, all_shown: bool) -> Message:
    understood = _understood(wish, said) if not wish.is_empty else _("“{said}”", said=said)
    if not all_shown:
        return lines(understood, directory.SEEN_ENOUGH)
    if shown:
        return understood
    if wish.wider():
        return lines(understood, _("I found nobody like this yet. Look wider, or write another name, work or place."))
    return lines(understood, _("I found nobody like this yet. Write another name, work or place."))


def _understood(wish: Wish, said: str) -> Message:
    """“nurse · from Gambia · in London”."""
    parts: list[Phrase] = []
    if wish.words:
        parts.append(_("“{words}”", words=_as_written(said, wish.words)))
    parts += filter(None, map(profession, wish.professions[:1]))
    parts += [_("any work: {sector}", sector=Sector(code)) for code in wish.sectors[:1]]
    if wish.origins:
        parts.append(_("from {countries}", countries=Listing([country(code) for code in wish.origins])))
    if wish.places:
        parts.append(_("in {town}", town=Listing([known for known in map(place, wish.places) if known])))
    if wish.countries:
        parts.append(_("lives in: {countries}", countries=Listing([country(code) for code in wish.countries])))
    if wish.languages:
        spoken = Listing([SpokenLanguage(code) for code in wish.languages])
        parts.append(_("speaks {languages}", languages=spoken))
    if wish.mentors:
        parts.append(_("mentors"))
    return joined(" · ", parts)


def _as_written(said: str, words: Sequence[str]) -> str:
    """The words of a wish as the person spelt them: in their script, with their accents."""
    kept = [word.strip("،,;.!?؟") for word in said.split() if set(fold(word).split()) & set(words)]
    return " ".join(kept or words)


def _wider(name: str, wish: Wish) -> Phrase:
    match name:
        case "place":
            return _("Anywhere: {country}", country=country(wish.countries[0]))
        case "work":
            return _("Any work: {sector}", sector=Sector(wish.sectors[0]))
        case "country":
            return _p("choice", "Anywhere")
        case "origin":
            return _p("choice", "Any roots")
        case "sector":
            return _p("choice", "Any work")
    return _p("choice", "Any name")


def _opened(talk: Talk, turn: int, member: int) -> Opens | None:
    """A card by itself: write to them, something else to look for, or back to the list."""
    card: Card | None = talk.read(directory.read_card, member)
    write: dict[str, Phrase] = {"knock": _p("choice", "Write to them")} if card else {}
    back: dict[str, Phrase] = {"list": _p("choice", "Back to the list")}
    shown = describe(card) if card else _("This card is no longer here.")
    chosen: str = talk.ask(f"card.{turn}", Choose(shown, write | back, other=_OTHER))
    if chosen == "knock":
        return opens("knock", member=member)
    return None if chosen == "list" else ROUTER.free_text(chosen, talk.standing)
