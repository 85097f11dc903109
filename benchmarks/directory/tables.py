"""The benchmark's own tables. None is shared with the search that it measures."""

import csv
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weighted(text: str) -> dict[str, float]:
    """“muslim*6 maghreb” as words with their weights."""
    parts = (part.partition("*") for part in text.split())
    return {word: float(weight or 1) for word, _star, weight in parts}
