"""The legs of a card: how a line looks says how its path is known. Nothing only said is solid.

Widths and dashes are the map's (pixels of a page), times ``unit`` pixels of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from waybill.card.dashes import dashes, even_steps, in_frame, lengths_along, points_at
from waybill.card.frame import Frame, Points
from waybill.card.palette import Palette
from waybill.evidence.standing import Level

BAND, BAND_OPACITY = 15.0, 0.13
CASING = 3.0
DASH = (9.0, 5.5)
TIES = (1.4, 13.1)
TIE_WIDTH, TIE_OFFSET = 8.5, 3.8
BEAD_EVERY, BEAD_RADIUS = 8.6, 2.1
DOT_EVERY, DOT_RADIUS, DOT_FAINT = 9.5, 2.3, 0.3
LONG_HOP = 260.0
ARROW_EVERY = 170.0
Corners = list[tuple[float, float]]
ARROW = ((-7.0, -6.0), (8.0, 0.0), (-7.0, 6.0), (-4.0, 0.0))
LINE_WIDTHS = {"sea": 3.25, "rail": 3.25, "road": 4.5, "air": 2.25, "unknown": 3.25}


@dataclass(frozen=True, slots=True)
class DrawnLeg:
    """A leg's line: (n, 2) points of the unit square, and how it is drawn."""

    leg_id: str
    points: Points
    level: Level
    mode: str
    opacity: float = 1.0
    chosen: bool = False


def pixel_lines(leg: DrawnLeg, frame: Frame) -> list[Points]:
    """The leg's line in pixels of the frame, once for each turn of the world in which it is seen."""
    found = []
    for turn in frame.turns():
        points = frame.project(leg.points + np.array([turn, 0.0]))
        low, high = points.min(axis=0), points.max(axis=0)
        if (
            high[0] > -40
            and low[0] < frame.width + 40
            and high[1] > -40
            and low[1] < frame.height + 40
        ):
            kept = np.ones(len(points), dtype=bool)
            kept[1:-1] = np.abs(np.diff(points[:-1], axis=0)).sum(axis=1) > 0.5
            found.append(points[kept])
    return found


def draw_legs(
    picture: Image.Image, legs: list[DrawnLeg], frame: Frame, palette: Palette, unit: float
) -> None:
    """Draw the legs on the picture, the faint ones first."""
    groups: dict[tuple[float, bool, str, Level], list[Points]] = {}
    for leg in legs:
        key = (leg.opacity, leg.chosen, leg.mode, leg.level)
        groups.setdefault(key, []).extend(pixel_lines(leg, frame))
    ordered = sorted(groups.items(), key=lambda item: item[0])
    for (opacity, _, mode, level), lines in ordered:
        if level == "inferred":
            band = _Layer(picture, palette.of_mode(mode), BAND_OPACITY * opacity)
            for line in lines:
                _stroke(band.draw, line.ravel().tolist(), band.ink, BAND * unit)
            band.close()
    for (opacity, chosen, mode, level), lines in ordered:
        stroke = LINE_WIDTHS[mode] + (1.0 if chosen else 0.0)
        if level == "unpublished":
            _draw_dots(picture, lines, frame, palette, mode, opacity, unit, chosen)
            continue
        casing = _Layer(picture, palette.halo, opacity)
        for line in lines:
            _stroke(casing.draw, line.ravel().tolist(), casing.ink, (stroke + CASING) * unit)
        casing.close()
        layer = _Layer(picture, palette.of_mode(mode), opacity)
        for line in lines:
            _draw_line(layer, line, frame, mode, level, stroke, unit)
        layer.close()
        if mode == "road" and level != "asserted":
            core = _Layer(picture, palette.halo, opacity)
            for line in lines:
                _draw_line(core, line, frame, "unknown", level, stroke / 3.4, unit)
            core.close()
        ground = palette.water if mode == "sea" else palette.land
        arrows = [corners for line in lines for corners in _arrows(line, frame, unit)]
        _draw_arrows(picture, arrows, palette.of_mode(mode), ground, opacity, unit)


class _Layer:
    """Something to draw on: the picture itself, or a mask that is laid over it when see-through."""

    def __init__(self, picture: Image.Image, colour: str, opacity: float) -> None:
        self._picture, self._colour = picture, colour
        self._mask = None if opacity >= 1 else Image.new("L", picture.size)
        self.draw = ImageDraw.Draw(picture if self._mask is None else self._mask)
        self._full = round(255 * opacity)
        self.ink: str | int = colour if self._mask is None else self._full

    def faded(self, share: float) -> int | str:
        return self._colour if self._mask is None else round(self._full * share)

    def close(self) -> None:
        box = self._mask.getbbox() if self._mask else None
        if self._mask and box:
            self._picture.paste(self._colour, box, self._mask.crop(box))


def _stroke(
    draw: ImageDraw.ImageDraw, line: list[float], ink: str | int, line_width: float
) -> None:
    draw.line(line, fill=ink, width=max(1, round(line_width)), joint="curve")


def _draw_line(
    layer: _Layer, line: Points, frame: Frame, mode: str, level: Level, stroke: float, unit: float
) -> None:
    if level == "asserted":
        along = lengths_along(line)
        steps = even_steps(float(along[-1]), BEAD_EVERY * unit, BEAD_RADIUS * unit)
        beads = points_at(line, along, steps)
        for x, y in beads[in_frame(beads, frame, 10 * unit)]:
            layer.draw.circle((x, y), BEAD_RADIUS * unit * max(1.0, stroke / 3.25), fill=layer.ink)
        return
    if level == "observed":
        _stroke(layer.draw, line.ravel().tolist(), layer.ink, stroke * unit)
    else:
        for piece in dashes(line, DASH[0] * unit, DASH[1] * unit, frame):
            _stroke(layer.draw, piece, layer.ink, stroke * unit)
    if mode == "rail":
        for piece in dashes(line, TIES[0] * unit, TIES[1] * unit, frame, TIE_OFFSET * unit):
            layer.draw.line(piece, fill=layer.ink, width=round(TIE_WIDTH * unit))


def _draw_dots(
    picture: Image.Image,
    lines: list[Points],
    frame: Frame,
    palette: Palette,
    mode: str,
    opacity: float,
    unit: float,
    chosen: bool,
) -> None:
    """Dots that are no path: they fade toward the middle of a long hop."""
    layer = _Layer(picture, palette.of_mode(mode), min(opacity, 0.999))
    for line in lines:
        along = lengths_along(line)
        total = float(along[-1])
        count = max(4, math.floor(total / (DOT_EVERY * unit)))
        steps = even_steps(total, total / count, total / count / 2) if total else np.zeros(1)
        # the arrow's place
        taken = (steps > total - 33 * unit) & (steps < total - 9 * unit) & (total > 60 * unit)
        steps = steps[~taken]
        spots = points_at(line, along, steps)
        seen = in_frame(spots, frame, 10 * unit)
        for (x, y), step in zip(spots[seen], steps[seen], strict=True):
            to_end = min(step, total - step) / max(total, 1)
            is_long = total > LONG_HOP * unit and not chosen
            fade = max(DOT_FAINT, 1 - to_end / 0.3 * (1 - DOT_FAINT)) if is_long else 1.0
            layer.draw.circle((x, y), DOT_RADIUS * unit, fill=layer.faded(fade))
    layer.close()
    arrows = []
    for line in lines:
        along = lengths_along(line)
        if along[-1] > 60 * unit:
            arrows.append(_arrow(line, along, float(along[-1]) - 21 * unit, unit))
    _draw_arrows(picture, arrows, palette.of_mode(mode), palette.land, opacity, unit)


def _arrows(line: Points, frame: Frame, unit: float) -> Iterator[Corners]:
    """The arrowheads of a line that can be seen."""
    along = lengths_along(line)
    total = float(along[-1])
    if total < 46 * unit:
        return
    count = max(1, round(total / (ARROW_EVERY * unit)))
    middles = even_steps(total, total / count, total / count / 2)
    seen = in_frame(points_at(line, along, middles), frame, 60 * unit)
    for middle in middles[seen]:
        # an arrow on a bend points nowhere: look for a straight stretch near by
        shifts = middle + np.array([0, 10, -10, 20, -20, 30, -30, 42, -42]) * unit
        spots = shifts[(shifts > 16 * unit) & (shifts < total - 14 * unit)]
        if len(spots):
            yield _arrow(line, along, float(spots[_turns(line, along, spots, unit).argmin()]), unit)


def _turns(line: Points, along: Points, spots: Points, unit: float) -> Points:
    """How sharply the line turns at each spot, in tenths of a radian."""
    reach = 9 * unit
    a, b, c = (points_at(line, along, spots + step) for step in (-reach, 0.0, reach))
    inward, outward = np.arctan2(*(b - a).T[::-1]), np.arctan2(*(c - b).T[::-1])
    turns: Points = np.round(np.abs((outward - inward + np.pi) % (2 * np.pi) - np.pi), 1)
    return turns


def _arrow(line: Points, along: Points, where: float, unit: float) -> Corners:
    """The corners of an arrowhead that points along the line."""
    reach = 9 * unit
    a, middle, b = points_at(line, along, np.array([where - reach, where, where + reach]))
    angle = math.atan2(b[1] - a[1], b[0] - a[0])
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return [(float(x), float(y)) for x, y in np.array(ARROW) * unit @ turn + middle]


def _draw_arrows(
    picture: Image.Image,
    arrows: list[Corners],
    colour: str,
    ground: str,
    opacity: float,
    unit: float,
) -> None:
    """Arrowheads, each in a gap of the ground's colour."""
    under = _Layer(picture, ground, opacity)
    for corners in arrows:
        edge = [*corners, corners[0], corners[1]]
        under.draw.line(edge, fill=under.ink, width=round(5 * unit), joint="curve")
    under.close()
    over = _Layer(picture, colour, opacity)
    for corners in arrows:
        over.draw.polygon(corners, fill=over.ink)
    over.close()
