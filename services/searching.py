"""Searching: the members who fit what one message asks for.

The index proposes cards, and may be wrong; what this person may know of a card decides. So what is found is a function
of `directory.facts` alone, and a hidden answer finds nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from models.clock import now
from services import directory, people, proposals, vocabulary
from services.directory import Facts
from services.fitting import fit
from services.freshness import sinks
from services.proposals import Groups
from services.terms import sound
from services.wishes import Wish, term
from world.sounds import sounds

FOUND_AT_MOST: Final = 30
CANDIDATES: Final = 150
"""How many cards one question to the index may propose."""
CERTAIN: Final = 2 * FOUND_AT_MOST
"""So many are enough where all that are proposed fit, unless they may not be found."""
PAGES: Final = 3
"""How often more are asked for, where the facts refused those before."""
ENOUGH: Final = 5
GOOD: Final = 0.93
"""Where so many fit so well nothing further away is looked for."""
LIKELY: Final = 0.85
WORDS_AT_MOST: Final = 6


class Fitting(NamedTuple):
    """A card that fits, and how well: 1 is as it was asked."""

    closeness: float
    facts: Facts


def search(session: Session, person_id: int, wish: Wish) -> list[int]:
    """Members that the person may see and who fit a wish, the best first; ids only.

    A name is looked for as it is written, then as it sounds, with a mistake, with two mistakes, and last without one of
    its words. Where nobody fits at all, the whole message is tried as a name.
    """
    people.check_standing(session, person_id)
    marks = directory.marks(session, person_id)
    if wish.is_empty or not marks:
        return []
    found = _found(_Search(session, person_id, marks, wish))
    if found or not wish.name or wish.name == wish.words:
        return found
    return _found(_Search(session, person_id, marks, Wish(words=wish.name)))


@dataclass(slots=True)
class _Search:
    """One wish of one viewer, and what fitted so far."""

    session: Session
    person_id: int
    marks: Sequence[str]
    wish: Wish
    known: set[int] = field(default_factory=set)
    fitting: list[Fitting] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, ...]:
        return self.wish.words[:WORDS_AT_MOST]

    def is_enough(self) -> bool:
        """For one word a screenful of anything that fits; names of more are looked for until some fit well."""
        if len(self.words) == 1 and len(self.fitting) >= FOUND_AT_MOST:
            return True
        return sum(each.closeness >= GOOD for each in self.fitting) >= ENOUGH

    def is_likely(self) -> bool:
        """Whether anything was found that may well be meant."""
        return any(each.closeness >= LIKELY for each in self.fitting)

    def take(self, readings: Sequence[Groups], most: int = CANDIDATES) -> None:
        """Weigh what the index proposes for some readings of the words, beside the other parts of the wish."""
        whole = [[*self.wish.groups(), *reading] for reading in readings]
        before = proposals.ANY
        for _page in range(PAGES):
            proposed = proposals.propose(
                self.session, self.marks, whole, mentors=self.wish.mentors, most=most, before=before
            )
            fitted = self.weigh([each.member_id for each in proposed])
            if len(proposed) < most or fitted >= ENOUGH:
                return
            before = proposed[-1].place

    def weigh(self, ids: Sequence[int]) -> int:
        """Keep those that fit; how many."""
        new = [each for each in ids if each not in self.known]
        self.known.update(new)
        facts = directory.facts(self.session, self.person_id, new) if new else []
        fitted = [Fitting(closeness, each) for each in facts if (closeness := fit(self.wish, self.words, each))]
        self.fitting += fitted
        return len(fitted)


def _found(search: _Search) -> list[int]:
    for step in STEPS:
        step(search)
        if search.is_enough():
            break
    at = now(search.session)
    ranked = sorted(search.fitting, key=lambda each: _rank(each, at))
    return [each.facts.id for each in ranked[:FOUND_AT_MOST]]


def _rank(fitting: Fitting, at: datetime) -> tuple[int, bool, float, int]:
    """What fits about as well is told apart by who was confirmed last; whoever was not for long falls a step behind."""
    confirmed = fitting.facts.confirmed_at
    is_stale = sinks(confirmed, at)
    return (is_stale - int(10 * fitting.closeness), is_stale, -confirmed.timestamp(), fitting.facts.id)


def _by_answers(search: _Search) -> None:
    if search.words:
        return
    if search.wish.groups():
        search.take([[]], CERTAIN)
    else:
        search.weigh([each.member_id for each in proposals.propose_mentors(search.session, most=CANDIDATES)])


def _as_written(search: _Search) -> None:
    if search.words:
        search.take([[_written(word) for word in reading] for reading in _readings(search.words)], CERTAIN)


def _with_a_mistake(search: _Search) -> None:
    if search.words:
        search.take([_with_mistakes(search, 1)])


def _as_it_sounds(search: _Search) -> None:
    if search.words:
        search.take([[_sounding([word]) for word in reading] for reading in _readings(search.words)])


def _with_two_mistakes(search: _Search) -> None:
    if search.words and not search.is_likely():
        search.take([_with_mistakes(search, 2)])


def _without_a_word(search: _Search) -> None:
    if len(search.words) > 2 and not search.fitting:
        search.take([[_written(word) for word in search.words if word != out] for out in search.words])


STEPS: Final = (_by_answers, _as_written, _as_it_sounds, _with_a_mistake, _with_two_mistakes, _without_a_word)
"""Each looks a little further away than the one before."""


def _readings(words: Sequence[str]) -> list[Sequence[str]]:
    """The words as they are, and with two of them written as one: Abdel Aziz, Abdelaziz."""
    pairs = range(len(words) - 1)
    return [words, *([*words[:one], words[one] + words[one + 1], *words[one + 2 :]] for one in pairs)][:4]


def _written(word: str) -> list[str]:
    return [word, term("written", word)]


def _with_mistakes(search: _Search, mistakes: int) -> Groups:
    """The last word may be cut short: it also stands for all that begin so."""
    near = vocabulary.near(search.session, search.words, mistakes)
    groups = [[*_written(word), *near[word], *(_sounding(near[word]) if mistakes > 1 else ())] for word in search.words]
    last = search.words[-1]
    return [*groups[:-1], [*groups[-1], f"{last}*"]] if len(last) > 2 else groups


def _sounding(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(sound(key) for word in words for key in sounds(word)))
