"""The vocabulary: every word that somebody's name has, and those that a misspelt one may be meant for.

It is kept in the store: a process has nothing to load, to hold in memory or to fall behind with.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations
from typing import Any, Final
from zlib import crc32

from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import extract
from sqlalchemy import Function, Select, String, bindparam, delete, func, insert, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models import NameSpelling, NameTerm
from models.among import Among
from models.prepared import Prepared

START: Final = 7
"""Mistakes are looked for in the first letters; all of the word is compared afterwards."""
MOST: Final = 30
SHORTEST_PART: Final = 4
TAKEN_APART: Final = 8
"""Letters from which on a word may be two names."""
LAST: Final = "z" * 20
"""Nothing that begins with a word comes after the word and this."""


def reach(word: str) -> int:
    """How many mistakes a word of a name is found with: none under three letters, one under five, else two."""
    if len(word) < 3:
        return 0
    return 1 if len(word) < 5 else 2


def learn(session: Session, words: Collection[str]) -> None:
    """Keep the words that are new, with the numbers they are met by."""
    known = {row.term for row in _KNOWN.all(session, words=sorted(words))}
    for word in sorted(set(words) - known):
        if _ADD.all(session, term=word):  # else another process has just kept it
            session.connection().execute(_SPELL, [{"hash": each, "term": word} for each in _spelt(word)])


def forget(session: Session, words: Iterable[str]) -> None:
    """Let go of words that no name has any more."""
    for word in words:
        _FORGET.all(session, term=word)
        _UNSPELL.all(session, term=word, hashes=_spelt(word))


def near(session: Session, words: Sequence[str], mistakes: int) -> dict[str, list[str]]:
    """For each word those kept that differ from it by so many mistakes at most, the most alike first."""
    wanted = {word: numbers(word, mistakes if len(word) > 3 else reach(word)) for word in words}
    rows = _MET.all(session, hashes=sorted(set().union(*wanted.values())))
    met = {row.hash: row.terms.split() for row in rows}
    return {
        word: _closest(word, {each for number in hashes for each in met.get(number, ())}, mistakes)
        for word, hashes in wanted.items()
    }


def parts_of(session: Session, word: str) -> list[tuple[str, str]]:
    """The ways in which a long word is two of those kept, written as one."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1) if len(word) >= TAKEN_APART else range(0)
    ways = [(word[:cut], word[cut:]) for cut in cuts]
    known = {row.term for row in _KNOWN.all(session, words=sorted({part for way in ways for part in way}))}
    return [way for way in ways if known.issuperset(way)]


def begun(session: Session, word: str) -> list[str]:
    """Words that begin so, the shortest first."""
    return [row.term for row in _BEGUN.all(session, first=word, last=f"{word}{LAST}")]


def numbers(word: str, mistakes: int) -> set[int]:
    """Numbers in common with every word that differs by so many mistakes: of its beginning with letters left out."""
    start = word[:START]
    left = (letters for out in range(mistakes + 1) for letters in combinations(start, max(len(start) - out, 0)))
    return {crc32("".join(letters).encode()) & 0x7FFFFFFF for letters in left}


def _spelt(word: str) -> list[int]:
    """Those by which a word is kept. Where the rule changes, a migration empties the vocabulary: it is learnt anew."""
    return sorted(numbers(word, reach(word)))


def _closest(word: str, others: Iterable[str], mistakes: int) -> list[str]:
    """Those that differ least; of as many mistakes, that have more letters in common where they begin."""
    measure: Any = OSA.distance  # its overloads are not those of the protocol
    found = extract(word, others, scorer=measure, processor=None, score_cutoff=mistakes, limit=None)
    close = sorted((distance, -JaroWinkler.similarity(word, other), other) for other, distance, _at in found)
    return [other for distance, _likeness, other in close if distance][:MOST]


def _once(dialect: Any) -> Any:
    return dialect.insert(NameTerm).on_conflict_do_nothing().returning(NameTerm.term)


_KNOWN: Final = Prepared(select(NameTerm.term).where(Among(NameTerm.term, "words")))
_ADD: Final = Prepared(sqlite=_once(sqlite), postgresql=_once(postgresql))
_SPELL: Final = insert(NameSpelling)
_FORGET: Final = Prepared(delete(NameTerm).where(NameTerm.term == bindparam("term")))
_BEGUN: Final = Prepared(
    select(NameTerm.term)
    .where(NameTerm.term > bindparam("first"), NameTerm.term < bindparam("last"))
    .order_by(func.length(NameTerm.term), NameTerm.term)
    .limit(literal_column(str(MOST)))
)
_IS_MET: Final = Among(NameSpelling.hash, "hashes")
_UNSPELL: Final = Prepared(delete(NameSpelling).where(_IS_MET, NameSpelling.term == bindparam("term")))


def _met(joining: Callable[..., Function[str]]) -> Select[*tuple[Any, ...]]:
    """A row for each number, all its words in one: a row for each word would be hundreds."""
    words = joining(NameSpelling.term, literal_column("' '"), type_=String)
    return select(NameSpelling.hash, words.label("terms")).where(_IS_MET).group_by(NameSpelling.hash)


_MET: Final = Prepared(sqlite=_met(func.group_concat), postgresql=_met(func.string_agg))
