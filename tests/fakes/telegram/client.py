"""Calls to the fake without any library between: what is sent is what is written."""

from typing import Any

import aiohttp

from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.server import FakeTelegram


class Wire:
    def __init__(self, fake: FakeTelegram, client: aiohttp.ClientSession) -> None:
        self.fake = fake
        self.client = client

    def at(self, method: str) -> str:
        return f"{self.fake.url}/bot{self.fake.token}/{method}"

    async def call(self, method: str, **parameters: Any) -> Json:
        """The answer's body, whatever it says."""
        async with self.client.post(self.at(method), json=parameters) as response:
            body: Json = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def result(self, method: str, **parameters: Any) -> Any:
        body = await self.call(method, **parameters)
        assert body["ok"], body
        return body["result"]
