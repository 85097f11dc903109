"""Holds: while a vendor wants quiet nothing goes out on that account, from no process, and not after a restart."""

from functools import partial

from sqlalchemy import select

from bot.holds import Holds, keep_hold, read_holds
from bot.sender import Sender
from channels.channel import NotNow, Shut
from models import Outbox
from models.store import Store
from tests.bot.test_sender import Office
from tests.clock import FakeClock


async def test_nobody_is_written_to_while_the_account_is_held(store: Store, clock: FakeClock) -> None:
    office = Office(store, clock)
    office.wire.troubles.append(NotNow(30, account=True))
    await office.hear("awa", "/tea")
    await office.deliver()
    await office.hear("koffi", "/tea")
    await office.push("ama", "News")
    await office.deliver()
    assert office.wire.taken == []

    clock.move(seconds=29)
    await office.deliver()
    assert office.wire.taken == []

    clock.move(seconds=1)
    await office.deliver()
    assert {address for address, _text in office.wire.taken} == {"awa", "koffi", "ama"}


async def test_what_was_answered_in_a_hold_is_not_overtaken_when_it_ends(store: Store, clock: FakeClock) -> None:
    office = Office(store, clock)
    office.wire.troubles.append(NotNow(30, account=True))
    await office.hear("koffi", "/tea")
    await office.deliver()

    first = await office.hear("awa", "/help")
    clock.move(seconds=30)
    second = await office.hear("awa", "tea")
    await office.deliver()

    assert first.post.text != second.post.text
    assert office.wire.texts("awa") == [first.post.text, second.post.text]


async def test_a_restart_keeps_quiet_too(store: Store, clock: FakeClock) -> None:
    office = Office(store, clock)
    office.wire.troubles.append(NotNow(30, account=True))
    await office.hear("awa", "/tea")
    await office.deliver()

    office.sender = Sender(store, {"wire": office.wire})
    await office.push("koffi", "News")
    await office.deliver()
    assert office.wire.taken == []

    clock.move(seconds=30)
    await office.deliver()
    assert len(office.wire.taken) == 2


async def test_an_account_that_is_shut_is_tried_again_after_a_while(store: Store, clock: FakeClock) -> None:
    office = Office(store, clock)
    office.wire.troubles.append(Shut("190", 300))
    await office.hear("awa", "/tea")
    await office.deliver()
    assert await store.read(lambda session: session.scalar(select(Outbox.status))) == "queued"

    clock.move(seconds=300)
    await office.deliver()
    assert len(office.wire.taken) == 1


async def test_what_is_guessed_grows_and_what_is_said_does_not(store: Store, clock: FakeClock) -> None:
    office = Office(store, clock)
    office.wire.troubles += [NotNow(2, grows=True), NotNow(2, grows=True), NotNow(2)]
    await office.hear("awa", "/tea")
    for seconds in (2, 4, 2):
        await office.deliver()
        clock.move(seconds=seconds)
    await office.deliver()

    assert len(office.wire.taken) == 1


async def test_a_hold_is_for_its_account_alone_and_the_longest_counts(store: Store, clock: FakeClock) -> None:
    await store.write(partial(keep_hold, account=("telegram", "1"), seconds=60))
    holds = Holds()
    holds.learn(await store.read(read_holds))
    holds.learn({("telegram", "1"): clock()})

    assert holds.seconds(("telegram", "1"), clock()) == 60
    assert holds.seconds(("telegram", "2"), clock()) == 0
    assert holds.held(clock()) == [("telegram", "1")]
