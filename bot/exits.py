"""Which ways out of the house this process looks after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.holds import Holds
from channels.channel import Channel

PULLED = frozenset({"webchat"})
"""Channels that fetch their screens: what is on disk is sent."""


@dataclass(frozen=True, slots=True)
class Exits:
    """The channels that are pulled, those that this process sends on, and which accounts are held."""

    pulled: frozenset[str] = frozenset()
    channels: Mapping[str, Channel] = field(default_factory=dict)
    holds: Holds = field(default_factory=Holds)

    def standing_of(self, channel: str, account: str, address: str, at: datetime) -> str:
        """Where an answer stands when its turn commits. On a pulled channel being on disk is being sent; an address
        that this process serves is handed to its sender at once; any other waits to be claimed.
        """
        if channel in self.pulled:
            return "sent"
        served = channel in self.channels and self.channels[channel].serves(account, address)
        return "sending" if served and not self.holds.seconds((channel, account), at) else "queued"
