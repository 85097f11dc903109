"""Two people turn out to be one while somebody hears from them: on PostgreSQL, where two write at once."""

import asyncio
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.inbox import Inbox
from bot.turns import waiting_people
from channels.wire import Event
from models import Address, Inbound
from models.store import Store
from tests.clock import FakeClock

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
