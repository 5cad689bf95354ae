"""Colours can be told from what they stand on: WCAG contrast of every pair in use, light and dark."""

from __future__ import annotations

import re

import pytest

from tools.build_tokens import TOKENS, tokens_css
from waybill.grammar import grammar
from waybill.web.assets import WEB

STYLES = WEB / "styles"

TEXT = 4.5  # WCAG 1.4.3
GRAPHIC = 3.0  # WCAG 1.4.11: lines, marks, borders of controls

MODES = ("sea", "rail", "road", "air", "unknown")
MARKS = ("visit", "image")
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink2", "ink3") for ground in ("page", "paper", "wash")),
    ("page", "ink", TEXT),  # what is selected is written in the page's colour on ink
    # Labels on the map; those of visits, images and named places have their colour.
    ("ink", "land", TEXT),
    ("ink", "water", TEXT),
    ("ink2", "land", TEXT),
    ("ink2", "water", TEXT),
    ("land_label", "land", TEXT),
    ("water_label", "water", TEXT),
    *((mark, ground, TEXT) for mark in (*MARKS, "unknown") for ground in ("land", "water")),
    # Lines and marks.
    *((mode, ground, GRAPHIC) for mode in (*MODES, *MARKS) for ground in ("land", "water", "paper")),
    *(("on_mode", mode, TEXT) for mode in (*MODES, *MARKS)),
    # Tints lie under text.
    *((ink, f"{mode}_tint", TEXT) for mode in MODES for ink in ("ink", "ink2")),
    ("ink", "visit_tint", TEXT),
    ("ink", "image_tint", TEXT),
    *((mode, f"{mode}_tint", GRAPHIC) for mode in MODES),
    # Borders of controls, and the ring around what has the focus.
    *((name, ground, GRAPHIC) for name in ("edge", "focus") for ground in ("page", "paper", "wash")),
    ("focus", "land", GRAPHIC),
    ("focus", "water", GRAPHIC),
]  # fmt: skip


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w]+):\s*([^;]+);", block))


SHEET = TOKENS.read_text("utf-8")
LIGHT_BLOCK, DARK_BLOCK = re.findall(r"\{(.*?)\}", SHEET, re.DOTALL)
THEMES = {"light": tokens(LIGHT_BLOCK), "dark": tokens(DARK_BLOCK)}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_wcags():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("theme", THEMES)
def test_each_pair_of_colours_can_be_told_apart(theme):
    colours = THEMES[theme]
    found = {
        f"{front} on {ground}": (contrast(colours[front], colours[ground]), least)
        for front, ground, least in PAIRS
    }
    assert {pair: ratio for pair, (ratio, least) in found.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_two_commonest_modes_are_not_told_by_hue_alone(theme):
    # Nearly equal lightness on purpose: ties, badges and labels carry the mode.
    assert contrast(THEMES[theme]["sea"], THEMES[theme]["rail"]) < 1.5


def test_the_style_sheet_is_what_the_grammar_makes():
    assert tokens_css(grammar()) == SHEET  # else run: python tools/build_tokens.py


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_of_the_grammar_is_a_token(theme):
    for name, colour in grammar().colours.items():
        token = THEMES[theme][name]
        if colour.opacity is None:
            assert token == colour.in_theme(theme)
    assert THEMES["light"]["sea"] == "#0a5c99"
    assert THEMES["dark"]["halo"] == "rgba(26, 33, 40, 0.9)"


def test_no_style_sheet_but_the_tokens_says_how_a_leg_is_dashed():
    for sheet in STYLES.glob("*.css"):
        if sheet != TOKENS:
            written = re.findall(
                r"([^{}\n]*)\{[^{}]*stroke-dasharray: [\d.]+", sheet.read_text("utf-8")
            )
            assert [selector.strip() for selector in written] in (
                [],
                [".wb-placeholder-disputed"],
            ), sheet.name


def test_every_colour_that_is_asked_for_exists():
    asked = set()
    own = set()
    for sheet in STYLES.glob("*.css"):
        text = sheet.read_text("utf-8")
        asked |= set(re.findall(r"var\(--([\w-]+)", text))
        own |= set(re.findall(r"--([\w-]+):", text))
    theme = (WEB / "core/theme.js").read_text("utf-8")
    named = re.search(r"TOKENS = .*?\[(.*?)\]", theme, re.DOTALL)[1]
    asked |= set(re.findall(r'"(\w+)"', named))
    scripts = "".join(path.read_text("utf-8") for path in WEB.rglob("*.js"))
    own |= set(re.findall(r'setProperty\("--([\w-]+)"', scripts))
    assert asked - own - {"map-height"} == set()
