"""python-telegram-bot as a second opinion on all that passes: it shares no line with this server nor with aiogram.

It knows the Bot API 10.0: what is newer and deliberately used must be said to be unknown to it.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import telegram
from telegram import constants

from tests.fakes.telegram.refusals import Json

OBJECTS: Mapping[str, type[telegram.TelegramObject]] = {
    "link_preview_options": telegram.LinkPreviewOptions,
    "reply_parameters": telegram.ReplyParameters,
    "scope": telegram.BotCommandScope,
    "menu_button": telegram.MenuButton,
}
LISTS: Mapping[str, type[telegram.TelegramObject]] = {
    "entities": telegram.MessageEntity,
    "commands": telegram.BotCommand,
}
MARKUPS: Mapping[str, type[telegram.TelegramObject]] = {
    "inline_keyboard": telegram.InlineKeyboardMarkup,
    "keyboard": telegram.ReplyKeyboardMarkup,
    "remove_keyboard": telegram.ReplyKeyboardRemove,
    "force_reply": telegram.ForceReply,
}
IMPLIED = frozenset({"remove_keyboard", "force_reply"})
"""Fields that its classes set by themselves, and so do not take."""
ATTRIBUTES: dict[type, tuple[str, ...]] = {}
"""What each class holds, once it was looked up: a campaign asks thousands of times."""
LENGTHS: Mapping[str, int] = {
    "sendMessage.text": constants.MessageLimit.MAX_TEXT_LENGTH,
    "editMessageText.text": constants.MessageLimit.MAX_TEXT_LENGTH,
    "answerCallbackQuery.text": constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH,
    "setMyName.name": constants.BotNameLimit.MAX_NAME_LENGTH,
    "setMyDescription.description": constants.BotDescriptionLimit.MAX_DESCRIPTION_LENGTH,
    "setMyShortDescription.short_description": constants.BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH,
    "setWebhook.secret_token": constants.WebhookLimit.MAX_SECRET_TOKEN_LENGTH,
}


def judge_update(update: Json) -> Iterator[str]:
    """What of an update it cannot read, or does not know."""
    try:
        parsed = telegram.Update.de_json(update, None)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        yield f"update unreadable: {type(error).__name__}"
        return
    yield from leftovers(parsed, "update")
    if parsed.effective_message is None and len(update) < 2:
        yield "update without content"


def judge_message(message: Json) -> Iterator[str]:
    try:
        parsed = telegram.Message.de_json(message, None)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        yield f"message unreadable: {type(error).__name__}"
        return
    yield from leftovers(parsed, "message")


def judge_request(method: str, parameters: Json) -> Iterator[str]:
    """What of a request its own method of that name would not take."""
    names, required = signature(method)
    for unknown in parameters.keys() - names:
        yield f"{method} takes no {unknown}"
    for missing in required - parameters.keys():
        yield f"{method} needs {missing}"
    for name, value in parameters.items():
        yield from judge_length(method, name, value)
        yield from judge_value(name, value)


@cache
def signature(method: str) -> tuple[frozenset[str], frozenset[str]]:
    """The parameters it knows of a method, and those it needs. Keyword-only ones are its own conveniences."""
    function = getattr(telegram.Bot, snake(method))
    own = [
        parameter
        for name, parameter in inspect.signature(function).parameters.items()
        if name != "self" and parameter.kind is not inspect.Parameter.KEYWORD_ONLY
    ]
    needed = frozenset(parameter.name for parameter in own if parameter.default is inspect.Parameter.empty)
    return frozenset(parameter.name for parameter in own), needed


def snake(method: str) -> str:
    return re.sub("([A-Z])", r"_\1", method).lower()


def judge_length(method: str, name: str, value: Any) -> Iterator[str]:
    most = LENGTHS.get(f"{method}.{name}")
    if most is not None and isinstance(value, str) and len(value) > most:
        yield f"{method}: {name} is longer than {most}"


def judge_value(name: str, value: Any) -> Iterator[str]:
    try:
        for parsed in parse(name, value):
            yield from leftovers(parsed, name)
            yield from judge_buttons(parsed)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        yield f"{name} unreadable: {type(error).__name__}"


def parse(name: str, value: Any) -> Iterator[telegram.TelegramObject]:
    if name in OBJECTS:
        yield OBJECTS[name].de_json(value, None)
    for item in value if name in LISTS else ():
        yield LISTS[name].de_json(item, None)
    if name == "reply_markup":
        [kind] = MARKUPS.keys() & value.keys()
        yield MARKUPS[kind].de_json({key: item for key, item in value.items() if key not in IMPLIED}, None)


def judge_buttons(parsed: telegram.TelegramObject) -> Iterator[str]:
    """The limits it knows, by its own constants."""
    if not isinstance(parsed, telegram.InlineKeyboardMarkup):
        return
    rows = parsed.inline_keyboard
    if any(len(row) > constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW for row in rows):
        yield "too many buttons in a row"
    if sum(map(len, rows)) > constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        yield "too many buttons"
    for button in (button for row in rows for button in row):
        data = button.callback_data
        if isinstance(data, str) and len(data.encode()) > constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
            yield "callback_data is too long"


def leftovers(value: Any, where: str) -> Iterator[str]:
    """The fields that it did not know, however deep."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from leftovers(item, where)
    if not isinstance(value, telegram.TelegramObject):
        return
    for name in value.api_kwargs:
        yield f"{where}: {type(value).__name__} has no {name}"
    for attribute in attributes(type(value)):
        yield from leftovers(getattr(value, attribute, None), where)


def attributes(kind: type) -> tuple[str, ...]:
    if kind not in ATTRIBUTES:
        ATTRIBUTES[kind] = tuple(public_slots(kind))
    return ATTRIBUTES[kind]


def public_slots(kind: type) -> Iterator[str]:
    slots = (slot for base in kind.__mro__ for slot in getattr(base, "__slots__", ()))
    return (slot for slot in slots if not slot.startswith("_") and slot != "api_kwargs")
