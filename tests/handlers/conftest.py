"""People who talk to the bot."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from models.store import Store
from services import consents
from tests.clock import FakeClock
from tests.handlers.chats import Chat
from tests.services.house import House

START = "Yes, I’m 18 or over"

Newcomer = Callable[[str], Chat]
Guest = Callable[..., Awaitable[Chat]]
Registered = Callable[..., Awaitable[Chat]]


@pytest.fixture
def house(store: Store, clock: FakeClock) -> House:
    """Others, who are here without having talked."""
    return House(store, clock)


@pytest.fixture
def newcomer(store: Store) -> Newcomer:
    """Somebody who has not written yet."""
    return lambda name: Chat(store, name)


@pytest.fixture
def guest(store: Store, house: House) -> Guest:
    """Somebody who accepted the notice; `phone` is a number they proved, by which they may be found."""

    async def arrive(name: str, *, phone: str | None = None) -> Chat:
        chat = Chat(store, name)
        await chat.say("", "start", number=phone)
        await chat.tap(START)
        if phone:
            await house.do(consents.give, chat.person, "phone")
        return chat

    return arrive


@pytest.fixture
def registered(guest: Guest, house: House) -> Registered:
    """Somebody with a card: a nurse from Benin in London, whom all members see, unless said otherwise."""

    async def register(name: str, *, phone: str | None = None, **answers: Any) -> Chat:
        chat = await guest(name, phone=phone)
        await house.member(name, person=chat.person, **answers)
        return chat

    return register
