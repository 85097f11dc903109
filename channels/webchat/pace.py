"""How often one visitor may do a thing."""

import time
from collections.abc import Callable

MOST_REMEMBERED = 10_000


class Pace:
    """A leaky bucket for each name (GCRA): `a_minute` at once, then one as each is earned again."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._every = 60 / a_minute
        self._clock = clock
        self._due: dict[str, float] = {}

    def wait(self, name: str) -> float:
        """The seconds `name` has to wait; with 0 it goes on, and that is counted."""
        now = self._clock()
        ahead = max(self._due.get(name, now) - now, 0.0) + self._every
        if ahead > 60:
            return ahead - 60
        self._forget(now)
        self._due[name] = now + ahead
        return 0.0

    def _forget(self, now: float) -> None:
        if len(self._due) >= MOST_REMEMBERED:
            self._due = {name: due for name, due in self._due.items() if due > now}
