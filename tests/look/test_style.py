"""The style sheet: small, in one direction-free piece, and readable in every colour it has."""

import re
from itertools import product
from pathlib import Path

import pytest

import look
from world.countries import COUNTRIES_OF_ORIGIN

STYLE = (Path(look.__file__).parent / "files" / "style.css").read_text()
DARK = STYLE.split("@media (prefers-color-scheme: dark)")[1].split("/*")[0]
LIGHT = STYLE.split("@media (prefers-color-scheme: dark)")[0]
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})\b")
COUNTRY = re.compile(r"\[data-country=([a-z]{2})\] \{ --day: (#[0-9a-f]{6}); --night: (#[0-9a-f]{6}) \}")
ACCENTS = {code: (day, night) for code, day, night in COUNTRY.findall(STYLE)}
SCHEMES = {"light": dict(COLOUR.findall(LIGHT)), "dark": dict(COLOUR.findall(DARK))}

TEXT = 4.5
SHAPE = 3.0
PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "card", TEXT),
    ("ink", "wash", TEXT),
    ("soft", "paper", TEXT),
    ("soft", "card", TEXT),
    ("warn", "card", TEXT),
    ("on-ribbon", "ribbon", TEXT),
    ("edge", "paper", SHAPE),
    ("edge", "card", SHAPE),
    ("focus", "paper", SHAPE),
    ("focus", "card", SHAPE),
]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_every_pair_of_colours_can_be_read(scheme: str, front: str, back: str, least: float) -> None:
    colours = SCHEMES[scheme]

    assert contrast(colours[front], colours[back]) >= least


@pytest.mark.parametrize(("at", "scheme"), [(0, "light"), (1, "dark")])
def test_every_country_s_colour_can_be_read_and_written_on(at: int, scheme: str) -> None:
    colours = SCHEMES[scheme]
    accents = [colours["accent"], *(pair[at] for pair in ACCENTS.values())]

    for accent, (front, back) in product(accents, ((None, "paper"), (None, "card"), ("on-accent", None))):
        assert contrast(colours[front] if front else accent, colours[back] if back else accent) >= TEXT, accent


def test_every_country_of_origin_has_its_own_colour() -> None:
    assert set(ACCENTS) == {code.lower() for code in COUNTRIES_OF_ORIGIN}
    assert len(set(ACCENTS.values())) == len(ACCENTS)


def test_the_style_sheet_is_small_and_fetches_nothing() -> None:
    assert len(STYLE.encode()) <= 12 * 1024
    assert not re.search(r"@import|@font-face|url\(", STYLE)


def test_what_is_printed_by_night_is_dark_on_white_too() -> None:
    printed = set(re.findall(r"--([a-z-]+):", STYLE.split("@media print")[1]))

    assert printed >= {"ink", "soft", "accent", "on-ribbon"}


def test_nothing_in_it_knows_left_from_right() -> None:
    physical = r"(?<![\w-])(left|right|(margin|padding|border|inset)-(left|right|top|bottom)|width|height)\s*:"
    declarations = re.sub(r"\((max|min)-(width|height): [^)]*\)", "", STYLE)

    assert not re.search(physical, declarations)
    assert not re.search(r"text-align: (left|right)", STYLE)


def test_things_move_only_for_those_who_do_not_mind() -> None:
    before, after = STYLE.split("@media (prefers-reduced-motion: no-preference)")

    assert "animation" not in before
    assert "transition" not in STYLE
    assert "animation" in after
