"""What a whole answer names: as it is or without the small words before it; else with its typing mistakes."""

from world.atlas import Hit, atlas
from world.cues import bare
from world.kinds import Kind
from world.spelling import key

_LONGEST = 120


def find(text: str, kinds: Kind) -> list[Hit]:
    """What is meant, the weightiest first."""
    return find_exactly(text, kinds) or find_nearly(text, kinds)


def find_exactly(text: str, kinds: Kind) -> list[Hit]:
    return by_weight(atlas().exact(_words(text), kinds))


def find_nearly(text: str, kinds: Kind) -> list[Hit]:
    """What is written with the fewest mistakes."""
    return next((by_weight(hits) for word in _words(text) if (hits := atlas().similar(word, kinds))), [])


def by_weight(hits: list[Hit]) -> list[Hit]:
    """Each thing once, by weight."""
    ordered = sorted(hits, key=lambda hit: (-hit.weight, hit.kind, hit.ref))
    return list({(hit.kind, hit.ref): hit for hit in reversed(ordered)}.values())[::-1]


def _words(text: str) -> list[str]:
    said = text[:_LONGEST]
    return list(dict.fromkeys((key(said), key(bare(said)))))
