"""Whole messages, taken apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from world.phrases import Understood, understand
from world.tables import table

ENGINEERS = "2149 2141 2142 2143 2144 2145 2146 2151 2152 2153 2161"
# What each message says, as "field value value"; a profession stands for all that its word may mean.
SAID = [
    ("nurse from gambia in london", "professions 2221 3221; origins GM; places London GB"),
    ("Nurses from The Gambia in London", "professions 2221 3221; origins GM; places London GB"),
    ("nures from gambai in londn", "professions 2221; origins GM; places London GB"),
    ("ممرضة من مصر في لندن", "professions 2221; origins EG; places London GB"),
    ("Nigerian nurse in London", "origins NG; professions 2221 3221; places London GB"),
    ("sage-femme béninoise à Lyon", "professions 2222; origins BJ; places Lyon FR"),
    ("je cherche une sage femme béninoise à Villeurbane", "professions 2222; origins BJ; places Villeurbanne FR"),
    ("infirmière sénégalaise à Paris", "professions 2221; origins SN; places Paris FR"),
    ("infirmiere senegalese a paris", "professions 2221; origins SN; places Paris FR"),
    ("infirmiers du Bénin", "professions 2221; origins BJ"),
    ("قابلة من بنين في ليون", "professions 2222; origins BJ; places Lyon FR"),
    ("ممرضة من غامبيا في لندن", "professions 2221; origins GM; places London GB"),
    (
        "مهندس جزائري في باريس",
        "professions 2149 2141 2142 2143 2144 2145 2146 2151 2152 2153 2161; origins DZ; places Paris FR",
    ),
    (
        "مهندسين مصريين بباريس",
        "professions 2149 2141 2142 2143 2144 2145 2146 2151 2152 2153 2161; origins EG; places Paris FR",
    ),
    ("محامي تونسي في فرنسا", "professions 2611; origins TN; residence FR"),
    ("أبحث عن ممرضة في القاهرة", "professions 2221; places Cairo EG"),
    ("أريد مرشد من السودان", "offers mentor; origins SD"),
    ("from Benin", "origins BJ"),
    ("du Bénin", "origins BJ"),
    ("من بنين", "origins BJ"),
    ("originaire du Bénin", "origins BJ"),
    ("béninois(e)", "origins BJ"),
    ("béninoises", "origins BJ"),
    ("l'Égypte", "origins EG"),
    ("avocat d’Égypte", "professions 2611; origins EG"),
    ("congolais", "origins CD CG"),
    ("du Congo", "origins CD CG"),
    ("congolaise de Belgique", "origins CD CG BE"),
    ("ivoirien(ne) à Abidjan", "origins CI; places Abidjan CI"),
    ("avocat de Cote d'Ivoire", "professions 2611; origins CI"),
    ("avocat de Côte d’Ivoire", "professions 2611; origins CI"),
    ("من مصر", "origins EG"),
    ("from Accra", "origins GH"),
    ("in Accra", "places Accra GH"),
    ("au Bénin", "residence BJ"),
    ("in the UK", "residence GB"),
    ("aux États-Unis", "residence US"),
    ("في فرنسا", "residence FR"),
    ("Gambia", "origins GM"),
    ("UK", "residence GB"),
    ("Côte d'Ivoire", "residence CI"),
    ("in London", "places London GB"),
    ("à Lyon", "places Lyon FR"),
    ("في باريس", "places Paris FR"),
    ("Paris", "places Paris FR"),
    ("London Canada", "places London CA"),
    ("Lyon, France", "places Lyon FR"),
    ("in Lyon or Paris", "places Lyon FR Paris FR"),
    ("في ليون وباريس", "places Lyon FR Paris FR"),
    ("Ouaga", "places Ouagadougou BF"),
    ("mentor", "offers mentor"),
    ("mentors from Ghana", "offers mentor; origins GH"),
    ("je cherche un mentor", "offers mentor"),
    ("mentor en informatique à Montréal", "offers mentor; sectors technology; places Montréal CA"),
    ("health workers in London", "sectors health; places London GB"),
    ("étudiante égyptienne à Berlin", "professions student; origins EG; places Berlin DE"),
    ("software engineers from Ethiopia in Washington DC", "professions 2512; origins ET; places Washington US"),
    ("plumber or an electrician", "professions 7126 7411"),
    ("électricien burkinabé", "professions 7411; origins BF"),
    ("plombier Ouaga", "professions 7126; places Ouagadougou BF"),
    ("sage-femme qui parle fon", "professions 2222; languages fon"),
    ("sage-femme qui parle le fon et le yoruba", "professions 2222; languages fon yo"),
    ("tailor who speaks wolof and mandinka in London", "professions 7531; languages wo mnk; places London GB"),
    ("قابلة تتكلم الأمهرية", "professions 2222; languages am"),
    ("awa dossou", "rest awa dossou"),
    ("Koffi", "rest Koffi"),
    ("N'Diaye", "rest N'Diaye"),
    ("Dr Tesfaye", "rest Tesfaye"),
    ("Marie de Souza", "rest Marie de Souza"),
    ("Jean-Pierre Mbarga", "rest Jean-Pierre Mbarga"),
    ("Abdel Rahman Al Masri", "rest Abdel Rahman Al Masri"),
    ("محمد علي", "rest محمد علي"),
    ("Marie Paris", "places Paris FR; rest Marie"),
    ("Hawa Barry Conakry", "places Conakry GN; rest Hawa Barry"),
    ("Fatou Bah, tailor", "professions 7531; rest Fatou Bah"),
    ("Tigist from Addis", "origins ET; rest Tigist"),
    ("cherche Awa à Lyon svp", "places Lyon FR; rest Awa"),
    ("je veux parler à quelqu'un", ""),
    ("bonjour", ""),
    ("", ""),
    ("👍", ""),
]


@pytest.mark.parametrize(("message", "said"), SAID)
def test_message_is_understood(message: str, said: str) -> None:
    expected = dict(part.split(" ", 1) for part in said.split("; ") if part)
    assert as_words(understand(message)) == expected


def as_words(understood: Understood) -> dict[str, str]:
    codes = ("origins", "residence", "professions", "sectors", "languages")
    words = {name: " ".join(each.code for each in getattr(understood, name)) for name in codes}
    words["places"] = " ".join(f"{place.name} {place.country}" for place in understood.places)
    words |= {"offers": " ".join(understood.offers), "rest": understood.rest}
    return {name: value for name, value in words.items() if value}


def test_names_of_people_are_left_to_be_searched() -> None:
    names = [row["name"] for row in table("names")]
    assert [name for name in names if understand(f"{name} in London").rest != name] == []


def test_message_can_be_read_again_as_a_name() -> None:
    assert understand("je cherche Marie Paris").whole == "Marie Paris"


def test_town_in_a_known_country_comes_first() -> None:
    assert [place.country for place in understand("nurse in London", near="CA").places] == ["CA"]


def test_of_a_long_story_only_the_beginning_is_read() -> None:
    understood = understand("nurse in London " + "bla " * 100_000)
    assert [place.name for place in understood.places] == ["London"]
    assert understood.rest.count("bla") == 21


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_understood_without_complaint(text: str) -> None:
    understood = understand(text)
    assert set(understood.rest) <= set(text) | {" "}


@settings(deadline=None)
@given(st.lists(st.sampled_from(["nurse", "from", "in", "the", "à", "de", "Bénin", "Congo", "في", "بباريس", "(e)"])))
def test_any_order_of_words_is_understood_without_complaint(words: list[str]) -> None:
    assert isinstance(understand(" ".join(words)), Understood)
