"""Spoken languages as they are written."""

import pytest
from hypothesis import given, settings
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


def test_every_language_of_ours_is_found_by_each_of_its_names() -> None:
    names = [
        (row["code"], name)
        for row in table("languages")
        for name in (row["en"], row["fr"], row["ar"], *several(row["synonyms"]))
    ]
    assert [name for code, name in names if SpokenLanguage(code) not in find_languages(name, limit=9)] == []


def test_language_says_our_name_for_it_then_the_one_of_cldr() -> None:
    assert SpokenLanguage("mos").say(language("fr")) == "mooré"
    assert SpokenLanguage("is").say(language("ar")) == "الأيسلندية"
    assert SpokenLanguage("qqq").say(language("en")) == "qqq"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_searched_without_complaint(text: str) -> None:
    assert len(find_languages(text)) <= 3
