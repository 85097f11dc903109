"""Questions that others wrote: a file of theirs is asked as the benchmark's own are.

A CSV file with the columns kind, query and expected, or a file of JSON objects with these keys, one a line (.jsonl).
`expected` is the name that is looked for, as its owner writes it, or the number of a member of the seed; it is empty
where nobody should be found. A member is added for every name. The kinds are the writer's own words.
"""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from benchmarks.directory.labels import ABSENT, Label
from benchmarks.directory.people import People
from models import Person
from models.clock import now
from models.store import Store
from services import members

LYON: members.Town = {"id": 2996944, "text": "Lyon", "country": "FR"}


def read_labels(file: Path) -> list[Label]:
    """The questions of a file; ValueError names the line that is none."""
    return [_label(number, row) for number, row in enumerate(_rows(file), start=1)]


def _rows(file: Path) -> Iterable[dict[str, Any]]:
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix == ".csv":
        return list(csv.DictReader(text.splitlines()))
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _label(number: int, row: dict[str, Any]) -> Label:
    kind, query, expected = (str(row.get(key) or "").strip() for key in ("kind", "query", "expected"))
    if not kind or not query:
        raise ValueError(f"question {number} has no kind or no query")
    if not expected:
        return Label(ABSENT, query, 0)
    if expected.isdecimal():
        return Label(kind, query, int(expected))
    return Label(kind, query, 0, expected=expected)


async def add_expected(store: Store, people: People, asked: Iterable[Label]) -> None:
    """Make a member, whom all members see, of every name that is expected."""
    for name in dict.fromkeys(label.expected for label in asked if label.expected):

        def make(session: Session, name: str = name) -> int:
            person = Person(created_at=now(session))
            session.add(person)
            session.flush()
            answers = {"origins": ["BJ"], "city": LYON, "profession": None, "audience": "members"}
            members.register(session, person.id, kind="abroad", name=name, **answers)  # type: ignore[arg-type]
            return person.id

        people.added[await store.write(make)] = name
