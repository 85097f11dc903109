"""Choices on the wire: at most 64 bytes, bound to the person by a MAC."""

import base64
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conversation.state import Action

LONGEST = 64
"""Bytes; Telegram's limit for callback data, the tightest of the channels."""
_MAC_BYTES = 6


@dataclass(frozen=True, slots=True)
class Tokens:
    """Writes and reads the tokens of one person; `mac` is keyed by the service's secret."""

    person: int
    mac: Callable[[bytes], bytes]

    def write(self, run: str, action: Action) -> str:
        """The token of an action offered in a run; ValueError when it does not fit, or would come back as another."""
        body = "|".join([action[0], run, *_parts(action)])
        token = f"{body}~{self._seal(body)}"
        if len(token.encode()) > LONGEST or _opened(body) != (run, action):
            msg = f"a choice does not fit its token: {action[0]} {action[1:2]}"
            raise ValueError(msg)
        return token

    def read(self, token: str) -> tuple[str, Action] | None:
        """The run and the action of a token of this person; None for any other string."""
        body, _, seal = token.rpartition("~")
        if not hmac.compare_digest(seal.encode("utf-8", "replace"), self._seal(body).encode()):
            return None
        return _opened(body)

    def _seal(self, body: str) -> str:
        message = f"{self.person}|{body}".encode("utf-8", "replace")
        return base64.urlsafe_b64encode(self.mac(message)[:_MAC_BYTES]).decode()


def _opened(body: str) -> tuple[str, Action]:
    kind, run, *parts = body.split("|")
    return run, _action(kind, parts)


def _parts(action: Action) -> list[str]:
    if action[0] != "o":
        return [str(part) for part in action[1:]]
    return [action[1], ",".join(_pair(name, value) for name, value in action[2].items())]


def _pair(name: str, value: Any) -> str:
    return f"{name}={value}" if isinstance(value, int) else f"{name}:{value}"


def _action(kind: str, parts: list[str]) -> Action:
    if kind != "o":
        return [kind, *(int(part) if kind == "p" else part for part in parts)]
    dialogue, _, pairs = parts[0], None, parts[1] if len(parts) > 1 else ""
    return ["o", dialogue, dict(_value(pair) for pair in pairs.split(",") if pair)]


def _value(pair: str) -> tuple[str, Any]:
    for position, letter in enumerate(pair):
        if letter in "=:":
            value = pair[position + 1 :]
            return pair[:position], int(value) if letter == "=" else value
    return pair, ""
