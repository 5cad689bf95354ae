"""Write the style sheets' custom properties, waybill/web/styles/tokens.css, from waybill/grammar.json.

    python tools/build_tokens.py            write the file
    python tools/build_tokens.py --check    exit 1 when the file is not what would be written

Colours have a property of their own name in both themes. Lengths and dashes of lines are the same in
both; they are numbers without a unit, as SVG's stroke properties take them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tools.generated import write_or_check  # noqa: E402
from waybill.grammar import Colour, Grammar, Theme, grammar  # noqa: E402

TOKENS = ROOT / "waybill" / "web" / "styles" / "tokens.css"
LONG = 3  # dashes of hairlines in the placeholder, in those of plain lines: fewer, and as pale
DOT_PX = 0.1  # length of a dash that round ends make a dot of
HEAD = """\
/* Colours and line styles. Made by tools/build_tokens.py from waybill/grammar.json: change that file.
   Contrast of every pair in use is tested in tests/web/test_tokens.py. */
"""


def tokens_css(marks: Grammar) -> str:
    """The whole style sheet."""
    light = {**_theme(marks, "light"), **_lines(marks)}
    return "".join(
        (
            HEAD,
            _rule(".wb", "light", light),
            _rule('.wb[data-theme="dark"]', "dark", _theme(marks, "dark")),
        )
    )


def _theme(marks: Grammar, theme: Theme) -> dict[str, str]:
    colours = {name: _css_colour(colour, theme) for name, colour in marks.colours.items()}
    return {**colours, "shadow": getattr(marks.shadow, theme)}


def _lines(marks: Grammar) -> dict[str, str]:
    line = marks.line
    widths = {f"line-{name}": _number(mode.width_px) for name, mode in marks.modes.items()}
    plain = {
        f"plain-{name}-{what}": value
        for name, level in marks.levels.items()
        for what, value in (
            ("dash", _numbers(level.plain.dash_px)),
            ("long-dash", _numbers(LONG * length for length in level.plain.dash_px)),
            ("opacity", _number(level.plain.opacity)),
        )
        if value
    }
    return {
        **widths,
        "dash": _numbers(line.dash_px),
        "beads": _numbers(line.beads.dash_px),
        "bead": _number(line.beads.width_px),
        "quiet": _number(line.quiet.width_px),
        "quiet-dash": _numbers(line.quiet.dash_px),
        "dots": _numbers((DOT_PX, line.dots.every_px - DOT_PX)),
        "dot": _number(2 * line.dots.radius_px),
        "ties": _numbers(line.ties.dash_px),
        "tie": _number(line.ties.width_px),
        "tie-offset": _number(-line.ties.offset_px),
        "core": _number(round(marks.modes["road"].width_px * line.core_share, 2)),
        "band-opacity": _number(line.band.opacity),
        "plain": _number(line.plain_px),
        **plain,
        "outside": _number(marks.opacity.outside_dates),
    }


def _rule(selector: str, scheme: Theme, properties: Mapping[str, str]) -> str:
    lines = "".join(f"  --{name}: {value};\n" for name, value in properties.items())
    return f"{selector} {{\n  color-scheme: {scheme};\n{lines}}}\n"


def _css_colour(colour: Colour, theme: Theme) -> str:
    rrggbb = colour.in_theme(theme)
    if colour.opacity is None:
        return rrggbb
    red, green, blue = (int(rrggbb[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {_number(getattr(colour.opacity, theme))})"


def _number(value: float) -> str:
    return f"{value:g}"


def _numbers(values: Iterable[float]) -> str:
    return " ".join(map(_number, values))


if __name__ == "__main__":
    sys.exit(write_or_check(TOKENS, tokens_css(grammar())))
