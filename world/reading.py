"""Names found in the words of a message: the longest first, as written; then, in what is left, with mistakes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from world.atlas import Hit, atlas
from world.cues import (
    Cue,
    cue_of,
    is_article,
    is_conjunction,
    is_filler,
    is_of_languages,
    is_speaker,
    may_begin_name,
    may_end_name,
)
from world.finding import by_weight
from world.folding import fold
from world.kinds import ANY, Kind
from world.spelling import key
from world.tables import table

_LONGEST_NAME = 4
_MOST_GUESSES = 8

# The weight of a town that nothing need announce: a hundred thousand people, or 25,000 at home.
_WELL_KNOWN = 100_000

_SHORT = 3

# The weight of a language of our own table, and the letters of a name of one that few people bear.
_OUR_LANGUAGES, _LONG_ENOUGH = 2, 5

_LONG = 7
_LONG_AMONG_OTHERS = 6

_ARABIC_PREFIX = re.compile("(لل|[بلو])(?=[\u0621-\u064a]{3})")
_ETHIOPIC_PREFIX = re.compile("([በከየለ])(?=[\u1200-\u137f]{3})")
_PREFIXED = {"ب": Cue.IN, "በ": Cue.IN, "ከ": Cue.FROM, "የ": Cue.OF}
_ETHIOPIC = re.compile("[\u1200-\u137f]")
_OF_A_LANGUAGE = re.compile("[a-z]{3,}phones?")

# What a name most likely is after each cue, the likeliest first.
_UNANNOUNCED = (Kind.OFFER, Kind.PROFESSION, Kind.DEMONYM, Kind.COUNTRY, Kind.SECTOR, Kind.PLACE, Kind.LANGUAGE)
_ANNOUNCED = {
    Cue.IN: (Kind.OFFER, Kind.PROFESSION, Kind.COUNTRY, Kind.PLACE, Kind.DEMONYM, Kind.SECTOR, Kind.LANGUAGE),
    Cue.OF: (Kind.OFFER, Kind.COUNTRY, Kind.PROFESSION, Kind.PLACE, Kind.DEMONYM, Kind.SECTOR),
    Cue.FROM: (Kind.OFFER, Kind.COUNTRY, Kind.DEMONYM, Kind.PLACE, Kind.PROFESSION, Kind.SECTOR),
    Cue.SPEAKS: (Kind.LANGUAGE, *_UNANNOUNCED),
    Cue.LANGUAGE: (Kind.OFFER, Kind.PROFESSION, Kind.LANGUAGE, *_UNANNOUNCED),
}
_GUESSED = {
    Cue.IN: Kind.COUNTRY | Kind.PLACE,
    Cue.OF: Kind.COUNTRY | Kind.PROFESSION | Kind.DEMONYM,
    Cue.FROM: Kind.COUNTRY | Kind.DEMONYM | Kind.PLACE,
    Cue.SPEAKS: Kind.LANGUAGE,
    Cue.LANGUAGE: Kind.PROFESSION | Kind.DEMONYM | Kind.COUNTRY,
    None: Kind.PROFESSION | Kind.DEMONYM | Kind.COUNTRY,
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message; `cue` is what announces it, `readings` its keys, each with what announces that reading.

    There is more than one reading where Arabic and Amharic write prepositions onto the word: بباريس is "in Paris".
    """

    written: str
    folded: str
    cue: Cue | None
    readings: tuple[tuple[str, Cue | None], ...]

    @property
    def is_small(self) -> bool:
        return is_filler(self.folded) or cue_of(self.folded) is not None


@dataclass(frozen=True, slots=True)
class Match:
    """Words from `start` to before `end` that name something: each hit is one thing they may mean."""

    start: int
    end: int
    cue: Cue | None
    kind: Kind
    hits: tuple[Hit, ...]


def words_of(written: Sequence[str]) -> list[Word]:
    """The words, each with what the small words around it say of it."""
    folded = [fold(each) for each in written]
    of_languages = any(is_of_languages(each) or cue_of(each) is Cue.SPEAKS for each in folded)
    words: list[Word] = []
    cue = last = None
    for each, plain, following in zip(written, folded, [*folded[1:], ""], strict=False):
        if is_speaker(following) or _OF_A_LANGUAGE.fullmatch(plain):
            cue = Cue.SPEAKS
        elif of_languages and cue in (None, Cue.OF):
            cue = Cue.LANGUAGE
        words.append(Word(each, plain, cue, tuple(_readings(each, cue, last))))
        if is_conjunction(plain):
            cue = last
        elif not is_article(plain) or cue_of(plain):
            cue = _after(cue, cue_of(plain))
            last = cue or last
    return words


def _after(before: Cue | None, cue: Cue | None) -> Cue | None:
    """Where one is from stays so, whatever small word follows: "né à", "originaire de"."""
    return before if before is Cue.FROM and cue in (Cue.IN, Cue.OF) else cue


def matches_in(words: Sequence[Word]) -> list[Match]:
    """What the words name, in their order; no word is part of two names."""
    matches = list(_exact(words))
    return sorted([*matches, *_guesses(words, matches)], key=lambda match: match.start)


def _readings(written: str, cue: Cue | None, last: Cue | None) -> Iterator[tuple[str, Cue | None]]:
    yield key(written), cue
    prefix = _ARABIC_PREFIX.match(written) or _ETHIOPIC_PREFIX.match(written)
    if prefix:
        announced = last if prefix[1] == "و" else _PREFIXED.get(prefix[1])
        yield key(written[prefix.end() :]), announced


def _exact(words: Sequence[Word]) -> Iterator[Match]:
    known = _known(words)
    start = 0
    while start < len(words):
        match = _longest(words, start, known)
        if match:
            yield match
        start = match.end if match else start + 1


def _known(words: Sequence[Word]) -> dict[str, list[Hit]]:
    """Everything that any neighbouring words may name, asked for at once."""
    keys = {found for start in range(len(words)) for _, found, _ in _spans(words, start)}
    known = defaultdict(list)
    for hit in atlas().exact(keys, ANY):
        known[hit.key].append(hit)
    return known


def _longest(words: Sequence[Word], start: int, known: dict[str, list[Hit]]) -> Match | None:
    for end, found, cue in _spans(words, start):
        hits = known.get(found, [])
        match = _match(words[start], (start, end), cue, hits if _may_begin(words[start]) else _offers(hits))
        if match:
            return match
    return None


def _may_begin(first: Word) -> bool:
    """None begins with a small word but a few: "or an engineer" is not about Oran."""
    return not first.is_small or may_begin_name(first.folded)


def _offers(hits: Sequence[Hit]) -> list[Hit]:
    """What members offer may begin with any small word: à distance, wants to invest."""
    return [hit for hit in hits if hit.kind == Kind.OFFER]


def _spans(words: Sequence[Word], start: int) -> Iterator[tuple[int, str, Cue | None]]:
    """(end, key, cue) of the names that may begin here, the longest first. None is one small word."""
    first = words[start]
    shortest = start + 2 if first.is_small else start + 1
    for end in range(min(start + _LONGEST_NAME, len(words)), shortest - 1, -1):
        if end > start + 1 and not may_end_name(words[end - 1].folded):
            continue
        others = _joined(words[start + 1 : end])
        for reading, cue in first.readings:
            yield end, reading + others, cue


def _match(first: Word, span: tuple[int, int], cue: Cue | None, hits: Sequence[Hit]) -> Match | None:
    for kind in _ANNOUNCED[cue] if cue else _UNANNOUNCED:
        meant = [hit for hit in hits if hit.kind == kind and _is_likely(hit, cue, first)]
        if meant:
            return Match(*span, cue, kind, tuple(by_weight(meant)))
    return None


def _is_likely(hit: Hit, cue: Cue | None, first: Word) -> bool:
    """Many names of people are names of towns or trades too: those, and towns few know, must be announced.

    Not so in Ethiopic letters, where ሐኪም is a doctor and nobody's name.
    """
    if cue in (Cue.IN, Cue.FROM):
        return hit.kind != Kind.LANGUAGE or hit.weight >= _OUR_LANGUAGES
    return _is_known(hit, cue) and (hit.key not in _names() or bool(_ETHIOPIC.match(first.written)))


def _is_known(hit: Hit, cue: Cue | None) -> bool:
    """Unannounced, a town must be large; a language, one of ours and no short word: Mina and Ewe may be people."""
    if hit.kind == Kind.PLACE:
        return hit.weight >= _WELL_KNOWN and len(hit.key) > _SHORT
    if hit.kind == Kind.LANGUAGE and cue not in (Cue.SPEAKS, Cue.LANGUAGE):
        return hit.weight >= _OUR_LANGUAGES and len(hit.key) >= _LONG_ENOUGH
    return True


def is_name(word: str) -> bool:
    """Whether people bear this word as a name, however near to a town or a trade it is."""
    return key(word) in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(key(row["name"]) for row in table("names"))


def _guesses(words: Sequence[Word], matches: Sequence[Match]) -> Iterator[Match]:
    """Names with typing mistakes among the words that no match took; a few tries only, so that time is bounded."""
    taken = {place for match in matches for place in range(match.start, match.end)}
    shortest = _LONG_AMONG_OTHERS if taken else _LONG
    tries = 0
    for start, end in _pairs_and_words(words):
        cue, written = words[start].cue, _joined(words[start:end])
        if tries < _MOST_GUESSES and taken.isdisjoint(range(start, end)) and _may_guess(cue, written, shortest):
            tries += 1
            guessed = _guess(start, end, cue, written)
            if guessed:
                taken.update(range(start, end))
                yield guessed


def _pairs_and_words(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for start in range(len(words)):
        for end in (start + 2, start + 1):
            if end <= len(words) and not any(word.is_small for word in words[start:end]):
                yield start, end


def _may_guess(cue: Cue | None, written: str, shortest: int) -> bool:
    """Unannounced, a long word may be a misspelt trade or people; a shorter one is rather somebody's name."""
    return cue not in (None, Cue.OF, Cue.LANGUAGE) or (len(written) >= shortest and written not in _names())


def _guess(start: int, end: int, cue: Cue | None, written: str) -> Match | None:
    hits = by_weight(atlas().similar(written, _GUESSED[cue]))
    likely = [hit for hit in hits if _is_plausible(hit, cue, written)]
    if not likely:
        return None
    meant = [hit for hit in likely if (hit.key, hit.kind) == (likely[0].key, likely[0].kind)]
    return Match(start, end, cue, meant[0].kind, tuple(meant))


def _is_plausible(hit: Hit, cue: Cue | None, written: str) -> bool:
    """Where nothing announces a name, its first letter must be right: few people mistake that one."""
    if hit.kind == Kind.PLACE:
        return hit.weight >= _WELL_KNOWN
    return cue in (Cue.IN, Cue.FROM, Cue.SPEAKS) or hit.key[0] == written[0]


def _joined(words: Sequence[Word]) -> str:
    return "".join(word.readings[0][0] for word in words)
