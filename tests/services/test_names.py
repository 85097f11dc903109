"""Names as they are kept and as they are shown."""

import pytest

from services.names import shorten, tidy


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("awa dossou", "Awa Dossou"),
        ("AWA  DOSSOU", "Awa Dossou"),
        ("Awa d'Almeida", "Awa d'Almeida"),
        ("jean-paul n'diaye", "Jean-Paul N'Diaye"),
        ("سمير حسن", "سمير حسن"),
    ],
)
def test_a_name_gets_its_capitals_only_where_it_has_none_of_its_own(written: str, kept: str) -> None:
    assert tidy(written) == kept


@pytest.mark.parametrize(
    ("name", "short"), [("Awa Marie Dossou", "Awa D."), ("Awa", "Awa"), ("سمير حسن", "سمير ح."), ("", "")]
)
def test_a_short_name_is_given_name_and_initial(name: str, short: str) -> None:
    assert shorten(name) == short
