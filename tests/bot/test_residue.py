"""What is on disk of a whole life, and what is left of it when it was erased."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.outbox import clear
from models import Outbox
from models.base import Base
from models.clock import now
from models.engines import empty_log, is_sqlite
from models.store import Store
from services import mentoring, phones, privacy, retention
from tests.clock import FakeClock
from tests.handlers.chats import Chat
from tests.handlers.conftest import START
from tests.services.house import House

NAME, NUMBER = "Zanzibarra Qvistgaardova", "+2290197654321"
WORDS, CONTACT, QUESTION = "qvwordsxzk", "qvcontactxzk", "qvquestionxzk"
PASSED, MENTORED, ABOUT, UNFINISHED = "qvpassedxzk", "qvmentoredxzk", "qvaboutxzk", "Qvunfinishedxzk"
SEALED = (NUMBER[1:], "97 65 43 21", WORDS, CONTACT, QUESTION, PASSED, MENTORED, ABOUT, UNFINISHED)
CANARIES = (*SEALED, *NAME.split(), "qvistgaardova")


@pytest.fixture
def house(store: Store, clock: FakeClock) -> House:
    return House(store, clock)


async def guest(store: Store, name: str, *, phone: str | None = None) -> Chat:
    chat = Chat(store, name)
    await chat.say("", "start", number=phone)
    await chat.tap(START)
    return chat


async def live(house: House) -> tuple[Chat, Chat]:
    """She does all one can do here, with Koffi, and is in the middle of two things when it ends."""
    store = house.store
    awa, koffi = await guest(store, "awa", phone=NUMBER), await guest(store, "koffi")
    await house.member(NAME, person=awa.person)
    await house.member("Koffi Mensah", person=koffi.person)
    await house.do(phones.set_findable, awa.person, findable=True)
    await house.do(mentoring.offer, awa.person, capacity=2, about=ABOUT)
    await koffi.say_all("/search Qvistgaardova", "1", "1", "Hello, I am Koffi")
    await awa.news()
    await awa.tap("Accept")
    await awa.tap("Another contact")
    await awa.say(CONTACT)
    await awa.tap("Write to them")
    await awa.say(PASSED)
    await koffi.news()
    await awa.say_all("/search Koffi", "1")
    await koffi.say_all(f"/phone {NUMBER}", "Hello again")
    await awa.later(minutes=1)
    await awa.say_all("/mentor")
    await house.do(mentoring.offer, koffi.person, capacity=2, about=None)
    await house.do(mentoring.request, awa.person, [koffi.person], work=None, question=MENTORED, contact=NUMBER)
    await koffi.news()
    await awa.say_all("/person", QUESTION)
    await awa.say_all("/alerts", "2", "benin", "1", "1")
    await awa.say_all("/phone +2290197111111", WORDS)
    return awa, koffi


async def told(store: Store) -> str:
    """Every row there is, opened."""

    def rows(session: Session) -> str:
        return str([list(session.execute(select(table))) for table in Base.metadata.sorted_tables])

    return await store.read(rows)


async def test_what_was_said_and_numbers_are_nowhere_on_disk_as_they_are(house: House) -> None:
    awa, _koffi = await live(house)
    await awa.say_all("/register", "1", UNFINISHED)
    await awa.say(NUMBER)

    opened = await told(house.store)
    assert [each for each in SEALED if each not in opened] == []
    raw = on_disk(house.store) if is_sqlite(house.store.url) else await house.store.read(_raw)

    assert [each for each in SEALED if each.encode() in raw] == []


def on_disk(store: Store) -> bytes:
    """The files of an embedded store, its log among them."""
    database = Path(str(store.url.database))
    return b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))


def _raw(session: Session) -> bytes:
    tables = [table.name for table in Base.metadata.sorted_tables]
    rows = [session.connection().exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in tables]  # noqa: S608
    return b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for table in rows
        for row in table
        for value in row
    )


async def test_a_day_after_an_erasure_nothing_is_left(
    house: House,
) -> None:
    awa, koffi = await live(house)
    await awa.say_all("/erase", "3", "yes")
    assert "It is erased" in awa.text
    await awa.say("/stop")
    await koffi.news()
    await koffi.say("menu")
    await house.store.write(lambda session: session.query(Outbox).update({"seen_at": now(session)}))

    house.clock.move(hours=25)
    for sweep in (privacy.finish_erasures, retention.delete_old, clear):
        await house.sweep(sweep)
    left = await told(house.store)

    assert [each for each in CANARIES if each.casefold() in left.casefold()] == []
    if is_sqlite(house.store.url):
        assert empty_log(house.store.url)
        assert [each for each in CANARIES if each.encode() in on_disk(house.store)] == []
