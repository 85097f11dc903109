"""The numbered choices under a screen."""

from dataclasses import dataclass

from conversation import notes
from conversation.questions import Option
from conversation.questions.confirm import Confirm
from conversation.screen import MOST_CHOICES, Phrase, Screen
from conversation.state import Action, Frame, Offer
from conversation.talk import Asked
from locales import Language


@dataclass(frozen=True, slots=True)
class Offering:
    """A choice about to be offered: number, words, and what it does in which run."""

    number: int
    label: str
    run: str
    action: Action


def screen_offers(screen: Screen, language: Language, run: str, first: int) -> list[Offering]:
    """The choices of a screen that asks nothing, counted from `first`."""
    return [
        Offering(
            first + position, language.say(choice.label), run, ["o", choice.action.dialogue, dict(choice.action.args)]
        )
        for position, choice in enumerate(screen.choices)
    ]


def question_offers(frame: Frame, asked: Asked, language: Language) -> list[Offering]:
    """What a question offers on the page the person is at, then how to pass on: skip, change, a person, the menu."""
    offered = _changes(asked) if frame.changing else _options(asked, frame)
    passing = [] if frame.changing else _passing(frame, asked)
    listed = _page(offered, frame, MOST_CHOICES - len(passing)) + passing
    return [
        Offering(position, language.say(label), frame.run, action) for position, (label, action) in enumerate(listed, 1)
    ]


def kept(offered: list[Offering]) -> list[Offer]:
    """The offers as the state keeps them."""
    return [Offer(each.number, each.label, each.run, each.action) for each in offered]


_Listed = list[tuple[Phrase, Action]]


def _options(asked: Asked, frame: Frame) -> _Listed:
    options: list[Option] = asked.question.options(frame.draft)
    return [(option.label, ["a", asked.key, option.value]) for option in options]


def _changes(asked: Asked) -> _Listed:
    question = asked.question
    return [(label, ["e", key]) for key, label in question.edits] if isinstance(question, Confirm) else []


def _passing(frame: Frame, asked: Asked) -> _Listed:
    ways: _Listed = []
    if isinstance(asked.question, Confirm) and asked.question.edits:
        ways.append((notes.CHANGE, ["c", asked.key]))
    if asked.question.optional:
        ways.append((notes.SKIP, ["s", asked.key]))
    if frame.misses >= notes.PATIENCE:
        ways += [(notes.A_PERSON, ["o", "person", {}]), (notes.TO_MENU, ["w", "menu"])]
    return ways


def _page(offered: _Listed, frame: Frame, room: int) -> _Listed:
    """At most `room` of them; More goes round."""
    if len(offered) <= room:
        return offered
    pages = -(-len(offered) // (room - 1))
    page = frame.page % pages
    start = page * (room - 1)
    return [*offered[start : start + room - 1], (notes.MORE, ["p", (page + 1) % pages])]
