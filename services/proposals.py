# ruff: noqa: S608  (statements of our own words; what is asked for is a value)
"""What the card index proposes: cards that may fit, those confirmed last first. It decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import BigInteger, String, TextualSelect, column, text
from sqlalchemy.orm import Session

from models.card_index import FAR, NEAR, VECTOR
from models.prepared import Prepared
from services.wishes import is_answer

Groups: TypeAlias = Sequence[Sequence[str]]
"""Terms of which a card must have one of each group; one that ends with a star stands for all that begin so."""

ANY: Final = 2**62
FEW_HAVE: Final = 3
"""So many answers few cards have together, hundreds of a million; a word of a name is as rare as two answers."""


class Proposal(NamedTuple):
    """A card, its place in the order that cards were confirmed in, and its terms."""

    place: int
    member_id: int
    terms: str


def propose(
    session: Session,
    marks: Sequence[str],
    readings: Sequence[Groups],
    *,
    mentors: bool = False,
    most: int,
    before: int = ANY,
) -> list[Proposal]:
    """Cards that have the terms of one of the readings, each under one of the marks."""
    language = _SQLITE if session.get_bind().dialect.name == "sqlite" else _POSTGRESQL
    asked = language.write(marks, readings)
    statement = _STATEMENTS[mentors, max(map(_rarity, readings)) >= FEW_HAVE]
    return [Proposal(*row) for row in statement.all(session, asked=asked, most=most, before=before)]


def propose_mentors(session: Session, *, most: int) -> list[Proposal]:
    """Cards of those who have said that they take somebody on."""
    return [Proposal(*row) for row in _MENTORS.all(session, most=most)]


def _rarity(groups: Groups) -> int:
    return sum(1 if is_answer(group[0]) else 2 for group in groups if group)


@dataclass(frozen=True, slots=True)
class _Language:
    """How a store's index is asked. Terms are of letters that need no care."""

    either: str
    both: str
    whole: str
    begins: str

    def write(self, marks: Sequence[str], readings: Sequence[Groups]) -> str:
        return self.either.join(self._reading(marks, groups) for groups in readings)

    def _reading(self, marks: Sequence[str], groups: Groups) -> str:
        parts = (self.either.join(self._term(f"{mark}/{each}") for each in group for mark in marks) for group in groups)
        return f"({self.both.join(f'({part})' for part in parts)})"

    def _term(self, term: str) -> str:
        return self.begins.format(term[:-1]) if term.endswith("*") else self.whole.format(term)


_SQLITE: Final = _Language(" OR ", " AND ", '"{}"', '"{}" *')
_POSTGRESQL: Final = _Language(" | ", " & ", "'{}'", "'{}':*")


def _reading(sql: str) -> TextualSelect:
    return text(sql).columns(column("id", BigInteger), column("member_id", BigInteger), column("terms", String))


_FITTING: Final = (
    f"SELECT id, member_id, terms FROM card_index WHERE ({VECTOR}) @@ CAST(CAST(:asked AS TEXT) AS TSQUERY)"
)


def _at_once(also: str) -> TextualSelect:
    """On PostgreSQL, of all cards: it reads all that fit before it sorts."""
    return _reading(f"{_FITTING} AND id + 0 < :before {also} ORDER BY id + 0 DESC LIMIT :most")


def _sqlite(also: str) -> TextualSelect:
    """The index is walked from its end, and no further than it takes."""
    return _reading(
        f"SELECT card_index.id, card_index.member_id, card_index.terms FROM card_words"
        f" JOIN card_index ON card_index.id = card_words.rowid"
        f" WHERE card_words MATCH :asked AND card_words.rowid < :before {also}"
        f" ORDER BY card_words.rowid DESC LIMIT :most"
    )


def _in_parts(also: str) -> TextualSelect:
    """On PostgreSQL, of terms that many cards have, those confirmed last first: the index has no order.

    Each part begins only when those before it found too few. Two questions to the index stand one beside the other, not
    in one, so that it skips what is not in both. A sum is no column: else the planner reads all of the key.
    """
    parts = [
        f"({_FITTING} {within} AND id + 0 < {beyond} AND id + 0 < :before {also} ORDER BY id + 0 DESC LIMIT :most)"
        for within, beyond in (
            (_within("near"), str(ANY)),
            (_within("far"), f"(SELECT near - 1 FROM newest) * {NEAR}"),
            ("", f"(SELECT far - 1 FROM newest) * {FAR}"),
        )
    ]
    newest = f"SELECT coalesce(max(id), 0) / {NEAR} AS near, coalesce(max(id), 0) / {FAR} AS far FROM card_index"
    return _reading(
        f"WITH newest AS MATERIALIZED ({newest})"
        f" SELECT id, member_id, terms FROM ({' UNION ALL '.join(parts)}) AS found LIMIT :most"
    )


def _within(part: str) -> str:
    last = f"(SELECT {part} FROM newest)"
    either = f"'''{part}:' || {last} || ''' | ''{part}:' || ({last} - 1) || ''''"
    return f"AND ({VECTOR}) @@ CAST({either} AS TSQUERY)"


_OFFERS: Final = "EXISTS (SELECT 1 FROM mentor WHERE mentor.person_id = card_index.member_id AND mentor.open)"
_AMONG: Final = {False: "", True: f"AND {_OFFERS}"}
_STATEMENTS: Final = {
    (mentors, few): Prepared(sqlite=_sqlite(also), postgresql=_at_once(also) if few else _in_parts(also))
    for mentors, also in _AMONG.items()
    for few in (False, True)
}
"""By whether only mentors are asked for, and whether few cards can have all that is asked for."""
_MENTORS: Final = Prepared(
    _reading(f"SELECT id, member_id, terms FROM card_index WHERE {_OFFERS} ORDER BY id DESC LIMIT :most")
)
