"""Spoken languages as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import language
from world.languages import SpokenLanguage, find_languages
from world.tables import several, table


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("fon", "fon"),
        ("fongbé", "fon"),
        ("wolof", "wo"),
        ("ouolof", "wo"),
        ("bambara", "bm"),
        ("lingala", "ln"),
        ("lingalla", "ln"),
        ("amharic", "am"),
        ("amharique", "am"),
        ("أمهرية", "am"),
        ("አማርኛ", "am"),
        ("tigrinya", "ti"),
        ("somali", "so"),
        ("fula", "ff"),
        ("peul", "ff"),
        ("pulaar", "ff"),
        ("hausa", "ha"),
        ("haoussa", "ha"),
        ("yoruba", "yo"),
        ("kirundi", "rn"),
        ("sango", "sg"),
        ("twi", "tw"),
        ("mandinka", "mnk"),
        ("malinké", "mnk"),
        ("dioula", "dyu"),
        ("mooré", "mos"),
        ("français", "fr"),
        ("francais", "fr"),
        ("je parle anglais", "en"),
        ("العربية", "ar"),
        ("عربي", "ar"),
        ("darija", "arq"),
    ],
)
def test_language_is_understood(written: str, code: str) -> None:
    assert find_languages(written)[0].code == code


@pytest.mark.parametrize("row", table("languages"), ids=lambda row: row["code"])
def test_language_is_found_by_each_of_its_names(row: dict[str, str]) -> None:
    names = [row["en"], row["fr"], row["ar"], *several(row["synonyms"])]
    assert [name for name in names if row["code"] not in {each.code for each in find_languages(name, limit=9)}] == []


def test_language_says_our_name_for_it_then_the_one_of_cldr() -> None:
    assert SpokenLanguage("mos").say(language("fr")) == "mooré"
    assert SpokenLanguage("is").say(language("ar")) == "الأيسلندية"
    assert SpokenLanguage("qqq").say(language("en")) == "qqq"


@given(st.text(max_size=200))
def test_any_text_is_searched_without_complaint(text: str) -> None:
    assert len(find_languages(text)) <= 3
