"""The one place where the benchmark meets the making of the index: what is measured is what members get."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from models import CardIndex, Member, NameSpelling, NameTerm
from models.base import EPOCH, Base
from services import terms, vocabulary
from services.directory import Facts
from services.fitting import fit
from services.wishes import Wish

INDEX: Final[tuple[type[Base], ...]] = (CardIndex, NameTerm, NameSpelling)
_NOBODY: Final = Facts(
    id=0,
    kind="abroad",
    name="",
    origins=(),
    country=None,
    city_id=None,
    city="",
    profession=None,
    work="",
    languages=(),
    skills=(),
    offers=(),
    mentors=False,
    confirmed_at=EPOCH,
)


def found_by(member: Member, origins: Collection[str]) -> str:
    """The terms of a card, as they stand in the index."""
    return " ".join(dict.fromkeys(terms._marked(member, sorted(origins))))


def words_of(name: str) -> Sequence[str]:
    return terms.name_words(name)


def spellings(word: str) -> set[int]:
    """The numbers by which a word is met when it is misspelt."""
    return vocabulary.numbers(word, vocabulary.reach(word))


@contextmanager
def unindexed() -> Iterator[None]:
    """Members who register meanwhile get no index: what is left is what their row alone costs."""
    index = terms.index
    terms.index = lambda _session, _member: None  # type: ignore[assignment]
    try:
        yield
    finally:
        terms.index = index


def closeness(words: Sequence[str], name: str) -> float:
    """How well a name meets the words asked for, as the product weighs it: 0, it does not, to 1."""
    return fit(Wish(words=tuple(words)), words, replace(_NOBODY, name=name))
