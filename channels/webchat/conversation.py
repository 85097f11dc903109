"""What the web chat asks of the rest of the house: a wire that is pulled, not pushed to."""

from typing import Protocol

from channels.wire import Post


class Closing(Exception):
    """The service is about to end: whoever waits is let go, and comes again."""


class Conversation(Protocol):
    async def posts(self, address: str, after: int, limit: int = 50) -> list[Post]:
        """The visitor's posts with an id above `after`, oldest first; the last 30 for 0. They count as delivered."""

    async def wait(self, address: str, after: int, seconds: float) -> bool:
        """Returns True as soon as there is a post above `after`, False when the time is out; raises Closing."""

    async def settle(self, address: str, seconds: float) -> None:
        """Returns once everything received from this visitor has been answered, or when the time is out."""
