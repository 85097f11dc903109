"""How updates leave: by long poll or by webhook, never by both."""

import random
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram import judge, limits
from tests.fakes.telegram.account import Clock
from tests.fakes.telegram.pending import Pending, Queue
from tests.fakes.telegram.refusals import Json, conflict, fault
from tests.fakes.telegram.updates import queue_of
from tests.fakes.telegram.webhook import Target, Webhook

FIRST_UPDATE = 530_000_001
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Outlet:
    def __init__(self, clock: Clock, complain: Callable[[str, str], None], pace: float) -> None:
        self.complain = complain
        self.pace = pace
        self.pending = Pending(clock, FIRST_UPDATE)
        self.webhook = Webhook(self.pending, complain, pace)
        self.allowed: frozenset[str] = frozenset()
        self.emitted = 0
        self._held: list[Json] | None = None

    def emit(self, kind: str, body: Any, *, known: bool = True) -> Json:
        """Send an update. One that is not `known` is of a kind or has fields that no library knows, on purpose."""
        update: Json = {"update_id": 0, kind: body}
        if known and not self._is_allowed(kind):
            return update
        if known:
            for disagreement in judge.judge_update(update):
                self.complain(kind, f"judge: {disagreement}")
        if self._held is not None:
            self._held.append(update)
        else:
            self._release(update)
        return update

    def repeat(self, update: Json) -> None:
        """Send it again under the same number, as after an answer that was lost."""
        self.webhook.push(self.pending.add(update, queue_in(update), again=True))

    @contextmanager
    def shuffled(self, chance: random.Random) -> Iterator[None]:
        """What is emitted inside leaves at its end, in any order that each queue could have."""
        self._held = []
        try:
            yield
        finally:
            held, self._held = self._held, None
            for update in interleaved(held, chance):
                self._release(update)

    def _is_allowed(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in limits.UNSOLICITED

    def _release(self, update: Json) -> None:
        update["update_id"] = self.pending.take_number()
        self.emitted += 1
        self.webhook.push(self.pending.add(update, queue_in(update)))

    async def get_updates(self, call: Json) -> list[Json]:
        if self.webhook.target.url:
            raise conflict(WEBHOOK_ACTIVE)
        self._allow(call)
        timeout = call.get("timeout", 0) * self.pace
        return await self.pending.poll(call.get("offset", 0), call.get("limit", limits.BATCH), timeout)

    async def set_webhook(self, call: Json) -> bool:
        url = call["url"]
        parts = urlsplit(url)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if url and not is_safe:
            raise fault("bad webhook: An HTTPS URL must be provided for webhook")
        self._allow(call)
        self._drop(call)
        self.pending.end_poll()
        connections = call.get("max_connections", limits.DEFAULT_CONNECTIONS)
        await self.webhook.point(Target(url, call.get("secret_token", ""), connections))
        return True

    async def delete_webhook(self, call: Json) -> bool:
        self._drop(call)
        await self.webhook.point(Target())
        return True

    async def get_webhook_info(self, call: Json) -> Json:
        del call
        target = self.webhook.target
        info: Json = {
            "url": target.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending.entries),
        }
        if target.url:
            info["max_connections"] = target.connections
        if self.allowed:
            info["allowed_updates"] = sorted(self.allowed)
        if self.webhook.last_error is not None:
            info["last_error_date"], info["last_error_message"] = self.webhook.last_error
        return info

    def _allow(self, call: Json) -> None:
        """An omitted list leaves what was said before; an empty one is the default again."""
        if "allowed_updates" in call:
            self.allowed = frozenset(call["allowed_updates"])

    def _drop(self, call: Json) -> None:
        if call.get("drop_pending_updates"):
            self.pending.clear()


def queue_in(update: Json) -> Queue:
    [(kind, body)] = [(key, value) for key, value in update.items() if key != "update_id"]
    return queue_of(kind, body)


def interleaved(held: list[Json], chance: random.Random) -> Iterator[Json]:
    queues: defaultdict[Queue, deque[Json]] = defaultdict(deque)
    for update in held:
        queues[queue_in(update)].append(update)
    turns = [queue for queue, waiting in queues.items() for _ in waiting]
    chance.shuffle(turns)
    for queue in turns:
        yield queues[queue].popleft()
