"""From an update of the Bot API to neutral events. https://core.telegram.org/bots/api#update"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram.enums import UpdateType

from channels.cleaning import clean
from channels.telegram.contents import IN_PASSING, UNHEARD
from channels.wire import Event, EventKind, News, Unread
from world.phones import BETWEEN_NUMBERS, read_numbers

NAME = "telegram"
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
"""All that is asked for. An edit is no new message: what it changes was answered already."""
LONGEST_TEXT = 4096
_LONGEST_NAME = 128
_LONGEST_TOKEN = 64
_LONGEST_CARD = 2048
_NUMBERS_AT_MOST = 9
_TELEPHONE = re.compile(r"^(?:item\d+\.)?TEL\b[^:\r\n]*:(?:tel:)?([^\r\n]+)", re.MULTILINE | re.IGNORECASE)
_LATE, _TOO_LATE = timedelta(seconds=60), timedelta(hours=24)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HIGHEST = 2**63
_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_COMMAND = re.compile(r"/(\w{1,64})(?:@\w*)?(?:\s+(.*))?", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}([_-][A-Za-z0-9]{1,8}){0,3}")
_QUERY = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A press that no post will answer: it is told to Telegram, or the button goes on turning."""

    query: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A group the bot was put into: it says a line there in `language` and goes; in a channel it only goes."""

    chat: int
    language: str | None
    speaks: bool = True


Errand = Answer | Leave


@dataclass(frozen=True, slots=True)
class Read:
    """What an update tells the house, and what it makes the channel do by itself."""

    news: tuple[News, ...] = ()
    errands: tuple[Errand, ...] = ()


@dataclass(frozen=True, slots=True)
class _Got:
    """An update, whose bot it is for, and when it came."""

    update: dict[str, Any]
    account: str
    at: datetime

    @property
    def id(self) -> str:
        return str(_whole(self.update["update_id"]))


@dataclass(frozen=True, slots=True)
class _Said:
    kind: EventKind
    text: str = ""
    number: str | None = None


def read_update(update: Any, account: str, at: datetime) -> Read:
    """Never raises: what is not as the Bot API describes it is kept unread."""
    try:
        return _read(_Got(update, account, at))
    except Exception as reason:  # noqa: BLE001  (anybody may shape an update's inside: whatever it is, it is kept)
        return Read((Unread(NAME, account, at, _raw(update), type(reason).__name__),))


def update_id(update: Any) -> int | None:
    """The id of an update, read or not; None where it has none."""
    stated = update.get("update_id") if isinstance(update, dict) else None
    return stated if type(stated) is int and 0 <= stated < _HIGHEST else None


def _read(got: _Got) -> Read:
    kind = next(key for key in got.update if key != "update_id")
    if kind in _READ:
        return _READ[kind](got, got.update[kind])
    if kind in _PASSED_OVER:
        return Read()
    raise NotImplementedError


def _message(got: _Got, message: dict[str, Any]) -> Read:
    chat, sender = message["chat"], message.get("from")
    if chat["type"] != "private":
        return Read(errands=(_leave(chat, sender),))
    said = _said(message)
    if said is None:
        return Read()
    event = _event(got, chat, sender or {}, said, date=message["date"], external_id=_external_id(got, message, said))
    return Read((event,))


def _press(got: _Got, query: dict[str, Any]) -> Read:
    """A press in a private chat is answered by the post that follows it, any other one at once."""
    pressed, sender = _matched(_QUERY, query["id"]), query["from"]
    message, token = query.get("message"), query.get("data")
    if message is None or token is None:
        return Read(errands=(Answer(pressed),))
    chat = message["chat"]
    if chat["type"] != "private":
        return Read(errands=(Answer(pressed), _leave(chat, sender)))
    said = _Said("choice", clean(token)[:_LONGEST_TOKEN])
    reply_to = f"{pressed}|{_whole(message['message_id'])}"
    # the date is that of the message with the button, not of the press
    return Read((_event(got, chat, sender, said, reply_to=reply_to),))


def _membership(got: _Got, change: dict[str, Any]) -> Read:
    """Blocking the bot and letting it in again; being put into a group or a channel."""
    chat, sender = change["chat"], change["from"]
    now = change["new_chat_member"]["status"]
    if chat["type"] != "private":
        return Read() if now in {"left", "kicked"} else Read(errands=(_leave(chat, sender),))
    kinds: dict[str, EventKind] = {"kicked": "left", "member": "back"}
    if now not in kinds:
        return Read()
    return Read((_event(got, chat, sender, _Said(kinds[now]), date=change["date"]),))


_READ: dict[str, Callable[[_Got, dict[str, Any]], Read]] = {
    "message": _message,
    "callback_query": _press,
    "my_chat_member": _membership,
}
# not asked for; they may still wait from before this was the bot of this house
_PASSED_OVER = frozenset(kind.value for kind in UpdateType) - _READ.keys()


def _written(message: dict[str, Any]) -> _Said:
    """What was typed, or forwarded: people forward what they want read."""
    text = clean(message["text"])[:LONGEST_TEXT]
    command = _COMMAND.fullmatch(text)
    if command is None:
        return _Said("text", text) if text else _Said("media")
    name, rest = command[1], command[2] or ""
    if name.lower() == "start":
        return _Said("start", rest if _PARAMETER.fullmatch(rest) else "")
    return _Said("text", f"/{name} {rest}".rstrip())


def _shown(message: dict[str, Any]) -> _Said:
    """A picture, a voice, a file: the line written under it is heard, the rest cannot be."""
    caption = clean(message.get("caption", ""))[:LONGEST_TEXT]
    return _Said("text", caption) if caption else _Said("media")


def _contact(message: dict[str, Any]) -> _Said:
    """A contact proves a number only if it is the sender's own, shared here and now.

    Anybody may send anybody's card; a forwarded one may be years old, and one sent by way of another bot may hold any
    number at all.
    """
    card = message["contact"]
    stated = clean(card["phone_number"])[:_LONGEST_NAME]
    read = read_numbers("+" + stated.lstrip("+"))
    number = read[0] if read else None
    own = card.get("user_id") == _whole(message["from"]["id"])
    handed_on = "forward_origin" in message or "via_bot" in message
    if own and not handed_on:
        return _Said("contact", number or stated, number)
    return _Said("contact", BETWEEN_NUMBERS.join(dict.fromkeys([number or stated, *_others_on(card)])))


def _others_on(card: dict[str, Any]) -> list[str]:
    """The other numbers of somebody's contact, for who shares it to say which they mean."""
    vcard = card.get("vcard")
    lines = _TELEPHONE.findall(vcard[:_LONGEST_CARD]) if isinstance(vcard, str) else []
    return [read[0] for line in lines if len(read := read_numbers(line)) == 1][:_NUMBERS_AT_MOST]


def _said(message: dict[str, Any]) -> _Said | None:
    """None where nobody said anything. Raises for a message of a kind that did not exist when this was written."""
    if "text" in message:
        return _written(message)
    if "contact" in message:
        return _contact(message)
    if not UNHEARD.isdisjoint(message):
        return _shown(message)
    if not IN_PASSING.isdisjoint(message):
        return None
    raise NotImplementedError


def _external_id(got: _Got, message: dict[str, Any], said: _Said) -> str:
    """The pictures of an album come as a message each, and are told once that only words are read."""
    album = message.get("media_group_id")
    return f"album {_matched(_QUERY, album)}" if album is not None and said.kind == "media" else got.id


def _event(
    got: _Got,
    chat: dict[str, Any],
    sender: dict[str, Any],
    said: _Said,
    *,
    date: int | None = None,
    reply_to: str = "",
    external_id: str = "",
) -> Event:
    written = None if date is None else _EPOCH + timedelta(seconds=_whole(date))
    return Event(
        channel=NAME,
        account=got.account,
        external_id=external_id or got.id,
        address=str(_whole(chat["id"])),
        kind=said.kind,
        received_at=_received(got.at, written),
        text=said.text,
        number=said.number,
        name=_name(sender),
        language=_language(sender),
        written_at=written,
        reply_to=reply_to,
        raw=_raw(got.update),
    )


def _received(at: datetime, written: datetime | None) -> datetime:
    """When it came, or when it was written where Telegram was late: a number answers what was on show then.

    A date beyond a day is no delay, as Telegram keeps updates no longer: it is a wrong clock.
    """
    return written if written is not None and _LATE < at - written < _TOO_LATE else at


def _leave(chat: dict[str, Any], sender: dict[str, Any] | None) -> Leave:
    return Leave(_whole(chat["id"]), _language(sender or {}), speaks=chat["type"] != "channel")


def _name(sender: dict[str, Any]) -> str | None:
    name = clean(f"{clean(sender.get('first_name', ''))} {clean(sender.get('last_name', ''))}")
    return name[:_LONGEST_NAME] or None


def _language(sender: dict[str, Any]) -> str | None:
    stated = sender.get("language_code")
    return stated if isinstance(stated, str) and _LANGUAGE.fullmatch(stated) else None


def _whole(value: Any) -> int:
    if type(value) is not int or not -_HIGHEST < value < _HIGHEST:
        raise TypeError
    return value


def _matched(shape: re.Pattern[str], value: str) -> str:
    if not shape.fullmatch(value):
        raise ValueError
    return value


def _raw(update: Any) -> str:
    """In ASCII, as half a surrogate pair cannot be stored; nothing of what is nested too deep to be written again."""
    try:
        return json.dumps(update, separators=(",", ":"))
    except (ValueError, TypeError, RecursionError):
        return ""
