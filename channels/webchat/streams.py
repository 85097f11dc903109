"""The event streams each visitor has open: the newest few live, older ones end."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Streams:
    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[str, deque[object]] = {}

    @contextmanager
    def opened(self, address: str) -> Iterator[object]:
        """A ticket for one stream. A reload leaves a dead stream behind for a while: it must not keep out a new one."""
        ticket = object()
        mine = self._open.setdefault(address, deque(maxlen=self._most))
        mine.append(ticket)
        try:
            yield ticket
        finally:
            if ticket in mine:
                mine.remove(ticket)
            if not mine:
                self._open.pop(address, None)

    def lives(self, address: str, ticket: object) -> bool:
        return ticket in self._open.get(address, ())
