"""A conversation in a terminal: one line, one turn, one screen."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.addresses import find_address
from bot.service import Service
from bot.trouble import NotReady
from channels.channel import NotNow
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
    screens = Screens(write)
    terminal = Terminal(name, screens, as_json=as_json, demo=demo)
    async with Service(store, channels={NAME: terminal}, demo=demo, only=seat.address) as service:
        service.lanes.wake(seat.person)
        await service.schedule.once()  # what fell due while nobody served is waiting too
        await _settled(service, seat, screens)
        if not screens.count:
            await _say(service, seat, screens, start_event(name, store.clock()))
        while not screens.closed and (line := await read_line()) is not None:
            await _say(service, seat, screens, line_event(name, line, store.clock()))
    if screens.closed:
        msg = "Nothing more can be written here. What was to be said is kept for the next time."
        raise NotReady(msg)


class Screens:
    """A writer that knows how often it was used, and whether anyone still reads."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write, self.count, self.closed = write, 0, False

    def __call__(self, text: str) -> None:
        self.count += 1
        try:
            self._write(text)
        except OSError:
            self.closed = True
            raise NotNow(1) from None


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


async def _say(service: Service, seat: Seat, screens: Screens, event: Event) -> None:
    await service.inbox.receive([event])
    await _settled(service, seat, screens)


async def _settled(service: Service, seat: Seat, screens: Screens) -> None:
    """Wait until nothing of this person is under way: no event, no reply, no notice that is due; or nobody reads."""
    deadline = asyncio.get_running_loop().time() + _LONGEST_TURN_SECONDS
    while not screens.closed and asyncio.get_running_loop().time() < deadline:
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
