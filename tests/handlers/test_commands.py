"""The commands, for help and for the menus of channels."""

import re

import pytest

from channels.wire import Introduction
from conversation.words import EVERYWHERE
from handlers.commands import PUBLIC, introduction
from handlers.routes import COMMANDS
from locales import LANGUAGES
from tests.handlers.conftest import Guest


def test_every_command_leads_somewhere() -> None:
    assert set(PUBLIC) <= set(COMMANDS)
    assert len(PUBLIC) <= 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_introduction_keeps_the_limits_of_telegram(language: str) -> None:
    """https://core.telegram.org/bots/api: BotCommand, setMyDescription, setMyShortDescription. The menu of an app shows
    some forty letters of a command.
    """
    shown = Introduction(*introduction(language))

    assert shown.language == language
    for name, what in shown.commands:
        assert re.fullmatch("[a-z0-9_]{1,32}", name)
        assert 1 <= len(what) <= 40
    assert 1 <= len(shown.about) <= 512
    assert 1 <= len(shown.short) <= 120


async def test_commands_are_those_that_help_itself_does_not_name(guest: Guest) -> None:
    awa = await guest("awa")
    named = await awa.say("help")
    assert "the phone number of someone you know" in named

    text = await awa.tap("Commands")

    assert "/search – Find someone" in text
    by_button = {"device", "person"}
    assert set(re.findall(r"/(\w+)", text)) == PUBLIC.keys() - {*EVERYWHERE, *by_button}
    assert len(text.splitlines()) <= 9
