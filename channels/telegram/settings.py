"""What the Telegram channel is told when it is set up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """With a webhook secret updates are posted to `public_url`; without one they are asked for. Times are in seconds.

    `longest_poll` is how long one question for updates stays open: the Bot API server allows 50.
    """

    token: str = field(repr=False)
    api_base: str | None
    webhook_secret: str | None = field(repr=False)
    public_url: str
    clock: Callable[[], datetime]
    longest_poll: int = 50
    longest_reading: float = 15.0
    shortest_pause: float = 1.0

    @property
    def account(self) -> str:
        """The id of the bot, which begins its token: ids of updates are unique for each bot."""
        return self.token.partition(":")[0]
