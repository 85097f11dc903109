"""What the Bot API answers when it does not do as told, and what follows from it."""

from collections.abc import Callable
from typing import Any

from aiogram import exceptions as aiogram
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from channels.channel import NotNow, Rejected, Shut, Unreachable

NOT_REACHED_SECONDS = 2.0
CROWDED_SECONDS = 5.0
"""After "Too Many Requests" that names no time; the Bot API server names 5 itself while it moves a bot."""


class Unsure(Exception):
    """The message may have been taken. Names what happened: aiogram's own texts hold chats and whole answers."""


def _broken(error: aiogram.TelegramNetworkError) -> Exception:
    """Without a connection nothing was sent; what broke later may have been taken."""
    cause = error.__cause__
    if isinstance(cause, ClientConnectorError | ConnectionTimeoutError):
        return NotNow(NOT_REACHED_SECONDS, grows=True, why=type(cause).__name__)
    return Unsure(type(cause or error).__name__)


_Rule = tuple[type[Exception], str, Callable[[Any], Exception]]
_RULES: tuple[_Rule, ...] = (
    (aiogram.TelegramRetryAfter, "", lambda error: NotNow(error.retry_after, account=True, why="429")),
    (aiogram.TelegramForbiddenError, "", lambda _: Unreachable("403")),
    (aiogram.TelegramBadRequest, "chat not found", lambda _: Unreachable("400 chat not found")),
    (aiogram.TelegramBadRequest, "user is deactivated", lambda _: Unreachable("400 user is deactivated")),
    (aiogram.TelegramBadRequest, "peer_id_invalid", lambda _: Unreachable("400 PEER_ID_INVALID")),
    (aiogram.TelegramBadRequest, "can't parse", lambda _: Rejected("400 can't parse")),
    (aiogram.TelegramBadRequest, "message is too long", lambda _: Rejected("400 message is too long")),
    (aiogram.TelegramBadRequest, "", lambda _: Rejected("400")),
    # a group that became another chat: the house talks in none
    (aiogram.TelegramMigrateToChat, "", lambda _: Unreachable("400 migrated")),
    (aiogram.TelegramUnauthorizedError, "", lambda _: Shut("401")),
    # the address holds the token: it is not found where the token is none
    (aiogram.TelegramNotFound, "", lambda _: Shut("404")),
    # only asking for updates: somebody else asks, or a webhook is set
    (aiogram.TelegramConflictError, "", lambda _: NotNow(CROWDED_SECONDS, why="409")),
    # aiogram counts it among the troubles of the network
    (aiogram.TelegramEntityTooLarge, "", lambda _: Rejected("413")),
    (aiogram.TelegramNetworkError, "", _broken),
    # It may come from a gateway that lost patience with, or from a server that went down amid, a message already taken
    (aiogram.TelegramServerError, "", lambda error: Unsure(type(error).__name__)),
    (aiogram.TelegramAPIError, "too many requests", lambda _: NotNow(CROWDED_SECONDS, account=True, why="429")),
    (aiogram.TelegramAPIError, "", lambda _: Rejected("4xx")),
)
_PAST = (
    "query is too old",
    "query id is invalid",
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
)


def trouble(error: Exception) -> Exception:
    """What a failed call means: one of the troubles of `channels.channel`, or Unsure."""
    said = _said(error)
    follows = (means for kind, words, means in _RULES if isinstance(error, kind) and words in said)
    means = next(follows, None)
    return means(error) if means else Unsure(type(error).__name__)


def is_past(error: Exception) -> bool:
    """Whether a press can no longer be tidied up after, or already was: it is too late, or it came twice."""
    return isinstance(error, aiogram.TelegramBadRequest) and any(words in _said(error) for words in _PAST)


def _said(error: Exception) -> str:
    return str(getattr(error, "message", "")).lower()
