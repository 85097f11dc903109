"""Countries and peoples as they are written, and what we know of the countries of origin."""

from zoneinfo import available_timezones

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import LANGUAGES, language
from world.countries import COUNTRIES_OF_ORIGIN, Country, country, find_countries, homeland
from world.languages import SpokenLanguage
from world.places import place
from world.tables import several, table


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Bénin", "BJ"),
        ("benin", "BJ"),
        ("le bénin", "BJ"),
        ("du Bénin", "BJ"),
        ("BENIN 🇧🇯", "BJ"),
        ("je suis béninoise", "BJ"),
        ("béninois(e)", "BJ"),
        ("béninois·e·s", "BJ"),
        ("Dahomey", "BJ"),
        ("بنين", "BJ"),
        ("من بنين", "BJ"),
        ("أنا من مصر", "EG"),
        ("l'Egypte", "EG"),
        ("d’Égypte", "EG"),
        ("égyptiens", "EG"),
        ("مصريات", "EG"),
        ("Masr", "EG"),
        ("Misri", "EG"),
        ("Egito", "EG"),
        ("الجزائر", "DZ"),
        ("جزائرية", "DZ"),
        ("المانيا", "DE"),
        ("ألمانيا", "DE"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("cote d ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("the gambia", "GM"),
        ("gambai", "GM"),
        ("Gambie", "GM"),
        ("غامبيا", "GM"),
        ("جامبيا", "GM"),
        ("ethiopai", "ET"),
        ("ኢትዮጵያ", "ET"),
        ("habesha", "ET"),
        ("burkinabè", "BF"),
        ("burkinabé", "BF"),
        ("burkina", "BF"),
        ("Haute-Volta", "BF"),
        ("centrafrique", "CF"),
        ("RCA", "CF"),
        ("centrafricaines", "CF"),
        ("Tchad", "TD"),
        ("Chadian", "TD"),
        ("tchadienne", "TD"),
        ("DRC", "CD"),
        ("RDC", "CD"),
        ("Congo Kinshasa", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("Congo", "CD CG"),
        ("congolais", "CD CG"),
        ("congolaises", "CD CG"),
        ("Congolese", "CD CG"),
        ("كونغولي", "CD CG"),
        ("Cameroun", "CM"),
        ("camerounais", "CM"),
        ("burundais", "BI"),
        ("djiboutienne", "DJ"),
        ("ghanéen", "GH"),
        ("Ghanaians", "GH"),
        ("i'm from ghana", "GH"),
        ("Nigeria", "NG"),
        ("Niger", "NE"),
        ("UK", "GB"),
        ("u.k.", "GB"),
        ("England", "GB"),
        ("USA", "US"),
        ("les États-Unis", "US"),
        ("الولايات المتحدة", "US"),
        ("Emirats", "AE"),
        ("السعودية", "SA"),
        ("indian", "IN"),
        ("مالي", "ML"),
    ],
)
def test_country_is_understood(written: str, codes: str) -> None:
    assert [found.code for found in find_countries(written)] == codes.split()


@pytest.mark.parametrize("written", ["", " ", "xyz", "12", "?", "Koffi", "je ne sais pas"])
def test_what_is_no_country_finds_none(written: str) -> None:
    assert find_countries(written) == []


@pytest.mark.parametrize("reader", LANGUAGES)
@pytest.mark.parametrize("code", COUNTRIES_OF_ORIGIN)
def test_country_is_found_by_its_name_in_each_language(code: str, reader: str) -> None:
    assert find_countries(country(code).say(language(reader)))[0].code == code


def test_every_people_is_found_by_each_form_of_its_name() -> None:
    forms = [
        (row["code"], form)
        for row in (*table("countries"), *table("demonyms"))
        for form in (row["en"], row["fr_m"], row["fr_f"], row["ar_m"], row["ar_f"], *several(row["more"]))
    ]
    assert [form for code, form in forms if Country(code) not in find_countries(form)] == []


def test_country_says_its_name_in_the_readers_language() -> None:
    assert Country("EG").say(language("fr")) == "Égypte"
    assert Country("BJ").say(language("ar")) == "بنين"


def test_unknown_code_says_itself() -> None:
    assert country("QQ").say(language("en")) == "QQ"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_searched_without_complaint(text: str) -> None:
    assert len(find_countries(text, limit=2)) <= 2


def test_there_are_thirteen_countries_of_origin() -> None:
    assert len(set(COUNTRIES_OF_ORIGIN)) == 13
    assert homeland("FR") is None


@pytest.mark.parametrize("code", COUNTRIES_OF_ORIGIN)
class TestHomeland:
    def test_its_capital_is_in_it(self, code: str) -> None:
        known = homeland(code)
        assert known
        capital = place(known.capital)
        assert capital
        assert (capital.country, capital.zone) == (code, known.zone)

    def test_its_zone_exists(self, code: str) -> None:
        known = homeland(code)
        assert known
        assert known.zone in available_timezones()

    def test_its_language_is_shipped_and_those_spoken_there_have_names(self, code: str) -> None:
        known = homeland(code)
        assert known
        assert known.language in LANGUAGES
        names = [SpokenLanguage(spoken).say(language("fr")) for spoken in known.languages]
        assert not set(names) & set(known.languages) - {"fon"}

    def test_its_phone_example_is_valid_there(self, code: str) -> None:
        known = homeland(code)
        assert known
        number = phonenumbers.parse(known.phone, code)
        assert phonenumbers.is_valid_number(number)
        assert str(number.country_code) == known.dialling
