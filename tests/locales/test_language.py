"""Messages said in a language."""

from pathlib import Path

import pytest

from locales import LANGUAGES, Language, Message, _, _n, _p, language, languages
from tests.locales.catalogues import entry, write_catalogue

FRENCH = (
    entry("Nice to meet you, {name}.", "Enchanté, {name}.")
    + entry("Good evening, {name}.", "Bonsoir, {nom}.")
    + entry("Good night, {name}.", "Bonne nuit.")
    + 'msgctxt "choice"\n'
    + entry("Back", "Retour")
    + entry("Back", "Le dos")
    + 'msgid "{n} person"\nmsgid_plural "{n} people"\nmsgstr[0] "{n} personne"\nmsgstr[1] "{n} personnes"\n\n'
    + 'msgctxt "queue"\nmsgid "one left"\nmsgid_plural "{n} left"\nmsgstr[0] "reste {n}"\nmsgstr[1] "restent {n}"\n\n'
    + 'msgid "{n} town"\nmsgid_plural "{n} towns"\nmsgstr[0] "{n} ville"\nmsgstr[1] "{nombre} villes"\n\n'
    + "#, fuzzy\n"
    + entry("See you soon", "À hier")
)
ARABIC = 'msgid "{n} person"\nmsgid_plural "{n} people"\n' + "".join(
    f'msgstr[{index}] "{said}"\n'
    for index, said in enumerate(["لا أحد", "شخص واحد", "شخصان", "{n} أشخاص", "{n} شخصًا", "{n} شخص"])
)


@pytest.fixture
def french(tmp_path: Path) -> Language:
    write_catalogue(tmp_path, "fr", FRENCH)
    return Language("fr", tmp_path)


@pytest.fixture
def arabic(tmp_path: Path) -> Language:
    write_catalogue(tmp_path, "ar", ARABIC)
    return Language("ar", tmp_path)


def test_the_shipped_languages_are_those_with_a_catalogue_english_first() -> None:
    assert LANGUAGES[:3] == ("en", "fr", "ar")
    assert [each.code for each in languages()] == list(LANGUAGES)


def test_each_language_tells_its_own_name_and_direction() -> None:
    names = {code: (language(code).own_name, language(code).direction) for code in ("en", "fr", "ar")}

    assert names == {"en": ("English", "ltr"), "fr": ("Français", "ltr"), "ar": ("العربية", "rtl")}


def test_there_is_one_of_each_language() -> None:
    assert language("fr") is language("fr")


@pytest.mark.parametrize("code", ["xx", "", "fr-BJ", "../fr", "EN"])
def test_a_language_that_is_not_shipped_is_english(code: str) -> None:
    assert language(code) is language("en")


def test_english_says_the_sentence_as_written() -> None:
    assert language("en").say(_("A sentence no catalogue has, {name}.", name="Awa")) == (
        "A sentence no catalogue has, Awa."
    )


def test_a_translation_is_said_with_its_values(french: Language) -> None:
    assert french.say(_("Nice to meet you, {name}.", name="Awa")) == "Enchanté, Awa."


def test_a_missing_translation_is_said_in_english(french: Language) -> None:
    assert french.say(_("Where are your roots?")) == "Where are your roots?"


def test_a_fuzzy_translation_is_said_in_english(french: Language) -> None:
    assert french.say(_("See you soon")) == "See you soon"


def test_a_translation_with_other_places_is_said_in_english(french: Language) -> None:
    assert french.say(_("Good evening, {name}.", name="Awa")) == "Good evening, Awa."
    assert french.say(_("Good night, {name}.", name="Awa")) == "Good night, Awa."
    assert french.say(_n("{n} town", "{n} towns", 1)) == "1 ville"
    assert french.say(_n("{n} town", "{n} towns", 5)) == "5 towns"


def test_the_same_word_in_two_contexts_is_two_words(french: Language) -> None:
    assert french.say(_p("choice", "Back")) == "Retour"
    assert french.say(_("Back")) == "Le dos"


def test_plurals_may_have_a_context_too(french: Language) -> None:
    assert french.say(Message("one left", {"n": 4}, "{n} left", 4, "queue")) == "restent 4"


def test_a_value_that_was_forgotten_shows_its_place_and_raises_nothing(french: Language) -> None:
    assert french.say(_("Nice to meet you, {name}.")) == "Enchanté, {name}."


@pytest.mark.parametrize(("n", "said"), [(0, "0 personne"), (1, "1 personne"), (2, "2 personnes")])
def test_french_counts_none_as_one(french: Language, n: int, said: str) -> None:
    assert french.say(_n("{n} person", "{n} people", n)) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "لا أحد"),
        (1, "شخص واحد"),
        (2, "شخصان"),
        (3, "3 أشخاص"),
        (10, "10 أشخاص"),
        (11, "11 شخصًا"),
        (99, "99 شخصًا"),
        (100, "100 شخص"),
        (101, "101 شخص"),
        (102, "102 شخص"),
        (103, "103 أشخاص"),
        (1011, "1,011 شخصًا"),
    ],
)
def test_arabic_counts_in_six_ways(arabic: Language, n: int, said: str) -> None:
    assert arabic.say(_n("{n} person", "{n} people", n)) == said


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("en", 7, "7"),
        ("en", 1234567, "1,234,567"),
        ("en", -3, "-3"),
        ("fr", 1234567, "1\u202f234\u202f567"),
        ("ar", 999, "999"),
        ("ar", 1234567, "1,234,567"),
    ],
)
def test_numbers_are_grouped_as_readers_do_in_western_digits(code: str, value: int, said: str) -> None:
    assert language(code).say(value) == said
    assert language(code).say(_("{n}", n=value)) == said


def test_what_people_wrote_is_never_read_as_a_template(french: Language) -> None:
    for name in ("{name}", "{0}", "{name.__class__}", "{}", "}{", "{{", "%s", "%(name)s"):
        assert french.say(_("Nice to meet you, {name}.", name=name)) == f"Enchanté, {name}."


def test_braces_that_are_no_place_are_only_braces() -> None:
    assert language("en").say(_("{} {0} {a.b} {A} {{name}}", name="Awa")) == "{} {0} {a.b} {A} {Awa}"


def test_a_name_in_another_script_is_held_apart(arabic: Language) -> None:
    class Town:
        def say(self, language: Language) -> str:
            return "Villeurbanne"

    class Phone:
        def say(self, language: Language) -> str:
            return "\u2066+229 01 97 12 34 56\u2069"

    assert arabic.say(_("{a}، {b}", a="Awa", b="سمير")) == "\u2068Awa\u2069، سمير"
    assert arabic.say(_("{town}", town=Town())) == "\u2068Villeurbanne\u2069"
    assert arabic.say(_("{phone}", phone=Phone())) == "\u2066+229 01 97 12 34 56\u2069"


def test_a_language_shows_only_its_code_when_debugged() -> None:
    assert repr(language("fr")) == "language('fr')"
