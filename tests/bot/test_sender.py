"""The sender: in order for each address, at the pace of the wire, nothing twice that must not be."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.addresses import find_address
from bot.exits import Exits
from bot.holds import Holds
from bot.inbox import keep
from bot.outbox import claim, release_all
from bot.outcomes import settle_trouble
from bot.sender import Sender
from bot.turns import Answered, take_turn
from channels.channel import NotNow, Unreachable
from channels.wire import Event, Post
from models import Address, Announcement, Outbox, Person
from models.clock import now
from models.message import LEASE
from models.store import Store
from services.consents import VERSIONS
from tests.clock import FakeClock
from tests.conversation.furniture import furnish
from tests.conversation.stage import DOORS, cleared


class Wire:
    """A channel whose other end is this list; `troubles` are met one after another before anything is taken."""

    name, tells_later = "wire", False

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.troubles: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()

    def serves(self, account: str, address: str) -> bool:
        return not address.startswith("elsewhere")

    async def send(self, account: str, address: str, post: Post) -> None:
        await self.gate.wait()
        if self.troubles:
            raise self.troubles.pop(0)
        self.taken.append((address, post.text))

    def texts(self, address: str) -> list[str]:
        return [text for to, text in self.taken if to == address]


class Office:
    """A store, a wire, its sender, and people who write."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store, self.clock = store, clock
        self.wire = Wire()
        self.holds = Holds()
        self.sender = Sender(store, {"wire": self.wire}, holds=self.holds)
        self._events = 0

    async def hear(self, address: str, text: str) -> Answered:
        """Receive and answer; the answer is handed on."""
        answered = await self.store.write(partial(self._turn, address=address, text=text))
        await self.sender.hand_on(answered)
        return answered

    async def push(self, address: str, text: str, *, announcement: int | None = None) -> int:
        return await self.store.write(partial(_push, event=self._event(address, ""), text=text, of=announcement))

    async def deliver(self) -> None:
        """Claim until there is nothing more to claim now."""
        await self.sender.rest()
        while await self.sender.claim_once():
            await self.sender.rest()

    async def statuses(self) -> list[str]:
        return await self.store.read(lambda session: list(session.scalars(select(Outbox.status).order_by(Outbox.id))))

    def _turn(self, session: Session, address: str, text: str) -> Answered:
        event = self._event(address, text)
        person = keep(session, event)
        session.execute(update(Person).where(Person.id == person).values(noticed=VERSIONS["notice"]))
        answered = take_turn(session, person, DOORS, Exits(frozenset(), {"wire": self.wire}, self.holds), {})
        assert answered is not None
        return answered

    def _event(self, address: str, text: str) -> Event:
        self._events += 1
        return Event("wire", "", str(self._events), address, "text", self.clock(), text)


def _push(session: Session, event: Event, text: str, of: int | None) -> int:
    person, address = find_address(session, event)
    at = now(session)
    body = {"text": text}
    row = Outbox(person_id=person, address_id=address, push=True, body=body, status="queued", due_at=at, created_at=at)
    row.announcement_id = of
    session.add(row)
    session.flush()
    return row.id


def _announce(session: Session) -> int:
    author = Person(created_at=now(session))
    session.add(author)
    session.flush()
    values: dict[str, Any] = {"author_id": author.id, "country": "BJ", "language": "en", "words": "x", "rate": 1}
    announcement = Announcement(**values, status="sending", excluded={}, created_at=now(session))
    session.add(announcement)
    session.flush()
    return announcement.id


@pytest.fixture
async def office(store: Store, clock: FakeClock) -> AsyncIterator[Office]:
    with cleared():
        furnish()
        yield Office(store, clock)


async def test_an_answer_goes_out_at_once_and_its_text_is_not_kept(office: Office) -> None:
    await office.hear("awa", "/tea")
    await office.sender.rest()

    assert office.wire.taken == [("awa", "(1/4) Who is it for?")]
    assert await office.statuses() == ["sent"]
    [body] = await office.store.read(lambda session: list(session.scalars(select(Outbox.body))))
    assert body is None


async def test_the_answers_of_one_address_keep_their_order_and_others_do_not_wait(office: Office) -> None:
    office.wire.troubles.append(NotNow(30))
    await office.hear("awa", "/tea")
    await office.sender.rest()
    await office.hear("awa", "Awa")
    await office.hear("koffi", "/tea")
    await office.deliver()

    assert office.wire.texts("koffi") == ["(1/4) Who is it for?"]
    assert office.wire.texts("awa") == []
    office.clock.move(seconds=30)
    await office.deliver()
    assert office.wire.texts("awa") == ["(1/4) Who is it for?", "(2/4) Which tea, Awa?"]


async def test_who_was_put_back_first_goes_first(office: Office) -> None:
    """The third is answered while the first is on its way again, and the second still waits."""
    office.wire.troubles.append(OSError())
    first = await office.hear("awa", "/tea")
    await office.deliver()
    second = await office.hear("awa", "Awa")
    office.clock.move(seconds=5)
    office.wire.gate.clear()
    await office.sender.claim_once()
    third = await office.hear("awa", "3")
    office.wire.gate.set()
    await office.deliver()

    assert office.wire.texts("awa") == [each.post.text for each in (first, second, third)]


async def test_what_the_wire_does_not_take_now_is_sent_when_it_said(office: Office) -> None:
    office.wire.troubles += [NotNow(7), NotNow(3)]
    await office.hear("awa", "/tea")
    await office.deliver()

    office.clock.move(seconds=6)
    await office.deliver()
    assert len(office.wire.troubles) == 1
    office.clock.move(seconds=1)
    await office.deliver()
    office.clock.move(seconds=3)
    await office.deliver()
    assert office.wire.texts("awa") == ["(1/4) Who is it for?"]


async def test_an_address_that_takes_nothing_more_is_switched_off_until_it_writes(office: Office) -> None:
    office.wire.troubles.append(Unreachable())
    await office.hear("awa", "/tea")
    await office.deliver()

    assert await office.statuses() == ["failed"]
    active = select(Address.active)
    assert await office.store.read(lambda session: session.scalar(active)) is False


async def test_an_answer_of_unknown_fate_is_sent_again_and_an_announcement_never(office: Office) -> None:
    announcement = await office.store.write(_announce)
    office.wire.troubles.append(ConnectionError())
    await office.hear("awa", "/help")
    await office.deliver()
    assert office.wire.taken == []
    office.clock.move(seconds=5)
    await office.deliver()
    assert office.wire.texts("awa") == ["This is help."]

    office.wire.troubles.append(ConnectionError())
    await office.push("awa", "The consulate is closed.", announcement=announcement)
    await office.deliver()
    office.clock.move(hours=1)
    await office.deliver()
    assert office.wire.texts("awa") == ["This is help."]
    assert await office.statuses() == ["sent", "unknown"]


async def test_no_answer_overtakes_what_a_restart_left_unsent(office: Office) -> None:
    office.wire.troubles.append(NotNow(7))
    await office.hear("awa", "/tea")
    await office.deliver()

    office.sender = Sender(office.store, {"wire": office.wire})
    await office.sender.begin()
    await office.hear("awa", "/help")
    await office.deliver()
    assert office.wire.taken == []

    office.clock.move(seconds=7)
    await office.deliver()
    first, second = office.wire.texts("awa")
    assert first == "(1/4) Who is it for?"
    assert second.startswith("This is help.")


async def test_the_news_that_it_did_not_arrive_may_be_faster_than_that_it_was_taken(office: Office) -> None:
    office.wire.gate.clear()
    answered = await office.hear("awa", "/tea")
    await office.store.write(partial(settle_trouble, row=answered.post.id, trouble=Unreachable("131026")))

    office.wire.gate.set()
    await office.deliver()

    assert await office.statuses() == ["failed"]


async def test_who_begins_to_send_alone_takes_up_at_once_what_was_on_its_way(office: Office) -> None:
    announcement = await office.store.write(_announce)
    office.wire.gate.clear()
    await office.hear("awa", "/help")
    await office.push("koffi", "The consulate is closed.", announcement=announcement)
    await office.sender.claim_once()

    office.sender, office.wire = Sender(office.store, {"wire": (wire := Wire())}), wire
    await office.store.write(partial(release_all, channels=("wire",)))
    await office.deliver()

    assert wire.taken == [("awa", "This is help.")]
    assert await office.statuses() == ["sent", "unknown"]


async def test_answers_overtake_pushes(office: Office) -> None:
    await office.push("awa", "News")
    await office.hear("awa", "/help")
    await office.deliver()

    assert office.wire.texts("awa") == ["This is help.", "News"]


async def test_pushes_wait_while_a_question_is_fresh_and_keep_their_order(office: Office) -> None:
    await office.hear("awa", "/tea")
    await office.push("awa", "One")
    await office.push("awa", "Two")
    await office.push("koffi", "Three")
    await office.deliver()

    assert office.wire.texts("awa") == ["(1/4) Who is it for?"]
    assert office.wire.texts("koffi") == ["Three"]
    office.clock.move(minutes=10)
    await office.deliver()
    assert office.wire.texts("awa")[1:] == ["One", "Two"]


async def test_what_a_dead_sender_held_is_sent_by_another_after_a_minute(office: Office) -> None:
    announcement = await office.store.write(_announce)
    await office.store.write(partial(office._turn, address="awa", text="/help"))
    await office.push("koffi", "The consulate is closed.", announcement=announcement)
    await office.store.write(partial(claim, channels=("wire",), limit=10))

    await office.deliver()
    assert office.wire.taken == []
    office.clock.move(seconds=LEASE.total_seconds() + 1)
    await office.deliver()
    assert office.wire.taken == [("awa", "This is help.")]
    assert await office.statuses() == ["sent", "unknown"]


async def test_two_senders_send_everything_once(office: Office) -> None:
    other = Sender(office.store, {"wire": office.wire})
    for number in range(6):
        await office.push(f"guest{number % 3}", f"Push {number}")

    for _round in range(4):
        await asyncio.gather(office.sender.claim_once(), other.claim_once())
        await asyncio.gather(office.sender.rest(), other.rest())
    assert sorted(text for _to, text in office.wire.taken) == [f"Push {number}" for number in range(6)]
    assert office.wire.texts("guest0") == ["Push 0", "Push 3"]


async def test_a_sender_of_one_address_leaves_the_others_alone(office: Office) -> None:
    await office.push("awa", "One")
    await office.push("koffi", "Two")
    [address, *_others] = await office.store.read(lambda session: list(session.scalars(select(Address.id))))
    mine = Sender(office.store, {"wire": office.wire}, only=address)

    await mine.claim_once()
    await mine.rest()
    assert office.wire.taken == [("awa", "One")]


async def test_what_another_process_serves_waits_for_it(office: Office) -> None:
    answered = await office.hear("elsewhere", "/help")

    assert not answered.sending
    assert await office.statuses() == ["queued"]


async def test_an_answer_counts_as_seen_only_once_it_is_out(office: Office) -> None:
    await office.hear("awa", "/tea")
    await office.deliver()
    office.wire.gate.clear()
    await office.hear("awa", "Awa")
    early = await office.hear("awa", "1")
    assert early.post.text.startswith("Your answer came before this was on your screen")

    office.wire.gate.set()
    await office.deliver()
    office.clock.move(seconds=1)
    assert (await office.hear("awa", "1")).post.text == "(3/4) With sugar?"
