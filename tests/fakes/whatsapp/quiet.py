"""A time to wait is kept: until it is over, nothing may be sent on the account."""

import math
from datetime import datetime, timedelta

from tests.fakes.whatsapp.errors import Refused, Wait


class Quiet:
    """`grace` is how long a send may still come that was under way when the time to wait was answered."""

    def __init__(self) -> None:
        self.grace = timedelta(0)
        self._told: tuple[int, Wait, datetime] | None = None

    def is_kept(self, now: datetime) -> bool:
        """Whether somebody is waiting."""
        return self._told is not None and now < self._told[2] + timedelta(seconds=self._told[1].seconds)

    def forget(self) -> None:
        """Nobody is left who was told to wait."""
        self._told = None

    def note(self, refused: Refused, now: datetime) -> None:
        """Begin with the first answer that tells to wait."""
        if refused.wait is not None and self._told is None:
            self._told = refused.code, refused.wait, now

    def check(self, now: datetime, violations: list[str]) -> None:
        """Refuse what comes too early, and write it down."""
        if self._told is None:
            return
        code, wait, since = self._told
        left = since + timedelta(seconds=wait.seconds) - now
        if left <= timedelta(0):
            self._told = None
            return
        if now >= since + self.grace:
            violations.append(f"{code} sent during retry_after")
        raise Refused(code, wait=Wait(math.ceil(left.total_seconds()), wait.by_usage))
