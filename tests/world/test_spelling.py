"""Keys, mistakes forgiven, and the index that finds them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from world.inflection import arabic_plurals, english_plural, french_plurals
from world.spelling import key, reach, variants

WORDS = st.text("abcde", min_size=4, max_size=14)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "cote d ivoire"),
        ("Porto-Novo", "portonovo"),
        ("St-Étienne", "Saint Etienne"),
        ("Ste Rose", "Sainte-Rose"),
        ("القاهرة", "قاهرة"),
        ("المانيا", "ألمانيا"),
        ("infirmier(ère)", "infirmier"),
        ("étudiant·e·s", "étudiant"),
        ("béninois(es)", "béninois"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_brackets_that_hold_a_word_are_kept() -> None:
    assert key("Congo (Brazzaville)") == "congobrazzaville"


@pytest.mark.parametrize(("word", "mistakes"), [("", 0), ("lyn", 0), ("lyon", 1), ("cotonou", 1), ("villeurb", 2)])
def test_longer_words_forgive_more(word: str, mistakes: int) -> None:
    assert reach(word) == mistakes


@settings(deadline=None)
@given(WORDS, st.integers())
def test_words_within_reach_share_a_variant(word: str, seed: int) -> None:
    """The index misses no misspelling it promises to find."""
    other = misspelt(word, random.Random(seed))
    if OSA.distance(word, other) <= min(reach(word), reach(other)):
        assert variants(word) & variants(other)


def misspelt(word: str, dice: random.Random) -> str:
    for _ in range(reach(word)):
        place = dice.randrange(len(word))
        head, letter, tail = word[:place], word[place], word[place + 1 :]
        word = dice.choice(
            [head + tail, head + letter + letter + tail, head + "z" + tail, head + tail[:1] + letter + tail[1:]]
        )
    return word


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("nurse", "nurses"),
        ("midwife", "midwives"),
        ("policeman", "policemen"),
        ("secretary", "secretaries"),
        ("coach", "coaches"),
        ("boss", "boss"),
        ("Beninese", "Beninese"),
        ("British", "British"),
    ],
)
def test_english_plural(name: str, plural: str) -> None:
    assert english_plural(name) == plural


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("agent immobilier", "agents immobiliers"),
        ("chef d'entreprise", "chefs d'entreprise"),
        ("commercial", "commerciaux"),
        ("béninois", "béninois"),
        ("hébreu", "hébreux"),
    ],
)
def test_french_plural(name: str, plural: str) -> None:
    assert plural in french_plurals(name)


def test_arabic_plurals_of_one_word_names() -> None:
    assert list(arabic_plurals("مصري")) == ["مصريات", "مصريون", "مصريين"]
    assert list(arabic_plurals("ممرضة")) == ["ممرضات"]
    assert list(arabic_plurals("طبيب أسنان")) == []
