"""What every channel that sends gives the house, so that the outbox can serve it."""

from typing import Protocol

from channels.wire import Post


class Channel(Protocol):
    """A wire that messages are pushed down. A channel that is pulled instead (the web chat) has none of this."""

    name: str

    def serves(self, account: str, address: str) -> bool:
        """Whether this process can reach the address."""

    async def send(self, account: str, address: str, post: Post) -> None:
        """Hand a post to the wire. Raises NotNow or Unreachable; after anything else it may have been taken."""


class NotNow(Exception):
    """The wire did not take the message; it is sent again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:g} s")
        self.seconds = seconds


class Unreachable(Exception):
    """The address takes no more messages: it is switched off until its person writes again."""
