"""The section of figures of the directory: what is found, how soon, at what cost, beside whom; the goals it misses."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import fill
from typing import Final

from benchmarks.directory.asking import CLIENTS, SHOWN, Figures
from benchmarks.directory.labels import (
    ABSENT,
    ACCENT,
    APART,
    SWAPPED,
    TO_AMHARIC,
    TO_ARABIC,
    TYPO,
)
from benchmarks.directory.writing import WriteCost
from benchmarks.report import met

TITLE: Final = "## The directory"
RECALL_GOALS: Final = {TYPO: 0.97, ACCENT: 0.97, SWAPPED: 0.97, APART: 0.93, TO_ARABIC: 0.9, TO_AMHARIC: 0.9}
P95_GOALS: Final = {"SQLite": 15, "PostgreSQL": 25}
P99_GOAL: Final = 50
WIDTH: Final = 119
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What a way of searching needs: seconds to build, bytes on disk."""

    engine: str
    seconds: float
    size: int


@dataclass(slots=True)
class Results:
    """Everything measured in one run."""

    members: int
    words: int
    options: str
    machine: str
    day: str
    one: list[Figures] = field(default_factory=list)
    eight: list[Figures] = field(default_factory=list)
    rivals: list[Figures] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    writes: list[WriteCost] = field(default_factory=list)
    memory: dict[str, tuple[float, float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    terms: float = 0


def section(results: Results) -> list[str]:
    """The lines of the section, in Markdown."""
    return [
        TITLE,
        "",
        *_intro(results),
        "",
        *_found(results),
        "",
        *_beside(results),
        *_needed(results),
        "",
        *_goals(results),
    ]


def put_into(page: str, lines: Sequence[str]) -> str:
    """The page with this section in place of the one before, or at its end."""
    before, _title, rest = page.partition(f"{TITLE}\n")
    after = rest[rest.index("\n## ") + 1 :] if "\n## " in rest else ""
    return "\n".join([before.rstrip("\n"), "", *lines, *(["", after.rstrip("\n")] if after else []), ""])


def _intro(results: Results) -> list[str]:
    command = f"`python -m benchmarks.directory {results.options}`".replace(" `", "`")
    said = (
        f"Measured on {results.day} on {results.machine}, with {command}: {results.members:,} invented members, whose "
        f"names have {results.words:,} different words in three scripts. The questions are made by rules and lists "
        "that the search has no part in (`benchmarks/directory/`), fresh ones after the caches are warm. A question "
        "counts as answered where the member it is about, or somebody of the same name in whatever spelling, is among "
        f"the first {SHOWN}: many people share a name. “That very member” is stricter. The pairs of “held apart” were "
        "not looked at while the search was made. Everything from the text to the ids counts as time, through the "
        f"reading door; {CLIENTS} clients ask in one process, as it is served. All names are invented, by one author: "
        "real ones will be harder."
    )
    return [fill(said, WIDTH), *(f"Not measured: {note}." for note in results.notes)]


def _found(results: Results) -> list[str]:
    eight = {(each.engine, each.kind): each for each in results.eight}
    lines = [
        f"| store | question | asked | recall@{SHOWN} | that very member | p50 ms | p95 ms | p99 ms | "
        f"{CLIENTS} clients: p50 | p95 | p99 |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    return lines + [_line(each, eight.get((each.engine, each.kind))) for each in results.one]


def _line(one: Figures, eight: Figures | None) -> str:
    shares = (0.5, 0.95, 0.99)
    times = " | ".join(f"{one.at(share):.1f}" for share in shares)
    others = " | ".join(f"{eight.at(share):.1f}" if eight else "–" for share in shares)
    return f"| {one.engine} | {one.kind} | {one.asked} | {_quality(one)} | {times} | {others} |"


def _quality(one: Figures) -> str:
    if one.kind == ABSENT:
        return f"{one.hits} false | –"
    return f"{one.recall:.3f} | {one.exactly:.3f}"


def _beside(results: Results) -> list[str]:
    if not results.rivals:
        return []
    rows = [*results.one, *results.rivals]
    return [
        fill(
            "Beside other ways to search, in the same run, with the same names and questions. They are given the names "
            "of those cards that all members see and nothing else, no audiences are asked about, and they answer "
            "through their drivers alone: all of that is to their advantage. LIKE is asked fewer questions. "
            f"Recall@{SHOWN}:",
            WIDTH,
        ),
        "",
        *_matrix(rows, _recall),
        "",
        "p95 in milliseconds, one client:",
        "",
        *_matrix(rows, lambda each: f"{each.at(0.95):.1f}"),
        "",
    ]


def _recall(each: Figures) -> str:
    return f"{each.hits} false" if each.kind == ABSENT else f"{each.recall:.2f}"


def _matrix(rows: Sequence[Figures], value: Callable[[Figures], str]) -> list[str]:
    engines, kinds = _names(each.engine for each in rows), _names(each.kind for each in rows)
    told = {(each.engine, each.kind): value(each) for each in rows}
    return [
        f"| question | {' | '.join(engines)} |",
        f"|---|{'---:|' * len(engines)}",
        *(f"| {kind} | {' | '.join(told.get((engine, kind), '–') for engine in engines)} |" for kind in kinds),
    ]


def _names(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _needed(results: Results) -> list[str]:
    memory = [
        f"{name}: {before:.0f} MiB before its first search, {after:.0f} after all"
        for name, (before, after) in results.memory.items()
    ]
    return [
        "| index | built in s | MB |",
        "|---|---:|---:|",
        *(f"| {each.engine} | {each.seconds:.0f} | {each.size / _MEGABYTE:.0f} |" for each in results.costs),
        "",
        fill(
            f"The terms took {results.terms:.0f} s of CPU beside that, once for both stores. Resident memory of a "
            f"process that only searches: {'; '.join(memory) or 'not measured'}.",
            WIDTH,
        ),
        "",
        "| store | writing a profile | index | p50 ms | p95 ms |",
        "|---|---|---|---:|---:|",
        *(f"| {each.store} | {each.act} | {each.index} | {each.p50:.2f} | {each.p95:.2f} |" for each in results.writes),
    ]


def _goals(results: Results) -> list[str]:
    lines = ["| goal | store | measured | |", "|---|---|---:|---|"]
    for store in _names(each.engine for each in results.one):
        lines += _goals_of(store, results)
    return lines


def _goals_of(store: str, results: Results) -> list[str]:
    one = {each.kind: each for each in results.one if each.engine == store}
    eight = [each for each in results.eight if each.engine == store]
    lines = [
        _goal(f"recall@{SHOWN} of {kind} ≥ {goal}", store, f"{one[kind].recall:.3f}", reached=one[kind].recall >= goal)
        for kind, goal in RECALL_GOALS.items()
        if kind in one
    ]
    if ABSENT in one:
        lines.append(
            _goal("no false hit among absent names", store, f"{one[ABSENT].hits}", reached=not one[ABSENT].hits)
        )
    slowest = max(one.values(), key=lambda each: each.at(0.95))
    limit = P95_GOALS[store]
    told = f"{slowest.at(0.95):.1f} ms ({slowest.kind})"
    lines.append(_goal(f"p95 ≤ {limit} ms of every kind, one client", store, told, reached=slowest.at(0.95) <= limit))
    if eight:
        last = max(eight, key=lambda each: each.at(0.99))
        told = f"{last.at(0.99):.1f} ms ({last.kind})"
        goal = f"p99 ≤ {P99_GOAL} ms of every kind, {CLIENTS} clients"
        lines.append(_goal(goal, store, told, reached=last.at(0.99) <= P99_GOAL))
    return lines


def _goal(goal: str, store: str, measured: str, *, reached: bool) -> str:
    return f"| {goal} | {store} | {measured} | {met(reached)} |"
