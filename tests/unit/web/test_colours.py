"""Every pair of colours that pages put together, in every theme, worked out from the sheet itself."""

import re
from itertools import product
from pathlib import Path

import pytest

import alongside.accessibility
from alongside.core.definitions.needs import COLOURS

SHEET = (Path(alongside.accessibility.__file__).parent / "styles" / "page.css").read_text(encoding="utf-8")
WORDS = (
    *product(("ink", "quiet", "accent"), ("paper", "soft")),
    ("ink", "warm"),
    ("error", "paper"),
    ("error", "error-soft"),
    ("ink", "error-soft"),
    ("on-accent", "accent"),
    ("paper", "ink"),
)
"""Words on what is behind them."""
EDGES = (
    *product(("line", "accent"), ("paper", "soft")),
    ("error", "paper"),
    ("ink", "paper"),
    ("focus", "focus-ink"),
)
"""What one must see to find a field, a button or where the focus is, and what is beside it."""


def variables(theme: str) -> dict[str, str]:
    """Return the colours of a theme: those of the light one, and its own over them."""
    found: dict[str, str] = {}
    for selector in (r":root", rf":root\[data-colours={theme}\]"):
        block = re.search(rf"^{selector} \{{(.*?)\}}", SHEET, re.DOTALL | re.MULTILINE)
        if block is not None:
            found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block[1]))
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    figures = colour.removeprefix("#")
    whole = figures if len(figures) == 6 else "".join(2 * figure for figure in figures)
    parts = [int(whole[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_every_theme_is_in_the_sheet_and_no_other() -> None:
    assert {"light", *re.findall(r"data-colours=([a-z]+)", SHEET)} == set(COLOURS)
    assert {len(variables(theme)) for theme in COLOURS} == {12}


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize(("words", "behind"), WORDS, ids=lambda name: name)
def test_words_reach_seven_to_one(theme: str, words: str, behind: str) -> None:
    colours = variables(theme)
    assert contrast(colours[words], colours[behind]) >= 7


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize(("edge", "beside"), EDGES, ids=lambda name: name)
def test_edges_reach_three_to_one(theme: str, edge: str, beside: str) -> None:
    colours = variables(theme)
    assert contrast(colours[edge], colours[beside]) >= 3


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize("beside", ["paper", "soft", "warm", "accent"])
def test_one_of_the_two_rings_of_the_focus_is_seen_wherever_it_is(theme: str, beside: str) -> None:
    colours = variables(theme)
    assert max(contrast(colours[ring], colours[beside]) for ring in ("focus", "focus-ink")) >= 3
