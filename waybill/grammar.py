"""The grammar of marks: how modes, evidence levels and places look, wherever they are drawn.

``grammar.json`` is the one place for colours, widths, dashes and the sizes from which a story counts as
large. The card, the KML file, the placeholder and the browser program read it; tools/build_tokens.py
makes CSS custom properties of it. The rule that all of it follows: what is only said never gets an
unbroken line, and colour is never the only sign of a mode.

Lengths in px are those of a page at its normal zoom.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).with_name("grammar.json")

Theme = Literal["light", "dark"]
ModeName = Literal["sea", "rail", "road", "air", "unknown"]
LevelName = Literal["observed", "inferred", "asserted", "unpublished", "unsourced"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ThemeOpacity(_Part):
    """How opaque a colour is, 0 to 1, by theme."""

    light: float
    dark: float


class Colour(_Part):
    """A colour by its role, as #rrggbb in each theme. Its CSS custom property has the role's name."""

    light: str = Field(pattern="^#[0-9a-f]{6}$")
    dark: str = Field(pattern="^#[0-9a-f]{6}$")
    opacity: ThemeOpacity | None = None
    """In the browser only: elsewhere a halo lies on plain ground."""

    def in_theme(self, theme: Theme) -> str:
        """#rrggbb."""
        return self.light if theme == "light" else self.dark


class ThemeText(_Part):
    """A CSS value by theme."""

    light: str
    dark: str


class Mode(_Part):
    """A mode of transport. Its colour has the mode's name."""

    words: str
    """After the name of a leg; "" when no means of transport is given."""
    width_px: float
    over: Literal["land", "water"]
    """The ground in whose colour an arrowhead gets its gap."""
    detail: Literal["", "ties", "core"] = ""
    """What tells the line apart without colour: ties across it, or a light core."""


class PlainStroke(_Part):
    """A level's line in a large story."""

    dash_px: tuple[float, ...]
    opacity: float


class KmlStroke(_Part):
    """A level's line in KML, which has no dashes: pale and thin instead, and named."""

    opacity: int = Field(ge=0, le=255)
    width_px: float
    name_suffix: str


class Level(_Part):
    """An evidence level: how the path of a leg is known."""

    stroke: Literal["solid", "dashes", "beads", "dots", "quiet"]
    """Beads follow a path that was named; dots are no path at all; a quiet line is thin and of one width."""
    band: bool = False
    """A wide soft band lies under the line: the path is somewhere about here."""
    words: str
    """In full."""
    card_words: str
    """In the card's legend, after the mode; as short as can be."""
    legend_words: str
    """In the legend under the map, after the heading "Path"."""
    plain: PlainStroke
    kml: KmlStroke


class Band(_Part):
    """The band under an inferred path."""

    width_px: float
    plain_px: float
    """Width under a plain line."""
    opacity: float


class Ties(_Part):
    """Strokes across a railway line; ``offset_px`` is where the first begins."""

    width_px: float
    dash_px: tuple[float, float]
    offset_px: float


class Beads(_Part):
    """Round beads along a path: a dash of almost no length with round ends."""

    width_px: float
    dash_px: tuple[float, float]


class Quiet(_Part):
    """A thin broken line of one width for all modes, and without the details that tell them apart."""

    width_px: float
    dash_px: tuple[float, float]


class Dots(_Part):
    """Dots between two places. On a long hop they fade toward its middle."""

    radius_px: float
    every_px: float
    least_opacity: float
    fades_over_px: float
    """Length of a hop from which dots fade."""
    fade_share: float
    """Share of the hop, from each end, over which they do."""


class Arrow(_Part):
    """Arrowheads along a line."""

    corners_px: tuple[tuple[float, float], ...]
    """Around the middle; the arrow points to positive x."""
    gap_px: float
    """Width of the outline in the ground's colour."""
    every_px: float
    shortest_line_px: float
    reach_px: float
    """A direction is taken between the points this far before and after."""
    shifts_px: tuple[float, ...]
    """Where to look for a straight stretch: an arrow on a bend points nowhere."""
    clear_of_start_px: float
    clear_of_end_px: float


class LastArrow(_Part):
    """The one arrowhead of a dotted hop, near its end."""

    shortest_line_px: float
    before_end_px: float
    gap_px: tuple[float, float]
    """No dots between these distances from the end."""


class QuantityWidth(_Part):
    """A line as wide as the quantity of its leg, linear from zero."""

    most_px: float
    """Width of the largest quantity, where no more than ``for_legs`` legs have one in its unit …"""
    for_legs: int
    most_px_of_many: float
    """… and never less than this, however many have: the square root of their number makes it smaller."""
    least_px: float
    none_px: float
    """Width of a leg without a quantity in the unit that is drawn."""
    none_opacity: float


class Chosen(_Part):
    """What a line gains that is chosen or pointed at."""

    width_px: float
    bead_px: float
    dot_radius_px: float
    band_factor: float


class Line(_Part):
    """The parts of a line, drawn in this order: band, casing, stroke, detail, arrows."""

    band: Band
    casing_px: float
    """By how much the light casing is wider than the line."""
    dash_px: tuple[float, float]
    ties: Ties
    core_share: float
    """Width of a road's light core, as a share of the line's."""
    beads: Beads
    quiet: Quiet
    dots: Dots
    arrow: Arrow
    last_arrow: LastArrow
    quantity: QuantityWidth
    chosen: Chosen
    plain_px: float
    """Width of a line in a large story."""


class Opacity(_Part):
    """How faint a leg is that is known but not meant."""

    outside_dates: float
    aside: float
    """While another step, leg or place is in focus."""


class DetailCost(_Part):
    """Milliseconds of a view in the full style, in Chromium without a graphics card on one slow core."""

    leg_ms: float
    """A leg's casing, line, detail and arrows, but for its points."""
    point_ms: float
    """A point of a leg's path in view."""
    place_ms: float
    """A place's mark, and looking for room for its name."""
    many_lines: int
    """Lines that a reader can follow in one view; more than about a hundred are never drawn in full."""
    crowd_ms: float
    """What each line beyond that costs in addition, for the reader's sake and not the browser's."""
    most_ms: float
    """Beyond it lines lie on lines and marks on marks, and a new view takes more than about 0.1 s: the map
    and its opening picture draw plain lines."""


class Limits(_Part):
    """From which number of legs a story is drawn or written in another way."""

    plain_lines: int
    """More legs than this are thin plain lines on the card, without bands, arrows and badges, and lines of
    such a story have fewer points. Map and placeholder go by ``DetailCost``."""
    hairlines: int
    """More legs than this are one device pixel wide: 5 to 8 times quicker to draw than 1.4 px."""
    placeholder_legs: int
    """Above it the placeholder has no lines: 8,000 legs are 0.5 MB of HTML."""
    card_legs: int
    """As many are drawn on a card, which then says so: a leg costs milliseconds, and somebody waits."""
    table_in_noscript: int
    """Up to here the app's table page carries its table in <noscript>; that is made on each load."""
    table_on_first_page: int
    """Up to here the edition's first page carries the table; it is made once, but all readers load it."""
    timeline_bars: int
    """More legs than this on the time axis become a histogram: bars would lie on one another."""


class Grammar(_Part):
    """The whole file."""

    colours: dict[str, Colour]
    shadow: ThemeText
    modes: dict[ModeName, Mode]
    levels: dict[LevelName, Level]
    line: Line
    opacity: Opacity
    detail_cost: DetailCost
    limits: Limits


@cache
def grammar() -> Grammar:
    """The grammar, read once a process."""
    return Grammar.model_validate_json(FILE.read_bytes())
