"""From a neutral post to the calls of the Bot API that show it. https://core.telegram.org/bots/api#sendmessage"""

from collections.abc import Sequence
from typing import Any

from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, SendMessage, TelegramMethod
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from channels.capabilities import Capabilities, utf16
from channels.ladder import Face, Shaped, shape
from channels.wire import Post
from locales import _, language

# A text has at most 4096 characters and a message 100 buttons (telegram.constants of python-telegram-bot); a label
# has no limit but the width of a telephone, beyond which it is cut in the middle of a word.
CAN = Capabilities(buttons=100, label=30, text=4096, keys=True, measure=utf16)
_HALF, _FIFTH = 14, 3
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None


def send_messages(address: str, post: Post) -> tuple[SendMessage, ...]:
    """The messages of a post in order, with its choices under the last. Raises ValueError for one that is no message.

    Texts are plain: people's words stand in them, and no sign of theirs is to be taken for markup.
    """
    chat, shaped = int(address), shape(post, CAN)
    last = len(shaped.messages) - 1
    return tuple(
        SendMessage(
            chat_id=chat,
            text=text,
            parse_mode=None,
            link_preview_options=_NO_PREVIEW,
            reply_markup=_keyboard(post, shaped) if at == last else None,
        )
        for at, text in enumerate(shaped.messages)
    )


def acknowledge(address: str, reply_to: str) -> tuple[TelegramMethod[Any], ...]:
    """What ends a press before it is answered: the button stops turning, and the buttons go, as they are used."""
    query, _sep, message = reply_to.partition("|")
    if not message:
        return ()
    return (
        AnswerCallbackQuery(callback_query_id=query),
        EditMessageReplyMarkup(chat_id=int(address), message_id=int(message)),
    )


def farewell(chat: int, code: str) -> SendMessage:
    """What is said to a group before leaving it."""
    said = _("I only talk with one person at a time, so I am leaving this group. Write to me in private, any time.")
    return SendMessage(chat_id=chat, text=language(code).say(said), parse_mode=None)


def _keyboard(post: Post, shaped: Shaped) -> _Keyboard:
    """A reply without buttons takes away the keyboard that may have asked for a contact."""
    if post.asks == "contact":
        return _contact_keyboard(post, shaped.faces)
    if shaped.faces:
        rows = [
            [InlineKeyboardButton(text=face.title, callback_data=face.token) for face in row] for row in _rows(shaped)
        ]
        return InlineKeyboardMarkup(inline_keyboard=rows)
    return None if post.push else ReplyKeyboardRemove(remove_keyboard=True)


def _contact_keyboard(post: Post, faces: Sequence[Face]) -> ReplyKeyboardMarkup:
    """A contact can only be asked for by a keyboard of this kind, whose other buttons are typed for the person."""
    say = language(post.language).say
    share = KeyboardButton(text=say(_("Share my phone number")), request_contact=True)
    return ReplyKeyboardMarkup(
        keyboard=[[share], *([KeyboardButton(text=face.title)] for face in faces)],
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=say(_("Use the button below")),
    )


def _rows(shaped: Shaped) -> list[list[Face]]:
    """Short labels beside each other, so that a screen of nine choices stays on the screen of a telephone."""
    rows: list[list[Face]] = []
    for face in shaped.faces:
        row = rows[-1] if rows else []
        if row and len(row) < min(map(_a_row, (*row, face))):
            row.append(face)
        else:
            rows.append([face])
    return rows


def _a_row(face: Face) -> int:
    """How many labels as long as this one go beside each other."""
    width = utf16(face.title)
    return 5 if width <= _FIFTH else 2 if width <= _HALF else 1
