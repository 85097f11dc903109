"""What every channel that sends gives the house, so that the outbox can serve it."""

from collections.abc import Sequence
from typing import Protocol

from starlette.routing import BaseRoute

from channels.finding import Finding
from channels.wire import Introduction, Post, Receive


class Channel(Protocol):
    """A wire that messages are pushed down. A channel that is pulled instead (the web chat) has none of this.

    `tells_later` says that being taken is not yet having arrived: a receipt tells.
    """

    name: str
    tells_later: bool

    def serves(self, account: str, address: str) -> bool:
        """Whether this process can reach the address."""

    async def send(self, account: str, address: str, post: Post) -> None:
        """Hand a post to the wire. Raises one of the troubles below; after anything else it may have been taken."""


class Wire(Channel, Protocol):
    """A channel of a vendor's: it hears too. `polls` tells that news must be asked for, by one process at a time."""

    polls: bool

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """Where the vendor brings its news. What `receive` did not keep must not be acknowledged."""

    async def listen(self, receive: Receive) -> None:
        """Ask for news for ever, where it is not brought."""

    def rest(self, seconds: float) -> None:
        """Call the vendor for nothing before: so another process was told, or we were before we were started anew."""

    async def prepare(self, introductions: Sequence[Introduction]) -> None:
        """Set up at the vendor's what is not as it should be; safe to do again. Raises NotNow or Shut."""

    async def examine(self, public_url: str, introductions: Sequence[Introduction]) -> Sequence[Finding]:
        """Look at the account at the vendor's, and change nothing. What goes wrong meanwhile is a finding too."""

    async def entrance(self) -> str:
        """How a link begins that opens a conversation with us: what stands under `start` follows it. Nothing where the
        vendor does not tell it now.
        """

    async def close(self) -> None:
        """Let go of connections."""


class PlainWire:
    """What goes without saying on most wires: news is brought, what is taken has arrived, nothing is set up, looked at
    or let go of. A channel derives from it and says what is otherwise.
    """

    tells_later: bool = False
    polls: bool = False

    async def listen(self, receive: Receive) -> None:
        """There is nothing to ask for."""

    def rest(self, seconds: float) -> None:
        """There is nothing but posts that would be sent, and those are held back."""

    async def prepare(self, introductions: Sequence[Introduction]) -> None:
        """There is nothing to set up."""

    async def examine(self, public_url: str, introductions: Sequence[Introduction]) -> Sequence[Finding]:
        return ()

    async def entrance(self) -> str:
        return ""

    async def close(self) -> None:
        """There is nothing to let go of."""


class NotSent(Exception):
    """The wire did not take the message. The text of a trouble holds a vendor's code, never what was to be said."""


class NotNow(NotSent):
    """It is sent again after `seconds`; with `account`, nothing at all goes out on this account before. What `grows` is
    our guess, and is waited twice as long at each try.
    """

    def __init__(self, seconds: float, *, account: bool = False, grows: bool = False, why: str = "") -> None:
        super().__init__(f"again in {seconds:g} s {why}".strip())
        self.seconds, self.account, self.grows = seconds, account, grows


class Unreachable(NotSent):
    """The address takes no more messages: it is switched off until its person writes again."""


class Waits(NotSent):
    """It can be said only once the person has written: it waits for that. `rang` tells that they were asked to."""

    def __init__(self, why: str = "", *, rang: bool = False) -> None:
        super().__init__(why)
        self.rang = rang


class OptedOut(NotSent):
    """The person told the vendor that they want no messages which nobody asked for."""


class Rejected(NotSent):
    """The message will never be taken, which is our fault: it is set aside, and the address stays as it is."""


class Shut(NotSent):
    """The account can send nothing until an operator mends it; it is tried again after `seconds`."""

    def __init__(self, why: str, seconds: float = 300) -> None:
        super().__init__(why)
        self.seconds = seconds
