"""Which channels are on, which are set up by halves; and the whole command, as an operator runs it."""

import pytest
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.doctor import wires
from bot.settings import Settings
from tests.bot.doctor.graph import APP_SECRET, NUMBER, TOKEN, VERIFY_TOKEN, open_graph
from tests.bot.doctor.told import told
from tests.clock import FakeClock
from tests.fakes.telegram import FakeTelegram
from tests.processes import environment, run_command


async def finds(**settings: str) -> list[str]:
    return told(await wires.examine(Settings.model_validate(settings)))


async def test_channels_that_are_off_are_told_with_what_switches_them_on() -> None:
    assert await finds() == [
        "✓ Telegram is off (TELEGRAM_BOT_TOKEN is not set)",
        "✓ WhatsApp is off (WHATSAPP_ACCESS_TOKEN is not set)",
    ]


HALVES = {
    "a secret and no bot": (
        {"telegram_webhook_secret": "a-secret-value"},
        "✗ Telegram is off: TELEGRAM_WEBHOOK_SECRET is set, but TELEGRAM_BOT_TOKEN is not",
    ),
    "templates and no number": (
        {"whatsapp_templates": "*=news"},
        "✗ WhatsApp is off: WHATSAPP_TEMPLATES is set, but WHATSAPP_ACCESS_TOKEN is not",
    ),
    "a number and no secrets": (
        {"whatsapp_access_token": TOKEN, "whatsapp_phone_number_id": NUMBER},
        "✗ WhatsApp is set up by halves: WHATSAPP_APP_SECRET, WHATSAPP_VERIFY_TOKEN missing.",
    ),
}


@pytest.mark.parametrize(("settings", "words"), HALVES.values(), ids=HALVES)
async def test_half_a_setting_up_is_told(settings: dict[str, str], words: str) -> None:
    found = await finds(**settings)

    assert words in found
    assert not [value for value in settings.values() if value in " ".join(found)]


async def test_the_command_looks_at_everything_and_tells_no_secret(sqlite_url: str, clock: FakeClock) -> None:
    async with FakeTelegram(clock=clock) as telegram, open_graph() as graph:
        given = environment(
            sqlite_url,
            TELEGRAM_BOT_TOKEN=telegram.token,
            TELEGRAM_API_BASE=telegram.url,
            WHATSAPP_ACCESS_TOKEN=TOKEN,
            WHATSAPP_PHONE_NUMBER_ID=NUMBER,
            WHATSAPP_APP_SECRET=APP_SECRET,
            WHATSAPP_VERIFY_TOKEN=VERIFY_TOKEN,
            WHATSAPP_API_BASE=graph.url,
            PUBLIC_URL="https://passerelle.example",
        )
        doctor = await run_command(given, "doctor")

    assert "✓ Telegram knows the bot: https://t.me/PasserelleTestBot" in doctor.out
    assert "✓ python-telegram-bot sees the same bot, webhook and commands" in doctor.out
    assert "✓ WhatsApp: +1 555-078-3881, Passerelle, quality good" in doctor.out
    assert doctor.err == ""
    secrets = (telegram.token, TOKEN, APP_SECRET, VERIFY_TOKEN)
    assert not [secret for secret in secrets if secret in doctor.out]


def test_without_a_network_the_command_says_so_and_fails(sqlite_url: str) -> None:
    nowhere = "http://127.0.0.1:1"
    given = environment(
        sqlite_url,
        TELEGRAM_BOT_TOKEN="123456789:AA-a-token-that-is-never-tried-out",
        TELEGRAM_API_BASE=nowhere,
        WHATSAPP_ACCESS_TOKEN=TOKEN,
        WHATSAPP_PHONE_NUMBER_ID=NUMBER,
        WHATSAPP_APP_SECRET=APP_SECRET,
        WHATSAPP_VERIFY_TOKEN=VERIFY_TOKEN,
        WHATSAPP_API_BASE=nowhere,
    )
    doctor = CliRunner().invoke(command_line("doctor"), ["doctor"], env=given)

    assert doctor.exit_code == 1
    assert "✗ Telegram does not answer at 127.0.0.1:1" in doctor.stdout
    assert "✗ WhatsApp does not answer at 127.0.0.1:1" in doctor.stdout
