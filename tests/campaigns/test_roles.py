"""Where one machine is outgrown: each role in a process of its own, on one PostgreSQL."""

import asyncio
import os
from pathlib import Path
from random import Random

import httpx2
import pytest
from sqlalchemy import URL

from tests.campaigns.lives import Effects, live_through_it
from tests.campaigns.visitors import Tally, Visitor
from tests.databases import own_database
from tests.processes import Process, run_command
from tests.serving import PATIENCE, Serving

pytestmark = pytest.mark.campaign


async def test_separate_processes_on_one_postgresql_carry_a_conversation(postgres_server: URL, tmp_path: Path) -> None:
    with own_database(postgres_server, f"passerelle_roles_{os.getpid()}") as url:
        address = url.render_as_string(hide_password=False)
        web = Serving(address, tmp_path)
        others = [Process(web.settings, tmp_path / f"{role}.log") for role in ("turns", "sender", "schedule")]
        assert (await run_command(web.settings, "migrate")).status == 0
        try:
            await web.start("--role", "web")
            for process, role in zip(others, ("turns", "sender", "schedule"), strict=True):
                await process.start("serve", "--role", role)
            await web.is_ready()
            tally = await two_people_meet(web.site)
            stopped = await asyncio.gather(*(process.stop() for process in (web.process, *others)))
        finally:
            for process in (web.process, *others):
                await process.kill()

    assert tally.losses == tally.duplicates == []
    assert stopped == [0, 0, 0, 0]
    assert [process.said().splitlines()[0] for process in others] == [
        "At work on turns.",
        "At work on sender.",
        "At work on schedule.",
    ]
    assert "error" not in web.process.said() + "".join(process.said() for process in others)


async def two_people_meet(site: str) -> Tally:
    tally, effects, picks = Tally(), Effects(), Random(1)
    async with httpx2.AsyncClient(base_url=site) as hers, httpx2.AsyncClient(base_url=site) as his:
        awa = Visitor("awa", "stream", hers, picks, tally, thinks=0)
        koffi = Visitor("koffi", "page", his, picks, tally, thinks=0)
        async with asyncio.timeout(2 * PATIENCE), awa.listening():
            await live_through_it(awa, koffi, picks, effects)
    return tally
