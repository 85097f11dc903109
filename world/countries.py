"""Countries: their names in the reader's language, and those people write."""

from dataclasses import dataclass

from world.reader import Reader

COUNTRIES_OF_ORIGIN = ("DZ", "BJ", "BF", "BI", "CM", "CF", "TD", "CD", "DJ", "EG", "ET", "GM", "GH")


@dataclass(frozen=True, slots=True)
class Country:
    """An ISO 3166-1 country, by its two-letter code."""

    code: str

    def say(self, language: Reader) -> str:
        return str(language.locale.territories.get(self.code, self.code))


def country(code: str) -> Country:
    return Country(code)


def find_countries(text: str, limit: int = 3) -> list[Country]:
    return []
