"""What this server holds to be true of the Bot API, against python-telegram-bot."""

import pytest
from telegram import constants

from tests.fakes.telegram import judge, limits, schema
from tests.fakes.telegram.schema import METHODS


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("TEXT", constants.MessageLimit.MAX_TEXT_LENGTH),
        ("ENTITIES", constants.MessageLimit.MESSAGE_ENTITIES),
        ("START_PARAMETER", constants.MessageLimit.DEEP_LINK_LENGTH),
        ("CALLBACK_DATA", constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA),
        ("COPY_TEXT", constants.InlineKeyboardButtonLimit.MAX_COPY_TEXT),
        ("INLINE_BUTTONS", constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER),
        ("INLINE_ROW", constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW),
        ("PLACEHOLDER", constants.ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER),
        ("CALLBACK_ANSWER", constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH),
        ("COMMANDS", constants.BotCommandLimit.MAX_COMMAND_NUMBER),
        ("COMMAND", constants.BotCommandLimit.MAX_COMMAND),
        ("COMMAND_DESCRIPTION", constants.BotCommandLimit.MAX_DESCRIPTION),
        ("NAME", constants.BotNameLimit.MAX_NAME_LENGTH),
        ("DESCRIPTION", constants.BotDescriptionLimit.MAX_DESCRIPTION_LENGTH),
        ("SHORT_DESCRIPTION", constants.BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH),
        ("BATCH", constants.PollingLimit.MAX_LIMIT),
        ("CONNECTIONS", constants.WebhookLimit.MAX_CONNECTIONS_LIMIT),
        ("SECRET_TOKEN", constants.WebhookLimit.MAX_SECRET_TOKEN_LENGTH),
    ],
)
def test_a_limit_is_what_python_telegram_bot_holds_it_to_be(name: str, theirs: int) -> None:
    assert getattr(limits, name) == theirs


@pytest.mark.parametrize("method", METHODS)
def test_a_method_takes_and_needs_what_python_telegram_bot_knows(method: str) -> None:
    known, needed = judge.signature(method)

    assert METHODS[method].required.keys() | METHODS[method].optional.keys() == known
    assert METHODS[method].required.keys() == needed


def test_the_kinds_are_those_that_python_telegram_bot_knows() -> None:
    assert set(constants.UpdateType) == schema.UPDATE_KINDS
    assert set(constants.MessageEntityType) == schema.ENTITY_KINDS
    assert set(constants.ChatAction) == schema.ACTIONS
    assert set(constants.BotCommandScopeType) == schema.SCOPE.shapes.keys()
    assert set(constants.MenuButtonType) == schema.MENU_BUTTON.shapes.keys()
