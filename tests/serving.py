"""A real `passerelle serve`, and where it answers."""

import asyncio
from pathlib import Path

import httpx2
import pytest

from tests.processes import Process, environment, free_port

PATIENCE = 60
"""Seconds after which something that waits is stuck."""


class Serving:
    """A service, and where it answers."""

    def __init__(self, url: str, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.folder = folder
        self.settings = environment(url, self.port, **settings)
        self.process = Process(self.settings, folder / "serve.log")

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, *options: str) -> None:
        await self.process.start("serve", *options)

    async def is_ready(self) -> None:
        async with asyncio.timeout(PATIENCE), httpx2.AsyncClient(base_url=self.site) as client:
            while self.process.is_running():
                try:
                    if (await client.get("/readyz")).is_success:
                        return
                except httpx2.TransportError:
                    await asyncio.sleep(0.05)
        pytest.fail(self.process.said())

    async def sent(self, raw: bytes) -> bytes:
        """Send bytes as they are; what comes back until the line is closed or quiet."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(raw)
            await writer.drain()
            async with asyncio.timeout(PATIENCE):
                return await reader.read(65_536)
        finally:
            writer.close()
