"""Plural forms against CLDR."""

from gettext import c2py

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from locales import LANGUAGES
from locales.catalogue import catalogue_path
from locales.plurals import plural_forms, rare_forms

NUMBERS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 102)
TAGS = ("zero", "one", "two", "few", "many", "other")


def form(code: str, n: int) -> int:
    return int(c2py(plural_forms(code).split("plural=")[1].rstrip(";"))(n))


@pytest.mark.parametrize("code", ["en", "fr", "ar", "am", "sw", "ha", "so"])
def test_forms_are_those_of_cldr_in_its_order(code: str) -> None:
    rule = Locale.parse(code).plural_form
    # CLDR's "many" of French is for round millions; gettext has no form for it
    tags = [tag for tag in TAGS if tag == "other" or (tag in rule.tags and (code, tag) != ("fr", "many"))]

    assert [tags[form(code, n)] for n in NUMBERS] == [rule(n) for n in NUMBERS]


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("en", [1, 0, 1, 1, 1, 1, 1, 1, 1, 1]),
        ("fr", [0, 0, 1, 1, 1, 1, 1, 1, 1, 1]),
        ("ar", [0, 1, 2, 3, 3, 4, 4, 5, 5, 5]),
    ],
)
def test_forms_of_the_shipped_languages(code: str, forms: list[int]) -> None:
    assert [form(code, n) for n in NUMBERS] == forms


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_catalogue_says_so_in_its_header(code: str) -> None:
    with catalogue_path(code).open("rb") as file:
        assert read_po(file).plural_forms == plural_forms(code)


def test_rare_forms_stand_for_none_one_or_two() -> None:
    assert rare_forms("(n != 1)") == {0}
    assert rare_forms("(n > 1)") == {0}
    assert rare_forms("0") == set()
    assert rare_forms(plural_forms("ar").split("plural=")[1].rstrip(";")) == {0, 1, 2}
