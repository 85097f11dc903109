"""Sentences with named places."""

import pytest

from locales.template import agrees, places, template


def test_a_template_is_cut_once_and_filled_with_what_it_is_given() -> None:
    sentence = template("{greeting}, {name}! {name}?")

    assert sentence.fill({"greeting": "Hello", "name": "{greeting}"}.__getitem__) == "Hello, {greeting}! {greeting}?"


def test_places_have_names_in_small_letters() -> None:
    assert places("{name} {n} {since_year2} {Name} {0} {} {a b} {a.b} {a!r}") == {"name", "n", "since_year2"}


@pytest.mark.parametrize(
    ("translation", "sources", "number_optional", "agreed"),
    [
        ("Bonjour {name}", ["Hello {name}"], False, True),
        ("{b} puis {a}, {a}", ["{a} then {b}"], False, True),
        ("Bonjour", ["Hello {name}"], False, False),
        ("Bonjour {nom}", ["Hello {name}"], False, False),
        ("Bonjour {name} {other}", ["Hello {name}"], False, False),
        ("شخص واحد", ["{n} person", "{n} people"], True, True),
        ("شخص واحد", ["{n} person", "{n} people"], False, False),
        ("واحد", ["{n} person in {town}", "{n} people in {town}"], True, False),
        ("{n}", ["one", "{n} people"], False, True),
    ],
)
def test_a_translation_keeps_the_places_of_its_source(
    translation: str, sources: list[str], *, number_optional: bool, agreed: bool
) -> None:
    assert agrees(translation, sources, number_optional=number_optional) is agreed
