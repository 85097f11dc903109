"""Languages guessed from browsers and apps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import LANGUAGES, guess, spoken_in


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("fr", "fr"),
        ("fr-BJ", "fr"),
        ("FR_bj", "fr"),
        ("ar-EG", "ar"),
        ("arz", "ar"),
        ("ary-MA", "ar"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", "fr"),
        ("en;q=0.5, ar;q=0.9", "ar"),
        ("en;q=0.5, ar ; q=0.9", "ar"),
        ("yo, ha;q=0.9, fr;q=0.3", "fr"),
        ("fr;q=0, ar;q=0.1", "ar"),
        ("fr;q=many, ar;q=0.1", "ar"),
        ("fr;q=nan, ar;q=0.1", "ar"),
        ("fr;level=1, ar;q=0.1", "fr"),
    ],
)
def test_the_best_shipped_language_is_found(said: str, code: str) -> None:
    assert guess(said) == code


@pytest.mark.parametrize("said", [None, "", "*", "zz", "klingon-QO", ";;;,,,", "q=1", "fr;q=7"])
def test_nothing_to_go_by_is_english_or_what_the_caller_prefers(said: str | None) -> None:
    assert guess(said) == "en"
    assert guess(said, otherwise="ar") == "ar"


def test_a_header_without_end_is_not_read_to_its_end() -> None:
    assert guess("yo," * 1000 + "fr") == "en"


@given(st.text())
def test_any_header_gives_a_shipped_language(said: str) -> None:
    assert guess(said) in LANGUAGES


@pytest.mark.parametrize(
    ("territory", "code"),
    [("BJ", "fr"), ("FR", "fr"), ("EG", "ar"), ("GM", "en"), ("ET", "en"), ("DZ", "ar"), ("CM", "fr"), ("BE", "fr")],
)
def test_a_country_is_greeted_in_what_most_people_read_there(territory: str, code: str) -> None:
    assert spoken_in(territory) == code


@pytest.mark.parametrize("territory", ["JP", "AQ", "", "xx"])
def test_a_country_where_no_shipped_language_is_read_is_greeted_in_english(territory: str) -> None:
    assert spoken_in(territory) == "en"
