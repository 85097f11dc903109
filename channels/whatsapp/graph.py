"""What the Graph API tells of our own number, app and account: it is asked, and nothing is changed."""

import json
from types import TracebackType
from typing import Self

from aiohttp import ClientError, ClientSession, ClientTimeout

from channels.whatsapp.errors import code_of
from channels.whatsapp.reading import Json, object_of
from channels.whatsapp.settings import WhatsAppSettings

ASKING_SECONDS = 5.0


class Unanswered(Exception):
    """Nobody answered, or not in JSON; the text is the name of what broke."""


class Declined(Exception):
    """It was answered with an error, whose code is the vendor's."""

    def __init__(self, status: int, error: Json) -> None:
        self.code, self.subcode = code_of(error), error.get("error_subcode")
        super().__init__(f"{status}/{self.code}")


class Graph:
    """Open between enter and exit."""

    def __init__(self, settings: WhatsAppSettings) -> None:
        self._settings = settings
        self._session: ClientSession

    async def __aenter__(self) -> Self:
        self._session = ClientSession(timeout=ClientTimeout(total=ASKING_SECONDS))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def ask(self, path: str, *, token: str = "", **query: str) -> Json:
        """The object at a path. Raises Unanswered or Declined, whose texts hold no address: one holds the token."""
        headers = {"Authorization": f"Bearer {token or self._settings.access_token}"}
        url = f"{self._settings.api_base.rstrip('/')}/{path}"
        try:
            async with self._session.get(url, params=query, headers=headers, allow_redirects=False) as response:
                body = json.loads(await response.read())
        except (ClientError, TimeoutError, ValueError, RecursionError) as reason:
            raise Unanswered(type(reason).__name__) from None
        if not isinstance(body, dict):
            msg = "no object"
            raise Unanswered(msg)
        if not 200 <= response.status < 300:
            raise Declined(response.status, object_of(body, "error"))
        return body
