"""Bugs planted in the engine, one at a time, and the promise that catches each.

    make mutants

Each is a small change to a copy of the tree, on which random histories are played until one breaks a promise. The
command prints which promise it was and ends with exit 1 when a bug survives.
"""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("bot", "channels", "conversation", "handlers", "locales", "look", "models", "services", "tests", "world")
RUNS = 2000
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Mutant:
    """A bug: in this file, this stands for that."""

    bug: str
    file: str
    good: str
    bad: str


MUTANTS = (
    Mutant(
        "back drops the first answer instead of the last",
        "conversation/moving.py",
        "frame.answers.pop(asked[-1])\n        frame.settle()\n    elif",
        "frame.answers.pop(asked[0])\n        frame.settle()\n    elif",
    ),
    Mutant(
        "back goes through what is done",
        "conversation/state.py",
        "keys.clear()",
        "keys.extend(())",
    ),
    Mutant(
        "what is done is done again at each run",
        "conversation/talk.py",
        "if key not in self._frame.dones:",
        "if key not in self._frame.dones or self._looked:",
    ),
    Mutant(
        "the seal of a summary leaves out the last answer",
        "conversation/talk.py",
        "for key in self.trail if not key.startswith(",
        "for key in self.trail[:-1] if not key.startswith(",
    ),
    Mutant(
        "a number typed before its screen counts",
        "conversation/turn.py",
        "return sent_at is not None and sent_at <= self.heard_at",
        "return sent_at is not None",
    ),
    Mutant(
        "a skipped question is asked again",
        "conversation/talk.py",
        "if raw is None and question.optional:",
        "if raw is None and question.optional and False:",
    ),
    Mutant(
        "half an answer does not survive a restart",
        "conversation/state.py",
        "return parts | {",
        'parts.pop("draft", None)\n    return parts | {',
    ),
    Mutant(
        "a value is kept although its arguments have changed",
        "conversation/talk.py",
        'kept = self._frame.onces.get(key)\n        if kept and kept["with"] == asked_with:',
        "kept = self._frame.onces.get(key)\n        if kept:",
    ),
    Mutant(
        "a choice of another question is taken",
        "conversation/answering.py",
        "if asked is None or asked.key != key:",
        "if asked is None:",
    ),
    Mutant(
        "a notice throws out the choices of the one before",
        "conversation/taking.py",
        "(turn.state.notices + kept(offered))[-_NOTICES_KEPT:]",
        "kept(offered)",
    ),
    Mutant(
        "a refusal leaves a row behind",
        "bot/reach.py",
        "with savepoint(self._session):",
        "if True:",
    ),
    Mutant(
        "ids of runs differ when a turn is taken again",
        "bot/turns.py",
        '    text = ""\n    while event:',
        "    text = __import__('secrets').choice(letters)\n    while event:",
    ),
    Mutant(
        "half an answer is stored as an answer",
        "conversation/answering.py",
        "frame.draft, frame.page = parts, 0",
        "frame.answers[frame.asking] = parts",
    ),
    Mutant(
        "an old “start over” still starts over",
        "conversation/answering.py",
        'frozenset("rdpce")',
        'frozenset("pce")',
    ),
    Mutant(
        "thanks are an answer",
        "conversation/answering.py",
        "elif (kind := courtesy(text)) and",
        "elif (kind := courtesy(text)) and False and",
    ),
    Mutant(
        "what was written after a long silence is forgotten",
        "conversation/understanding.py",
        "turn.state.aside, turn.state.pending, turn.state.over = True, text, None",
        'turn.state.aside, turn.state.pending, turn.state.over = True, "…", None',
    ),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a mutant fared; `promise` is empty for one that survived."""

    mutant: Mutant
    promise: str
    histories: str
    seconds: float


def main() -> None:
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        verdicts = list(pool.map(try_mutant, MUTANTS))
    for line in table(verdicts):
        print(line)
    survivors = sum(not verdict.promise for verdict in verdicts)
    print(f"\n{len(MUTANTS)} bugs planted, {survivors} not caught, {time.monotonic() - began:.0f} s")
    sys.exit(1 if survivors else 0)


def try_mutant(mutant: Mutant) -> Verdict:
    """Plant a bug in a copy of the tree, and play histories there until it is caught."""
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        tree = Path(folder)
        for room in ROOMS:
            shutil.copytree(ROOT / room, tree / room, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        plant(mutant, tree)
        command = [sys.executable, "-m", "tests.campaigns.engine", "--runs", str(RUNS), "--seed", "1", "--fast"]
        played = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    broken = re.search(r"^broken: (.*)$", played.stdout, re.MULTILINE)
    histories = re.search(r"histories \| ([\d,]+)", played.stdout)
    if broken is None and played.returncode:
        raise RuntimeError(played.stderr)
    promise = broken[1] if broken else ""
    return Verdict(mutant, promise, histories[1] if histories else "", time.monotonic() - began)


def plant(mutant: Mutant, tree: Path) -> None:
    """Change the file; a bug whose place is not there once is a bug of this list."""
    file = tree / mutant.file
    text = file.read_text("utf-8")
    if text.count(mutant.good) != 1:
        msg = f"{mutant.bug}: its place in {mutant.file} is there {text.count(mutant.good)} times"
        raise ValueError(msg)
    file.write_text(text.replace(mutant.good, mutant.bad), "utf-8")


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield "| planted | caught by | after histories | seconds |"
    yield "|---|---|---:|---:|"
    for verdict in verdicts:
        promise = verdict.promise.removeprefix("AssertionError: ") or "**nobody**"
        yield f"| {verdict.mutant.bug} | {promise} | {verdict.histories} | {verdict.seconds:.0f} |"


if __name__ == "__main__":
    main()
