"""People on Telegram and WhatsApp: they say one thing after another, and know a screen that comes a second time."""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from tests.campaigns.lines import Line, Taken

ANNOUNCED = re.compile(r"Assembly [b-z]{11}")
"""What is announced in a campaign: it comes at any moment, and nobody waits for it."""
MOST_TYPED = 5
"""How often somebody types the same number, when each time its question is asked again."""


@dataclass(slots=True)
class Tally:
    """What all people of a run counted."""

    people: int = 0
    events: int = 0
    pushes: int = 0
    typed_again: int = 0
    losses: list[str] = field(default_factory=list)


class Writer:
    """One person with one app."""

    def __init__(self, name: str, line: Line, picks: Random, tally: Tally, *, thinks: float = 0.3) -> None:
        self.name, self.line, self.has_number = name, line, line.has_number
        self._picks, self._tally, self._thinks = picks, tally, thinks
        self.read: Counter[str] = Counter()
        """How often each screen was due and came."""
        self._last: Taken | None = None

    async def arrive(self) -> None:
        """They write the first word themselves."""

    async def say(self, text: str, expected: str) -> None:
        await self._think()
        await self.line.say(text)
        await self._expect(expected)

    async def press(self, wanted: str, expected: str) -> None:
        await self._think()
        await self.line.press(wanted)
        await self._expect(expected)

    async def number(self, number: int, expected: str) -> None:
        """A number counts once its question is known to be out; who is asked the same again types it again."""
        asked = self._last
        for _each in range(MOST_TYPED):
            await self._think()
            await self.line.say(str(number))
            answer = await self._next(expected)
            if asked is None or expected in answer.text or asked.text not in answer.text:
                self._check(answer, expected)
                return
            self._tally.typed_again += 1
        self._lost(f"typed {number} {MOST_TYPED} times and did not read {expected!r}")

    async def say_at_once(self, texts: list[str]) -> None:
        """Answered in this order where the wire keeps one."""
        for text in texts:
            await self._think()
            await self.line.say(text)
        expected = list(texts)
        while expected:
            answer = await self._next(expected[0])
            found = [text for text in expected if text in answer.text]
            if not found or (self.line.is_ordered and found[0] != expected[0]):
                self._lost(f"read {answer.text!r} instead of an answer to {expected}")
            expected.remove(found[0] if found else expected[0])

    async def hears(self, expected: str) -> None:
        await self._expect(expected)
        self._tally.pushes += 1

    async def leave(self) -> None:
        """What comes from now on is counted at the vendor's."""

    async def _think(self) -> None:
        await asyncio.sleep(self._picks.uniform(0, self._thinks))
        self._tally.events += 1

    async def _expect(self, expected: str) -> None:
        self._check(await self._next(expected), expected)

    def _check(self, answer: Taken, expected: str) -> None:
        if expected not in answer.text:
            self._lost(f"read {answer.text!r} instead of {expected!r}")

    async def _next(self, expected: str) -> Taken:
        """The next screen that is not one that was there before, nor announced."""
        while True:
            screen = await self.line.reads()
            if not ANNOUNCED.search(screen.text) and not self._is_repeat(screen, expected):
                self.read[screen.key] += 1
                self._last = screen
                return screen

    def _is_repeat(self, screen: Taken, expected: str) -> bool:
        """Nobody is shown the same twice in a row by right; some time later they may be, if they ask for it."""
        if self._last is not None and screen.key == self._last.key:
            return True
        return screen.key in self.read and expected not in screen.text

    def _lost(self, words: str) -> None:
        self._tally.losses.append(f"{self.name} on {self.line.channel} {words}")
