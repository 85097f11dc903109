"""The whole service with its wires, listening on a port of this machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from bot.exits import PULLED
from bot.public import public_site
from bot.schedule import Rhythm, Schedule
from bot.service import Service
from bot.settings import Settings
from bot.sweeps import SWEEPS
from bot.wires import open_wires
from handlers import routes
from models.store import Store

QUICK = {name: Rhythm(rhythm.sweep, rhythm.seconds / 10) for name, rhythm in SWEEPS.items()}
"""All that waits for its time, looked after more often than people would notice."""


@asynccontextmanager
async def open_house(store: Store, port: int, **settings: str) -> AsyncIterator[Service]:
    """Serves on `port` until the end of the context."""
    given = Settings.model_validate(
        {"database_url": str(store.url), "public_url": f"http://127.0.0.1:{port}", "port": port, **settings}
    )
    wires = open_wires(given, store.clock)
    service = Service(store, wires=wires)
    service.schedule = Schedule(store, routes.ROUTER, QUICK, pulled=PULLED, glance=0.1)
    async with service:
        config = uvicorn.Config(public_site(given, service, demo=False), port=port, log_config=None)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server._serve())
        while not server.started:  # noqa: ASYNC110  (uvicorn sets a flag, not an event)
            await asyncio.sleep(0.01)
        try:
            yield service
        finally:
            service.pulled.close()
            server.should_exit = True
            await serving
    for wire in wires.values():
        await wire.close()
