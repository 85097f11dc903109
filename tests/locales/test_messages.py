"""`python -m locales.messages` on a small tree, in order and out of it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from locales import Language, _
from locales.catalogue import catalogue_path
from locales.messages import ROOT, check, compile_all, main, update

MENU = """\
_("Where are your roots, {name}?", name=name)
_n("{n} person", "{n} people", found)
Choice(_("Back"), opens("menu"))
_("Read https://example.org 👋")
"""
FRENCH = {
    'msgid "Where are your roots, {name}?"\nmsgstr ""': "D’où venez-vous, {name}\u00a0?",
    'msgid "Back"\nmsgstr ""': "Retour",
    'msgid "Read https://example.org 👋"\nmsgstr ""': "À lire : https://example.org 👋".replace(" :", "\u00a0:"),
    'msgstr[0] ""': "{n} personne",
    'msgstr[1] ""': "{n} personnes",
}
ARABIC = {
    'msgid "Where are your roots, {name}?"\nmsgstr ""': "من أين أصولك يا {name}؟",
    'msgid "Back"\nmsgstr ""': "رجوع",
    'msgid "Read https://example.org 👋"\nmsgstr ""': "للقراءة: https://example.org 👋",
    'msgstr[0] ""': "لا أحد",
    'msgstr[1] ""': "شخص واحد",
    'msgstr[2] ""': "شخصان",
    'msgstr[3] ""': "{n} أشخاص",
    'msgstr[4] ""': "{n} شخصًا",
    'msgstr[5] ""': "{n} شخص",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree with one dialogue, translated in full."""
    (tmp_path / "handlers").mkdir()
    (tmp_path / "handlers" / "menu.py").write_text(MENU, "utf-8")
    update(tmp_path, "en", "fr", "ar")
    for code, translations in (("fr", FRENCH), ("ar", ARABIC)):
        for wanted, said in translations.items():
            change(tmp_path, code, wanted, f'{wanted[:-2]}"{said}"')
    return tmp_path


def change(root: Path, code: str, old: str, new: str) -> None:
    path = catalogue_path(code, root / "locales")
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def in_menu(root: Path, old: str, new: str) -> None:
    path = root / "handlers" / "menu.py"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_a_tree_in_order_has_nothing_to_say(root: Path) -> None:
    assert check(root) == []


def test_updating_twice_writes_nothing_the_second_time(root: Path) -> None:
    assert update(root) == []


def test_english_says_what_the_code_says(root: Path) -> None:
    text = catalogue_path("en", root / "locales").read_text("utf-8")

    assert 'msgid "Back"\nmsgstr "Back"' in text
    assert 'msgstr[0] "{n} person"\nmsgstr[1] "{n} people"' in text


def test_a_better_english_sentence_stays(root: Path) -> None:
    change(root, "en", 'msgstr "Back"', 'msgstr "Go back"')

    assert update(root) == []
    assert check(root) == []
    assert Language("en", root / "locales").say(_("Back")) == "Go back"


def test_a_new_sentence_waits_for_its_translation_and_the_others_keep_theirs(root: Path) -> None:
    in_menu(root, '_("Read', '_("Who are you?")\n_("Read')

    assert len(update(root)) == 4
    assert check(root) == ["fr: 'Who are you?' is not translated", "ar: 'Who are you?' is not translated"]


def test_a_sentence_nobody_says_any_more_leaves_the_catalogues(root: Path) -> None:
    in_menu(root, 'Choice(_("Back"), opens("menu"))\n', "")
    update(root)

    assert check(root) == []
    assert "Retour" not in catalogue_path("fr", root / "locales").read_text("utf-8")


def test_a_changed_sentence_is_not_given_the_translation_of_another(root: Path) -> None:
    in_menu(root, "Where are your roots", "Where are your boots")
    update(root)

    assert check(root) == [
        "fr: 'Where are your boots, {name}?' is not translated",
        "ar: 'Where are your boots, {name}?' is not translated",
    ]


def test_a_new_language_begins_empty_with_its_own_plurals(root: Path) -> None:
    update(root, "pt")
    text = catalogue_path("pt", root / "locales").read_text("utf-8")

    assert text.startswith("# Passerelle in Portuguese.")
    assert 'msgid "Back"\nmsgstr ""' in text
    assert "nplurals=2" in text
    assert "pt: 'Back' is not translated" in check(root)


def test_a_new_language_needs_its_words_too(root: Path) -> None:
    update(root, "pt", "yo")

    told = check(root)

    assert "yo: words.toml has no word for stop" in told
    assert "pt: words.toml has no word for stop" not in told


def test_what_a_translator_noted_stays(root: Path) -> None:
    change(root, "fr", '#. limit: 24\nmsgid "Back"', '# chosen over « Précédent »\n#. limit: 24\nmsgid "Back"')

    assert update(root) == []
    assert check(root) == []


def test_drift_is_told_and_not_written(root: Path) -> None:
    before = catalogue_path("fr", root / "locales").read_bytes()
    in_menu(root, 'Choice(_("Back"), opens("menu"))\n', "")

    told = check(root)

    assert "locales/passerelle.pot: not what the code says; run `make messages`" in told
    assert "locales/fr/LC_MESSAGES/passerelle.po: not what the code says; run `make messages`" in told
    assert catalogue_path("fr", root / "locales").read_bytes() == before


@pytest.mark.parametrize(
    ("code", "old", "new", "told"),
    [
        ("fr", 'msgstr "Retour"', 'msgstr ""', "fr: 'Back' is not translated"),
        ("ar", 'msgstr[2] "شخصان"', 'msgstr[2] ""', "ar: '{n} person' is not translated"),
        (
            "fr",
            '#. limit: 24\nmsgid "Back"',
            '#. limit: 24\n#, fuzzy\nmsgid "Back"',
            "fr: 'Back' is fuzzy: read it again, and take the flag away",
        ),
        (
            "fr",
            "vous, {name}",
            "vous, {nom}",
            "fr: 'Where are your roots, {name}?' has other {places} in 'D’où venez-vous, {nom}\\xa0?'",
        ),
        ("fr", "vous, {name}", "vous", "fr: 'Where are your roots, {name}?' has other {places} in"),
        ("fr", '"{n} personnes"', '"des personnes"', "fr: '{n} person' has other {places} in 'des personnes'"),
        ("ar", '"{n} أشخاص"', '"أشخاص"', "ar: '{n} person' has other {places} in 'أشخاص'"),
        (
            "fr",
            '"Retour"',
            '"Retourner à la page d’avant"',
            "fr: 'Back' has 27 letters where 24 are shown: 'Retourner à la page d’avant'",
        ),
        ("fr", "example.org 👋\"\nmsgstr \"À lire", "example.org 👋\"\nmsgstr \"🎉 À lire", "has other emoji in"),
        ("fr", "\u00a0: https://example.org", "\u00a0: https://example.com", "has other addresses in"),
        ("fr", '"Retour"', '"Retour "', "fr: 'Back' begins or ends with other space in 'Retour '"),
        ("fr", '"Retour"', '"Retour\\n\\n"', "fr: 'Back' begins or ends with other space"),
        ("fr", '"Retour"', '"R' + "\\n" * 9 + 'r"', "fr: 'Back' has more than 9 lines"),
        ("fr", '"Retour"', '"' + "r" * 1025 + '"', "fr: 'Back' has more than 1024 letters"),
        ("fr", "\u00a0?", "?", "fr: 'Where are your roots, {name}?' has foreign punctuation at '}?' in"),
        ("fr", "\u00a0?", " ?", "fr: 'Where are your roots, {name}?' has foreign punctuation at ' ?' in"),
        ("fr", "lire\u00a0:", "lire:", "has foreign punctuation at 'e:' in"),
        ("fr", "D’où", "D'où", "fr: 'Where are your roots, {name}?' has foreign punctuation at \"'\" in"),
        ("ar", "؟", "?", "ar: 'Where are your roots, {name}?' has foreign punctuation at '?' in"),
        ("ar", '"رجوع"', '"رجوع Back"', "ar: 'Back' has Latin letters: Back"),
        ("ar", "nplurals=6", "nplurals=7", "ar: the header wants Plural-Forms: nplurals=6;"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_catalogue_is_told_in_words(root: Path, code: str, old: str, new: str, told: str) -> None:
    change(root, code, old, new)

    assert [line for line in check(root) if told in line]


@pytest.mark.parametrize("said", ["رجوع WhatsApp", "رجوع /menu", "رجوع 14:30 1,000"])
def test_names_commands_and_numbers_are_no_slips(root: Path, said: str) -> None:
    change(root, "ar", '"رجوع"', f'"{said}"')

    assert check(root) == []


def test_a_call_no_catalogue_could_serve_is_told(root: Path) -> None:
    in_menu(root, "name=name", "nom=name")

    assert check(root) == ["handlers/menu.py:1: 'Where are your roots, {name}?' wants {name} and is given {nom}"]


def test_a_template_that_makes_other_places_is_told(root: Path) -> None:
    (root / "web" / "templates").mkdir(parents=True)
    page = root / "web" / "templates" / "page.html"
    page.write_text("{% trans name=x %}Hello {{ name }}{% endtrans %}", "utf-8")
    update(root)

    assert "'Hello %(name)s': write {{ _('… {name}', name=name) }} in templates, not {% trans %}" in check(root)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU msgfmt is not installed")
def test_gettext_itself_has_a_say(root: Path) -> None:
    change(root, "fr", 'msgstr "Retour"', 'msgstr "Retour\\n"')

    assert [line for line in check(root) if line.startswith("msgfmt: ")]


@pytest.mark.parametrize(
    ("skips", "told"), [("0", []), ("1", ["passerelle.po: GNU msgfmt is wanted here and not found"] * 3)]
)
def test_gettext_may_be_missing_but_where_nothing_may_be_skipped(root: Path, skips: str, told: list[str]) -> None:
    asked = [
        sys.executable,
        "-c",
        "import sys, pathlib, locales.messages as m; print(m.check(pathlib.Path(sys.argv[1])))",
    ]
    bare = {"PATH": "", "PASSERELLE_NO_SKIPS": skips, "PYTHONPATH": str(ROOT)}

    result = subprocess.run([*asked, str(root)], env=bare, capture_output=True, text=True, check=True)

    assert result.stdout.strip() == str(told)


def test_catalogues_are_built_for_an_image(root: Path) -> None:
    assert "locales/fr/LC_MESSAGES/passerelle.mo" in compile_all(root)

    catalogue_path("fr", root / "locales").unlink()
    assert Language("fr", root / "locales").say(_("Back")) == "Retour"


def test_the_command_updates_checks_and_compiles(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], root) == 0
    assert capsys.readouterr().out == ""

    in_menu(root, '_("Read', '_("Who are you?")\n_("Read')
    assert main(["update"], root) == 0
    assert capsys.readouterr().out.startswith("locales/passerelle.pot\nlocales/en/")

    assert main(["check"], root) == 1
    assert "fr: 'Who are you?' is not translated\n" in capsys.readouterr().out

    assert main(["compile"], root) == 0
    assert "locales/fr/LC_MESSAGES/passerelle.mo\n" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["translate"], ["check", "fr"]])
def test_the_command_tells_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "check | compile" in capsys.readouterr().err


def test_the_command_runs_as_a_module() -> None:
    asked = [sys.executable, "-m", "locales.messages", "?"]

    assert subprocess.run(asked, capture_output=True, check=False).returncode == 2
