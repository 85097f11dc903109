"""How long the vendor is left alone once it refused."""

from collections.abc import Callable
from datetime import datetime, timedelta

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 120.0


class Patience:
    """Where no wait is stated, twice as long as the last time, until something is taken again."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._seconds = 0.0
        self._grown_until = self._quiet_until = clock()

    def wait(self) -> float:
        """Grows once for all that was refused while it lasts: they were on their way together."""
        now = self._clock()
        if now >= self._grown_until:
            self._seconds = min(self._seconds * 2, LONGEST_SECONDS) or FIRST_SECONDS
            self._grown_until = now + timedelta(seconds=self._seconds)
        return self._seconds

    def be_quiet(self, seconds: float) -> None:
        """Nothing at all goes out before."""
        self._quiet_until = max(self._quiet_until, self._clock() + timedelta(seconds=seconds))

    def quiet(self) -> float:
        """How many seconds are left of that."""
        return max((self._quiet_until - self._clock()).total_seconds(), 0.0)

    def taken(self) -> None:
        self._seconds, self._grown_until = 0.0, self._clock()
