"""Two programs that write to one embedded store: neither loses a row, neither is turned away."""

import asyncio
import sys
from pathlib import Path

from sqlalchemy import func, select

from models import Person
from models.store import Store
from tests.conftest import SECRET

WRITE = """
import asyncio, sys
from models import Person
from models.clock import now
from models.store import Store

async def main(url, secret):
    store = Store(url, secret)
    add = lambda session: session.add(Person(created_at=now(session)))
    for _ in range(10):
        await asyncio.gather(*(store.write(add) for _ in range(20)))
    await store.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_two_programs_write_at_once(sqlite_url: str) -> None:
    programs = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", WRITE, sqlite_url, SECRET, cwd=Path.cwd())
        for _ in range(2)
    ]

    assert [await program.wait() for program in programs] == [0, 0]

    store = Store(sqlite_url, SECRET)
    assert await store.read(lambda session: session.scalar(select(func.count(Person.id)))) == 400
    await store.close()
