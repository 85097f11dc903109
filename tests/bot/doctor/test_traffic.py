"""What the rows tell of the wires, on each store."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from bot.addresses import find_address
from bot.doctor import traffic
from bot.holds import keep_hold
from channels.wire import Event
from models import Billed, Outbox, Unread
from models.clock import now
from models.store import Store
from tests.bot.doctor.told import told


async def finds(store: Store, *works: Callable[[Session], Any]) -> list[str]:
    for work in works:
        await store.write(work)
    return told(await store.read(lambda session: [*traffic.examine(session)]))


async def test_a_quiet_house_has_nothing_to_tell(store: Store) -> None:
    assert await finds(store) == []


async def test_a_long_hold_needs_somebody_and_a_short_one_does_not(store: Store) -> None:
    telegram, whatsapp = ("telegram", "7"), ("whatsapp", "106")
    short, long = partial(keep_hold, account=telegram, seconds=5), partial(keep_hold, account=whatsapp, seconds=300)

    assert await finds(store, short, long) == [
        "✓ Nothing goes out on telegram (7) before 09:00:05 UTC, and all of it waits: its vendor wants to be left "
        "alone",
        "✗ Nothing goes out on whatsapp (106) before 09:05:00 UTC, and all of it waits. The log says why, under “a "
        "channel refuses”; docs/channels.md lists the codes",
    ]


async def test_screens_that_wait_for_a_word_are_counted(store: Store) -> None:
    def wait(session: Session, address: str) -> None:
        at = now(session)
        event = Event("whatsapp", "106", address, address, "text", at)
        person, row = find_address(session, event)
        body = {"text": "words of ours"}
        session.add(
            Outbox(person_id=person, address_id=row, push=True, body=body, status="waiting", due_at=at, created_at=at)
        )

    found = await finds(store, partial(wait, address="22890112233"), partial(wait, address="22890112244"))

    assert found == ["✓ 2 screens wait on whatsapp until their people write"]


async def test_what_could_not_be_read_needs_somebody_and_is_not_shown(store: Store) -> None:
    def keep(session: Session, why: str) -> None:
        session.add(
            Unread(channel="whatsapp", account="106", raw="what somebody wrote", why=why, received_at=now(session))
        )

    found = await finds(store, *(partial(keep, why=why) for why in ("no id", "KeyError", "no id")))

    assert found == [
        "✗ 1 notifications of whatsapp could not be read (KeyError). They are kept: tell the maintainers",
        "✗ 2 notifications of whatsapp could not be read (no id). They are kept: tell the maintainers",
    ]


async def test_what_is_billed_this_month_is_told_by_category(store: Store) -> None:
    def bill(session: Session) -> None:
        at = now(session)
        months = {"now": f"{at:%Y-%m}", "before": f"{at - timedelta(days=40):%Y-%m}"}
        session.add_all(_bills(months))

    def _bills(months: dict[str, str]) -> Iterator[Billed]:
        for month, category, messages in (("now", "service", 12), ("now", "utility", 3), ("before", "service", 99)):
            yield Billed(month=months[month], channel="whatsapp", account="106", category=category, messages=messages)

    assert await finds(store, bill) == ["✓ Billed by whatsapp in 2026-11, as it told us: 12 service, 3 utility"]
