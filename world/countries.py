"""Countries: their names in the reader's language, and those people write."""

from dataclasses import dataclass
from functools import cache

from world.finding import find, find_exactly
from world.kinds import Kind
from world.reader import Reader
from world.tables import several, table

_AS_PEOPLE_SAY = {"CD": {"en": "DR Congo", "fr": "RD Congo", "ar": "الكونغو الديمقراطية"}}
"""Where CLDR has a name that nobody uses of their own country: “Congo - Kinshasa”."""

COUNTRIES_OF_ORIGIN = tuple(row["code"] for row in table("countries"))


@dataclass(frozen=True, slots=True)
class Country:
    """A country, by its ISO 3166-1 code of two letters."""

    code: str

    def say(self, language: Reader) -> str:
        said = _AS_PEOPLE_SAY.get(self.code, {}).get(language.locale.language)
        return said or str(language.locale.territories.get(self.code, self.code))


@dataclass(frozen=True, slots=True)
class Homeland:
    """What we know of a country of origin.

    `capital` is the id of a place, `language` the shipped language most of its people write, `languages` the codes of
    those they speak, `phone` an example in the local form, `zone` an IANA time zone.
    """

    code: str
    capital: int
    language: str
    languages: tuple[str, ...]
    dialling: str
    phone: str
    zone: str


def country(code: str) -> Country:
    return Country(code)


@cache
def homeland(code: str) -> Homeland | None:
    row = next((row for row in table("countries") if row["code"] == code), None)
    if row is None:
        return None
    return Homeland(
        code=code,
        capital=int(row["capital"]),
        language=row["language"],
        languages=tuple(several(row["languages"])),
        dialling=row["dialling"],
        phone=row["phone"],
        zone=row["zone"],
    )


def country_named(text: str) -> Country | None:
    """The country whose name this is, spelt right."""
    hits = find_exactly(text, Kind.COUNTRY)
    return Country(hits[0].ref) if hits else None


def find_countries(text: str, limit: int = 3) -> list[Country]:
    """The countries a name or a people's name may mean, the most populous first; several only where it is ambiguous."""
    codes = dict.fromkeys(hit.ref for hit in find(text, Kind.COUNTRY | Kind.DEMONYM))
    return [Country(code) for code in codes][:limit]
