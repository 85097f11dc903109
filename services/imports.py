"""Imports: a table is checked whole before anything is stored, and the same row twice is stored once.

Opportunities and portraits are stored as they are; of people only invitations are made (`services/lists`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from locales import _
from services.cells import Complaint, Unfit, checked
from services.formats import FORMATS, Format, Subject
from services.tables import Row, Table


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would store, how many rows are stored already or come twice, and what stands in its way.

    `strange` are columns that are not read: one of them may be a known one, misspelt.
    """

    subject: Subject
    encoding: str
    ready: tuple[dict[str, Any], ...]
    known: int
    complaints: tuple[Complaint, ...]
    strange: tuple[str, ...]

    def in_parts(self, rows: int) -> Iterator["Plan"]:
        """The same in plans of at most so many rows: each is a transaction that others do not wait long for."""
        for start in range(0, len(self.ready), rows):
            yield replace(self, ready=self.ready[start : start + rows])


def plan(session: Session, subject: Subject, table: Table) -> Plan:
    """The dry run: every cell of every row is checked; nothing is stored."""
    fmt = FORMATS[subject]
    strange = tuple(each for each in table.columns if each not in fmt.checks)
    missing = [each for each in fmt.required if each not in table.columns]
    if missing:
        complaints = tuple(Complaint(1, column, _("This column is needed.")) for column in missing)
        return Plan(subject, table.encoding, (), 0, complaints, strange)
    known, seen = fmt.known(session), 0
    ready: list[dict[str, Any]] = []
    faults: list[Complaint] = []
    for row in table.rows:
        values, wrong = _checked(session, fmt, row)
        faults.extend(wrong)
        if wrong:
            continue
        key = fmt.key(values)
        if key in known:
            seen += 1
        else:
            known.add(key)
            ready.append(values | {"key": key})
    return Plan(subject, table.encoding, tuple(ready), seen, tuple(faults), strange)


def store(session: Session, actor_id: int | None, planned: Plan) -> int:
    """Store what the dry run found ready and nobody has stored since; how many. The actor is None at a terminal."""
    fmt = FORMATS[planned.subject]
    known = fmt.known(session)
    new = [values for values in planned.ready if values["key"] not in known]
    for values in new:
        fmt.store(session, actor_id, values)
    return len(new)


def _checked(session: Session, fmt: Format, row: Row) -> tuple[dict[str, Any], list[Complaint]]:
    values: dict[str, Any] = {}
    wrong: list[Complaint] = []
    for column, check in fmt.checks.items():
        try:
            values[column] = checked(session, row.cells.get(column, ""), check, needed=column in fmt.required)
        except Unfit as unfit:
            wrong.append(Complaint(row.number, column, unfit.why))
    return values, wrong
