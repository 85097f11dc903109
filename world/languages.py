"""The languages people speak."""

from dataclasses import dataclass
from functools import cache

from world.finding import find
from world.kinds import Kind
from world.reader import Reader
from world.tables import table


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language, by its ISO 639 code: two letters where there are two."""

    code: str

    def say(self, language: Reader) -> str:
        """Our name for it, else CLDR's, which lacks several languages of our countries."""
        ours = _ours().get(self.code)
        if ours and language.code in ours:
            return ours[language.code]
        known = language.locale.languages.get(self.code)
        return str(known or (ours and ours["en"]) or self.code)


def find_languages(text: str, limit: int = 3) -> list[SpokenLanguage]:
    return [SpokenLanguage(hit.ref) for hit in find(text, Kind.LANGUAGE)][:limit]


@cache
def _ours() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("languages")}
