"""The words that people type."""

import pytest

from locales import LANGUAGES, WORDS, words
from world.folding import fold


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("menu", ["menu", "القائمة"]),
        ("back", ["retour", "précédent", "رجوع"]),
        ("cancel", ["cancel", "annuler", "إلغاء"]),
        ("help", ["help", "aide", "مساعدة"]),
        ("language", ["language", "langue", "اللغة"]),
        ("stop", ["stop", "arrêt", "arreter", "قف", "توقف", "አቁም", "parar", "acha", "pare"]),
        ("start", ["start", "commencer", "ابدأ"]),
        ("mydata", ["my data", "mes données", "بياناتي"]),
        ("skip", ["skip", "passer", "تخطي"]),
        ("yes", ["yes", "oui", "ouais", "نعم", "ايوه"]),
        ("no", ["no", "non", "لا"]),
        ("more", ["more", "suite", "المزيد"]),
        ("done", ["done", "terminé", "تم"]),
        ("edit", ["edit", "change", "corriger", "تعديل"]),
        ("greeting", ["hello", "hi", "bonjour", "salaam", "سلام"]),
        ("thanks", ["ok", "okay", "d'accord", "merci", "thanks", "thx", "شكرا", "👍", "asante"]),
    ],
)
def test_words_people_type_are_known(kind: str, said: list[str]) -> None:
    known = {_key(word) for word in words(kind)}

    assert {_key(word) for word in said} <= known


@pytest.mark.parametrize("kind", WORDS)
def test_every_shipped_language_has_the_word_and_shows_it_on_a_button(kind: str) -> None:
    for code in LANGUAGES:
        assert 0 < len(WORDS[kind][code][0]) <= 20


def test_no_word_means_two_things() -> None:
    meanings: dict[str, set[str]] = {}
    for kind in WORDS:
        for word in words(kind):
            meanings.setdefault(_key(word), set()).add(kind)

    assert {word: kinds for word, kinds in meanings.items() if len(kinds) > 1} == {}


def test_words_are_for_reading_only() -> None:
    with pytest.raises(TypeError):
        WORDS["stop"]["en"] = ()  # type: ignore[index]


def _key(word: str) -> str:
    """As the conversation hears it; a sign that folds to nothing is itself."""
    return fold(word).strip() or word
