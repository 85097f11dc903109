"""Names in the order of the reader's alphabet, and addresses that may be followed."""

import unicodedata

from locales import Language
from world.countries import COUNTRIES_OF_ORIGIN, Country, country


def countries_by_name(reader: Language) -> list[Country]:
    return sorted(map(country, COUNTRIES_OF_ORIGIN), key=lambda one: _sorted_as(one.say(reader)))


def _sorted_as(name: str) -> tuple[str, str]:
    """As its bare letters: accents and hamzas count only between names that are otherwise alike."""
    marked = unicodedata.normalize("NFD", name).casefold()
    return "".join(letter for letter in marked if not unicodedata.combining(letter)), marked


def followable(url: str | None) -> str | None:
    """Only http and https: a source may be written by anyone, and `javascript:` is an address too."""
    return url if url and url.lower().startswith(("https://", "http://")) else None
