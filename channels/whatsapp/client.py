"""The one call of the Graph API that is made, and what it answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, ConnectionTimeoutError

from channels.whatsapp.errors import Unclear
from channels.whatsapp.reading import Json, object_of, objects_of, text_of
from channels.whatsapp.settings import WhatsAppSettings

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
LONGEST_WAIT = 3_600.0
"""What is stated beyond is asked again before: nobody should wait a day for a slip in a header."""


class NotConnected(Exception):
    """Nothing was sent: there was nobody to send it to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`wait` is how many seconds the vendor wants to be left alone, where it states that."""

    status: int
    body: Json
    wait: float | None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def message(self) -> str:
        """The id of the message that was taken, "" where the answer names none."""
        return next((text_of(each, "id") for each in objects_of(self.body, "messages")), "")

    @property
    def error(self) -> Json:
        return object_of(self.body, "error")


class Client:
    """Its session is opened with the first call, in the loop that makes it."""

    def __init__(self, settings: WhatsAppSettings) -> None:
        self._url = f"{settings.api_base.rstrip('/')}/{settings.phone_number_id}/messages"
        self._token = settings.access_token
        self._session: ClientSession | None = None

    async def post(self, payload: Mapping[str, Any]) -> Answer:
        """Raises NotConnected where surely nothing was sent, Unclear where perhaps it was."""
        try:
            # a redirect would carry the token to somebody else
            async with self._opened().post(self._url, json=payload, allow_redirects=False) as response:
                body = await response.read()
                return Answer(response.status, _json(body), stated_wait(response.headers))
        except (ClientConnectorError, ConnectionTimeoutError) as reason:
            raise NotConnected(type(reason).__name__) from None
        except (ClientError, TimeoutError) as reason:
            raise Unclear(type(reason).__name__) from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(
                headers={"Authorization": f"Bearer {self._token}"},
                timeout=ClientTimeout(total=TOTAL_SECONDS, connect=CONNECT_SECONDS),
            )
        if self._session.closed:
            msg = "closed"
            raise NotConnected(msg)
        return self._session


def stated_wait(headers: Mapping[str, str]) -> float | None:
    """`Retry-After` in seconds, or else the minutes of Meta's own header; at most an hour."""
    seconds = headers.get("Retry-After", "").strip()
    if seconds.isascii() and seconds.isdecimal():
        return min(float(seconds[:9]), LONGEST_WAIT)
    minutes = _minutes(_json(headers.get("X-Business-Use-Case-Usage", "").encode()))
    return min(minutes * 60.0, LONGEST_WAIT) if minutes else None


def _minutes(usage: Json) -> float:
    uses = [use for business in usage for use in objects_of(usage, business)]
    stated = [use.get("estimated_time_to_regain_access") for use in uses]
    return max((each for each in stated if isinstance(each, int | float)), default=0)


def _json(body: bytes) -> Json:
    """The object that was answered, an empty one for anything else."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
