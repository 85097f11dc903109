"""A word to a phone number: the same screens, statements and pushes, whoever has the number, or nobody."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from models import Outbox
from models.store import Store
from services import knocks, people, phones, privacy
from tests.clock import FakeClock
from tests.handlers.chats import Chat
from tests.handlers.conftest import START
from tests.services.house import House

NUMBER = "+2290197654321"
_SAVEPOINT = re.compile(r"sa_savepoint_\d+")
_OF_ONE = re.compile(r"/mydata/[\w-]+|\d{4}-\d\d-\d\dT[\d:+.]+|\d+ November 2026|\d+ December 2026")
CASES = ("somebody", "findable off", "blocks", "on hold", "stopped", "rests", "erased", "oneself")


@pytest.fixture
def house(store: Store, clock: FakeClock) -> House:
    return House(store, clock)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement of every engine while this lasts."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(_SAVEPOINT.sub("savepoint", statement))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


async def sender(house: House, case: str) -> Chat:
    """Koffi, and what is true of the number he knows."""
    koffi = Chat(house.store, f"koffi {case}")
    await koffi.say("", "start", number=NUMBER if case == "oneself" else "+2290190000001")
    await koffi.tap(START)
    if case in ("nobody", "oneself"):
        return koffi
    awa = await house.member("Awa Dossou", person=await house.person(phone=NUMBER, findable=True))
    match case:
        case "findable off":
            await house.do(phones.set_findable, awa, findable=False)
        case "blocks":
            await house.do(knocks.block_person, awa, koffi.person)
        case "on hold":
            await house.suspend(awa)
        case "stopped":
            await house.do(people.stop, awa)
        case "rests":
            await house.do(people.pause, awa, 7)
        case "erased":
            await house.do(privacy.erase, awa)
    return koffi


async def exported(house: House, koffi: Chat, case: str) -> str:
    """All that he takes along, but for the name that tells the cases apart."""
    return json.dumps(await house.do(privacy.export, koffi.person)).replace(case, "")


async def what_koffi_gets(house: House, case: str) -> tuple[list[str], list[str], int, int]:
    """Texts of all screens, statements of all his turns, pushes and replies, in a case."""
    koffi = await sender(house, case)
    with statements() as said:
        screens = [await koffi.say(f"/phone {NUMBER}"), await koffi.say("It is Koffi, the son of aunt Rose")]
        screens.append(await koffi.say(f"I look for {NUMBER}"))
    for span in ({"minutes": 1}, {"days": 15}):
        await koffi.later(**span)
        await koffi.news()
    if case != "oneself":  # his own number is another one then
        screens += [await koffi.say("/mydata"), await koffi.say("/export"), await exported(house, koffi, case)]
    pushes = await house.rows(Outbox, person_id=koffi.person, push=True)
    return screens, said, pushes, await house.rows(Outbox, person_id=koffi.person, push=False)


@pytest.mark.parametrize("case", CASES)
async def test_who_writes_to_a_number_learns_nothing_of_who_has_it(house: House, case: str) -> None:
    expected, statements_expected, *counts = await what_koffi_gets(house, "nobody")
    house.clock.move(days=1)

    screens, said, pushes, replies = await what_koffi_gets(house, case)

    assert said == statements_expected
    assert [_undated(each) for each in screens] == [_undated(each) for each in expected[: len(screens)]]
    assert pushes == 0
    assert case == "oneself" or [pushes, replies] == counts


def _undated(text: str) -> str:
    """Somebody began on another day than nobody, and a link is for one."""
    return _OF_ONE.sub("then", text)
