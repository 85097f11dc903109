"""A webhook that answers as it was told, and writes down what came."""

import asyncio
from collections import deque
from typing import Any, Self

from aiohttp import web

from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.webhook import SECRET_HEADER


class Hook:
    def __init__(self) -> None:
        self.got: list[Json] = []
        self.secrets: list[str | None] = []
        self.answers: deque[web.Response | None] = deque()
        """What to answer next; None breaks the line."""
        self.busy = 0
        self.busiest = 0
        self.is_open = asyncio.Event()
        self.is_open.set()
        self.url = ""
        self._news = asyncio.Condition()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/hook", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        self.got.append(await request.json())
        self.secrets.append(request.headers.get(SECRET_HEADER))
        async with self._news:
            self._news.notify_all()
        await self.is_open.wait()
        self.busy -= 1
        answer = self.answers.popleft() if self.answers else web.Response()
        if answer is None and request.transport is not None:
            request.transport.abort()
        return answer or web.Response()

    async def has(self, count: int) -> list[Any]:
        """What came, once there was so much of it."""
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: len(self.got) >= count)
        return self.got
