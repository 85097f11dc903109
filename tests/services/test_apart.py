"""Reports and blocks hold both ways, at once, whoever joins, leaves, comes back or changes their number."""

from collections.abc import Callable, Coroutine
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import Knock
from models.refusal import Refusal
from models.store import Store
from services import (
    consents,
    directory,
    erasures,
    joining,
    knocks,
    moving,
    people,
    phones,
    privacy,
    searching,
)
from services.wishes import Wish
from tests.clock import FakeClock
from tests.services.house import House

PEOPLE = 4
STEPS = 20


class Street:
    """Some people, and who is to be kept apart from whom: by what they did, not by what the store says."""

    def __init__(self, house: House, picks: Random) -> None:
        self.house, self.picks = house, picks
        self.people: list[int] = []
        self.held: set[tuple[int, int]] = set()
        self.numbers: dict[int, str] = {}
        self._given = 0

    async def settle(self) -> None:
        for _each in range(PEOPLE):
            person = await self._arrive()
            self.people.append(await self.house.member("Awa Dossou", person=person))

    async def step(self) -> None:
        one, other = self.picks.sample(self.people, 2)
        acts: list[Callable[[int, int], Coroutine[Any, Any, None]]] = [
            self._knock,
            self._knock,
            self._by_phone,
            self._accept,
            self._block,
            self._report,
            self._join,
            self._move,
            self._leave_and_stay,
            self._leave_and_return,
            self._wait,
        ]
        try:
            await self.picks.choice(acts)(one, other)
        except Refusal:
            return

    async def check(self) -> None:
        """Nothing passes between two people who are apart, in either direction."""
        await self.house.store.read(self._check)

    def _check(self, session: Session) -> None:
        for one, other in self.held:
            for here, there in ((one, other), (other, one)):
                assert directory.read_card(session, here, there) is None
                assert there not in searching.search(session, here, Wish(words=("awa",)))
                assert knocks.between(session, here, there) is None
                assert _refused(session, here, there)
                senders = {session.get_one(Knock, each).sender_id for each in knocks.waiting(session, here)}
                assert there not in senders

    async def _arrive(self) -> int:
        self._given += 1
        number = f"+22901971{self._given:05d}"
        person = await self.house.person(phone=number, findable=True)
        self.numbers[person] = number
        return person

    async def _sender(self, knock: int) -> int:
        return await self.house.store.read(lambda session: session.get_one(Knock, knock).sender_id)

    async def _knock(self, one: int, other: int) -> None:
        await self.house.do(knocks.knock, one, other, "Hello")

    async def _by_phone(self, one: int, other: int) -> None:
        await self.house.do(phones.knock_by_phone, one, self.numbers[other], "Hello")
        self.house.clock.move(minutes=1)
        await self.house.sweep(phones.resolve_phone_knocks)

    async def _accept(self, one: int, _other: int) -> None:
        for knock in await self.house.do(knocks.waiting, one):
            await self.house.do(knocks.accept, one, knock, None)

    async def _block(self, one: int, other: int) -> None:
        await self.house.do(knocks.block_person, one, other)
        self.held.add((one, other))

    async def _report(self, one: int, _other: int) -> None:
        for knock in (await self.house.do(knocks.waiting, one))[:1]:
            sender = await self._sender(knock)
            await self.house.do(knocks.report, one, knock, "rude")
            self.held.add((one, sender))

    async def _join(self, one: int, other: int) -> None:
        """A device of one's own, from which one blocked somebody before, joins."""
        guest = await self._arrive()
        if self.picks.random() < 0.5:
            blocker, blocked = self.picks.sample([guest, other], 2)
            await self.house.do(knocks.block_person, blocker, blocked)
            self.held.add((one, other) if blocker == guest else (other, one))
        code = await self.house.do(joining.offer_code, one)
        assert await self.house.do(joining.join, guest, code) == {"joined": True}

    async def _move(self, one: int, _other: int) -> None:
        code = await self.house.do(moving.offer_code, one)
        new = await self._arrive()
        assert await self.house.do(moving.move, new, code) == {"moved": True}
        self.numbers[one] = self.numbers[new]

    async def _leave_and_stay(self, one: int, _other: int) -> None:
        await self.house.do(erasures.ask, one)
        await self.check()
        await self.house.do(erasures.keep, one)

    async def _leave_and_return(self, one: int, _other: int) -> None:
        """Erased, and back within the day: what one held against others is gone with one's data, not what they hold."""
        await self.house.do(privacy.erase, one)
        self.held = {(by, against) for by, against in self.held if by != one}
        await self.house.do(people.accept_notice, one)
        await self.house.do(phones.prove, one, self.numbers[one], "test")
        await self.house.do(consents.give, one, "phone")
        await self.house.member("Awa Dossou", person=one)

    async def _wait(self, _one: int, _other: int) -> None:
        self.house.clock.move(days=1)
        await self.house.sweep(knocks.expire)


@pytest.mark.parametrize("seed", range(2))
async def test_who_is_apart_stays_apart_whatever_happens(store: Store, clock: FakeClock, seed: int) -> None:
    street = Street(House(store, clock), Random(seed))
    await street.settle()
    for _step in range(STEPS):
        await street.step()
        await street.check()
    assert street.held


def _refused(session: Session, one: int, other: int) -> bool:
    try:
        knocks.check_knock(session, one, other)
    except Refusal:
        return True
    return False
