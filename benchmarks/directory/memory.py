"""How much memory searching takes in a process that does nothing else.

Run: python -m benchmarks.directory.memory URL VIEWER. The questions come on the standard input, one a line.
"""

import asyncio
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.directory.asking import ask_all, opened
from benchmarks.directory.labels import EXACT, Label
from benchmarks.world import resident


def memory_of(url: str, viewer: int, asked: Sequence[Label]) -> tuple[float, float]:
    """MiB of a new process before its first search, and after all of them."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.directory.memory", url, str(viewer)],
        input="\n".join(label.query for label in asked),
        capture_output=True,
        text=True,
        check=True,
    )
    before, after = done.stdout.split()
    return float(before), float(after)


async def _ask(url: str, viewer: int) -> None:
    store = opened(url)
    await ask_all(store, viewer, [Label(EXACT, "Nobody", 0)])
    sys.stdout.write(f"{resident():.1f}\n")
    await ask_all(store, viewer, [Label(EXACT, line.strip(), 0) for line in sys.stdin])
    sys.stdout.write(f"{resident():.1f}\n")
    await store.close()


if __name__ == "__main__":
    asyncio.run(_ask(sys.argv[1], int(sys.argv[2])))
