"""From a notification to news: every entry, change, message and status, each for itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from channels.whatsapp.errors import code_of
from channels.whatsapp.messages import read_message
from channels.whatsapp.moves import read_id_update, read_system_message
from channels.whatsapp.reading import Json, Unreadable, compact, object_of, objects_of, text_of
from channels.whatsapp.receipts import read_status
from channels.whatsapp.settings import NAME
from channels.wire import Event, News, Receipt, Unread

_OF_NO_PERSON = {
    # the operator reads these in Meta's own console, where they can be acted upon
    "account_alerts",
    "account_review_update",
    "account_settings_update",
    "account_update",
    "business_capability_update",
    "message_template_components_update",
    "message_template_quality_update",
    "message_template_status_update",
    "payment_configuration_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "template_category_update",
    "template_correct_category_detection",
    "user_preferences",  # stop of marketing: WhatsApp keeps to it by itself, and tells us by 131050
    "calls",  # we take no calls
    "history",  # what was said before, on the operator's own telephone, and what the operator says there now
    "message_echoes",
    "smb_app_state_sync",
    "smb_message_echoes",
}


def read_notification(payload: object, account: str, at: datetime) -> list[News]:
    """What cannot be read is kept as it came and costs nothing else. In the order in which it happened."""
    return sorted(_Reader(account, at).read(payload), key=_moment)


def unread(account: str, at: datetime, raw: str, why: str) -> Unread:
    return Unread(NAME, account, at, raw, why)


def _moment(news: News) -> datetime:
    match news:
        case Event():
            return news.written_at or news.received_at
        case Receipt():
            return news.at
    return news.received_at


@dataclass(frozen=True, slots=True)
class _Reader:
    account: str
    at: datetime

    def read(self, payload: object) -> Iterator[News]:
        return self._alone(payload, self._payload)

    def _alone(self, part: object, read: Callable[[Json], Iterator[News]]) -> Iterator[News]:
        try:
            if not isinstance(part, dict):
                msg = "no object"
                raise Unreadable(msg)
            yield from read(part)
        except Unreadable as reason:
            yield unread(self.account, self.at, compact(part), str(reason))

    def _payload(self, payload: Json) -> Iterator[News]:
        for entry in _list(payload, "entry"):
            yield from self._alone(entry, self._entry)

    def _entry(self, entry: Json) -> Iterator[News]:
        for change in _list(entry, "changes"):
            yield from self._alone(change, self._change)

    def _change(self, change: Json) -> Iterator[News]:
        field, value = text_of(change, "field"), object_of(change, "value")
        if field in _OF_NO_PERSON:
            return
        if field not in ("messages", "user_id_update"):
            msg = "a field nobody knows"
            raise Unreadable(msg)
        number = text_of(object_of(value, "metadata"), "phone_number_id")
        if number and number != self.account:
            return  # another number of the same app
        if not number:
            msg = "no phone_number_id"
            raise Unreadable(msg)
        yield from self._messages(value) if field == "messages" else self._id_updates(value)

    def _messages(self, value: Json) -> Iterator[News]:
        messages, statuses = _list(value, "messages", may_miss=True), _list(value, "statuses", may_miss=True)
        for message in messages:
            yield from self._alone(message, lambda part: self._message(part, value))
        for status in statuses:
            yield from self._alone(status, self._status)
        if not messages and not statuses:
            codes = ", ".join(str(code_of(error)) for error in objects_of(value, "errors"))
            msg = f"errors alone: {codes}" if codes else "neither messages nor statuses"
            raise Unreadable(msg)

    def _message(self, message: Json, value: Json) -> Iterator[News]:
        if text_of(message, "type") == "system":
            event = read_system_message(message, self.account, self.at)
        else:
            event = read_message(message, value, self.account, self.at)
        if event:
            yield event

    def _id_updates(self, value: Json) -> Iterator[News]:
        for update in _list(value, "user_id_update"):
            yield from self._alone(update, self._id_update)

    def _id_update(self, update: Json) -> Iterator[News]:
        yield read_id_update(update, self.account, self.at)

    def _status(self, status: Json) -> Iterator[News]:
        receipt = read_status(status, self.account, self.at)
        if receipt:
            yield receipt


def _list(whole: Json, key: str, *, may_miss: bool = False) -> list[Any]:
    value = whole.get(key, [] if may_miss else None)
    if isinstance(value, list):
        return value
    msg = f"no list of {key}"
    raise Unreadable(msg)
