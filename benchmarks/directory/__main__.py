"""`python -m benchmarks.directory`: searches among a million invented members, on both stores and beside other ways.

It takes about half an hour and some gigabytes of disk, prints how far it is, and leaves nothing behind.
"""

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.directory.heldback import read_labels
from benchmarks.directory.labels import ABSENT, ALL_KINDS, OF_A_KIND
from benchmarks.directory.measuring import MEMBERS, SEED, STORES, Asked, Run
from benchmarks.directory.report import Results, put_into, section

PAGE = Path("docs/performance.md")


def main() -> None:
    """Measure, print, and put the section into docs/performance.md when asked to."""
    given = _options()
    asked = Asked(
        members=given.members,
        seed=given.seed,
        stores=tuple(given.stores),
        kinds=tuple(given.only or (*ALL_KINDS, ABSENT)),
        of_a_kind=given.of_a_kind,
        beside=given.beside,
        held_back=tuple(read_labels(given.held_back)) if given.held_back else (),
        misses=given.misses,
    )
    lines = measured(asked, " ".join(sys.argv[1:]))
    sys.stdout.write("\n".join([*lines, ""]))
    if given.write:
        PAGE.write_text(put_into(PAGE.read_text(encoding="utf-8"), lines), encoding="utf-8")


def measured(asked: Asked, options: str = "") -> list[str]:
    """The section of figures of one run."""
    machine = (
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    results = Results(asked.members, 0, options, machine, datetime.now(UTC).date().isoformat())
    Run(asked, results).all()
    return section(results)


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description="Recall, time and cost of searching the directory.")
    asked.add_argument("--members", type=int, default=MEMBERS)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--stores", nargs="+", choices=STORES, default=list(STORES))
    asked.add_argument(
        "--only", nargs="+", choices=(*ALL_KINDS, ABSENT), metavar="KIND", help=", ".join((*ALL_KINDS, ABSENT))
    )
    asked.add_argument("--of-a-kind", type=int, default=OF_A_KIND, help="questions of each kind")
    asked.add_argument("--beside", action=argparse.BooleanOptionalAction, default=True, help="measure other ways too")
    asked.add_argument("--held-back", type=Path, help="questions of others: see benchmarks/directory/heldback.py")
    asked.add_argument("--misses", type=Path, help="write some questions there that were answered wrongly")
    asked.add_argument("--write", action="store_true", help="put the section into docs/performance.md")
    return asked.parse_args()


if __name__ == "__main__":
    main()
