"""People's text in sentences of either direction."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from locales import LANGUAGES, _, language
from locales.direction import Direction, is_settled, isolate

CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ISOLATES = "\u2066\u2067\u2068"
people_text = st.text(st.one_of(st.characters(), st.sampled_from(CONTROLS + "{}%\n\u2029ابجAbc09٣፫éא")))


@pytest.mark.parametrize(
    ("direction", "text", "shown"),
    [
        ("ltr", "Awa", "Awa"),
        ("ltr", "Éloïse 🎉", "Éloïse 🎉"),
        ("ltr", "ሰላም", "ሰላም"),
        ("ltr", "سمير", "\u2068سمير\u2069"),
        ("ltr", "Samir سمير", "\u2068Samir سمير\u2069"),
        ("rtl", "سمير", "سمير"),
        ("rtl", "سمير 3", "سمير 3"),
        ("rtl", "Awa", "\u2068Awa\u2069"),
        ("rtl", "https://example.org/a?b=1", "\u2068https://example.org/a?b=1\u2069"),
        ("rtl", "+229 01 97 12 34 56", "\u2066+229 01 97 12 34 56\u2069"),
        ("rtl", "٠١ ٩٧ ١٢", "\u2066٠١ ٩٧ ١٢\u2069"),
        ("rtl", "2026", "2026"),
        ("rtl", "…", "…"),
        ("rtl", "", ""),
        ("ltr", "+229 01 97 12 34 56", "+229 01 97 12 34 56"),
    ],
)
def test_only_what_reads_another_way_is_isolated(direction: Direction, text: str, shown: str) -> None:
    assert isolate(text, direction) == shown


def test_each_paragraph_is_isolated_by_itself() -> None:
    assert isolate("Awa\nسمير\n\nKoffi", "rtl") == "\u2068Awa\u2069\nسمير\n\n\u2068Koffi\u2069"


def test_controls_in_what_people_wrote_are_taken_out() -> None:
    assert isolate(f"a{CONTROLS}b", "ltr") == "ab"
    assert isolate("\u202eevil.exe", "rtl") == "\u2068evil.exe\u2069"


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("\u2066+229\u2069", True),
        ("\u2067\u2066a\u2069\u2069 b", True),
        ("plain", False),
        ("\u2066open", False),
        ("\u2069\u2066", False),
        ("closed\u2069", False),
        ("\u2066a\u202e\u2069", False),
    ],
)
def test_text_with_closed_isolates_of_its_own_is_settled(text: str, *, settled: bool) -> None:
    assert is_settled(text) is settled


@given(people_text, st.sampled_from([*LANGUAGES, "qps"]))
@example("\u2068\u2068\u2068", "ar")
@example("{name}\u202e", "en")
def test_no_text_of_anyone_disturbs_the_sentence_around_it(text: str, code: str) -> None:
    said = language(code).say(_("1 {name} 2", name=text))

    inside = said[said.index("1 ") + 2 : said.rindex(" 2")]
    assert "".join(letter for letter in inside if letter not in CONTROLS) == (
        "".join(letter for letter in text if letter not in CONTROLS)
    )
    assert not set(said) & (set(CONTROLS) - set(ISOLATES + "\u2069"))
    for paragraph in re.split("[\n\r\x1c-\x1e\x85\u2029]", inside):
        assert paragraph.count("\u2069") == sum(map(paragraph.count, ISOLATES)) <= 1
        assert not _turns(paragraph, code)


def _turns(paragraph: str, code: str) -> bool:
    """Whether a letter of the other direction stands outside the isolates."""
    other = {"L"} if language(code).direction == "rtl" else {"R", "AL"}
    bare = not any(sign in paragraph for sign in ISOLATES)
    return bare and any(unicodedata.bidirectional(letter) in other for letter in paragraph)
