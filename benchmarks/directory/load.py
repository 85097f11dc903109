"""Bulk loading: as many members as are wanted, into both stores at once, with the terms that members get."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from typing import Any, Final, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import make_url

import migrations
from benchmarks.directory.indexing import INDEX, found_by, spellings, words_of
from benchmarks.directory.names import plain_words
from benchmarks.directory.people import FINDERS_LEAST, Invented, People
from models import CardIndex, Consent, Member, MemberOrigin, NameSpelling, NameTerm, Person, ProvedNumber
from models.base import EPOCH, MICROSECOND, Base
from models.keys import Keyring
from services import consents, holders

SECRET: Final = "a secret that only benchmarks know and use"  # noqa: S105  (of a store that lives for minutes)
CHUNK: Final = 2_000
WORKERS: Final = 2
TOLD_EVERY: Final = 50_000
JOINED: Final = datetime(2024, 10, 1, tzinfo=UTC)

Rows = dict[type[Base], list[tuple[Any, ...]]]


@dataclass(slots=True)
class Chunk:
    """Some members as rows; their words, and how long their terms took."""

    rows: Rows
    words: set[str]
    names: list[tuple[int, str, bool, str]]
    """Number, name, whether every member finds it, and all the words it may be taken for."""
    seconds: float


@dataclass(slots=True)
class Loaded:
    """What is known of the members after they were written, and what their index cost."""

    names: list[tuple[int, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    terms: float = 0
    """Seconds of CPU in which the terms were worked out."""
    index: dict[str, float] = field(default_factory=dict)
    """Seconds in which each store wrote its index."""


class Target(Protocol):
    """A store that takes rows as they come from the drivers' point of view."""

    name: str
    url: str

    def add(self, model: type[Base], rows: Sequence[tuple[Any, ...]]) -> None: ...
    def finish(self) -> None: ...
    def index_bytes(self) -> int: ...


def load(people: People, targets: Sequence[Target], tell: Callable[[str], None] = lambda _what: None) -> Loaded:
    """Write all members, those confirmed first at the beginning; the workers make rows, this process writes them."""
    loaded, known = Loaded(index={target.name: 0.0 for target in targets}), set[str]()
    for chunk in _chunks(people):
        loaded.names += [(number, name) for number, name, is_found, _told in chunk.names if is_found]
        loaded.told += [told for _number, _name, _found, told in chunk.names]
        loaded.terms += chunk.seconds
        new = sorted(chunk.words - known)
        known.update(new)
        rows = chunk.rows | _vocabulary(new)
        for target in targets:
            loaded.index[target.name] += _add(target, rows)
        if len(loaded.told) % TOLD_EVERY == 0:
            tell(f"{len(loaded.told):,} members written")
    for target in targets:
        started = time.perf_counter()
        target.finish()
        loaded.index[target.name] += time.perf_counter() - started
    return loaded


def _add(target: Target, rows: Rows) -> float:
    """How many seconds of it the index took."""
    seconds = 0.0
    for model, values in rows.items():
        started = time.perf_counter()
        target.add(model, values)
        if model in INDEX:
            seconds += time.perf_counter() - started
    return seconds


def _vocabulary(new: Sequence[str]) -> Rows:
    met = [(each, word) for word in new for each in sorted(spellings(word))]
    return {NameTerm: [(word,) for word in new], NameSpelling: met}


def _chunks(people: People) -> Iterator[Chunk]:
    begins = range(0, people.count, CHUNK)
    with get_context("spawn").Pool(WORKERS) as pool:
        yield from pool.imap(partial(_chunk, people.count, people.seed), begins)


def _chunk(count: int, seed: int, first: int) -> Chunk:
    people, keyring = People(count, seed), Keyring(SECRET)
    chunk = Chunk({model: [] for model in _COLUMNS}, set(), [], 0)
    order = people.by_confirmation()
    for place in range(first, min(first + CHUNK, count)):
        _write(chunk, people.person(order[place]), people.confirmed_at(place), keyring)
    return chunk


def _write(chunk: Chunk, person: Invented, at: datetime, keyring: Keyring) -> None:
    number, rows = person.number, chunk.rows
    rows[Person].append(_row(Person, id=number, created_at=JOINED, noticed=1, is_member=True))
    answers = member_answers(person) | {"person_id": number, "created_at": JOINED, "confirmed_at": at}
    rows[Member].append(_row(Member, **answers))
    rows[MemberOrigin] += [(number, country) for country in person.origins]
    index, sealed = keyring.index(holders.PURPOSE, person.phone), json.dumps(person.phone).encode()
    proved = {"number": keyring.seal("proved_number.number", sealed), "how": "bench", "proved_at": JOINED}
    rows[ProvedNumber].append(_row(ProvedNumber, person_id=number, index=index, **proved))
    if person.findable:
        given = {"version": consents.VERSIONS["phone"], "language": "en", "given_at": JOINED}
        rows[Consent].append(_row(Consent, person_id=number, purpose="phone", **given))
    started = time.thread_time()
    rows[CardIndex].append((number, found_by(Member(**answers), person.origins)))
    chunk.words |= set(words_of(person.name))
    chunk.seconds += time.thread_time() - started
    is_found = person.audience in FINDERS_LEAST and "name" not in person.shown
    chunk.names.append((number, person.name, is_found, f"{plain_words(person.name)} {' '.join(person.key)}"))


def member_answers(person: Invented) -> dict[str, Any]:
    """What stands in the member's row."""
    return {
        "kind": "home" if person.town.country in person.origins else "abroad",
        "name": person.name,
        "city_id": person.town.id,
        "city_text": person.town.said["en"],
        "country": person.town.country,
        "profession": person.trade.code,
        "profession_text": person.trade.said["en"],
        "audience": person.audience,
        "languages": list(person.languages),
        "skills": list(person.skills),
        "offers": list(person.offers),
        "shown": dict(person.shown),
    }


def _columns(model: type[Base], *, without: Iterable[str] = ()) -> tuple[str, ...]:
    return tuple(column.name for column in model.__table__.columns if column.name not in without)


_COLUMNS: Final[dict[type[Base], tuple[str, ...]]] = {
    Person: _columns(Person),
    Member: _columns(Member),
    MemberOrigin: ("member_id", "country"),
    ProvedNumber: _columns(ProvedNumber, without=["id"]),
    Consent: _columns(Consent, without=["id"]),
    CardIndex: ("member_id", "terms"),
}
_OF_WORDS: Final[dict[type[Base], tuple[str, ...]]] = {NameTerm: ("term",), NameSpelling: ("hash", "term")}


def _row(model: type[Base], **given: Any) -> tuple[Any, ...]:
    """Values as both drivers take them; what is not given is what the model says."""
    columns = model.__table__.columns
    return tuple(_plain(given[name] if name in given else _default(columns[name])) for name in _COLUMNS[model])


def _default(column: Any) -> Any:
    default = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return (value - EPOCH) // MICROSECOND
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    return value


class SQLiteTarget:
    """A file, written without care for power cuts: it is new, and thrown away."""

    name = "SQLite"

    def __init__(self, url: str) -> None:
        self.url = url
        migrations.upgrade(url)
        self._connection = sqlite3.connect(str(make_url(url).database), isolation_level=None)
        for pragma in ("synchronous=OFF", "cache_size=-1000000", "wal_autocheckpoint=100000"):
            self._connection.execute(f"PRAGMA {pragma}").close()
        self._connection.execute("BEGIN")

    def add(self, model: type[Base], rows: Sequence[tuple[Any, ...]]) -> None:
        columns = (_COLUMNS | _OF_WORDS)[model]
        named = ", ".join(f'"{name}"' for name in columns)
        signs = ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {model.__tablename__} ({named}) VALUES ({signs})", rows)  # noqa: S608

    def finish(self) -> None:
        self._connection.execute("INSERT INTO card_words (card_words) VALUES ('optimize')")  # as each night does
        self._connection.execute("COMMIT")
        self._connection.execute("ANALYZE")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        self._connection.close()

    def index_bytes(self) -> int:
        """What the pages of the card index take in the file."""
        like = " OR ".join(f"name LIKE '%{each}%'" for each in (*_names(INDEX), "card_words"))
        with closing(sqlite3.connect(str(make_url(self.url).database))) as connection:
            return int(connection.execute(f"SELECT sum(pgsize) FROM dbstat WHERE {like}").fetchone()[0])  # noqa: S608


class PostgreSQLTarget:
    """A database of its own; its word index is made once all the cards are there."""

    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self.url = url
        migrations.upgrade(url)
        self._connection = psycopg.connect(url.replace("+psycopg", ""))
        listed = self._connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '%USING gin%'"
        )
        self._later = listed.fetchall()
        for name, _made in self._later:
            self._connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))

    def add(self, model: type[Base], rows: Sequence[tuple[Any, ...]]) -> None:
        columns = sql.SQL(", ").join(map(sql.Identifier, (_COLUMNS | _OF_WORDS)[model]))
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model.__tablename__), columns)
        with self._connection.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(row)

    def finish(self) -> None:
        for _name, made in self._later:
            self._connection.execute(made)
        self._connection.execute("SELECT setval(pg_get_serial_sequence('person', 'id'), (SELECT max(id) FROM person))")
        self._connection.commit()
        self._connection.autocommit = True
        self._connection.execute("VACUUM ANALYZE")
        self._connection.close()

    def index_bytes(self) -> int:
        with psycopg.connect(self.url.replace("+psycopg", "")) as connection:
            asked = "SELECT sum(pg_total_relation_size(each::regclass)) FROM unnest(%s::text[]) each"
            found = connection.execute(asked, [list(_names(INDEX))]).fetchone()
        return int(found[0]) if found else 0


def _names(models: Iterable[type[Base]]) -> tuple[str, ...]:
    return tuple(model.__tablename__ for model in models)
