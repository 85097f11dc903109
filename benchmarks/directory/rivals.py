"""Other ways to search the same names, asked the same questions in the same run.

They are given the names that every member finds and nothing else: no audiences, no towns, no numbers. What makes them
faster than in life is in their favour.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import psycopg

from benchmarks.directory.asking import SHOWN, Answer
from benchmarks.directory.indexing import closeness, words_of
from benchmarks.directory.labels import FACETS, PHONE, Label
from world.folding import fold

CANDIDATES: Final = 200
NOT_ASKED: Final = (FACETS, PHONE)
SIMILAR: Final = 0.4
"""Of `pg_trgm`: less and too much is alike, more and two mistakes are not."""


class Rival(Protocol):
    name: str
    most: int
    """Questions of a kind that it is asked: the slowest are asked fewer."""

    def build(self, names: Sequence[tuple[int, str]]) -> None: ...
    def find(self, query: str) -> list[int]: ...
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Built:
    """A rival that is ready, and what that took."""

    rival: Rival
    seconds: float
    size: int


def built(rival: Rival, names: Sequence[tuple[int, str]]) -> Built:
    started = time.perf_counter()
    rival.build(names)
    return Built(rival, time.perf_counter() - started, rival.size())


def ask_rival(rival: Rival, asked: Sequence[Label]) -> list[Answer]:
    answers: list[Answer] = []
    for label in asked[: rival.most]:
        started = time.perf_counter()
        found = rival.find(label.query)
        answers.append(Answer(label, tuple(found), 1000 * (time.perf_counter() - started)))
    return answers


class PlainFTS5:
    """SQLite's full-text search as its documentation shows it."""

    name, most = "FTS5, unicode61", 200

    def __init__(self, folder: Path) -> None:
        self._file = folder / "fts5.db"
        self._connection = sqlite3.connect(self._file)

    def build(self, names: Sequence[tuple[int, str]]) -> None:
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute(
            "CREATE VIRTUAL TABLE names USING fts5(name, tokenize='unicode61 remove_diacritics 2', prefix='3')"
        )
        self._connection.executemany("INSERT INTO names (rowid, name) VALUES (?, ?)", names)
        self._connection.commit()

    def find(self, query: str) -> list[int]:
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in query.split())
        asked = "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self._connection.execute(asked, (f"{quoted}*", SHOWN))]

    def size(self) -> int:
        return self._file.stat().st_size


class Like:
    """What is written when there is no index: every word somewhere in the name."""

    name, most = "LIKE '%x%'", 20

    def __init__(self, folder: Path) -> None:
        self._file = folder / "like.db"
        self._connection = sqlite3.connect(self._file)

    def build(self, names: Sequence[tuple[int, str]]) -> None:
        self._connection.execute("CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT)")
        self._connection.executemany("INSERT INTO names VALUES (?, ?)", names)
        self._connection.commit()

    def find(self, query: str) -> list[int]:
        words = query.split()
        fitting = " AND ".join(["name LIKE ?"] * len(words))
        asked = f"SELECT id FROM names WHERE {fitting} LIMIT ?"  # noqa: S608
        return [row[0] for row in self._connection.execute(asked, (*(f"%{word}%" for word in words), SHOWN))]

    def size(self) -> int:
        return self._file.stat().st_size


class PostgreSQLNames:
    """Names in a table of PostgreSQL, and one index on them."""

    name, most = "", 200
    index, asked = "", ""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)

    def build(self, names: Sequence[tuple[int, str]]) -> None:
        for extension in ("unaccent", "pg_trgm"):
            self._connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        self._connection.execute("DROP TABLE IF EXISTS names")
        self._connection.execute("CREATE TABLE names (id bigint PRIMARY KEY, name text)")
        with self._connection.cursor() as cursor, cursor.copy("COPY names FROM STDIN") as copy:
            for row in names:
                copy.write_row(row)
        self._connection.execute(
            "CREATE OR REPLACE FUNCTION bare(text) RETURNS text IMMUTABLE LANGUAGE sql"
            " AS $$ SELECT unaccent('unaccent', lower($1)) $$"
        )
        self._connection.execute(self.index)
        self._connection.execute("VACUUM ANALYZE names")

    def find(self, query: str) -> list[int]:
        return [row[0] for row in self._connection.execute(self.asked, {"said": query, "shown": SHOWN})]

    def size(self) -> int:
        row = self._connection.execute("SELECT pg_relation_size('found_by')").fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        self._connection.close()


class PlainVector(PostgreSQLNames):
    """PostgreSQL's full-text search as its documentation shows it, with the dictionary that changes nothing."""

    name = "tsvector, simple + unaccent"
    index = "CREATE INDEX found_by ON names USING gin (to_tsvector('simple', bare(name)))"
    asked = (
        "SELECT id FROM names, plainto_tsquery('simple', bare(%(said)s)) asked"
        " WHERE to_tsvector('simple', bare(name)) @@ asked"
        " ORDER BY ts_rank(to_tsvector('simple', bare(name)), asked) DESC LIMIT %(shown)s"
    )


class Trigrams(PostgreSQLNames):
    """The extension for names that are nearly right."""

    name = "pg_trgm, GIN"
    index = "CREATE INDEX found_by ON names USING gin (bare(name) gin_trgm_ops)"
    asked = (
        "SELECT id FROM names WHERE bare(name) %% bare(%(said)s)"
        " ORDER BY similarity(bare(name), bare(%(said)s)) DESC LIMIT %(shown)s"
    )

    def build(self, names: Sequence[tuple[int, str]]) -> None:
        super().build(names)
        self._connection.execute(f"SET pg_trgm.similarity_threshold = {SIMILAR}")


class Tantivy:
    """A search engine of its own: words with mistakes, all of them or else any, weighed as we weigh."""

    name, most = "tantivy, fuzzy + our weighing", 200

    def __init__(self, folder: Path, tantivy: Any) -> None:
        self._tantivy, self._folder = tantivy, folder / "tantivy"
        self._folder.mkdir()
        fields = tantivy.SchemaBuilder()
        fields.add_integer_field("number", stored=True)
        fields.add_text_field("name", stored=True, tokenizer_name="raw")
        fields.add_text_field("word", stored=False, tokenizer_name="raw", index_option="basic")
        self._schema = fields.build()
        self._index = tantivy.Index(self._schema, path=str(self._folder))

    def build(self, names: Sequence[tuple[int, str]]) -> None:
        writer = self._index.writer(256_000_000, 1)
        for number, name in names:
            writer.add_document(self._tantivy.Document(number=number, name=name, word=list(words_of(name))))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, query: str) -> list[int]:
        words = fold(query).split()
        for must, mistakes in ((True, 0), (True, 1), (True, 2), (False, 1)):
            found = self._found(words, mistakes, must=must)
            near = sorted((-close, number) for number, name in found if (close := closeness(words, name)))
            if near:
                return [number for _close, number in near[:SHOWN]]
        return []

    def _found(self, words: Sequence[str], mistakes: int, *, must: bool) -> list[tuple[int, str]]:
        occur = self._tantivy.Occur.Must if must else self._tantivy.Occur.Should
        asked = self._tantivy.Query.boolean_query([(occur, self._word(word, mistakes)) for word in words])
        searcher = self._index.searcher()
        documents = (searcher.doc(address) for _score, address in searcher.search(asked, CANDIDATES, count=False).hits)
        return [(document["number"][0], document["name"][0]) for document in documents]

    def _word(self, word: str, mistakes: int) -> Any:
        if not mistakes:
            return self._tantivy.Query.term_query(self._schema, "word", word)
        return self._tantivy.Query.fuzzy_term_query(self._schema, "word", word, mistakes, True, False)  # noqa: FBT003

    def size(self) -> int:
        return sum(file.stat().st_size for file in self._folder.iterdir())


@contextmanager
def rivals(folder: Path, url: str | None, skipped: Callable[[str], None]) -> Iterator[list[Rival]]:
    """All that can be measured here; those that cannot are named."""
    served = [PlainVector(url), Trigrams(url)] if url else []
    there: list[Rival] = [PlainFTS5(folder), Like(folder), *served]
    try:
        import tantivy  # noqa: PLC0415  (an extra that need not be installed)

        there.append(Tantivy(folder, tantivy))
    except ImportError:
        skipped("tantivy is not installed (make bench does that): not measured")
    try:
        yield there
    finally:
        for rival in served:
            rival.close()
