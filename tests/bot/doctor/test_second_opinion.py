"""What python-telegram-bot sees of the bot, beside what our own client sees: by the very same Bot API over HTTP."""

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.doctor.second_opinion import second_opinion
from channels.finding import Finding
from channels.telegram import Telegram, TelegramSettings
from channels.wire import Introduction
from tests.clock import FakeClock
from tests.fakes.telegram import FakeTelegram

SPOKEN = (Introduction("fr", (("menu", "Ce que je sais faire"),), "Moi", "Moi"),)
COMMANDS = [{"command": "menu", "description": "Ce que je sais faire"}]
NOWHERE = "http://127.0.0.1:1"


@asynccontextmanager
async def seen_by(ours: str, token: str, clock: FakeClock) -> AsyncIterator[Telegram]:
    wire = Telegram(TelegramSettings(token, ours, None, "https://passerelle.example", clock))
    yield wire
    await wire.close()


async def opinion(ours: str, theirs: str, token: str, clock: FakeClock) -> Finding:
    async with seen_by(ours, token, clock) as wire:
        return await second_opinion(wire, token, theirs, SPOKEN)


async def test_two_libraries_see_the_same_bot(clock: FakeClock) -> None:
    async with FakeTelegram(clock=clock) as fake:
        fake.account.commands["all_private_chats", "fr"] = COMMANDS
        found = await opinion(fake.url, fake.url, fake.token, clock)

        assert fake.violations == []
    assert found == Finding(wrong=False, words="python-telegram-bot sees the same bot, webhook and commands")


async def test_what_they_see_otherwise_is_told(clock: FakeClock) -> None:
    async with FakeTelegram(clock=clock) as one, FakeTelegram(clock=clock) as other:
        other.account.commands["all_private_chats", "fr"] = COMMANDS
        await other.outlet.set_webhook({"url": "https://other.example/hook"})
        found = await opinion(one.url, other.url, one.token, clock)

    assert found.wrong
    assert "sees the webhook, the commands otherwise than our own client" in found.words


async def test_it_is_told_when_only_one_of_them_sees_anything(clock: FakeClock) -> None:
    async with FakeTelegram(clock=clock) as fake:
        blind = await opinion(fake.url, NOWHERE, fake.token, clock)
        seeing = await opinion(NOWHERE, fake.url, fake.token, clock)

    assert blind.wrong
    assert "sees nothing at Telegram: python-telegram-bot (NetworkError)" in blind.words
    assert seeing.wrong
    assert "sees nothing at Telegram: our own client (" in seeing.words


async def test_a_token_that_both_are_refused_is_told_without_it(clock: FakeClock) -> None:
    token = "123456789:AA-another-token-than-the-one-that-is-known"
    async with FakeTelegram(clock=clock) as fake:
        found = await opinion(fake.url, fake.url, token, clock)

    assert found == Finding(wrong=True, words="python-telegram-bot sees nothing at Telegram either (InvalidToken)")


WITHOUT = """
import asyncio, sys
sys.modules["telegram"] = None
from bot.doctor.second_opinion import second_opinion
print(asyncio.run(second_opinion(None, "", None, ())).words)
"""


def test_without_the_library_one_line_says_how_to_get_it() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True)

    assert "pip install 'passerelle[doctor]'" in done.stdout


def test_the_service_never_loads_it() -> None:
    loaded = "import sys, bot.commands.serve; print('telegram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
