"""Texts that must meet, and what folding promises for any text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from world.folding import digits, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Côte d’Ivoire", "cote divoire"),
        ("Cote d'Ivoire", "cote divoire"),
        ("N'Diaye", "ndiaye"),
        ("NʼDiaye", "ndiaye"),
        ("sage-femme", "sage femme"),
        ("  Hounkpè\tAWA\n", "hounkpe awa"),
        ("Œuvre", "oeuvre"),
        ("straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Ɓamako", "bamako"),
        ("ɛʋegbe", "evegbe"),
        ("𝓐wa", "awa"),
        ("Ａｗａ", "awa"),
        ("Awa 😀", "awa"),
        ("👍", ""),
        ("", ""),
        ("\u202eawa\u202c", "awa"),
        ("a\u0301wa", "awa"),
        ("+229 01-97", "229 01 97"),
        ("٩٧ ١٢", "97 12"),
    ],
)
def test_only_plain_letters_and_digits_are_left(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أديس أبابا", "اديس ابابا"),
        ("القاهرة", "القاهره"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("مصطفى", "مصطفي"),
        ("لا", "ﻻ"),
        ("مسؤول", "مسوول"),
        ("ሐኪም", "ሃኪም"),
        ("ፀሐይ", "ጸሀይ"),
        ("Ouagadougou", "OUAGADOUGOU"),
    ],
)
def test_ways_to_write_the_same_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("عمان", "من"), ("مالي", "ملي"), ("Bénin", "Benina")])
def test_what_is_not_the_same_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_a_folded_text_is_words_of_ascii_letters_and_digits(text: str) -> None:
    assert re.fullmatch("(?:[a-z0-9]+(?: [a-z0-9]+)*)?", fold(text))


@pytest.mark.parametrize("three", ["3", "٣", "۳", "፫", "３", "3️⃣", "३", "③"])
def test_digits_of_any_script_are_read(three: str) -> None:
    assert digits(three) == "3"


def test_what_is_no_digit_stays() -> None:
    assert digits("Awa ٣ ليون") == "Awa 3 ليون"


@settings(deadline=None)
@given(st.text())
def test_digits_never_raise_and_leave_no_other_digits(text: str) -> None:
    assert all(sign.isascii() for sign in digits(text) if sign.isdecimal())
