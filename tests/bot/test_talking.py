"""A conversation in a terminal: one line, one turn, one screen."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.talking import talk
from bot.trouble import NotReady
from models import Outbox, Person, ProvedNumber
from models.store import Store
from services import notices
from services.consents import VERSIONS
from tests.conftest import SECRET

START, REGISTER = "1", "/register"


class Desk:
    """Terminals on one store, one after the other."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def prints(self, *lines: str, name: str = "awa", **options: Any) -> list[str]:
        """What a terminal prints, a piece for each screen."""
        printed: list[str] = []
        waiting = iter(lines)

        async def read_line() -> str | None:
            return next(waiting, None)

        await talk(self.store, name, read_line, printed.append, **options)
        return printed

    async def shows(self, *lines: str, name: str = "awa", **options: Any) -> list[dict[str, Any]]:
        return [json.loads(line) for line in await self.prints(*lines, name=name, as_json=True, **options)]

    async def leave_notice(self) -> None:
        def leave(session: Session) -> None:
            session.execute(update(Person).values(noticed=VERSIONS["notice"]))
            [person] = session.scalars(select(Person.id))
            notices.tell(session, person, "report_closed")

        await self.store.write(leave)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    store = Store(sqlite_url, SECRET)
    yield Desk(store)
    await store.close()


async def test_a_terminal_that_closed_ends_the_talk_and_loses_nothing(desk: Desk) -> None:
    def closed(_text: str) -> None:
        raise BrokenPipeError

    async def never() -> str | None:
        raise AssertionError

    with pytest.raises(NotReady, match="kept for the next time"):
        await talk(desk.store, "awa", never, closed)
    await asyncio.sleep(1)

    assert ["I am Passerelle, a bot" in screen for screen in await desk.prints()] == [True]


async def test_the_first_screen_is_there_before_any_input(desk: Desk) -> None:
    [screen] = await desk.prints()

    assert "I am Passerelle, a bot" in screen
    assert "1. Yes, I’m 18 or over" in screen
    assert screen.endswith("0 Menu · # Back\n")


async def test_every_line_gets_its_screen(desk: Desk) -> None:
    screens = await desk.shows(START, REGISTER, "1", "Awa Dossou")

    assert [screen["key"] for screen in screens] == ["start", "", "where", "name", "origins"]
    assert screens[2]["choices"][0] == {"number": 1, "label": "Abroad"}


async def test_a_second_run_shows_where_the_first_one_stopped(desk: Desk) -> None:
    await desk.shows(START, REGISTER, "1")

    screens = await desk.shows("Awa Dossou")
    assert [screen["key"] for screen in screens] == ["name", "origins"]


async def test_another_name_is_another_person(desk: Desk) -> None:
    await desk.shows(START, REGISTER)

    [screen] = await desk.shows(name="koffi")
    assert screen["key"] == "start"


async def test_what_was_waiting_is_printed_before_any_input(desk: Desk) -> None:
    await desk.shows(START)
    await desk.leave_notice()

    [screen] = await desk.shows()
    assert screen["push"] is True
    assert "The team has looked into what you reported" in screen["text"]


async def test_what_waits_does_not_come_between_a_question_and_its_answer(desk: Desk) -> None:
    await desk.shows(START, REGISTER)
    await desk.leave_notice()

    screens = await desk.shows("1", "Awa Dossou", "cancel")
    assert [screen.get("push", False) for screen in screens] == [False, False, False, False, True]


async def test_the_terminal_may_begin_in_another_language(desk: Desk) -> None:
    [screen] = await desk.prints(language="fr")

    assert "Je suis Passerelle" in screen
    assert "0 Menu · # Retour" in screen


async def test_a_number_given_by_the_operator_is_proved(desk: Desk) -> None:
    await desk.shows(phone="+2290197123456")

    numbers = await desk.store.read(lambda session: list(session.scalars(select(ProvedNumber.number))))
    assert numbers == ["+2290197123456"]


@pytest.mark.parametrize("line", ["\x1b[2J\x1b]0;x\x07", "\ud800", "x" * 10_000, "\x00", "🙂" * 50, ""])
async def test_nothing_typed_can_end_or_steer_the_terminal(desk: Desk, line: str) -> None:
    screens = await desk.prints(START, line, "menu")

    assert len(screens) == 4
    assert not any(letter in "".join(screens) for letter in "\x1b\x07\x00")
    assert "What would you like to do?" in screens[-1]


async def test_at_the_end_nothing_is_left_unsent(desk: Desk) -> None:
    await desk.shows(START, REGISTER, "1", "Awa Dossou")

    statuses = await desk.store.read(lambda session: set(session.scalars(select(Outbox.status))))
    assert statuses == {"sent"}
