"""A fake, a person who has written to it, and three ways to call it: bare, aiogram, python-telegram-bot."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import telegram
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from tests.clock import FakeClock
from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram

QUICK = 0.01
"""A vendor's second, so that nothing in these tests is waited for."""


@pytest.fixture
async def fake(clock: FakeClock) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(clock=clock, pace=QUICK) as fake:
        yield fake


@pytest.fixture
async def wire(fake: FakeTelegram) -> AsyncIterator[Wire]:
    async with aiohttp.ClientSession() as client:
        yield Wire(fake, client)


@pytest.fixture
async def ada(fake: FakeTelegram) -> Person:
    ada = fake.person(42)
    await ada.say("hello")
    fake.outlet.pending.clear()
    return ada


@pytest.fixture
async def ptb(fake: FakeTelegram) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(fake.token, base_url=f"{fake.url}/bot") as bot:
        yield bot


@pytest.fixture
async def aio(fake: FakeTelegram) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(fake.url))
    yield Bot(fake.token, session=session)
    # its own close waits a quarter of a second for an encrypted line to end
    await (await session.create_session()).close()
