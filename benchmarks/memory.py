"""How much memory a serving process takes, with many people in its store."""

import asyncio
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

import migrations
from benchmarks.loads import closed
from benchmarks.turns import SECRET, serving
from models import Address, Member, MemberOrigin, Person
from models.store import Store

_CHUNK = 5_000


def memory_of(people: int) -> float:
    """Largest resident size, in MiB, of a process that serves 50 conversations with so many people in its store."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/many.db"
        migrations.upgrade(url)
        asyncio.run(_fill(url, people))
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.memory", url], capture_output=True, text=True, check=True
        )
    return float(done.stdout)


async def _fill(url: str, people: int) -> None:
    store = Store(url, SECRET)
    for first in range(1, people + 1, _CHUNK):
        last = min(first + _CHUNK, people + 1)
        await store.write(lambda session, first=first, last=last: _add(session, first, last))  # type: ignore[misc]
    await store.close()


def _add(session: Session, first: int, last: int) -> None:
    at = datetime.now(UTC)
    ids = range(first, last)
    session.execute(insert(Person), [{"id": each, "created_at": at, "noticed": 1, "is_member": True} for each in ids])
    reached = {"channel": "telegram", "account": "", "last_active_at": at, "created_at": at}
    addresses = [reached | {"person_id": each, "index": each.to_bytes(16), "external_id": str(each)} for each in ids]
    session.execute(insert(Address), addresses)
    card: dict[str, Any] = {
        "kind": "abroad",
        "city_text": "Lyon",
        "country": "FR",
        "profession_text": "",
        "audience": "members",
    }
    card |= {"languages": [], "skills": [], "offers": [], "created_at": at, "confirmed_at": at}
    session.execute(insert(Member), [card | {"person_id": each, "name": f"Member {each}"} for each in ids])
    session.execute(insert(MemberOrigin), [{"member_id": each, "country": "BJ"} for each in ids])


async def _serve(url: str) -> None:
    async with serving(url) as turns:
        await closed(turns, 50, 5)


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}\n")
