"""Finding someone: one message, how it was understood, five cards a screen, and ways to look wider or closer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from conversation import Choose, Opens, Screen, Talk, Text, dialogue, opens
from conversation.questions import Answer, Hearing
from conversation.screen import Phrase
from handlers.found import SHOWN_AT_MOST, guessed, heading, line_for, named, narrower, parts, wider
from handlers.portrait import describe, lines
from handlers.routes import ROUTER
from locales import Language, _, _p
from services import alerts, directory, saved_searches, searching
from services.directory import Card
from services.saved_searches import Saved
from services.searching import Found
from services.wishes import Wish, wish_for, wish_of

CARDS_A_SCREEN = 5
WIDER_AT_MOST = 2
WIDER_FOR_NOBODY = 3

_BY_NUMBER = _p("choice", "I know their number")
_CHANGE = _p("choice", "Change the search")
_SAVE = _("Tell me when someone new fits")
_BACK = _p("choice", "Back to the list")


@dataclass(frozen=True, slots=True)
class _Words(Text):
    """What is written instead of a choice, marked where it may be taken for one: “card.7” would open a card."""

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        heard = Text.read(self, text, language, draft)
        return Answer(f"{_SAID}{heard.raw}") if isinstance(heard, Answer) and "." in heard.raw else heard


_SAID = "said."
_OTHER = _Words(_("Write another search."), longest=200)


@dataclass(frozen=True, slots=True)
class Looking:
    """What is looked for, as it stands: the message, what is asked for by now, one's own roots, and the page."""

    said: str
    wish: Wish
    roots: tuple[str, ...]
    page: int = 0

    def turned(self, wish: Wish) -> "Looking":
        return replace(self, wish=wish, page=0)


@dataclass(frozen=True, slots=True)
class _Shown:
    """The cards of one page, and whether no new card is shown any more."""

    ids: Sequence[int]
    is_spent: bool


@dialogue("search")
def search(talk: Talk) -> Screen | Opens:
    if not talk.once("looks", directory.may_look):
        return _only_members(talk)
    if "saved" in talk.args:
        saved: Saved | None = talk.once("saved", saved_searches.read_saved, talk.args["saved"])
        return look_for(talk, saved["said"], wish_of(saved["wish"])) if saved else opens("my_searches")
    said = talk.args.get("said") or talk.ask("said", _question())
    meant = ROUTER.free_text(said, talk.standing)
    return look_for(talk, said, wish_for(said)) if meant.dialogue == "search" else meant


@dialogue("search_member", needs="member")
def search_member(talk: Talk) -> Opens:
    """The search of who first has to make a card for it."""
    return opens("search", **talk.args)


def look_for(talk: Talk, said: str, wish: Wish) -> Opens:
    """Lists and cards, until something else is opened."""
    looking = Looking(said, wish, tuple(talk.once("roots", alerts.roots)))
    before, shown = None, _Shown([], is_spent=False)
    for turn in count(1):
        sought: Found = talk.look(f"sought.{turn}", searching.find, looking.wish)
        found = sought["ids"]
        if sought["is_a_name"]:
            looking = replace(looking, wish=Wish(words=looking.wish.name))
        if looking.wish.words and (before is None or looking.wish != before.wish):
            talk.once(f"tried.{turn}", directory.try_name, found[:CARDS_A_SCREEN])
        if looking != before:
            shown = _show(talk, turn, looking, found)
        before = looking
        picked = _listed(talk, turn, looking, found, shown)
        if picked == "go.change":
            picked = _change(talk, turn, looking)
        name, _dot, what = picked.partition(".")
        if name == "card":
            elsewhere = opened(talk, f"card.{turn}", int(what))
        else:
            elsewhere = _elsewhere(talk, looking, found, picked)
        if elsewhere:
            return elsewhere
        looking = _turned(looking, picked, found)
    raise AssertionError


def _elsewhere(talk: Talk, looking: Looking, found: Sequence[int], picked: str) -> Opens | None:
    """Where a pick leads out of this search; None: it changes the search, or the page."""
    if picked == "go.save":
        return opens("save_search", said=looking.said, wish=looking.wish.told(), known=list(found))
    if picked == "go.phone":
        return opens("phone")
    stays = picked in ("more", "list") or picked.partition(".")[0] in ("wide", "mean", "add", "drop")
    return None if stays else ROUTER.free_text(picked.removeprefix(_SAID), talk.standing)


def _turned(looking: Looking, picked: str, found: Sequence[int]) -> Looking:
    match picked.split("."):
        case ["wide", name]:
            return looking.turned(looking.wish.wider().get(name, looking.wish))
        case ["mean", place]:
            return looking.turned(looking.wish.guesses()[int(place)])
        case ["add", part, code]:
            return looking.turned(looking.wish.having(part, code))
        case ["drop", part]:
            return looking.turned(looking.wish.without(part))
        case ["more"]:
            return replace(looking, page=min(looking.page + 1, _last_page(found)))
    return looking


def opened(talk: Talk, key: str, member: int) -> Opens | None:
    """A card by itself: write to them, something else to look for, or back to the list."""
    talk.once(f"looked.{key}", directory.look_at, member)
    card: Card | None = talk.read(directory.read_card, member)
    write: dict[str, Phrase] = {"knock": _p("choice", "Write to them")} if card else {}
    shown = describe(card) if card else _("This card is no longer here.")
    chosen: str = talk.ask(key, Choose(shown, write | {"list": _BACK}, other=_OTHER))
    if chosen == "knock":
        return opens("knock", member=member)
    return None if chosen == "list" else ROUTER.free_text(chosen.removeprefix(_SAID), talk.standing)


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


def _page(looking: Looking, found: Sequence[int]) -> list[int]:
    page = looking.page * CARDS_A_SCREEN
    return list(found[:SHOWN_AT_MOST][page : page + CARDS_A_SCREEN])


def _show(talk: Talk, turn: int, looking: Looking, found: Sequence[int]) -> _Shown:
    """Count a page as seen. Who comes back to it finds it as it was, with the invented among them, and pays once."""
    ids: list[int] = talk.once(f"seen.{turn}", directory.see, _page(looking, found))
    return _Shown(ids, talk.once(f"spent.{turn}", directory.is_spent))


def _listed(talk: Talk, turn: int, looking: Looking, found: Sequence[int], shown: _Shown) -> str:
    """One page of what was found, and what was picked there."""
    is_less = len(shown.ids) < len(_page(looking, found))
    if shown.is_spent:
        found = shown.ids
    cards: Sequence[Card] = talk.read(directory.read_cards, list(shown.ids))
    choices: dict[str, Phrase] = {f"card.{card['id']}": line_for(card, looking.wish) for card in cards}
    prompt = heading(looking.wish, looking.said, len(found), seen_enough=shown.is_spent or is_less)
    ways = _ways(talk, looking, found)
    return str(talk.ask(f"pick.{turn}", Choose(prompt, choices | ways, other=_OTHER)))


def _ways(talk: Talk, looking: Looking, found: Sequence[int]) -> dict[str, Phrase]:
    """Where few are found, the nearest wider searches; where there are many, the likeliest closer one."""
    wish = looking.wish
    if not found:
        ways: dict[str, Phrase] = {f"mean.{place}": said for place, said in enumerate(guessed(wish, looking.said))}
        ways |= _wider(looking, WIDER_FOR_NOBODY)
        ways["go.phone"] = _BY_NUMBER
    elif len(found) <= CARDS_A_SCREEN:
        ways = _wider(looking, WIDER_AT_MOST)
    else:
        ways = {"more": _p("choice", "More people")} if looking.page < _last_page(found) else {}
        ways |= dict(list(_closer(talk, looking).items())[:1])
    if found or len(wish.parts) > 1:
        ways["go.change"] = _CHANGE
    return ways if wish.is_empty else ways | {"go.save": _SAVE}


def _wider(looking: Looking, most: int) -> dict[str, Phrase]:
    return {f"wide.{name}": label for name, label in list(wider(looking.wish, looking.said).items())[:most]}


def _closer(talk: Talk, looking: Looking) -> dict[str, Phrase]:
    return {f"add.{code}": label for code, label in narrower(looking.wish, looking.roots, talk.language).items()}


def _change(talk: Talk, turn: int, looking: Looking) -> str:
    """Each part that was understood, to be dropped, and what may be added; what was picked."""
    several = parts(looking.wish, looking.said) if len(looking.wish.parts) > 1 else {}
    choices: dict[str, Phrase] = {f"drop.{part}": _("Drop: {what}", what=said) for part, said in several.items()}
    choices |= _closer(talk, looking) | {"list": _BACK}
    prompt = lines(named(looking.wish, looking.said), _("What shall I change?"))
    return str(talk.ask(f"change.{turn}", Choose(prompt, choices, other=_OTHER)))


def _last_page(found: Sequence[int]) -> int:
    return (min(len(found), SHOWN_AT_MOST) - 1) // CARDS_A_SCREEN
