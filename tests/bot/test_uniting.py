"""Two people turn out to be one while somebody hears from them: on PostgreSQL, where two write at once."""

import asyncio
from dataclasses import replace
from functools import partial
from threading import Event as Signal

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from bot.inbox import Inbox, keep, keep_all
from bot.turns import waiting_people
from channels.wire import Event
from models import Address, Inbound
from models.store import Store
from tests.clock import FakeClock
from tests.conftest import SECRET

PHONE, ID = "22997000001", "BJ.100"
TIMES = 30


def said(clock: FakeClock, external_id: str, address: str, *aliases: str) -> Event:
    return Event("whatsapp", "1", external_id, address, "text", clock(), "hello", aliases=aliases, written_at=clock())


async def test_what_is_heard_meanwhile_is_the_one_persons_too(store: Store, clock: FakeClock) -> None:
    """Each time under other names, and each at its own moment of the other's work."""
    inbox = Inbox(store, lambda _person: None)

    async def meet(number: int) -> None:
        phone, user = f"{PHONE}{number:03}", f"{ID}{number}"
        await inbox.receive([said(clock, f"{number} a", phone)])
        await inbox.receive([said(clock, f"{number} b", user)])
        both = said(clock, f"{number} both", phone, user)
        rest = [said(clock, f"{number} {at}", user) for at in range(8)]
        await asyncio.gather(*(inbox.receive([each]) for each in (*rest[:4], both, *rest[4:])))

    await asyncio.gather(*map(meet, range(TIMES)))

    assert await store.read(_lost) == 0
    assert [events for _person, events in await store.read(waiting_people)] == [11] * TIMES


def _lost(session: Session) -> int:
    """Events that no turn can find: their address is another's, or gone."""
    mine = select(Address.id).where(Address.id == Inbound.address_id, Address.person_id == Inbound.person_id)
    return len(session.scalars(select(Inbound.id).where(~mine.exists())).all())


async def test_words_that_wait_on_another_device_of_the_guests_are_the_one_persons_too(
    store: Store, clock: FakeClock
) -> None:
    inbox = Inbox(store, lambda _person: None)
    await inbox.receive([said(clock, "a", PHONE)])
    await inbox.receive([said(clock, "b", ID), replace(said(clock, "c", "page"), channel="webchat")])
    await store.write(_join_page)

    await inbox.receive([said(clock, "both", PHONE, ID)])

    assert await store.read(_lost) == 0
    assert [events for _person, events in await store.read(waiting_people)] == [4]


def _join_page(session: Session) -> None:
    """The web chat is another device of the person at the vendor's id."""
    guest = session.scalar(select(Inbound.person_id).where(Inbound.external_id == "b"))
    page = session.scalars(select(Address).where(Address.channel == "webchat")).one()
    session.execute(update(Inbound).where(Inbound.address_id == page.id).values(person_id=guest))
    page.person_id = guest or 0


async def test_a_change_of_number_told_by_several_posts_at_once_is_kept_without_a_conflict(
    store: Store, clock: FakeClock
) -> None:
    """Each post has more of both than the change: who holds a part of a person asks for all of them."""
    inbox = Inbox(store, lambda _person: None)
    people = [(f"2299700{number:04}", f"2299600{number:04}") for number in range(2)]
    await inbox.receive([said(clock, f"{name} first", name) for pair in people for name in pair])

    async def post(number: int) -> None:
        pairs = people if number % 2 else people[::-1]
        news = [said(clock, f"{name} {number}", name) for pair in pairs for name in pair]
        moves = [replace(said(clock, f"{old} moves {number}", new), kind="moved", text=old) for old, new in pairs]
        await inbox.receive([*news, *moves])

    await asyncio.gather(*map(post, range(4)))

    assert await store.read(_lost) == 0


async def test_a_word_that_came_second_from_a_new_number_waits_for_its_owner(
    postgres_url: str, clock: FakeClock
) -> None:
    """Somebody else brings the number, and a third makes it another's, before the word itself is written down."""
    old, new = f"{PHONE}1", f"{PHONE}2"
    store = Store(postgres_url, SECRET, clock=clock)
    await store.write(partial(keep, event=said(clock, "new", new)))
    bringing, writing = Held(said(clock, "first", old)), Held(said(clock, "second", f"{PHONE}3"), fails=True)
    brought = asyncio.create_task(store.write(bringing, lane=0))
    written = asyncio.create_task(store.write(writing, lane=1))
    await asyncio.to_thread(bringing.begun.wait)
    await asyncio.to_thread(writing.begun.wait)

    second = asyncio.create_task(store.write(partial(keep, event=said(clock, "second", old)), lane=2))
    await _is_waited_for(store, bringing)
    bringing.goes_on.set()
    await brought
    await _is_waited_for(store, writing)
    moves = replace(said(clock, "moves", new), kind="moved", text=old)
    await store.write(partial(keep_all, news=[moves]), lane=3)
    writing.goes_on.set()
    await asyncio.wait([written])

    assert await second
    assert await store.read(_lost) == 0
    assert written.exception() is not None
    await store.close()


class Held:
    """Keeps an event and stands still before the commit, or before it is undone."""

    def __init__(self, event: Event, *, fails: bool = False) -> None:
        self._event, self._fails = event, fails
        self.begun, self.goes_on = Signal(), Signal()
        self.process = 0

    def __call__(self, session: Session) -> None:
        keep(session, self._event)
        self.process = session.scalar(select(func.pg_backend_pid())) or 0
        self.begun.set()
        self.goes_on.wait()
        if self._fails:
            raise ValueError


async def _is_waited_for(store: Store, held: Held) -> None:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE :process = ANY(pg_blocking_pids(pid))")
    while not await store.read(lambda session: session.scalar(waiting, {"process": held.process})):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
