"""A group or a channel that somebody adds the bot to."""

from typing import Any

from tests.fakes.telegram import updates
from tests.fakes.telegram.account import Account, Chat
from tests.fakes.telegram.outlet import Outlet
from tests.fakes.telegram.refusals import Json


class Group:
    def __init__(self, account: Account, outlet: Outlet, chat: Chat) -> None:
        self.account = account
        self.outlet = outlet
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    def add_bot(self, actor: Json) -> Json:
        self.chat.closed = ""
        return self._membership(actor, "left", "member")

    def remove_bot(self, actor: Json) -> Json:
        self.chat.closed = f"bot was kicked from the {self.chat.card['type']} chat"
        return self._membership(actor, "member", "kicked")

    @property
    def has_bot(self) -> bool:
        return self.id in self.account.chats and not self.chat.closed

    def say(self, actor: Json, text: str, **more: Any) -> Json:
        """Somebody writes there; in a channel it is a post that nobody signs."""
        is_post = self.chat.card["type"] == "channel"
        content = updates.text(text) | more
        body = self._message(None if is_post else actor, content)
        return self.outlet.emit("channel_post" if is_post else "message", body)

    def _message(self, sender: Json | None, content: Json) -> Json:
        self.account.chats[self.id] = self.chat
        number = next(self.account.message_ids)
        return updates.message(number, sender, self.chat.card, self.account.now(), **content)

    def _membership(self, actor: Json, before: str, now: str) -> Json:
        self.account.chats[self.id] = self.chat
        body = updates.membership(self.chat.card, actor, self.account.card, self.account.now(), before=before, now=now)
        return self.outlet.emit("my_chat_member", body)
