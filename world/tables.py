"""Our own tables, one CSV file each in `world/data`."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `world/data/{name}.csv`, by column; read once, so not to be changed."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def several(cell: str) -> list[str]:
    """What a cell lists between upright strokes."""
    return [item for item in cell.split("|") if item]
