"""Everything a store holds of people, so that two stores can be compared.

What depends on when rows were written is taken out: a row's own number is dropped, a number that points at a person or
an address is replaced by how the vendors call them, other numbers and drawn codes by a sign; of times it is kept
whether there is one. Keyed indexes go, as what they index is kept in plain; so do leases, and the paces of limits,
whose names hold numbers of people. What nobody could read is kept as often as it was told.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models.base import Base

_APART = frozenset({"lease", "pace", "setting", "audit", "alias", "sighting"})
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
DRAWN = "····-····"
_NUMBER = re.compile(r"\d+")
_OFFERS = frozenset({"offers", "notices"})
_OF_ROWS = frozenset({"row", "run", "since", "tapped"})

Names = Mapping[int | None, str]


def standing(session: Session) -> Counter[str]:
    """Each row of each table in words, and how many there are of it."""
    people, addresses = _people(session), _addresses(session)
    found: Counter[str] = Counter()
    for table in Base.metadata.sorted_tables:
        if table.name not in _APART:
            found.update(f"{table.name} {_told(row, people, addresses)}" for row in session.execute(select(table)))
    found.update(_audited(session, people))
    return Counter({row: 1 if row.startswith("unread ") else many for row, many in found.items()})


def _people(session: Session) -> Names:
    """By all their addresses; who has none left is nobody any more."""
    address = Base.metadata.tables["address"]
    names: defaultdict[int | None, str] = defaultdict(lambda: "nobody", {None: "-"})
    every = select(address.c.person_id, address.c.channel, address.c.external_id)
    for person, channel, name in sorted(map(tuple, session.execute(every))):
        names[person] = f"{names[person]} {channel}:{name}".removeprefix("nobody ")
    return names


def _addresses(session: Session) -> Names:
    """By all their names."""
    address, alias = Base.metadata.tables["address"], Base.metadata.tables["alias"]
    names: defaultdict[int | None, str] = defaultdict(lambda: "gone", {None: "-"})
    for row, channel, name in session.execute(select(address.c.id, address.c.channel, address.c.external_id)):
        names[row] = f"{channel}:{name}"
    for row, name in sorted(map(tuple, session.execute(select(alias.c.address_id, alias.c.external_id)))):
        names[row] += f"={name}"
    return names


def _told(row: Row[Any], people: Names, addresses: Names) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in row._mapping.items():
        if name in ("id", "index", "external_id", "key", "attempts") or isinstance(value, bytes):
            continue
        if name.endswith("address_id"):
            told[name] = addresses[value]
        elif name in _PEOPLE:
            told[name] = people[value]
        else:
            told[name] = _plain(value)
    if "external_id" in row._mapping and "last_active_at" in row._mapping:
        told["address"] = addresses[row._mapping["id"]]
    return told


_PEOPLE = frozenset(
    {"person_id", "sender_id", "receiver_id", "blocker_id", "blocked_id", "reporter_id", "reported_id", "mentee_id"}
    | {"mentor_id", "author_id", "member_id", "closed_by", "published_by", "answered_by"}
)


def _plain(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case datetime():
            return "then"
        case int() | float():
            return "#"
        case str():
            return CODE.sub(DRAWN, value)
        case dict():
            return {_NUMBER.sub("#", name): _part(name, each) for name, each in sorted(value.items())}
        case list():
            return [_plain(each) for each in value]
    return str(value)


def _part(name: str, value: Any) -> Any:
    """A part of a JSON value, which may be of rows: then it is said that there is one."""
    if name in _OF_ROWS:
        return bool(value)
    if name in _OFFERS:
        return [[number, label, _plain(action)] for number, label, _run, action, _row in value]
    return _plain(value)


def _audited(session: Session, people: Names) -> Counter[str]:
    audit = Base.metadata.tables["audit"]
    every = select(audit.c.verb, audit.c.actor_id, audit.c.subject_id)
    return Counter(f"audit {verb} {people[actor]} {people[subject]}" for verb, actor, subject in session.execute(every))
