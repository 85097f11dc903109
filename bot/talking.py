"""A conversation in a terminal: one line, one turn, one screen."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.inbox import find_address
from bot.service import Service
from channels.terminal.incoming import NAME, line_event, start_event
from channels.terminal.outgoing import Terminal
from channels.wire import Event
from models import Inbound, Notice, Outbox, Talk
from models.clock import now
from models.store import Store
from services import people, phones

_GLANCE_SECONDS = 0.01
_LONGEST_TURN_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at the terminal."""

    name: str
    person: int
    address: int


ReadLine = Callable[[], Awaitable[str | None]]


async def talk(
    store: Store,
    name: str,
    read_line: ReadLine,
    write: Callable[[str], None],
    *,
    phone: str | None = None,
    language: str | None = None,
    hint: str | None = None,
    as_json: bool = False,
    demo: bool = False,
) -> None:
    """Print the first screen or what was waiting, then take one line after the other until there is none.

    A line is taken only after the screen before it was printed; at the end, own turns and replies are waited for.
    """
    seat = await store.write(partial(sit_down, name=name, phone=phone, language=language, hint=hint))
    screens = _Counted(write)
    terminal = Terminal(name, screens, as_json=as_json, demo=demo)
    async with Service(store, channels={NAME: terminal}, demo=demo, only=seat.address) as service:
        service.lanes.wake(seat.person)
        await _settled(service, seat)
        if not screens.count:
            await _say(service, seat, start_event(name, store.clock()))
        while (line := await read_line()) is not None:
            await _say(service, seat, line_event(name, line, store.clock()))


class _Counted:
    """A writer that knows how often it was used."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write, self.count = write, 0

    def __call__(self, text: str) -> None:
        self.count += 1
        self._write(text)


def sit_down(
    session: Session, name: str, phone: str | None = None, language: str | None = None, hint: str | None = None
) -> Seat:
    """The person at the address `name`, new or known; `phone` becomes a number they proved."""
    event = start_event(name, now(session), language=language or hint)
    person, address = find_address(session, event)
    if phone:
        phones.prove(session, person, phone, how=NAME)
    if language:
        people.set_language(session, person, language)
    return Seat(name, person, address)


async def _say(service: Service, seat: Seat, event: Event) -> None:
    await service.inbox.receive([event])
    await _settled(service, seat)


async def _settled(service: Service, seat: Seat) -> None:
    """Wait until nothing of this person is under way: no event, no reply, no notice that is due."""
    deadline = asyncio.get_running_loop().time() + _LONGEST_TURN_SECONDS
    while asyncio.get_running_loop().time() < deadline:
        await service.schedule.tell_due(seat.person)
        await service.sender.claim_once()
        if not await service.store.read(partial(is_busy, person=seat.person, address=seat.address)):
            return
        await asyncio.sleep(_GLANCE_SECONDS)


def is_busy(session: Session, person: int, address: int) -> bool:
    """Whether an event, a reply or a due notice of this person is still under way."""
    at = now(session)
    busy = session.scalar(select(Talk.busy_until).where(Talk.person_id == person, Talk.busy_until > at)) is not None
    event = select(Inbound.id).where(Inbound.person_id == person, Inbound.status == "new")
    due = or_(Outbox.status == "sending", (Outbox.status == "queued") & (Outbox.due_at <= at))
    screen = select(Outbox.id).where(Outbox.address_id == address, due)
    notice = select(Notice.id).where(Notice.person_id == person, Notice.status == "due", Notice.due_at <= at)
    if busy:
        return session.scalar(event) is not None or session.scalar(screen.where(Outbox.push.is_(False))) is not None
    return any(session.scalar(each) is not None for each in (event, screen, notice))


def standard_input() -> ReadLine:
    """Lines of standard input, None at its end; bytes that are no UTF-8 are replaced, never fatal."""

    async def read() -> str | None:
        raw = await asyncio.to_thread(sys.stdin.buffer.readline)
        return raw.decode("utf-8", "replace").rstrip("\r\n") if raw else None

    return read
