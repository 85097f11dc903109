"""The page of figures: a table, a chart of bars in text, and whether the goals were met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.loads import Run

GOAL_RATE, GOAL_P99, GOAL_MEMORY = 1_000, 50, 150
_BAR = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A measured line: which store, which way of writing, which load."""

    store: str
    way: str
    load: str
    run: Run


def write_report(rows: Sequence[Row], memory: float, machine: str, day: date, options: str) -> str:
    """The whole page, in Markdown."""
    return "\n".join(
        [
            "# Performance",
            "",
            f"Measured on {day.isoformat()} on {machine}, with `python -m benchmarks {options}`".rstrip()
            + " (`make bench`).",
            "Figures are medians of the rounds of one run; compare them within a table.",
            "",
            "A turn is a line of first contact and of the real register dialogue. Everything counts: the receive",
            "commit, the turn commit, the sent commit, encryption, the answer only after its commit. The other way",
            "in the table is the same service on an AsyncSession with a commit for each step, as most services write.",
            "",
            "| store | writing | load | turns/s | p50 ms | p99 ms | CPU ms a turn |",
            "|---|---|---|---:|---:|---:|---:|",
            *(_line(row) for row in rows),
            "",
            "Turns a second, 50 conversations at once:",
            "",
            "```",
            *bars([(_name(row), row.run.rate) for row in rows if row.load == "50 at once"]),
            "```",
            "",
            *_ratios([row for row in rows if row.load == "50 at once"]),
            "",
            *_goals(rows, memory),
            "",
        ]
    )


def _line(row: Row) -> str:
    run = row.run
    cpu = f"{run.cpu:.2f}" if run.cpu else "–"
    return f"| {row.store} | {row.way} | {row.load} | {run.rate:,.0f} | {run.p50:.1f} | {run.p99:.1f} | {cpu} |"


def _name(row: Row) -> str:
    return f"{row.store.split(',')[0]}, {row.way}"


def bars(rates: Sequence[tuple[str, float]]) -> list[str]:
    """A line a name, the longest bar for the highest rate."""
    most = max((rate for _name, rate in rates), default=1)
    width = max((len(name) for name, _rate in rates), default=0)
    return [f"{name:{width}}  {'█' * max(1, round(_BAR * rate / most))} {rate:,.0f}" for name, rate in rates]


def _ratios(rows: Sequence[Row]) -> list[str]:
    """How many times as many turns as the other way, in the same run."""
    ours = {row.store: row.run for row in rows if row.way == "ours"}
    others = [row for row in rows if row.way != "ours"]
    return [f"{row.store}: {ours[row.store].rate / row.run.rate:.1f} times as many as {row.way}." for row in others]


def _goals(rows: Sequence[Row], memory: float) -> list[str]:
    ours = {row.load: row.run for row in rows if row.way == "ours" and row.store.startswith("SQLite")}
    rate, p99 = ours["50 at once"].rate, ours["50 arriving a second"].p99
    return [
        "| goal (SQLite) | measured | |",
        "|---|---:|---|",
        f"| {GOAL_RATE:,} turns a second at 50 conversations | {rate:,.0f} | {met(rate >= GOAL_RATE)} |",
        f"| p99 under {GOAL_P99} ms at 50 arriving a second | {p99:.1f} ms | {met(p99 < GOAL_P99)} |",
        f"| under {GOAL_MEMORY} MiB with 100,000 people | {memory:.0f} MiB | {met(memory < GOAL_MEMORY)} |",
    ]


def met(reached: bool) -> str:  # noqa: FBT001  (one question, one answer)
    """A goal that was set before measuring: nobody has to work out whether it was reached."""
    return "met" if reached else "**missed**"
