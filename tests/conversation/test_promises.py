"""The promises of the engine over random dialogues and inputs: the same histories at each run, 2,000 in `make check`.

What fails is shrunk to few bytes, and told as it was read. `python -m tests.campaigns.engine` plays many more.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import NO_SKIPS
from tests.conversation.exploring import explore, store_folder
from tests.conversation.theatre import Theatre, open_theatre

RUNS = 250 if NO_SKIPS else 60
"""Histories a seed: all of them where nothing is skipped, a taste of them where someone waits."""


@pytest.fixture
def theatre(tmp_path: Path) -> Iterator[Theatre]:
    with store_folder(tmp_path) as folder, open_theatre(folder) as theatre:
        yield theatre


@pytest.mark.parametrize("seed", range(8))
def test_the_engine_keeps_its_promises(theatre: Theatre, seed: int) -> None:
    seen: Counter[str] = Counter()

    explore(theatre, runs=RUNS, seed=seed, seen=seen)

    assert seen["runs"] >= RUNS
    assert seen["turns"] >= 20 * RUNS
    for rare in ("effects", "refusals", "notices", "deploys", "restarts", "lives", "answers"):
        assert seen[rare] > 0, f"not a single one of the {rare} was seen"
