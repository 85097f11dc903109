"""The languages people speak."""

from dataclasses import dataclass
from functools import cache

from world.atlas import Hit, atlas
from world.cues import bare
from world.kinds import Kind
from world.reader import Reader
from world.spelling import key
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
    words = (key(text), key(bare(text)))
    kind = Kind.LANGUAGE
    hits = atlas().exact(words, kind) or atlas().similar(words[0], kind) or atlas().similar(words[1], kind)
    return by_weight(hits)[:limit]


def by_weight(hits: list[Hit]) -> list[SpokenLanguage]:
    ordered = sorted(hits, key=lambda hit: (-hit.weight, hit.ref))
    return [SpokenLanguage(str(code)) for code in dict.fromkeys(hit.ref for hit in ordered)]


@cache
def _ours() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("languages")}
