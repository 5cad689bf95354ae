"""Drawing the legs of a card: a line's style says how its path is known; what is only said is never solid.

Widths and dashes are those of waybill/grammar.json, in pixels of a page, times ``unit`` pixels of the
picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PIL import Image

from waybill.card.canvas import Layer, LayeredPicture
from waybill.card.dashes import dashes, even_steps, in_viewport, lengths_along, points_at
from waybill.card.palette import Palette
from waybill.geo.mercator import Points
from waybill.geo.viewport import Viewport
from waybill.grammar import LevelName, ModeName, grammar

LINE, MODES, LEVELS = grammar().line, grammar().modes, grammar().levels
LEAST_FOR_DETAIL = 2.0  # px of a page: a thinner line has no ties and no core
DOTS_APART = 1.9  # of their width
SEEN_MARGIN = 40.0  # pixels outside of the viewport within which a line is still drawn

Corners = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class DrawnLeg:
    """A leg's line: (n, 2) points of the unit square, and how it is drawn."""

    leg_id: str
    points: Points
    level: LevelName
    mode: ModeName
    opacity: float = 1.0
    chosen: bool = False
    width_px: float = 0.0
    """Where it says a quantity, in pixels of a page; 0: the width of the mode."""


class _Style(NamedTuple):
    """What the legs drawn together have in common. Faint styles sort first."""

    opacity: float
    chosen: bool
    mode: ModeName
    level: LevelName
    width_px: float = 0.0

    @property
    def wider(self) -> float:
        """How much longer dashes are, and how much farther apart beads, than on a line of the mode's width."""
        return max(1.0, self.width_px / MODES["unknown"].width_px)

    @property
    def width(self) -> float:
        """Of the line, in pixels of a page."""
        if self.width_px:
            return self.width_px
        is_quiet = LEVELS[self.level].stroke == "quiet"
        width = LINE.quiet.width_px if is_quiet else MODES[self.mode].width_px
        return width + (LINE.chosen.width_px if self.chosen else 0)


def pixel_lines(leg: DrawnLeg, viewport: Viewport) -> list[Points]:
    """Project the leg's line to pixels: one line, or two where its ends show in different turns."""
    found = []
    x = leg.points[:, 0]
    for turn in viewport.turns_of(float(x.min()), float(x.max())):
        points = viewport.project(leg.points + np.array([turn, 0.0]))
        low, high = points.min(axis=0), points.max(axis=0)
        if (
            high[0] > -SEEN_MARGIN
            and low[0] < viewport.width + SEEN_MARGIN
            and high[1] > -SEEN_MARGIN
            and low[1] < viewport.height + SEEN_MARGIN
        ):
            kept = np.ones(len(points), dtype=bool)
            kept[1:-1] = np.abs(np.diff(points[:-1], axis=0)).sum(axis=1) > 0.5
            found.append(points[kept])
    return found


def draw_legs(
    picture: Image.Image, legs: list[DrawnLeg], viewport: Viewport, palette: Palette, unit: float
) -> None:
    """Draw the legs on the picture, the faint ones first; all bands lie under all lines."""
    groups: dict[_Style, list[Points]] = {}
    for leg in legs:
        style = _Style(leg.opacity, leg.chosen, leg.mode, leg.level, leg.width_px)
        groups.setdefault(style, []).extend(pixel_lines(leg, viewport))
    _draw_groups(_LegPainter(picture, viewport, palette, unit), groups)


def draw_sample(
    picture: Image.Image,
    line: Points,
    kind: tuple[LevelName, ModeName],
    viewport: Viewport,
    palette: Palette,
    unit: float,
) -> None:
    """Draw a line of a kind where a legend wants it; ``line`` is in pixels of the picture."""
    level, mode = kind
    style = _Style(1.0, False, mode, level)
    _draw_groups(_LegPainter(picture, viewport, palette, unit), {style: [line]})


def _draw_groups(painter: _LegPainter, groups: dict[_Style, list[Points]]) -> None:
    ordered = sorted(groups.items(), key=lambda group: group[0])
    for style, lines in ordered:
        if LEVELS[style.level].band and not style.width_px:  # it would be read as a quantity
            painter.draw_bands(style, lines)
    for style, lines in ordered:
        if LEVELS[style.level].stroke == "dots":
            painter.draw_dotted_hops(style, lines)
        else:
            painter.draw_lines(style, lines)


class _LegPainter:
    """Draws lines of one style at a time."""

    def __init__(
        self, picture: Image.Image, viewport: Viewport, palette: Palette, unit: float
    ) -> None:
        self._picture, self._viewport = LayeredPicture(picture), viewport
        self._palette, self._unit = palette, unit

    def draw_bands(self, style: _Style, lines: list[Points]) -> None:
        """Draw the wide soft band under a path that is known only roughly."""
        opacity = LINE.band.opacity * style.opacity
        if style.chosen:
            opacity *= LINE.chosen.band_factor
        band = Layer(self._picture, self._palette.of_mode(style.mode), opacity)
        for line in lines:
            band.stroke(line.ravel().tolist(), LINE.band.width_px * self._unit)
        band.close()

    def draw_lines(self, style: _Style, lines: list[Points]) -> None:
        """Draw casing, line, detail of the mode, arrowheads."""
        palette, unit = self._palette, self._unit
        mode, level = MODES[style.mode], LEVELS[style.level]
        detail = mode.detail if level.stroke in ("solid", "dashes") else ""
        if 0 < style.width_px < LEAST_FOR_DETAIL:
            detail = ""
        casing = Layer(self._picture, palette.halo, style.opacity)
        for line in lines:
            casing.stroke(line.ravel().tolist(), (style.width + LINE.casing_px) * unit)
        casing.close()
        layer = Layer(self._picture, palette.of_mode(style.mode), style.opacity)
        for line in lines:
            if level.stroke == "beads":
                self._draw_beads(layer, line, style)
            else:
                self._draw_stroke(layer, line, style, style.width)
            if detail == "ties":
                self._draw_ties(layer, line, style)
        layer.close()
        if detail == "core":
            core = Layer(self._picture, palette.halo, style.opacity)
            for line in lines:
                self._draw_stroke(core, line, style, style.width * LINE.core_share)
            core.close()
        arrows = [corners for line in lines for corners in _arrows(line, self._viewport, unit)]
        self._draw_arrows(arrows, style, palette.water if mode.over == "water" else palette.land)

    def _draw_stroke(self, layer: Layer, line: Points, style: _Style, width: float) -> None:
        if LEVELS[style.level].stroke == "solid":
            layer.stroke(line.ravel().tolist(), width * self._unit)
            return
        is_quiet = LEVELS[style.level].stroke == "quiet"
        dash = LINE.quiet.dash_px if is_quiet else LINE.dash_px
        on, off = (length * self._unit * style.wider for length in dash)
        for piece in dashes(line, on, off, self._viewport):
            layer.stroke(piece, width * self._unit)

    def _draw_ties(self, layer: Layer, line: Points, style: _Style) -> None:
        on, off = (length * self._unit for length in LINE.ties.dash_px)
        beyond = LINE.ties.width_px - MODES["rail"].width_px
        across = style.width_px + beyond if style.width_px else LINE.ties.width_px
        width = round(across * self._unit)
        for piece in dashes(line, on, off, self._viewport, LINE.ties.offset_px * self._unit):
            layer.dash(piece, width)

    def _draw_beads(self, layer: Layer, line: Points, style: _Style) -> None:
        width = LINE.beads.width_px + (LINE.chosen.bead_px if style.chosen else 0)
        width = style.width_px or width
        radius = width / 2 * self._unit
        along = lengths_along(line)
        first = LINE.beads.width_px / 2 * self._unit
        steps = even_steps(
            float(along[-1]), sum(LINE.beads.dash_px) * self._unit * style.wider, first
        )
        beads = points_at(line, along, steps)
        for x, y in beads[in_viewport(beads, self._viewport, 10 * self._unit)]:
            layer.draw.circle((x, y), radius, fill=layer.ink)

    def draw_dotted_hops(self, style: _Style, lines: list[Points]) -> None:
        """Draw dots, which are no path, with one arrowhead near the end of each line."""
        colour = self._palette.of_mode(style.mode)
        layer = Layer(self._picture, colour, min(style.opacity, 0.999))  # a mask, so that dots fade
        arrows = []
        for line in lines:
            along = lengths_along(line)
            self._draw_dots(layer, line, along, style)
            if along[-1] > LINE.last_arrow.shortest_line_px * self._unit:
                where = float(along[-1]) - LINE.last_arrow.before_end_px * self._unit
                arrows += _arrowheads(line, along, np.array([where]), self._unit)
        layer.close()
        self._draw_arrows(arrows, style, self._palette.land)

    def _draw_dots(self, layer: Layer, line: Points, along: Points, style: _Style) -> None:
        dots, last, unit = LINE.dots, LINE.last_arrow, self._unit
        total = float(along[-1])
        every = max(dots.every_px, DOTS_APART * style.width_px)
        count = max(4, math.floor(total / (every * unit)))
        steps = even_steps(total, total / count, total / count / 2) if total else np.zeros(1)
        from_end = total - steps
        in_gap = (from_end < last.gap_px[0] * unit) & (from_end > last.gap_px[1] * unit)
        steps = steps[~(in_gap & (total > last.shortest_line_px * unit))]
        spots = points_at(line, along, steps)
        seen = in_viewport(spots, self._viewport, 10 * unit)
        radius = dots.radius_px + (LINE.chosen.dot_radius_px if style.chosen else 0)
        radius = (style.width_px / 2 or radius) * unit
        fades = total > dots.fades_over_px * unit and not style.chosen
        for (x, y), step in zip(spots[seen], steps[seen], strict=True):
            to_end = min(step, total - step) / max(total, 1)
            share = 1 - to_end / dots.fade_share * (1 - dots.least_opacity)
            ink = layer.faded(max(dots.least_opacity, share) if fades else 1.0)
            layer.draw.circle((x, y), radius, fill=ink)

    def _draw_arrows(self, arrows: list[Corners], style: _Style, ground: str) -> None:
        """Draw arrowheads, each in a gap of the ground's colour."""
        under = Layer(self._picture, ground, style.opacity)
        for corners in arrows:
            edge = [*corners, corners[0], corners[1]]
            under.stroke(
                [value for corner in edge for value in corner], LINE.arrow.gap_px * self._unit
            )
        under.close()
        over = Layer(self._picture, self._palette.of_mode(style.mode), style.opacity)
        for corners in arrows:
            over.draw.polygon(corners, fill=over.ink)
        over.close()


def _arrows(line: Points, viewport: Viewport, unit: float) -> list[Corners]:
    """The arrowheads of a line that are in the viewport."""
    arrow = LINE.arrow
    along = lengths_along(line)
    total = float(along[-1])
    if total < arrow.shortest_line_px * unit:
        return []
    count = max(1, round(total / (arrow.every_px * unit)))
    middles = even_steps(total, total / count, total / count / 2)
    middles = middles[in_viewport(points_at(line, along, middles), viewport, 60 * unit)]
    if not len(middles):
        return []
    # An arrow on a bend points nowhere: look for a straight stretch near by.
    spots = middles[:, None] + np.array(arrow.shifts_px) * unit
    is_clear = spots > arrow.clear_of_start_px * unit
    is_clear &= spots < total - arrow.clear_of_end_px * unit
    turns = np.where(is_clear, _turns(line, along, spots, unit), np.inf)
    straightest = spots[np.arange(len(spots)), turns.argmin(axis=1)]
    return _arrowheads(line, along, straightest[is_clear.any(axis=1)], unit)


def _turns(line: Points, along: Points, spots: Points, unit: float) -> Points:
    """Return how sharply the line turns at each spot, in radians to one decimal."""
    reach = LINE.arrow.reach_px * unit
    a, b, c = points_at(line, along, np.stack([spots - reach, spots, spots + reach]))
    inward, outward = (np.arctan2(way[..., 1], way[..., 0]) for way in (b - a, c - b))
    turns = np.abs((outward - inward + np.pi) % (2 * np.pi) - np.pi)
    return np.asarray(np.round(turns, 1), dtype=np.float64)


def _arrowheads(line: Points, along: Points, spots: Points, unit: float) -> list[Corners]:
    """Return the corners of arrowheads that point along the line, for lengths along it."""
    reach = LINE.arrow.reach_px * unit
    wanted = np.stack([spots - reach, spots, spots + reach])
    backs, middles, fronts = points_at(line, along, wanted).tolist()
    corners = [(x * unit, y * unit) for x, y in LINE.arrow.corners_px]
    found = []
    for back, (x, y), front in zip(backs, middles, fronts, strict=True):
        angle = math.atan2(front[1] - back[1], front[0] - back[0])
        cos, sin = math.cos(angle), math.sin(angle)
        found.append([(a * cos - b * sin + x, a * sin + b * cos + y) for a, b in corners])
    return found
