"""python-telegram-bot as the judge of what is sent: another library's reading of the same Bot API."""

import inspect
import re
from collections.abc import Callable
from typing import Any

import telegram
from telegram.constants import BotCommandLimit, InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, MessageLimit

from channels.capabilities import utf16
from tests.channels.telegram.standin import Call


def judge(call: Call) -> None:
    """Fails for a method, a field or an object that the other library does not know, and for what is over a limit."""
    known = inspect.signature(getattr(telegram.Bot, _snake(call.method))).parameters
    unknown = call.fields.keys() - known.keys()
    missing = {
        name
        for name, parameter in known.items()
        if parameter.default is parameter.empty and name not in {"self", *call.fields}
    }

    assert not unknown, (call.method, unknown)
    assert not missing, (call.method, missing)
    for name, value in call.fields.items():
        if name in _OBJECTS:
            _OBJECTS[name](value)
    if call.method == "sendMessage":
        assert MessageLimit.MIN_TEXT_LENGTH <= utf16(call.fields["text"]) <= MessageLimit.MAX_TEXT_LENGTH


def _snake(method: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", method).lower()


def _markup(value: dict[str, Any]) -> None:
    if "inline_keyboard" in value:
        _inline(value)
    elif "keyboard" in value:
        for row in value["keyboard"]:
            for button in row:
                _whole(telegram.KeyboardButton, button)
        _whole(
            telegram.ReplyKeyboardMarkup,
            {**value, "keyboard": [[each["text"] for each in r] for r in value["keyboard"]]},
        )
    else:
        assert value == telegram.ReplyKeyboardRemove().to_dict()


def _inline(value: dict[str, Any]) -> None:
    rows = telegram.InlineKeyboardMarkup.de_json(value, None).inline_keyboard
    least, most = InlineKeyboardButtonLimit.MIN_CALLBACK_DATA, InlineKeyboardButtonLimit.MAX_CALLBACK_DATA

    assert value.keys() == {"inline_keyboard"}
    assert sum(map(len, rows)) <= InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
    for row in rows:
        assert 1 <= len(row) <= InlineKeyboardMarkupLimit.BUTTONS_PER_ROW
        for button in row:
            assert not button.api_kwargs
            assert button.text
            assert least <= len(str(button.callback_data).encode()) <= most


def _whole(kind: type[telegram.TelegramObject], value: dict[str, Any]) -> None:
    assert not kind.de_json(value, None).api_kwargs


def _commands(value: list[dict[str, Any]]) -> None:
    for each in value:
        _whole(telegram.BotCommand, each)
        assert re.fullmatch(r"[a-z0-9_]{1,32}", each["command"])
        assert BotCommandLimit.MIN_DESCRIPTION <= len(each["description"]) <= BotCommandLimit.MAX_DESCRIPTION


_OBJECTS: dict[str, Callable[[Any], None]] = {
    "reply_markup": _markup,
    "link_preview_options": lambda value: _whole(telegram.LinkPreviewOptions, value),
    "commands": _commands,
    "scope": lambda value: _whole(telegram.BotCommandScope, value),
    "menu_button": lambda value: _whole(telegram.MenuButton, value),
}
