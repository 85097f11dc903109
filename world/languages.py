"""The languages people speak."""

from dataclasses import dataclass

from world.reader import Reader


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language, by its ISO 639 code (two letters where there are two)."""

    code: str

    def say(self, language: Reader) -> str:
        return str(language.locale.languages.get(self.code, self.code))


def find_languages(text: str, limit: int = 3) -> list[SpokenLanguage]:
    return []
