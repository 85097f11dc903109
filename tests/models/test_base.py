"""Column types that both databases keep alike."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import Session

from models import Audit, Person
from models.base import Moment
from models.clock import now
from models.store import Store

dialect = DefaultDialect()
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31), timezones=zones)  # noqa: DTZ001


def stored(moment: datetime) -> int:
    number = Moment().process_bind_param(moment, dialect)
    assert number is not None
    return number


@given(moments)
def test_a_moment_comes_back_to_the_microsecond_in_utc(moment: datetime) -> None:
    read = Moment().process_result_value(stored(moment), dialect)

    assert read is not None
    assert (read, read.tzinfo) == (moment, UTC)


@given(moments, moments)
def test_moments_are_stored_in_their_order(one: datetime, other: datetime) -> None:
    assert (one < other, one == other) == (stored(one) < stored(other), stored(one) == stored(other))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        stored(datetime(2026, 11, 23))  # noqa: DTZ001


async def test_the_database_keeps_moments_and_json(store: Store) -> None:
    at = datetime(1969, 7, 20, 20, 17, 40, 123456, tzinfo=UTC)
    details = {"words": ["où", "أين"], "count": 3, "none": None, "sure": True}
    await store.write(lambda session: session.add(Audit(at=at, verb="x", details=details)))

    audit = await store.read(lambda session: session.scalars(select(Audit)).one())

    assert (audit.at, audit.details) == (at, details)
    assert await store.read(lambda session: session.scalar(select(Audit.id).where(Audit.at <= at))) == audit.id


async def test_an_id_is_never_given_twice(store: Store) -> None:
    def come_and_go(session: Session) -> int:
        session.add(person := Person(created_at=now(session)))
        session.flush()
        session.delete(person)
        return person.id

    ids = [await store.write(come_and_go) for _ in range(3)]

    assert ids == sorted(set(ids))
