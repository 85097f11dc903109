"""What arrives is kept once, whoever else arrives at the same moment."""

import asyncio

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.inbox import Inbox
from channels.wire import Event
from models import Address, Inbound, Person
from models.store import Store
from tests.clock import FakeClock


def written(number: int, clock: FakeClock, *, by: str = "awa") -> Event:
    return Event("stage", "", f"{by} {number}", by, "text", clock(), text=f"line {number}", language="fr")


async def test_the_first_messages_of_a_newcomer_make_one_person(store: Store, clock: FakeClock) -> None:
    woken: list[int] = []
    inbox = Inbox(store, woken.append)

    await asyncio.gather(*(inbox.receive([written(number, clock)]) for number in range(20)))

    assert len(set(woken)) == 1
    assert await store.read(_rows) == (1, 1, 20)


async def test_a_message_received_again_and_again_is_one(store: Store, clock: FakeClock) -> None:
    woken: list[int] = []
    inbox = Inbox(store, woken.append)

    await asyncio.gather(*(inbox.receive([written(number % 2, clock)]) for number in range(20)))

    assert len(woken) == 2
    assert await store.read(_rows) == (1, 1, 2)


async def test_a_batch_of_several_people_wakes_each_of_them(store: Store, clock: FakeClock) -> None:
    woken: list[int] = []
    batch = [written(1, clock, by="awa"), written(1, clock, by="koffi"), written(2, clock, by="awa")]

    await Inbox(store, woken.append).receive(batch)

    assert len(woken) == 3
    assert woken[0] == woken[2] != woken[1]


async def test_an_old_message_told_again_opens_no_address_that_was_shut_since(store: Store, clock: FakeClock) -> None:
    inbox, said = Inbox(store, lambda _person: None), written(1, clock)
    await inbox.receive([said])
    await inbox.receive([Event("stage", "", "shut", "awa", "left", clock())])

    await inbox.receive([said])
    assert await store.read(_is_open) is False

    await inbox.receive([written(2, clock)])
    assert await store.read(_is_open) is True


def _is_open(session: Session) -> bool | None:
    return session.scalar(select(Address.active))


def _rows(session: Session) -> tuple[int | None, ...]:
    return tuple(session.scalar(select(func.count()).select_from(table)) for table in (Person, Address, Inbound))
