"""What is said, and what of it goes out."""

from typing import Any

import pytest

from channels.whatsapp.outgoing import CAN, LONGEST_LINE, first_line, payloads, ring
from channels.wire import Post
from tests.channels.whatsapp.tables import said, table, title

CASES = table("sent")
PHONE = "22890112233"


def sent(case: Any) -> list[Any]:
    post = said(case)
    return [ring(post, case["address"], case["template"])] if "template" in case else payloads(post, case["address"])


def post(text: str = "Which?", *labels: str, language: str = "en") -> Post:
    return said({"post": {"text": text, "choices": labels, "language": language}})


def shape(text: str, *labels: str) -> str:
    """Of the last message: what is under it."""
    last = payloads(post(text, *labels), PHONE)[-1]
    return str(last["interactive"]["type"]) if last["type"] == "interactive" else "text"


@pytest.mark.parametrize("case", CASES, ids=title)
def test_post_goes_out_as_in_the_table(case: Any) -> None:
    assert sent(case) == case["payloads"]


@pytest.mark.parametrize(
    ("labels", "under"),
    [
        (["a" * 20, "b"], "button"),
        (["a" * 21, "b"], "list"),
        (["a", "b", "c"], "button"),
        (["a", "b", "c", "d"], "list"),
        (["a" * 72, "b"], "list"),
        (["a" * 73, "b"], "text"),
        ([str(each) for each in range(10)], "list"),
        ([str(each) for each in range(11)], "text"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} of {len(value[0])}",
)
def test_choices_take_the_first_rung_that_shows_them_whole(labels: list[str], under: str) -> None:
    assert shape("Which?", *labels) == under


def test_row_shows_24_letters_and_a_longer_label_in_its_description() -> None:
    (message,) = payloads(post("Which?", "a" * 24, "b" * 25), PHONE)

    short, long = message["interactive"]["action"]["sections"][0]["rows"]
    assert short == {"id": "c|r1|k|1~mac", "title": "a" * 24}
    assert long == {"id": "c|r1|k|2~mac", "title": "2. " + "b" * 20 + "…", "description": "b" * 25}


def test_text_above_choices_has_1024_letters_and_a_longer_one_its_choices_as_lines() -> None:
    assert shape("x" * 1024, "Yes", "No") == "button"

    (message,) = payloads(post("x" * 1025, "Yes", "No"), PHONE)
    assert message["text"]["body"] == "x" * 1025 + "\n1. Yes\n2. No"


def test_only_a_text_beyond_4096_letters_goes_on_in_a_next_message() -> None:
    assert len(payloads(post("x" * 4096), PHONE)) == 1

    first, second = payloads(post("x" * 4000 + "\n" + "y" * 96), PHONE)
    assert (first["text"]["body"], second["text"]["body"]) == ("x" * 4000, "y" * 96)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_button_that_opens_a_list_is_short_in_every_language(language: str) -> None:
    (message,) = payloads(post("?", "a", "b", "c", "d", language=language), PHONE)

    assert 0 < len(message["interactive"]["action"]["button"]) <= CAN.label


def test_first_line_of_200_letters_is_shown_whole() -> None:
    assert first_line("x" * LONGEST_LINE) == "x" * LONGEST_LINE
    assert first_line("x" * (LONGEST_LINE + 1)) == "x" * (LONGEST_LINE - 1) + "…"


def test_name_cut_in_two_turns_nothing_after_it() -> None:
    line = first_line("word " * 38 + "\u2068Kossi and his\u2069 friends")

    assert line.endswith("\u2069…")
    assert len(line) <= LONGEST_LINE
