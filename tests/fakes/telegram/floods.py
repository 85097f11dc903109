"""The spans in which the vendor has said to send nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from tests.fakes.telegram.account import Clock
from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.trouble import Trouble

Scope = str | int


@dataclass(frozen=True, slots=True)
class Span:
    since: datetime
    until: datetime


class Floods:
    """`grace`: seconds after a 429 in which a call may arrive that was on its way before: for who sends in parallel."""

    def __init__(self, clock: Clock, grace: float) -> None:
        self.clock = clock
        self.grace = timedelta(seconds=grace)
        self._spans: dict[Scope, Span] = {}

    def begin(self, method: str, parameters: Json, trouble: Trouble) -> None:
        refusal = trouble.refusal
        if refusal is None or refusal.code != 429:
            return
        now = self.clock()
        span = Span(now, now + timedelta(seconds=refusal.parameters["retry_after"]))
        self._spans[self._scope(method, parameters, whole_bot=trouble.whole_bot)] = span

    def forget(self) -> None:
        """Nobody is left who was told to wait."""
        self._spans.clear()

    def left(self, method: str, parameters: Json) -> int:
        """For how many seconds this call must not be made; 0 if it may."""
        now = self.clock()
        return max((ceil((span.until - now).total_seconds()) for span in self._over(method, parameters)), default=0)

    def is_excused(self, method: str, parameters: Json) -> bool:
        """Whether it may have been on its way when the 429 was."""
        now = self.clock()
        return all(now - span.since < self.grace for span in self._over(method, parameters))

    def _over(self, method: str, parameters: Json) -> list[Span]:
        now = self.clock()
        scopes = {self._scope(method, parameters, whole_bot=whole_bot) for whole_bot in (True, False)}
        return [span for scope in scopes if (span := self._spans.get(scope)) is not None and now < span.until]

    def _scope(self, method: str, parameters: Json, *, whole_bot: bool) -> Scope:
        """What is only read has a span of its own: a bot that may not send may still poll."""
        if method.startswith("get"):
            return method
        chat: Scope = parameters.get("chat_id", "bot")
        return "bot" if whole_bot else chat
