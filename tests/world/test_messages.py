"""Messages as people write them: mistakes, feminine forms, plurals, prepositions, names that are towns."""

from pathlib import Path

import pytest

from world.phrases import Understood, understand

LINES = (Path(__file__).parent / "messages.txt").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize("line", LINES)
def test_message_is_read_as_it_was_meant(line: str) -> None:
    message, _, meant = line.partition(" |")
    assert as_words(understand(message)) == meant.strip()


def as_words(understood: Understood) -> str:
    professions = [each.code for each in understood.professions[:1]]
    told = {
        "origins": [each.code for each in understood.origins],
        "residence": [each.code for each in understood.residence],
        "professions": professions,
        "sectors": [each.code for each in understood.sectors],
        "languages": [each.code for each in understood.languages],
        "places": [f"{place.name} {place.country}" for place in understood.places],
        "offers": understood.offers,
        "rest": [understood.rest] if understood.rest else [],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in told.items() if values)
