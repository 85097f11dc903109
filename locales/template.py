"""Sentences with named places, cut once and filled often."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """Text and the names of its places in turn: text at even positions, names at odd ones.

    What is put in is never read again: braces in a value are only braces.
    """

    parts: tuple[str, ...]

    def fill(self, value: Callable[[str], str]) -> str:
        if len(self.parts) == 1:
            return self.parts[0]
        return "".join(value(part) if at & 1 else part for at, part in enumerate(self.parts))


def template(text: str) -> Template:
    return Template(tuple(_PLACE.split(text)))


def places(*texts: str) -> frozenset[str]:
    """The names of the places in these texts."""
    return frozenset(name for text in texts for name in _PLACE.findall(text))


def agrees(translation: str, sources: Iterable[str], *, number_optional: bool) -> bool:
    """Whether a translation has the places of its source: no other, and none left out but, in a plural, the number."""
    here, wanted = places(translation), places(*sources)
    return here <= wanted and wanted - here <= ({"n"} if number_optional else set())
