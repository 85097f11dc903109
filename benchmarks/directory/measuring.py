"""One run: members are invented and written, every store and every rival is asked, and what comes back is counted."""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.directory.absent import absent_labels
from benchmarks.directory.asking import CLIENTS, Answer, Figures, ask_all, figures, found_it, make_viewer, opened
from benchmarks.directory.heldback import add_expected
from benchmarks.directory.labels import ABSENT, ALL_KINDS, APART, OF_A_KIND, Label, labels
from benchmarks.directory.load import Loaded, PostgreSQLTarget, SQLiteTarget, Target, load
from benchmarks.directory.memory import memory_of
from benchmarks.directory.people import People
from benchmarks.directory.report import Cost, Results
from benchmarks.directory.rivals import NOT_ASKED, ask_rival, built, rivals
from benchmarks.directory.writing import write_costs
from benchmarks.stores import postgresql, sqlite

MEMBERS: Final = 1_000_000
SEED: Final = 5
STORES: Final = ("sqlite", "postgresql")
WARMING: Final = 25
"""Questions of each kind that are asked before any that count, none of which is asked again."""
MISSES: Final = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run shall measure."""

    members: int = MEMBERS
    seed: int = SEED
    stores: tuple[str, ...] = STORES
    kinds: tuple[str, ...] = (*ALL_KINDS, ABSENT)
    of_a_kind: int = OF_A_KIND
    beside: bool = True
    held_back: tuple[Label, ...] = ()
    misses: Path | None = None


class Run:
    """One run, step by step; its databases and files are gone when it ends."""

    def __init__(self, asked: Asked, results: Results) -> None:
        self.asked, self.results = asked, results
        self.people = People(asked.members, asked.seed)
        self._started = time.monotonic()
        self._misses: list[str] = []

    def all(self) -> None:
        with ExitStack() as opened_stores:
            targets = [target for name in self.asked.stores if (target := self._target(name, opened_stores))]
            loaded = load(self.people, targets, self._tell)
            self._tell("all members written")
            questions = self._questions(loaded)
            self._tell("questions made")
            for target in targets:
                self.results.costs.append(Cost(target.name, loaded.index[target.name], target.index_bytes()))
                asyncio.run(self._store(target, questions))
        if self.asked.beside:
            self._rivals(loaded.names + list(self.people.added.items()), questions)
        if self.asked.misses:
            self.asked.misses.write_text("\n".join(self._misses) + "\n", encoding="utf-8")

    def _target(self, name: str, stack: ExitStack) -> Target | None:
        ways: dict[str, tuple[AbstractContextManager[str | None], type[SQLiteTarget | PostgreSQLTarget]]] = {
            "sqlite": (sqlite(), SQLiteTarget),
            "postgresql": (postgresql(), PostgreSQLTarget),
        }
        store, target = ways[name]
        url = stack.enter_context(store)
        if url is None:
            self.results.notes.append("PostgreSQL, which did not answer")
            return None
        return target(url)

    def _questions(self, loaded: Loaded) -> dict[str, list[Label]]:
        self.results.terms = loaded.terms
        self.results.words = len({word for told in loaded.told for word in told.split()})
        asked: dict[str, list[Label]] = {}
        for kind in self.asked.kinds:
            wanted = self.asked.of_a_kind
            asked[kind] = (
                absent_labels(loaded.told, self.asked.seed)
                if kind == ABSENT
                else labels(self.people, kind, self.asked.seed, wanted)
            )
        loaded.told.clear()
        for label in self.asked.held_back:
            asked.setdefault(f"held back: {label.kind}", []).append(label)
        return {kind: each for kind, each in asked.items() if each}

    async def _store(self, target: Target, questions: dict[str, list[Label]]) -> None:
        store = opened(target.url)
        try:
            viewer = await make_viewer(store)
            await add_expected(store, self.people, self.asked.held_back)
            self.results.memory[target.name] = memory_of(target.url, viewer, self._warming())
            await ask_all(store, viewer, self._warming())
            for kind, asked in questions.items():
                answers = await ask_all(store, viewer, asked)
                self.results.one.append(figures(target.name, kind, answers, self.people))
                self._keep_misses(target.name, kind, answers)
                answers = await ask_all(store, viewer, _shuffled(asked), CLIENTS)
                self.results.eight.append(figures(target.name, kind, answers, self.people))
                self._tell(_told(self.results.one[-1], self.results.eight[-1]))
            self.results.writes += await write_costs(store, target.name, self.people)
        finally:
            await store.close()

    def _warming(self) -> list[Label]:
        kinds = [kind for kind in self.asked.kinds if kind in ALL_KINDS]
        return [each for kind in kinds for each in labels(self.people, kind, self.asked.seed + 1_000, WARMING)]

    def _rivals(self, names: Sequence[tuple[int, str]], questions: dict[str, list[Label]]) -> None:
        with self._places() as (folder, url), rivals(folder, url, self.results.notes.append) as there:
            for rival in there:
                ready = built(rival, names)
                self.results.costs.append(Cost(rival.name, ready.seconds, ready.size))
                for kind, asked in questions.items():
                    if kind not in NOT_ASKED:
                        answers = ask_rival(rival, asked)
                        self.results.rivals.append(figures(rival.name, kind, answers, self.people))
                self._tell(rival.name)

    @contextmanager
    def _places(self) -> Iterator[tuple[Path, str | None]]:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, postgresql() as url:
            yield Path(folder), url

    def _keep_misses(self, store: str, kind: str, answers: Sequence[Answer]) -> None:
        """Some that went wrong, to learn from; never of those that are held apart or back."""
        if kind == APART or kind.startswith("held back"):
            return
        missed = [each for each in answers if found_it(each, self.people) == (kind == ABSENT)]
        self._misses.append(f"{store}, {kind}: {len(missed)} of {len(answers)}")
        for each in missed[:MISSES]:
            wanted = self.people.name(each.label.number) if each.label.number else "nobody"
            found = ", ".join(self.people.name(number) for number in each.found[:3])
            self._misses.append(
                f"    {each.label.query!r} wanted {wanted!r}, found {found or 'nobody'} in {each.took:.0f} ms"
            )

    def _tell(self, what: str) -> None:
        sys.stderr.write(f"[{time.monotonic() - self._started:5.0f} s] {what}\n")


def _told(one: Figures, eight: Figures) -> str:
    """A line while it lasts, for a run that is not let end."""
    hits = f"{one.engine}, {one.kind}: {one.hits} of {one.asked}"
    return f"{hits}, p95 {one.at(0.95):.1f} ms, p99 {eight.at(0.99):.1f} ms with {CLIENTS}"


def _shuffled(asked: Sequence[Label]) -> list[Label]:
    return random.Random(len(asked)).sample(asked, len(asked))
