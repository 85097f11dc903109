"""The pseudo-language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import LANGUAGES, Message, _, _n, _p, language
from locales.pseudo import pseudo
from locales.template import places


def test_it_is_there_when_asked_for_and_not_offered() -> None:
    assert language("qps").code == "qps"
    assert "qps" not in LANGUAGES
    assert language("qps").own_name == "[Þšéûðö]"
    assert language("qps").direction == "ltr"


def test_sentences_are_accented_longer_and_between_brackets() -> None:
    assert pseudo("Where are your roots?") == "[Ŵĥéŕé åŕé ýöûŕ ŕööţš?~~~~~~~]"


@pytest.mark.parametrize("kept", ["{name}", "/announce", "https://example.org/a"])
def test_places_commands_and_addresses_are_left_alone(kept: str) -> None:
    assert kept in pseudo(f"Write {kept} to all")


def test_values_plurals_and_contexts_go_through_it() -> None:
    qps = language("qps")

    assert qps.say(_("Hello {name}", name="Awa")) == "[Ĥéļļö Awa~~]"
    assert qps.say(_n("{n} person", "{n} people", 1)) == "[1 þéŕšöñ~~]"
    assert qps.say(_n("{n} person", "{n} people", 4)) == "[4 þéöþļé~~]"
    assert qps.say(_p("choice", "Back")) == "[Ɓåçķ~]"
    assert qps.say(Message("{n} left", {"n": 4}, "{n} left", 4, "queue")) == "[4 ļéƒţ~~]"


@given(st.text(st.sampled_from("abc {}_/:.?\nnamehttps0é")))
def test_any_sentence_keeps_its_places_lines_and_gains_a_third(text: str) -> None:
    changed = pseudo(text)

    assert places(changed) == places(text)
    assert changed.count("\n") == text.count("\n")
    assert len(changed) >= len(text) + 2
