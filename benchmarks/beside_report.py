"""The section of figures beside other bots: a table, a chart of bars in text, what a kill costs, the goals."""

import statistics
from collections.abc import Sequence
from importlib.metadata import version
from textwrap import fill
from typing import TYPE_CHECKING

from benchmarks.loads import SCRIPT, median
from benchmarks.report import bars, met

if TYPE_CHECKING:
    from benchmarks.beside import Measured

AHEAD_OF_DURABLE, LEVEL = 2.0, 1.0
_MOST = "50 at once"
_FIXED = "50 arriving a second"


def beside(measured: Sequence["Measured"]) -> list[str]:
    """The lines of the section, in Markdown."""
    return [
        "## Beside other bots",
        "",
        _what(measured),
        "",
        "| bot | 1 at once | 16 at once | 50 at once | CPU ms a turn | p99 ms at 50 a second | MiB | + 10,000 people |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *map(_line, measured),
        "",
        "Turns a second, 50 conversations at once:",
        "",
        "```",
        *bars([(each.bot.name, median(each.runs[_MOST]).rate) for each in measured]),
        "```",
        "",
        *_killed(measured),
        "",
        *_goals(measured),
    ]


def _what(measured: Sequence["Measured"]) -> str:
    versions = " and ".join(f"{name} {version(name)}" for name in ("aiogram", "python-telegram-bot"))
    busy = max(each.busy for each in measured)
    calls = ", ".join(sorted({f"{each.calls:.0f}" for each in measured}))
    how = (
        f"The same registration written the usual way on {versions}, as their documentation teaches it "
        "(`benchmarks/rivals/`): raw updates are posted to the webhook, and a turn ends when the answer has reached a "
        "stub Bot API on this machine, through the framework's own client. The bot has one core, the driver with the "
        f"stub another, at most {busy:.0%} busy; a Redis or PostgreSQL server runs wherever there is room. A "
        f"registration is {len(SCRIPT)} turns and {calls} calls of the Bot API. Where other programs share the machine "
        "trust the CPU time of a turn (of the bot's process alone) more than the rates."
    )
    fair = (
        "To the rivals' advantage: they look up no towns, countries or professions, encrypt nothing, and speak one "
        "language; the stub answers at once, while python-telegram-bot, which takes updates one by one as its "
        "conversations need, would wait for each answer of a real network; its PicklePersistence saves every 60 "
        "seconds (the default), longer than a run, so no save is in its rate; Redis keeps its keys in memory only. "
        "Memory is the resident size of the bot's process after some hundred turns, and what people add to it who "
        "each wrote once."
    )
    return f"{_wrapped(how)}\n\n{_wrapped(fair)}"


def _wrapped(paragraph: str) -> str:
    return fill(paragraph, 116, break_long_words=False, break_on_hyphens=False)


def _line(measured: "Measured") -> str:
    most, fixed, memory = median(measured.runs[_MOST]), median(measured.runs[_FIXED]), measured.memory
    rates = " | ".join(f"{median(measured.runs[f'{at_once} at once']).rate:,.0f}" for at_once in (1, 16, 50))
    figures = f"{most.cpu:.2f} | {fixed.p99:.1f} | {memory.resident:.0f} | {memory.added:.1f}"
    return f"| {measured.bot.name} | {rates} | {figures} |"


def _killed(measured: Sequence["Measured"]) -> list[str]:
    how = (
        "The process is killed (`kill -9`) with fifty people in the middle, who write as fast as they are answered: "
        "nearly all have an update on the way. It is started again; updates that got no 200 are sent again. People who "
        "are not answered within 65 seconds, longer than any lock or lease, repeat their line."
    )
    why = (
        "aiogram's lock in Redis outlives the process that held it by up to 60 seconds, and so does the lease of a "
        "screen that was being sent here on PostgreSQL, where another process may be at it: that is the longest wait; "
        "the one process of an embedded store begins again at once. PicklePersistence loses what came after its last "
        "save: here everything, later at most a minute."
    )
    return [
        _wrapped(how),
        "",
        "| bot | accepted, never answered | lost their place | registrations gone | answered twice | longest wait, s |",
        "|---|---:|---:|---:|---:|---:|",
        *map(_losses, measured),
        "",
        _wrapped(why),
    ]


def _losses(measured: "Measured") -> str:
    lost = measured.losses
    astray = lost.astray + lost.ignored
    people = f"{lost.unanswered} of {lost.midway} | {astray} of {lost.midway} | {lost.gone} of {lost.finished}"
    return f"| {measured.bot.name} | {people} | {lost.twice} | {lost.waited:.0f} |"


def _goals(measured: Sequence["Measured"]) -> list[str]:
    ours = [each for each in measured if each.bot.ours]
    rivals = [each for each in measured if each.bot.name.startswith("aiogram")]
    if not ours:
        return ["Ours is not among them yet, so no goal is judged."]
    best = ours[0]
    lines = [_goal(best, rival, AHEAD_OF_DURABLE if rival.bot.durable else LEVEL) for rival in rivals]
    lost = best.losses.unanswered + best.losses.astray + best.losses.ignored + best.losses.gone
    return [
        f"| goal ({best.bot.name}), 50 at once | measured | |",
        "|---|---:|---|",
        *lines,
        f"| nothing lost at a kill | {lost} | {met(lost == 0)} |",
    ]


def _goal(ours: "Measured", rival: "Measured", goal: float) -> str:
    """The median of the ratios of each round: what disturbed a round disturbed both."""
    pairs = zip(ours.runs[_MOST], rival.runs[_MOST], strict=True)
    ratio = statistics.median(mine.rate / theirs.rate for mine, theirs in pairs)
    return f"| {goal:.0f} times {rival.bot.name} | {ratio:.2f} times | {met(ratio >= goal)} |"
