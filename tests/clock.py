"""A clock that stands until it is moved."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    def __init__(self, at: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **span: float) -> None:
        """Go on by some seconds, minutes, hours, days: what timedelta takes."""
        self.at += timedelta(**span)
