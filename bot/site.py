"""The web side of a process: pages, web chat, and what operators' tools ask."""

import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.metrics import REGISTRY, WAITING
from bot.settings import Settings
from look import SecurityHeaders
from models import Inbound, Notice, Outbox
from models.store import Store
from models.trouble import is_passing

Refusal = Callable[[Request, Exception], Awaitable[Response]]
Refusals = Mapping[int | type[Exception], Refusal]
_WORTH_PACKING = 500
_WAITING = {
    "inbound": (Inbound.id, Inbound.status == "new"),
    "set aside": (Inbound.id, Inbound.status == "failed"),
    "outbox": (Outbox.id, Outbox.status == "queued"),
    "notices": (Notice.id, Notice.status == "due"),
}


def site(store: Store, settings: Settings, routes: Sequence[BaseRoute], refusals: Refusals) -> ASGIApp:
    """The application: the routes given and the operators' ones; refusals and faults are pages too."""
    watch = Watch(store, settings)
    own = [
        Route("/healthz", watch.alive),
        Route("/readyz", watch.ready),
        Route("/metrics", watch.metrics),
    ]
    packed = Middleware(GZipMiddleware, minimum_size=_WORTH_PACKING)
    app = Starlette(routes=[*own, *routes], middleware=[packed], exception_handlers=dict(refusals))
    return SecurityHeaders(app, https=settings.public_url.startswith("https:"))


class Watch:
    """Is it alive, can it work, what has it counted."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._token = store, settings.metrics_token

    async def alive(self, request: Request) -> Response:
        """The process answers."""
        return PlainTextResponse("ok\n")

    async def ready(self, request: Request) -> Response:
        """The store answers too, reading and writing."""
        try:
            await self._store.read(_answers)
            await self._store.write(_answers)
        except Exception as trouble:  # noqa: BLE001  (whatever keeps the store away is the answer)
            return JSONResponse({"ready": False, "store": type(trouble).__name__}, 503)
        return JSONResponse({"ready": True})

    async def metrics(self, request: Request) -> Response:
        """Counters and gauges, for the bearer of the token; without a token set there is no such page."""
        if self._token is None:
            return PlainTextResponse("not found\n", 404)
        given = request.headers.get("authorization", "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, f"Bearer {self._token.get_secret_value()}".encode()):
            return PlainTextResponse("a bearer token is needed\n", 401, {"www-authenticate": "Bearer"})
        await self._gauge()
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    async def _gauge(self) -> None:
        """While the store is away nobody knows what waits, and the counters are asked for all the more."""
        WAITING.clear()
        try:
            waiting = await self._store.read(count_waiting)
        except Exception as trouble:
            if not is_passing(trouble):
                raise
            return
        for what, number in waiting.items():
            WAITING.labels(what).set(number)


def count_waiting(session: Session) -> dict[str, int]:
    """How many rows wait, by what they are."""
    return {
        what: session.scalar(select(func.count()).select_from(column.class_).where(still)) or 0
        for what, (column, still) in _WAITING.items()
    }


def _answers(session: Session) -> int:
    return int(session.execute(text("SELECT 1")).scalar_one())
