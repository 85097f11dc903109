"""Durable pieces of work a second through the store's writing door.

A piece is four Core statements: read a talk, write it, keep one event, keep one screen; three of them seal a value.
Each client waits for its commit before it goes on. Run: python -m benchmarks.store
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any, Final

import psycopg
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

import migrations
from models import Address, Inbound, Outbox, Person, Talk
from models.store import Store

SERVER: Final = "postgresql://postgres@127.0.0.1:5432/test"
SECRET: Final = "a secret that only benchmarks know and use"  # noqa: S105  (of a store that lives for seconds)
SECONDS: Final = 4
CLIENTS: Final = (1, 16, 50)
AT: Final = datetime(2026, 11, 23, tzinfo=UTC)

talk = Talk
READ = select(talk.state).where(talk.person_id == bindparam("person"))
WRITE = update(talk).where(talk.person_id == bindparam("person")).values(state=bindparam("new"), updated_at=AT)
KEEP = insert(Inbound)
SHOW = insert(Outbox)


def turn(session: Session, person: int, number: int) -> None:
    connection = session.connection()
    state = connection.execute(READ, {"person": person}).scalar_one()
    state["answers"]["name"] = f"Awa {number}"
    connection.execute(WRITE, {"person": person, "new": state})
    event = {"channel": "terminal", "account": "", "external_id": str(number), "body": {"text": "Awa"}}
    connection.execute(KEEP, event | {"person_id": person, "address_id": person, "received_at": AT})
    screen = {"push": False, "body": {"text": "Welcome, Awa. " * 12}, "due_at": AT, "created_at": AT}
    connection.execute(SHOW, screen | {"person_id": person, "address_id": person})


def people(session: Session) -> None:
    for person in range(1, max(CLIENTS) + 1):
        session.add(Person(id=person, created_at=AT))
        session.flush()
        reached = {"channel": "terminal", "account": "", "index": bytes([person]), "external_id": str(person)}
        session.add(Address(id=person, person_id=person, last_active_at=AT, created_at=AT, **reached))
        session.add(Talk(person_id=person, state={"answers": {}, "stack": ["x" * 400]}, updated_at=AT))


async def client(store: Store, person: int, until: float, numbers: Iterator[int], waits: list[float]) -> None:
    while (started := time.perf_counter()) < until:
        number = next(numbers)
        await store.write(partial(turn, person=person, number=number), lane=person)
        waits.append(time.perf_counter() - started)


async def measure(store: Store, clients: int, numbers: Iterator[int]) -> tuple[float, float, float]:
    waits: list[float] = []
    until = time.perf_counter() + SECONDS
    await asyncio.gather(*(client(store, person, until, numbers, waits) for person in range(1, clients + 1)))
    waits.sort()
    return len(waits) / SECONDS, 1000 * waits[len(waits) // 2], 1000 * waits[int(0.99 * len(waits))]


async def bench(name: str, url: str) -> None:
    migrations.upgrade(url)
    store = Store(url, SECRET)
    await store.write(people)
    numbers = count()
    await measure(store, 16, numbers)  # warm up
    for clients in CLIENTS:
        rate, median, slow = await measure(store, clients, numbers)
        print(f"{name:<24}{clients:>8}{rate:>12,.0f}{median:>10.1f}{slow:>10.1f}")
    await store.close()


@contextmanager
def postgres() -> Iterator[str]:
    name = f"passerelle_bench_{os.getpid()}"
    with psycopg.connect(
        os.environ.get("TEST_POSTGRES_URL", SERVER).replace("+psycopg", ""), autocommit=True
    ) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            info: Any = server.info
            yield f"postgresql+psycopg://{info.user}:{info.password}@{info.host}:{info.port}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main() -> None:
    print(f"{'store':<24}{'clients':>8}{'pieces/s':>12}{'p50 ms':>10}{'p99 ms':>10}")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(bench("SQLite, FULL", f"sqlite+aiosqlite:///{folder}/bench.db"))
    if "--sqlite" not in sys.argv:
        with postgres() as url:
            asyncio.run(bench("PostgreSQL", url))


if __name__ == "__main__":
    main()
