"""Phone numbers as they are written."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from world.phones import mask_number, read_numbers, read_numbers_in, show_number
from world.tables import table

KOFFI = "+2290197123456"


@pytest.mark.parametrize(
    ("written", "home", "numbers"),
    [
        ("97 12 34 56", "BJ", KOFFI),
        ("97123456", "BJ", KOFFI),
        ("97-12-34-56", "BJ", KOFFI),
        ("01 97 12 34 56", "BJ", KOFFI),
        ("0197123456", None, KOFFI),
        ("+229 97 12 34 56", None, KOFFI),
        ("+229 01 97 12 34 56", None, KOFFI),
        ("+229 01 97 12 34 56", "FR", KOFFI),
        ("00229 97123456", None, KOFFI),
        ("002290197123456", "FR", KOFFI),
        ("22997123456", None, KOFFI),
        ("2290197123456", None, KOFFI),
        ("(+229) 97123456", None, KOFFI),
        ("＋２２９ ９７１２３４５６", None, KOFFI),
        ("٩٧١٢٣٤٥٦", "BJ", KOFFI),
        ("+٢٢٩ ٩٧ ١٢ ٣٤ ٥٦", None, KOFFI),
        ("97 12 34 56", None, f"{KOFFI} +23597123456"),
        ("97 12 34 56", "TD", "+23597123456"),
        ("97 12 34 56", "GB", f"{KOFFI} +23597123456"),
        ("97123456/96123456", "BJ", KOFFI),
        ("97 12 34 56 ou 96 12 34 56", "BJ", KOFFI),
        ("c'est le 97 12 34 56, merci", "BJ", KOFFI),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("06.12.34.56.78", "FR", "+33612345678"),
        ("06/12/34/56/78", "FR", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "BJ", "+33612345678"),
        ("0033612345678", None, "+33612345678"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("+44 (0)20 7946 0958", None, "+442079460958"),
        ("(514) 555-0123", "CA", "+15145550123"),
        ("٠١٠٠١٢٣٤٥٦٧", "EG", "+201001234567"),
        ("0100 123 4567", None, "+201001234567"),
        ("0551 23 45 67", "DZ", "+213551234567"),
        ("091 123 4567", "ET", "+251911234567"),
        ("301 2345", "GM", "+2203012345"),
        ("024 123 4567", "GH", "+233241234567"),
        ("6 71 23 45 67", "CM", "+237671234567"),
        ("0991 234 567", "CD", "+243991234567"),
        ("77 83 10 01", "DJ", "+25377831001"),
        ("70 12 34 56", "BF", "+22670123456"),
        ("70 12 34 56", "CF", "+23670123456"),
        ("70 12 34 56", None, "+22670123456 +23670123456"),
        ("79 56 12 34", "BI", "+25779561234"),
    ],
)
def test_number_is_read(written: str, home: str | None, numbers: str) -> None:
    assert read_numbers(written, home) == numbers.split()


@pytest.mark.parametrize(
    ("written", "home", "numbers"),
    [
        ("77 12 34 56", "CM", "+237677123456"),
        ("99 12 34 56", "CM", "+237699123456"),
        ("+237 22 20 00 00", None, "+237222200000"),
        ("00237 77 12 34 56", "FR", "+237677123456"),
        ("٧٧ ١٢ ٣٤ ٥٦", "CM", "+237677123456"),
        ("፱፯ ፩፪ ፫፬ ፭፮", "BJ", KOFFI),
        ("۹۷ ۱۲ ۳۴ ۵۶", "BJ", KOFFI),
        ("010 123 4567", "EG", "+201001234567"),
        ("+20 16 123 4567", None, "+201061234567"),
        ("012 123 4567", "EG", "+201221234567"),
        ("014 123 4567", "EG", "+201141234567"),
        ("+225 07 12 34 56", None, "+2250107123456 +2250507123456 +2250707123456"),
        ("20 21 22 23", "CI", "+2252120212223 +2252520212223 +2252720212223"),
        ("+241 07 28 01 50", None, "+24177280150"),
        ("077 28 01 50", "GA", "+24177280150"),
        ("06 11 11 11", "GA", "+24166111111"),
    ],
)
def test_number_of_an_old_plan_is_read_as_what_replaced_it(written: str, home: str | None, numbers: str) -> None:
    assert read_numbers(written, home) == numbers.split()


@pytest.mark.parametrize("row", table("renumbered"), ids=lambda row: f"{row['country']} {row['old']}")
def test_each_renumbering_has_its_day_and_its_source(row: dict[str, str]) -> None:
    assert date.fromisoformat(row["date"]) < date(2026, 1, 1)
    assert row["source"].startswith("http")


@pytest.mark.parametrize(
    "written", ["", "hello", "12", "123456", "CALL ME", "0" * 30, "1" * 500, "+", "00", "+229", "+999 123456789"]
)
def test_what_is_no_number_gives_none(written: str) -> None:
    assert read_numbers(written, "BJ") == []


@pytest.mark.parametrize(
    ("written", "home", "numbers"),
    [
        ("je cherche 97 12 34 56", "BJ", KOFFI),
        ("je cherche le +229 97123456 svp", None, KOFFI),
        ("le 24.12.2026 appelez 97123456", "BJ", KOFFI),
        ("أبحث عن ٩٧١٢٣٤٥٦", "BJ", KOFFI),
        ("call +2203012345 now", None, "+2203012345"),
        ("mon 06.12.34.56.78 est libre", "FR", "+33612345678"),
        ("rendez-vous le 24/12/2026 à 14h", "BJ", ""),
        ("2026-12-24", "BJ", ""),
        ("2 infirmières à Paris 75018", "BJ", ""),
        ("nurse from gambia in london", "GM", ""),
    ],
)
def test_number_is_found_in_a_sentence(written: str, home: str | None, numbers: str) -> None:
    assert read_numbers_in(written, home) == numbers.split()


@pytest.mark.parametrize("row", table("countries"), ids=lambda row: row["code"])
def test_example_of_each_country_is_read_there_and_shown_again(row: dict[str, str]) -> None:
    [number] = read_numbers(row["phone"], row["code"])
    assert read_numbers(show_number(number, row["code"]), row["code"]) == [number]
    assert read_numbers(show_number(number), None) == [number]


def test_number_is_shown_as_its_reader_dials_it() -> None:
    assert show_number(KOFFI) == "+229 01 97 12 34 56"
    assert show_number(KOFFI, "FR") == "+229 01 97 12 34 56"
    assert show_number(KOFFI, "BJ") == "01 97 12 34 56"
    assert show_number("no number") == "no number"


def test_masked_number_cannot_be_called() -> None:
    assert mask_number(KOFFI) == "+229 … 56"
    assert mask_number("no number") == "… er"


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from([None, "BJ", "FR", "ZZ", ""]))
def test_any_text_is_read_without_complaint(text: str, home: str | None) -> None:
    for number in (*read_numbers(text, home), *read_numbers_in(text, home)):
        assert number.startswith("+")
    show_number(text, home)
    mask_number(text)


@settings(deadline=None)
@given(st.from_regex(r"\+?[\d ().-]{0,30}", fullmatch=True))
def test_whatever_is_read_is_read_again_from_itself(written: str) -> None:
    for number in read_numbers(written, "BJ"):
        assert read_numbers(number, None) == [number]
