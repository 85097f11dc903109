"""Progress of a command that takes its time: a line that moves on a terminal, a line each tenth anywhere else."""

import sys
from typing import Final, TextIO

from locales import Language, Message, _

_STEPS: Final = 10
_AT_ONCE: Final = 200
"""What is no more than this is done before it could be read."""


class Progress:
    """Says how far something is, no oftener than it can be seen to move."""

    def __init__(self, doing: Message, reader: Language, out: TextIO = sys.stderr) -> None:
        self._doing, self._reader, self._out = doing, reader, out
        self._steps = 100 if out.isatty() else _STEPS
        self._last = 0

    def __call__(self, done: int, total: int) -> None:
        step = done * self._steps // total
        if step == self._last or total <= _AT_ONCE:
            return
        self._last = step
        said = _("{doing}: {done} of {total}", doing=self._doing, done=done, total=total)
        moves, ends = self._out.isatty(), done == total
        self._out.write(("\r" if moves else "") + self._reader.say(said) + ("" if moves and not ends else "\n"))
        self._out.flush()
