"""How vendors bring what people did: at once and one by one, or as they may on a bad day."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from random import Random

from tests.histories.lines import Letter

AT_ONCE = timedelta(0)
LONG = timedelta(hours=1)
"""Of a round that is longer, minutes may be lost; of a shorter one seconds."""
LATE, VERY_LATE = timedelta(seconds=5), timedelta(minutes=2)
WAVES = 3
MOST_TOGETHER = 8
AGAIN, LONG_AFTER = 0.25, 0.15
"""How often a letter comes a second time in its round, and how often an old one comes again."""
REPEATED, RESTS, HELD = 0.1, 0.3, 0.3
"""How often a batch comes twice, all is answered before the next one, statuses are kept for a later round."""


class Delivery:
    """On a good day everything comes once, in the order in which it was done, and statuses when all is said."""

    def __init__(self) -> None:
        self._statuses: list[Letter] = []

    def of_round(self, letters: Sequence[Letter], span: timedelta) -> Iterator[tuple[timedelta, list[Letter]]]:
        """Batches, each after how long."""
        for burst in bursts(letters):
            yield AT_ONCE, burst

    def pauses(self) -> bool:
        """Whether the house has time to answer before the next batch."""
        return False

    def keep(self, statuses: Sequence[Letter]) -> None:
        """What became of messages, to be told."""
        self._statuses += statuses

    def statuses(self) -> list[Letter]:
        """The next batch of them, empty when no more are told for now."""
        batch, self._statuses = self._statuses[:MOST_TOGETHER], self._statuses[MOST_TOGETHER:]
        return batch

    def left(self) -> Iterator[list[Letter]]:
        """What was not told before the end."""
        while batch := self.statuses():
            yield batch


class Disturbed(Delivery):
    """On a bad day it comes late, twice, mixed with what others did, and again after hours."""

    def __init__(self, seed: str) -> None:
        super().__init__()
        self._chance = Random(seed)
        self._brought: list[Letter] = []

    def of_round(self, letters: Sequence[Letter], span: timedelta) -> Iterator[tuple[timedelta, list[Letter]]]:
        waves: list[list[list[Letter]]] = [[] for _wave in range(WAVES)]
        for burst in bursts(letters):
            waves[self._chance.randrange(WAVES)].append(burst)
            if self._chance.random() < AGAIN:
                waves[-1].append(burst)
        late = VERY_LATE if span > LONG else LATE
        for at, wave in enumerate(waves):
            wave += [[letter] for letter in self._old(len(letters))]
            self._chance.shuffle(wave)
            for batch in self._batches(wave):
                yield at * late, batch
        self._brought += letters

    def pauses(self) -> bool:
        return self._chance.random() < RESTS

    def statuses(self) -> list[Letter]:
        """Some now, some much later, in any order, some twice."""
        if self._chance.random() < HELD:
            return []
        self._chance.shuffle(self._statuses)
        batch = super().statuses()
        self._statuses += [letter for letter in batch if self._chance.random() < REPEATED]
        return batch

    def left(self) -> Iterator[list[Letter]]:
        while self._statuses:
            if batch := self.statuses():
                yield batch

    def _old(self, many: int) -> list[Letter]:
        """Letters of rounds before, which come again."""
        most = round(many * LONG_AFTER)
        return self._chance.sample(self._brought, min(most, len(self._brought)))

    def _batches(self, wave: Sequence[Sequence[Letter]]) -> Iterator[list[Letter]]:
        """Several bursts of one vendor's together, now and then a whole batch twice; a POST in any order, a poll in its
        own.
        """
        for vendor in {burst[0].read for burst in wave}:
            theirs = [burst for burst in wave if burst[0].read == vendor]
            in_order = theirs[0][0].in_order
            while theirs:
                many = self._chance.randint(1, MOST_TOGETHER)
                batch = [letter for burst in theirs[:many] for letter in burst]
                theirs = theirs[many:]
                if not in_order:
                    self._chance.shuffle(batch)
                yield batch
                if self._chance.random() < REPEATED:
                    yield batch


def bursts(letters: Sequence[Letter]) -> list[list[Letter]]:
    """What one person did in a round stays together; what is of nobody's stands alone."""
    together = [list(group) for _burst, group in groupby(letters, key=lambda letter: letter.burst)]
    return [part for group in together for part in ([group] if group[0].burst >= 0 else [[letter] for letter in group])]
