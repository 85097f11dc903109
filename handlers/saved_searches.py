"""Saved searches: kept from a list, listed, taken away; and what is told when somebody new fits."""

from collections.abc import Sequence
from itertools import count

from conversation import Choice, Choose, Opens, Screen, Talk, Telling, dialogue, opens, renders
from conversation.screen import Phrase
from handlers.found import line_for, named
from handlers.portrait import lines
from handlers.search import opened
from locales import Message, _, _n, _p
from services import directory, saved_searches
from services.directory import Card
from services.saved_searches import Saved
from services.wishes import wish_of

_MINE = Choice(_p("choice", "My searches"), opens("my_searches"))
_FIND = Choice(_p("choice", "Find someone"), opens("search"))
_KEPT = _("I will tell you when someone new fits, at most once a day. It ends in a year, or when you say so.")


@dialogue("save_search", title=_("saving a search"))
def save_search(talk: Talk) -> Screen | Opens:
    """Where there are as many as one may have, one of them makes room."""
    said, wish, known = talk.args["said"], talk.args["wish"], talk.args["known"]
    if not talk.once("room", saved_searches.has_room):
        offered = _offered(talk.once("mine", saved_searches.list_saved)) | {"none": _p("choice", "Keep them all")}
        prompt = _n(
            "You have {n} saved search. Which one may go?",
            "You have {n} saved searches. Which one may go?",
            saved_searches.MOST,
        )
        gone = talk.ask("gone", Choose(prompt, offered))
        if gone == "none":
            return opens("search", said=said)
        talk.do("removed", saved_searches.remove, int(gone))
    saved = talk.do("saved", saved_searches.save, said, wish, known)
    back = Choice(_p("choice", "Back to the list"), opens("search", saved=saved))
    return Screen((_("Saved: {search}", search=named(wish_of(wish), said)), _KEPT), back, _MINE)


@dialogue("my_searches", title=_("looking at your searches"))
def my_searches(talk: Talk) -> Screen | Opens:
    mine: list[Saved] = talk.once("mine", saved_searches.list_saved)
    if not mine:
        return Screen(_("You have no saved searches. Search, then choose “Tell me when someone new fits”."), _FIND)
    offered = _offered(mine) | {"new": _p("choice", "Find someone")}
    chosen = talk.ask("which", Choose(_("Your saved searches. Which one?"), offered))
    return opens("search") if chosen == "new" else opens("saved_search", search=int(chosen))


@dialogue("saved_search")
def saved_search(talk: Talk) -> Screen:
    search: int = talk.args["search"]
    saved: Saved | None = talk.read(saved_searches.read_saved, search)
    if saved is None:
        return Screen(_("This search is no longer kept."), _MINE)
    look = Choice(_p("choice", "Who fits now"), opens("search", saved=search))
    return Screen((_named(saved), _KEPT), look, _stop(search), _MINE)


@dialogue("drop_search")
def drop_search(talk: Talk) -> Screen:
    """One tap, wherever it is offered."""
    talk.do("removed", saved_searches.remove, talk.args["search"])
    return Screen(_("I no longer look for that."), _MINE, _FIND)


@dialogue("keep_search")
def keep_search(talk: Talk) -> Screen:
    talk.do("kept", saved_searches.keep, talk.args["search"])
    return Screen(_("I go on looking for another year."), _MINE, _FIND)


@dialogue("new_people")
def new_people(talk: Talk) -> Screen | Opens:
    """Whom a saved search found last; their cards count like any others."""
    search: int = talk.args["search"]
    saved: Saved | None = talk.once("saved", saved_searches.read_saved, search)
    shown: list[int] = talk.once("seen", directory.see, talk.once("news", saved_searches.news, search)[:5])
    if saved is None:
        return opens("my_searches")
    for turn in count(1):
        cards: Sequence[Card] = talk.read(directory.read_cards, shown)
        offered: dict[str, Phrase] = {f"card.{card['id']}": line_for(card, wish_of(saved["wish"])) for card in cards}
        offered |= {"all": _p("choice", "Who fits now"), "stop": _p("choice", "Stop looking")}
        prompt = lines(_named(saved), _("New since last time:") if shown else _("Nobody new to show just now."))
        match talk.ask(f"pick.{turn}", Choose(prompt, offered)).split("."):
            case ["card", member]:
                if elsewhere := opened(talk, f"card.{turn}", int(member)):
                    return elsewhere
            case ["stop"]:
                return opens("drop_search", search=search)
            case _:
                return opens("search", saved=search)
    raise AssertionError


@renders("saved_search")
def told_of_new(tell: Telling) -> Screen | None:
    """Nobody's name is in it: who they are is shown when it is asked for, by the rules of that moment."""
    ids = [int(each) for each in tell.ids["searches"].split(",")]
    found = {search: len(tell.read(saved_searches.news, search)) for search in ids}
    saved = {search: tell.read(saved_searches.read_saved, search) for search, fitting in found.items() if fitting}
    if not saved:
        return None
    said = [
        _n("{n} new person fits: {search}", "{n} new people fit: {search}", found[each], search=_named(kept))
        for each, kept in saved.items()
    ]
    choices = [_see(each, kept, alone=len(saved) == 1) for each, kept in saved.items()]
    stop = [_stop(each) for each in saved] if len(saved) == 1 else [_MINE]
    return Screen(tuple(said), *choices, *stop)


@renders("saved_search_ending")
def ending(tell: Telling) -> Screen | None:
    search: int = tell.ids["search"]
    saved: Saved | None = tell.read(saved_searches.read_saved, search)
    if saved is None:
        return None
    still = _("This search ends in two weeks: {search}. Still looking?", search=_named(saved))
    go_on = Choice(_p("choice", "Yes, go on"), opens("keep_search", search=search))
    return Screen(still, go_on, _stop(search))


def _offered(mine: list[Saved]) -> dict[str, Phrase]:
    return {str(each["id"]): _named(each) for each in mine}


def _named(saved: Saved) -> Message:
    return named(wish_of(saved["wish"]), saved["said"])


def _see(search: int, saved: Saved, *, alone: bool) -> Choice:
    label: Phrase = _p("choice", "See who it is") if alone else _named(saved)
    return Choice(label, opens("new_people", search=search))


def _stop(search: int) -> Choice:
    return Choice(_p("choice", "Stop looking"), opens("drop_search", search=search))
