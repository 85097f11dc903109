"""The two vendors without a network: what people do comes out as payloads, what the house says goes in."""

import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from aiogram.methods import TelegramMethod

from channels.channel import Unreachable, Waits
from channels.telegram.incoming import read_update
from channels.telegram.outgoing import acknowledge, send_messages
from channels.whatsapp.incoming import read_notification
from channels.whatsapp.outgoing import payloads
from channels.whatsapp.window import is_open
from channels.wire import News, Post
from tests.clock import FakeClock
from tests.fakes.telegram.account import BOT_ID, Account
from tests.fakes.telegram.methods import ACTS
from tests.fakes.telegram.outlet import FIRST_UPDATE, Outlet
from tests.fakes.telegram.refusals import Refused
from tests.fakes.whatsapp import errors as graph_errors
from tests.fakes.whatsapp.account import ACCOUNT, NUMBER_ID
from tests.fakes.whatsapp.pace import Pace
from tests.fakes.whatsapp.vendor import Vendor
from tests.fakes.whatsapp.webhook import Change, Webhook, encode, envelope

Read = Callable[[Sequence[Any]], list[News]]
Said = defaultdict[str, list[Post]]
"""What was said to each account of a vendor's, by a name that no change of number changes."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One thing that a vendor brings; `read` makes news of several of them that come together. Letters of one `burst`
    stay together, and those of a vendor who keeps to it `in_order`.
    """

    payload: Any
    read: Read
    burst: int
    in_order: bool


class _Updates(Outlet):
    """Keeps what is to be told, as text: a message may change after it was told of."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock, _complain, 1.0)
        self.texts: list[str] = []
        self._numbers = count(FIRST_UPDATE)

    def emit(self, kind: str, body: Any, *, known: bool = True) -> dict[str, Any]:
        update = {"update_id": next(self._numbers), kind: body}
        self.texts.append(json.dumps(update))
        return update


class TelegramLine:
    """A bot, and its channel as the sender knows it."""

    name, tells_later = "telegram", False

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.account = Account(clock, "PasserelleTestBot")
        self.outlet = _Updates(clock)
        self.said: Said = defaultdict(list)

    def letters(self, burst: int) -> list[Letter]:
        """What people did since this was asked last."""
        texts, self.outlet.texts = self.outlet.texts, []
        return [Letter(text, self.read, burst, in_order=True) for text in texts]

    def read(self, updates: Sequence[str]) -> list[News]:
        """A batch of long polling."""
        at = self.clock()
        return [news for text in updates for news in read_update(json.loads(text), str(BOT_ID), at).news]

    def serves(self, account: str, address: str) -> bool:
        return account == str(BOT_ID)

    async def send(self, account: str, address: str, post: Post) -> None:
        for call in acknowledge(address, post.reply_to):
            with suppress(Refused):
                self._call(call)
        try:
            for message in send_messages(address, post):
                self._call(message)
        except Refused as refused:
            raise Unreachable(str(refused.code)) from None
        self.said[address].append(post)

    def _call(self, call: TelegramMethod[Any]) -> None:
        ACTS[call.__api_method__](self.account, call.model_dump(exclude_none=True, exclude_unset=True))


class _Changes(Webhook):
    """Keeps what is to be told."""

    def __init__(self, random: Random) -> None:
        super().__init__("", account=ACCOUNT, app_secret="s", verify_token="w", random=random)
        self.changes: list[Change] = []

    def tell(self, change: Change) -> None:
        self.changes.append(change)


class WhatsAppLine:
    """A business number, and its channel as the sender knows it. `overtaken` may bring statuses before the answer."""

    name, tells_later = "whatsapp", True

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.vendor = Vendor(
            clock=clock,
            app_secret="s",
            verify_token="w",
            token="t",
            pace=Pace(throughput=None, burst=None),
            random=Random(1),
        )
        self._told = _Changes(Random(1))
        self.vendor.webhook = self._told
        self.said: Said = defaultdict(list)
        self.overtaken: Callable[[], Awaitable[None]] | None = None

    def letters(self, burst: int) -> list[Letter]:
        """What people did, and what became of messages, since this was asked last. What is told of an account has no
        order.
        """
        changes, self._told.changes = self._told.changes, []
        return [Letter(change, self.read, burst if _is_said(change) else -1, in_order=False) for change in changes]

    def read(self, changes: Sequence[Change]) -> list[News]:
        """One POST."""
        notification = json.loads(encode(envelope(ACCOUNT, changes)))
        return read_notification(notification, NUMBER_ID, self.clock())

    def serves(self, account: str, address: str) -> bool:
        return account == NUMBER_ID

    async def send(self, account: str, address: str, post: Post) -> None:
        if not is_open(post, self.clock()):
            raise Waits
        try:
            for payload in payloads(post, address):
                self._take(payload, post)
        except graph_errors.Refused as refused:
            raise (Waits if refused.code == 131047 else Unreachable)(str(refused.code)) from None
        if self.overtaken:
            await self.overtaken()

    def _take(self, payload: dict[str, Any], post: Post) -> None:
        to = self.vendor.check(payload)
        self.vendor.take(payload, to)
        user = self.vendor.users.find(to)
        if user and not user.blocked:
            self.said[user.name].append(post)


def _is_said(change: Change) -> bool:
    return any(message["type"] != "system" for message in change.value.get("messages", ()))


def _complain(method: str, rule: str) -> None:
    raise AssertionError(f"{method}: {rule}")
