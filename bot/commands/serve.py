"""`passerelle serve`: the service."""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from types import FrameType
from typing import Annotated

import typer
import uvicorn

from bot.opening import is_demo, open_store
from bot.public import public_site
from bot.service import Role, Service
from bot.settings import Settings
from bot.trouble import NotReady
from bot.wires import open_wires
from models.lock import serving

_MOST_CONNECTIONS = 1000


class RoleName(StrEnum):
    """What a process does; `all` is everything."""

    all = "all"
    web = "web"
    turns = "turns"
    sender = "sender"
    schedule = "schedule"


def serve(
    role: Annotated[RoleName, typer.Option(help="Which part of the work this process does.")] = RoleName.all,
) -> None:
    """Run the service until it is told to stop. It never invents anyone."""
    settings = Settings()
    if settings.embedded and role is not RoleName.all:
        msg = "An embedded store is served by one process: --role needs PostgreSQL (see DATABASE_URL)."
        raise NotReady(msg)
    with serving(settings.database_url), asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(settings, role.value))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The loop written in C, where there is one for this Python and system."""
    try:
        import uvloop  # noqa: PLC0415  (it is not there on every system)
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve(settings: Settings, role: Role) -> None:
    store = await open_store(settings)
    wires = open_wires(settings)
    try:
        demo = await store.read(is_demo)
        if demo and wires:
            msg = "A demo never meets real people: unset the Telegram and WhatsApp variables first."
            raise NotReady(msg)
        async with Service(store, role=role, wires=wires, demo=demo) as service:
            stopping = _stop_signal()
            if role in ("all", "web"):
                await _listen(settings, service, demo=demo)
            else:
                _say(f"At work on {role}.\n")
                await stopping.wait()
    finally:
        for wire in wires.values():
            await wire.close()
        await store.close()


async def _listen(settings: Settings, service: Service, *, demo: bool) -> None:
    app = public_site(settings, service, demo=demo)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http="h11",  # httptools would be faster, and takes headers without end
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=3,
    )
    server = Server(config, service.pulled.close)
    greet = asyncio.create_task(_greet(server, settings, demo=demo))
    with suppress(SystemExit):  # uvicorn's word for a port it does not get
        await server.serve()
    greet.cancel()
    if not server.started:
        msg = f"Could not listen on {settings.host}:{settings.port}. Is PORT taken, or HOST no address of this machine?"
        raise NotReady(msg)


class Server(uvicorn.Server):
    """Lets those go who wait for news before it closes: their streams would hold it up to the last second."""

    def __init__(self, config: uvicorn.Config, let_go: Callable[[], None]) -> None:
        super().__init__(config)
        self._let_go, self._loop = let_go, asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._let_go)
        super().handle_exit(sig, frame)


async def _greet(server: uvicorn.Server, settings: Settings, *, demo: bool) -> None:
    """Say where to go, once something answers there."""
    while not server.started:  # noqa: ASYNC110  (uvicorn sets a flag, not an event)
        await asyncio.sleep(0.02)
    port = next((each.getsockname()[1] for each in server.servers[0].sockets), settings.port)
    invented = "This is a demo: everyone in it is invented.\n" if demo else ""
    address = f"http://{settings.host}:{port}"
    _say(f"Web chat:  {address}/chat\nPages:     {address}/\n{invented}")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}Stop with Ctrl-C.\n")
    sys.stdout.flush()


def _stop_signal() -> asyncio.Event:
    """Set when we are asked to stop. Heard for uvicorn too: it raises the signal again once it has closed, and without
    a handler the process would end there, with its work in hand.
    """
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
