"""What a rival is started with."""

from dataclasses import dataclass
from typing import Final

PATH: Final = "/telegram/webhook"
TOKEN: Final = "42:a-token-of-the-stub-network"  # noqa: S105  (nobody else takes it)
REDIS: Final = "redis://127.0.0.1:6379"


@dataclass(frozen=True, slots=True)
class Settings:
    """Which rival, where it listens, where its Bot API is; `store` is a file, or for Redis the prefix of its keys."""

    rival: str
    port: int
    api: str
    secret: str
    store: str
