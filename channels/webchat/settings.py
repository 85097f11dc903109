"""What the web chat is told when it is set up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WebchatSettings:
    """`key` signs the visitors' cookies. Times are in seconds."""

    key: bytes
    public_url: str
    demo: bool = False
    account: str = "web"
    posts_a_minute: int = 30
    streams_a_visitor: int = 3
    heartbeat: float = 20.0
    longest_settling: float = 2.0
    longest_reading: float = 15.0

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https:")
