"""Towns as they are written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import language
from world.atlas import Hit
from world.kinds import Kind
from world.places import Place, find_places, place, ranked
from world.sources import towns

LYON, PARIS, CAIRO = 2996944, 2988507, 360630


@pytest.mark.parametrize(
    ("written", "near", "name"),
    [
        ("Villeurbanne", None, "Villeurbanne FR"),
        ("villeurbane", None, "Villeurbanne FR"),
        ("villeur banne", None, "Villeurbanne FR"),
        ("Paris", None, "Paris FR"),
        ("Paris", "US", "Paris FR"),
        ("PARIS 18", None, "Paris FR"),
        ("75018 Paris", None, "Paris FR"),
        ("Paris 18ème", None, "Paris FR"),
        ("Paris (France)", None, "Paris FR"),
        ("باريس", None, "Paris FR"),
        ("London", None, "London GB"),
        ("London", "CA", "London CA"),
        ("London, Canada", None, "London CA"),
        ("London SE15", None, "London GB"),
        ("I live in London", None, "London GB"),
        ("Londres", None, "London GB"),
        ("لندن", None, "London GB"),
        ("لوندن", None, "London GB"),
        ("Birmingham", None, "Birmingham GB"),
        ("Birmingham USA", None, "Birmingham US"),
        ("j'habite à Lyon", None, "Lyon FR"),
        ("Lyon, France", None, "Lyon FR"),
        ("Lyon France", None, "Lyon FR"),
        ("Cotonou", None, "Cotonou BJ"),
        ("cotonu", None, "Cotonou BJ"),
        ("Calavi", None, "Abomey-Calavi BJ"),
        ("Porto-Novo", None, "Porto-Novo BJ"),
        ("portonovo", None, "Porto-Novo BJ"),
        ("Hogbonou", None, "Porto-Novo BJ"),
        ("Ouaga", None, "Ouagadougou BF"),
        ("wagadougou", None, "Ouagadougou BF"),
        ("Bobo", None, "Bobo-Dioulasso BF"),
        ("bobo dioulaso", None, "Bobo-Dioulasso BF"),
        ("N’Djaména", None, "N'Djamena TD"),
        ("ndjamena", None, "N'Djamena TD"),
        ("Yaounde", None, "Yaoundé CM"),
        ("Buja", None, "Bujumbura BI"),
        ("Serrekunda", None, "Serekunda GM"),
        ("banjul", None, "Banjul GM"),
        ("Accra Ghana", None, "Accra GH"),
        ("coumassie", None, "Kumasi GH"),
        ("Le Caire", None, "Cairo EG"),
        ("القاهره", None, "Cairo EG"),
        ("القاهرة", None, "Cairo EG"),
        ("اسكندرية", None, "Alexandria EG"),
        ("أديس ابابا", None, "Addis Ababa ET"),
        ("አዲስ አበባ", None, "Addis Ababa ET"),
        ("addis", None, "Addis Ababa ET"),
        ("الجزائر العاصمة", None, "Algiers DZ"),
        ("bruxeles", None, "Brussels BE"),
        ("Genéve", None, "Geneva CH"),
        ("new york", None, "New York City US"),
        ("NYC", None, "New York City US"),
        ("Montreal, QC", None, "Montréal CA"),
        ("aix", None, "Aix-en-Provence FR"),
        ("St Denis", "FR", "Saint-Denis FR"),
        ("Köln", None, "Köln DE"),
        ("Cologne", None, "Köln DE"),
        ("بباريس", None, "Paris FR"),
    ],
)
def test_town_is_understood(written: str, near: str | None, name: str) -> None:
    best = find_places(written, near)[0]
    assert f"{best.name} {best.country}" == name


@pytest.mark.parametrize(
    "written", ["", "12", "Trifouilly-les-Oies", "😀", "xx", "quelque part au nord", "France", "île de france"]
)
def test_unknown_town_finds_none(written: str) -> None:
    assert find_places(written) == []


def test_towns_of_one_name_come_by_size() -> None:
    assert [found.country for found in find_places("Paris")] == ["FR", "US"]


def test_no_more_towns_come_than_were_asked_for() -> None:
    assert len(find_places("San Antonio", limit=3)) == 3


def test_town_says_its_name_as_its_reader_does() -> None:
    cairo = place(CAIRO)
    assert cairo
    assert [cairo.say(language(code)) for code in ("en", "fr", "ar")] == ["Cairo", "Le Caire", "القاهرة"]


def test_town_without_a_name_in_a_language_says_its_own() -> None:
    parakou = find_places("Natitingou")[0]
    assert parakou.say(language("fr")) == "Natitingou"


def test_town_is_known_by_its_id() -> None:
    lyon = place(LYON)
    assert lyon
    assert (lyon.name, lyon.country, lyon.zone) == ("Lyon", "FR", "Europe/Paris")
    assert place(1) is None


def test_every_town_at_home_is_found_by_its_own_name() -> None:
    everywhere = towns()
    smaller = [town for town in everywhere if town["population"] < 15_000]
    assert len(smaller) > 100
    assert _lost(smaller) == []


def test_every_twentieth_town_elsewhere_is_found_by_its_own_name() -> None:
    assert _lost(towns()[::20]) == []


def _lost(expected: object) -> list[str]:
    assert isinstance(expected, list | tuple)
    return [
        town["name"]
        for town in expected
        if town["geonameid"] not in {found.id for found in find_places(town["name"], limit=300)}
    ]


def test_near_outweighs_a_larger_namesake_but_not_any() -> None:
    paris = [Hit("paris", Kind.PLACE, str(town.id), town.population) for town in find_places("Paris")]
    assert [town.country for town in ranked(paris, None)] == ["FR", "US"]
    halves = [Hit(hit.key, hit.kind, hit.ref, 1000) for hit in paris]
    assert [town.country for town in ranked(halves, "US")] == ["US", "FR"]


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from([None, "FR", "BJ", "??"]))
def test_any_text_is_searched_without_complaint(text: str, near: str | None) -> None:
    assert all(isinstance(found, Place) for found in find_places(text, near))


def test_a_very_long_text_is_cut_and_not_refused() -> None:
    assert find_places("Lyon " * 10_000) == []


def test_paris_of_france_is_the_first_even_so() -> None:
    assert find_places("paris")[0].id == PARIS
