"""The promises of the engine over very many random histories.

    python -m tests.campaigns.engine --runs 50000 --seed 7

It plays them a thousand at a time, each thousand from a seed of its own, and prints what was seen as a table. The first
history that breaks a promise ends it, told as it was read, with exit 1.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conversation.exploring import explore, store_folder
from tests.conversation.theatre import open_theatre

AT_ONCE = 1000
SEEN = {
    "runs": "histories",
    "turns": "turns",
    "answers": "answers given",
    "effects": "effects, each once",
    "refusals": "answers refused",
    "notices": "notices between",
    "deploys": "dialogues changed under way",
    "lives": "played again in the running program",
    "restarts": "restarts",
}


def main() -> None:
    asked = _arguments()
    seen: Counter[str] = Counter()
    began = time.monotonic()
    broken = _explore_all(asked.runs, asked.seed, seen, shrink=not asked.fast)
    for line in _table(seen, asked.seed, time.monotonic() - began):
        print(line)
    if broken:
        print(f"broken: {broken}")
        sys.exit(1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fast", action="store_true", help="leave the first history that fails as long as it is")
    return parser.parse_args()


def _explore_all(runs: int, seed: int, seen: Counter[str], *, shrink: bool) -> str:
    """Play them all; the promise that was broken, or nothing."""
    for number, part in enumerate(_parts(runs)):
        with (
            TemporaryDirectory() as otherwise,
            store_folder(Path(otherwise)) as folder,
            open_theatre(folder) as theatre,
        ):
            try:
                explore(theatre, runs=part, seed=seed * 1_000_000 + number, seen=seen, shrink=shrink)
            except Exception as fault:  # noqa: BLE001  (whatever it is, it was promised not to be)
                print("\n".join(getattr(fault, "__notes__", ())), file=sys.stderr)
                return f"{type(fault).__name__}: {fault}".splitlines()[0]
        if sys.stderr.isatty():
            print(f"{seen['runs']} of {runs}", end="\r", file=sys.stderr)
    return ""


def _parts(runs: int) -> Iterator[int]:
    while runs > 0:
        yield min(runs, AT_ONCE)
        runs -= AT_ONCE


def _table(seen: Counter[str], seed: int, seconds: float) -> Iterator[str]:
    yield "| seen | |"
    yield "|---|---:|"
    for name, words in SEEN.items():
        yield f"| {words} | {seen[name]:,} |"
    yield f"| seed | {seed} |"
    yield f"| seconds | {seconds:.0f} |"


if __name__ == "__main__":
    main()
