"""What is done beside the turns: each errand once at a time, and not without end."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from channels.telegram import TelegramSettings
from channels.telegram.client import Session
from channels.telegram.errands import MOST_AT_ONCE, Errands
from channels.telegram.incoming import Answer, Leave
from tests.channels.telegram.standin import TOKEN, StandIn
from tests.clock import FakeClock


@pytest.fixture
async def errands(standin: StandIn, clock: FakeClock) -> AsyncIterator[Errands]:
    session = Session(TelegramSettings(TOKEN, standin.base, None, "https://passerelle.test", clock))
    errands = Errands(Bot(TOKEN, session), session.quiet)
    yield errands
    await errands.close()
    await session.close()


async def test_an_errand_under_way_is_not_begun_again(errands: Errands, standin: StandIn) -> None:
    """A group that wrote ten times while the bot slept is told once."""
    errands.start([Leave(-1001234567890, "fr")] * 10)
    await errands.close()

    assert standin.methods() == ["sendMessage", "leaveChat"]


async def test_an_errand_that_is_done_can_be_begun_again(errands: Errands, standin: StandIn) -> None:
    for _time in range(2):
        errands.start([Answer("23837094712345678")])
        await errands.close()

    assert standin.methods() == ["answerCallbackQuery"] * 2


async def test_a_channel_is_left_without_a_word(errands: Errands, standin: StandIn) -> None:
    errands.start([Leave(-1009876543210, "fr", speaks=False)])
    await errands.close()

    assert standin.methods() == ["leaveChat"]


async def test_more_than_the_most_are_let_be(errands: Errands, standin: StandIn) -> None:
    errands.start(Answer(str(number)) for number in range(MOST_AT_ONCE + 10))
    await errands.close()

    assert len(standin.calls) == MOST_AT_ONCE
