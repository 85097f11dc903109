"""How fast a number may send: to all together, and to one person."""

from collections import deque
from datetime import datetime, timedelta

from tests.fakes.whatsapp.errors import Refused

THROUGHPUT = 80
"""Messages a second of one number."""
BURST = 45
"""Messages to one person at once, borrowed from the time to come."""
EVERY = timedelta(seconds=6)
"""One message to one person in this time, in the long run."""


class Pace:
    """Refuses what comes too fast, by the clock of the fake. None lifts a limit."""

    def __init__(self, *, throughput: int | None = THROUGHPUT, burst: int | None = BURST) -> None:
        self.throughput = throughput
        self.burst = burst
        self._recent: deque[datetime] = deque()
        self._paid_until: dict[str, datetime] = {}

    def take(self, recipient: str, now: datetime) -> None:
        """Count one message; raises where there is no room for it."""
        self._take_from_all(now)
        self._take_from_pair(recipient, now)
        self._recent.append(now)

    def _take_from_all(self, now: datetime) -> None:
        while self._recent and now - self._recent[0] >= timedelta(seconds=1):
            self._recent.popleft()
        if self.throughput is not None and len(self._recent) >= self.throughput:
            raise Refused(130429, f"more than {self.throughput} messages a second")

    def _take_from_pair(self, recipient: str, now: datetime) -> None:
        paid = max(self._paid_until.get(recipient, now), now)
        if self.burst is not None and paid - now > EVERY * (self.burst - 1):
            raise Refused(131056, f"more than {self.burst} messages to one person at once")
        self._paid_until[recipient] = paid + EVERY
