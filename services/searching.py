"""Searching: the members who fit what one message asks for.

The index proposes cards, and may be wrong; what this person may know of a card decides. So what is found is a function
of `directory.facts` alone, and a hidden answer finds nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple, TypedDict

from sqlalchemy.orm import Session

from models.clock import now
from services import directory, people, proposals, vocabulary
from services.compounds import joined
from services.directory import Facts, Looker
from services.fitting import fit
from services.freshness import sinks
from services.glances import promising
from services.proposals import Groups, Proposal
from services.terms import sound
from services.wishes import Wish
from world.folding import fold
from world.sounds import sounds

FOUND_AT_MOST: Final = 30
CANDIDATES: Final = 150
"""How many cards one question to the index may propose."""
CERTAIN: Final = FOUND_AT_MOST + 10
"""So many are enough where all that are proposed fit, unless they may not be found."""
READ: Final = FOUND_AT_MOST
"""Of those that are proposed for a name, so many are read: the ones that a glance finds closest."""
PAGES: Final = 3
"""How often more are asked for, where the facts refused those before."""
ENOUGH: Final = 5
GOOD: Final = 0.93
"""Where so many fit so well nothing further away is looked for."""
LIKELY: Final = 0.85
WORDS_AT_MOST: Final = 6


class Fitting(NamedTuple):
    """A card that fits, by how many words of a name, and how well: 1 is as it was asked."""

    words: int
    closeness: float
    facts: Facts


class Found(TypedDict):
    """Members by their ids, the best first; and whether all were found as called like the whole message, so that
    nobody fits it as it was understood.
    """

    ids: list[int]
    is_a_name: bool


def search(session: Session, person_id: int, wish: Wish) -> list[int]:
    """Members that the person may see and who fit a wish, the best first; ids only."""
    return find(session, person_id, wish)["ids"]


def find(session: Session, person_id: int, wish: Wish) -> Found:
    """The same, with how they were found.

    A name is looked for as it is written, then as it sounds, with a mistake, with two mistakes, and last without one of
    its words. Beside words that are no name by themselves, the whole message is tried as one: a town in it may be one.
    """
    looker = directory.looker(session, person_id)
    if looker is None:
        people.check_standing(session, person_id)
    if looker is None or wish.is_empty:
        return {"ids": [], "is_a_name": False}
    fitting, named = _look(_Search(session, looker, wish)), list[Fitting]()
    if wish.name and wish.name != wish.words and (wish.words or not fitting):
        named = _look(_Search(session, looker, Wish(words=wish.name)))
    return {"ids": _ranked(named + fitting, now(session)), "is_a_name": bool(named) and not fitting}


@dataclass(slots=True)
class _Search:
    """One wish of one viewer, and what fitted so far; `apart` are its words when one of them is taken for two."""

    session: Session
    looker: Looker
    wish: Wish
    apart: tuple[str, ...] = ()
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

    def is_certain(self) -> bool:
        """Whether somebody is called just so: then nobody made a mistake."""
        return any(each.closeness == 1 for each in self.fitting)

    def is_likely(self) -> bool:
        """Whether anything was found that may well be meant."""
        return any(each.closeness >= LIKELY for each in self.fitting)

    def take(self, readings: Sequence[Groups], most: int = CANDIDATES) -> None:
        """Weigh what the index proposes for some readings of the words, beside the other parts of the wish."""
        whole = [[*self.wish.groups(), *reading] for reading in readings]
        before = proposals.ANY
        for _page in range(PAGES):
            proposed = proposals.propose(
                self.session, self.looker.marks, whole, mentors=self.wish.mentors, most=most, before=before
            )
            chosen = self.chosen(proposed)
            may_be_found = self.weigh(chosen)
            if len(proposed) < most or may_be_found > len(chosen) // 2:
                return
            before = proposed[-1].place

    def chosen(self, proposed: Sequence[Proposal]) -> list[int]:
        """Of cards not weighed yet, those worth it."""
        new = [each for each in proposed if each.member_id not in self.known]
        if not self.words:
            return [each.member_id for each in new]
        readings = [self.apart] if self.apart else _readings(self.words)
        return promising(readings, self.looker.marks, new, READ)

    def weigh(self, ids: Sequence[int]) -> int:
        """Keep those that fit; how many may be found at all."""
        new = [each for each in ids if each not in self.known]
        self.known.update(new)
        facts = directory.facts(self.session, self.looker, new) if new else []
        words = self.apart or self.words
        fitted = [Fitting(len(words), closeness, each) for each in facts if (closeness := fit(self.wish, words, each))]
        self.fitting += fitted
        return len(facts)


def _look(search: _Search) -> list[Fitting]:
    for step in STEPS:
        step(search)
        if search.is_enough():
            break
    return search.fitting


def _ranked(found: Sequence[Fitting], at: datetime) -> list[int]:
    ranked = sorted(found, key=lambda each: _rank(each, at))
    return list(dict.fromkeys(each.facts.id for each in ranked))[:FOUND_AT_MOST]


def _rank(fitting: Fitting, at: datetime) -> tuple[int, int, int, bool, float, int]:
    """What fits about as well is told apart by how much more a name has than was asked for, then by who was confirmed
    last; whoever was not for long falls a step behind.
    """
    confirmed = fitting.facts.confirmed_at
    is_stale = sinks(confirmed, at)
    asked = fitting.words
    more = max(len(fold(fitting.facts.name).split()) - asked, 0) if asked else 0
    return (is_stale - int(10 * fitting.closeness), -asked, more, is_stale, -confirmed.timestamp(), fitting.facts.id)


def _by_answers(search: _Search) -> None:
    if search.words:
        return
    if search.wish.groups():
        search.take([[]], CERTAIN)
    else:
        search.weigh([each.member_id for each in proposals.propose_mentors(search.session, most=CANDIDATES)])


def _as_written(search: _Search) -> None:
    if search.words:
        search.take([[[word] for word in reading] for reading in _readings(search.words)], CERTAIN)


def _as_it_begins(search: _Search) -> None:
    """A name alone is often cut short while it is typed."""
    if len(search.words) == 1 and (begun := _begun(search)):
        search.take([[begun]], CERTAIN)


def _as_it_sounds(search: _Search) -> None:
    if search.words:
        readings = dict.fromkeys([search.words, joined(search.words)])
        search.take([[_sounding([word]) for word in reading] for reading in readings])


def _with_a_mistake(search: _Search) -> None:
    if search.words and not search.is_certain():
        search.take([_near(search)])


def _as_one_sounds(search: _Search) -> None:
    """Two of the words may be one: Abdel Aziz, Abdoulaziz."""
    if len(search.words) > 1 and not search.is_likely():
        search.take([[_sounding([word]) for word in reading] for reading in _readings(search.words)[1:]])


def _with_two_mistakes(search: _Search) -> None:
    if search.words and not search.is_likely() and (readings := list(_twice_mistaken(search))):
        search.take(readings)


def _taken_apart(search: _Search) -> None:
    """A long word may be two names written as one: Marielouise."""
    if not search.words or search.is_likely():
        return
    for place, word in enumerate(search.words):
        for one, other in vocabulary.parts_of(search.session, word):
            search.apart = (*search.words[:place], one, other, *search.words[place + 1 :])
            search.known = {each.facts.id for each in search.fitting}
            search.take([[_sounding([each]) for each in search.apart]])
    search.apart = ()


def _without_a_word(search: _Search) -> None:
    if len(search.words) > 2 and not search.fitting:
        search.take([[[word] for word in search.words if word != out] for out in search.words])


STEPS: Final = (
    _by_answers,
    _as_written,
    _as_it_begins,
    _as_it_sounds,
    _with_a_mistake,
    _as_one_sounds,
    _taken_apart,
    _with_two_mistakes,
    _without_a_word,
)
"""Each looks a little further away than the one before."""


def _readings(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The words as they are, with compounds in one word, and with any two of them as one: Marie Louise, Marielouise."""
    pairs = range(len(words) - 1)
    two_as_one = [(*words[:one], words[one] + words[one + 1], *words[one + 2 :]) for one in pairs]
    return list(dict.fromkeys([tuple(words), joined(words), *two_as_one]))[:5]


def _near(search: _Search) -> Groups:
    """The last word may be cut short: it also stands for those that begin so."""
    near = vocabulary.near(search.session, search.words, 1)
    groups = [[word, *near[word]] for word in search.words]
    return [*groups[:-1], [*groups[-1], *_begun(search)]]


def _begun(search: _Search) -> list[str]:
    last = search.words[-1]
    return vocabulary.begun(search.session, last) if len(last) > 2 else []


def _twice_mistaken(search: _Search) -> Iterator[Groups]:
    """Both mistakes in one word: the others are as they are written, or sound so."""
    near = vocabulary.near(search.session, search.words, 2)
    others = {word: [word, *_sounding([word])] for word in search.words}
    for one in search.words:
        if near[one]:
            yield [near[word] if word == one else others[word] for word in search.words]


def _sounding(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(sound(key) for word in words for key in sounds(word)))
