"""One address with several names: what a vendor tells of them is noted, and nobody gets into another's conversation."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.inbox import Inbox
from channels.wire import Event, EventKind
from models import Address, Alias, Inbound, Outbox, Person, ProvedNumber
from models.clock import now
from models.store import Store
from tests.clock import FakeClock

OLD, NEW = "22997000001", "22997000002"
AWA, KOFFI = "BJ.100", "BJ.200"


@dataclass
class Line:
    """A business number, and what people write to it."""

    store: Store
    clock: FakeClock
    woken: list[int] = field(default_factory=list)
    _events: int = 0

    async def hear(
        self,
        address: str,
        *aliases: str,
        kind: EventKind = "text",
        text: str = "hello",
        number: str | None = None,
        again: int = 0,
    ) -> int:
        """The person who is woken; `again` repeats an earlier event."""
        self._events += 1
        event = Event(
            "whatsapp",
            "1",
            f"wamid.{again or self._events}",
            address,
            kind,
            self.clock(),
            text,
            number=number or (f"+{address}" if address.isdigit() else None),
            aliases=aliases,
            written_at=self.clock(),
        )
        woken: list[int] = []
        await Inbox(self.store, woken.append).receive([event])
        self.woken += woken
        return woken[0] if woken else 0

    async def names(self) -> dict[int, list[str]]:
        """Every address with its names, by the person whose it is."""
        return await self.store.read(_names)

    async def numbers(self, person: int) -> Sequence[str]:
        mine = select(ProvedNumber.number).where(ProvedNumber.person_id == person).order_by(ProvedNumber.number)
        return await self.store.read(lambda session: session.scalars(mine).all())


def _names(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for address in session.scalars(select(Address).order_by(Address.id)):
        others = session.scalars(select(Alias.external_id).where(Alias.address_id == address.id).order_by(Alias.id))
        found.setdefault(address.person_id, []).extend([address.external_id, *others])
    return found


@pytest.fixture
def line(store: Store, clock: FakeClock) -> Line:
    return Line(store, clock)


async def test_a_number_and_the_id_of_the_same_account_are_one_address(line: Line) -> None:
    person = await line.hear(OLD, AWA)

    assert await line.hear(AWA) == person
    assert await line.hear(OLD) == person
    assert await line.names() == {person: [OLD, AWA]}


async def test_an_id_that_shows_its_number_is_reached_by_it_from_then_on(line: Line) -> None:
    person = await line.hear(AWA)

    assert await line.hear(OLD, AWA) == person
    assert await line.names() == {person: [OLD, AWA]}
    assert await line.numbers(person) == [f"+{OLD}"]


async def test_two_strangers_who_turn_out_to_be_one_have_one_conversation(line: Line) -> None:
    by_number, by_id = await line.hear(OLD), await line.hear(AWA)
    assert by_number != by_id

    assert await line.hear(OLD, AWA) == by_number
    assert await line.hear(AWA) == by_number
    assert await line.names() == {by_number: [OLD, AWA]}
    assert await line.store.read(_waiting) == {by_number: 4}


def _waiting(session: Session) -> dict[int, int]:
    people = session.scalars(select(Inbound.person_id)).all()
    return {person: people.count(person) for person in people}


async def test_a_change_of_number_takes_the_conversation_along_and_leaves_no_proof_behind(line: Line) -> None:
    person = await line.hear(OLD, AWA)

    await line.hear(NEW, "BJ.101", kind="moved", text=OLD)

    assert await line.names() == {person: [NEW, "BJ.101"]}
    assert await line.numbers(person) == [f"+{NEW}"]
    assert await line.hear(NEW) == person
    assert await line.hear(OLD, KOFFI) != person


async def test_a_change_of_number_told_after_the_first_message_from_it_makes_one_conversation_of_two(
    line: Line,
) -> None:
    before = await line.hear(OLD, AWA)
    after = await line.hear(NEW, "BJ.101")
    assert before != after

    await line.hear(NEW, "BJ.101", kind="moved", text=OLD)

    assert await line.names() == {after: [NEW, "BJ.101"]}
    assert await line.numbers(after) == [f"+{NEW}"]
    assert await line.hear(AWA) not in (before, after)


async def test_a_change_of_number_told_again_later_takes_nothing_from_the_next_owner(line: Line) -> None:
    person = await line.hear(OLD)
    await line.hear(NEW, kind="moved", text=OLD)
    heir = await line.hear(OLD)

    await line.hear(NEW, kind="moved", text=OLD, again=2)

    assert await line.names() == {person: [NEW], heir: [OLD]}


async def test_a_message_repeated_after_a_change_of_number_brings_no_name_back(line: Line) -> None:
    person = await line.hear(OLD, AWA)
    await line.hear(NEW, AWA, kind="moved", text=OLD)

    assert await line.hear(OLD, AWA, again=1) == 0
    assert await line.names() == {person: [NEW, AWA]}


async def test_a_change_of_number_of_a_stranger_needs_no_note(line: Line) -> None:
    assert await line.hear(NEW, kind="moved", text=OLD) == 0
    assert await line.names() == {}


async def test_a_number_handed_to_somebody_else_opens_nobody_elses_conversation(line: Line) -> None:
    person = await line.hear(OLD, AWA)

    line.clock.move(days=46)
    heir = await line.hear(OLD, KOFFI)

    assert heir not in (0, person)
    assert await line.names() == {person: [AWA], heir: [OLD, KOFFI]}
    assert await line.numbers(person) == []
    assert await line.numbers(heir) == [f"+{OLD}"]
    assert await line.hear(AWA) == person


async def test_a_new_id_at_a_number_in_use_is_still_its_owner(line: Line) -> None:
    person = await line.hear(OLD, AWA)

    line.clock.move(days=44)

    assert await line.hear(OLD, "BJ.102") == person
    assert await line.names() == {person: [OLD, AWA, "BJ.102"]}


@pytest.mark.parametrize("aliases", [(), (KOFFI,)])
async def test_a_number_that_nobody_vouches_for_is_a_strangers_after_a_year(
    line: Line, aliases: tuple[str, ...]
) -> None:
    person = await line.hear(OLD)

    line.clock.move(days=366)
    heir = await line.hear(OLD, *aliases)

    assert heir not in (0, person)
    assert await line.names() == {heir: [OLD, *aliases]}
    assert (await line.numbers(person), await line.numbers(heir)) == ([], [f"+{OLD}"])
    assert await line.hear(OLD, *aliases) == heir


async def test_who_writes_once_a_year_stays_who_they_are(line: Line) -> None:
    person = await line.hear(OLD)
    for _year in range(3):
        line.clock.move(days=364)
        assert await line.hear(OLD) == person


async def test_an_account_that_is_known_by_its_id_is_known_after_a_year(line: Line) -> None:
    person = await line.hear(OLD, AWA)

    line.clock.move(days=366)

    assert await line.hear(OLD, AWA) == person


async def test_who_shuts_us_out_is_not_written_to_until_they_are_back(line: Line) -> None:
    person = await line.hear(OLD)
    assert await line.hear(OLD, kind="left") == 0
    assert await line.store.read(_active) == [False]

    await line.hear(OLD, kind="back")
    assert await line.store.read(_active) == [True]

    await line.hear(OLD, kind="left", again=2)
    assert await line.store.read(_active) == [True], "told again, late"

    await line.hear(OLD, kind="left")
    assert await line.hear(OLD) == person
    assert await line.store.read(_active) == [True]


def _active(session: Session) -> Sequence[bool]:
    return session.scalars(select(Address.active)).all()


async def test_what_waits_for_a_word_goes_out_when_it_comes(line: Line, clock: FakeClock) -> None:
    person = await line.hear(OLD)
    await line.store.write(lambda session: _leave_waiting(session, person))

    await line.hear(OLD)
    assert await line.store.read(_statuses) == ["waiting"], "the same minute: no window has opened since"

    clock.move(hours=25)
    await line.hear(OLD)
    assert await line.store.read(_statuses) == ["queued"]


def _leave_waiting(session: Session, person: int) -> None:
    address = session.scalars(select(Address.id).where(Address.person_id == person)).one()
    at = now(session)
    screen = {"text": "News", "dialogue": "alert"}
    session.add(
        Outbox(person_id=person, address_id=address, push=True, body=screen, status="waiting", due_at=at, created_at=at)
    )


def _statuses(session: Session) -> Sequence[str]:
    return session.scalars(select(Outbox.status)).all()


async def test_a_card_is_not_given_up_for_a_conversation(line: Line) -> None:
    await line.hear(OLD)
    by_id = await line.hear(AWA)
    await line.store.write(lambda session: _enrol(session, by_id))

    assert await line.hear(OLD, AWA) == by_id
    assert await line.names() == {by_id: [OLD, AWA]}
    assert await line.numbers(by_id) == [f"+{OLD}"]


async def test_two_cards_of_one_account_are_both_kept_and_one_rests(line: Line) -> None:
    by_number, by_id = await line.hear(OLD), await line.hear(AWA)
    await line.store.write(lambda session: _enrol(session, by_number, by_id))

    assert await line.hear(OLD, AWA) == by_number

    rests = await line.store.read(lambda session: session.get_one(Person, by_id).stopped_at)
    assert rests is not None


def _enrol(session: Session, *people: int) -> None:
    for person in people:
        session.get_one(Person, person).is_member = True
