"""Two people turn out to be one while somebody hears from them: on PostgreSQL, where two write at once."""

import asyncio

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
