"""Badges on legs: a ship, a train, a lorry or an aeroplane; "?" where no route was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from waybill.card.canvas import MOST_MARKS, Canvas, PlacedLabel, PlacedText, box_around
from waybill.card.dashes import in_viewport, lengths_along, points_at
from waybill.card.fonts import BOLD, SUPERSAMPLE, width
from waybill.card.lines import DrawnLeg, pixel_lines
from waybill.grammar import grammar

BADGE_PX, QUESTION_PX = 13, 10.5  # radii
SHORTEST_PX = 64  # a shorter line has no badge
COUNT_PX = 13  # of the type of a count
LONG_PX = 420  # a longer hop without a route has three

# Our own drawings on 16 × 16: polygons in the badge's ink (True) or in its ground (False), and corners.
Corners = tuple[tuple[float, float], ...]
GLYPHS: dict[str, tuple[tuple[bool, Corners], ...]] = {
    "sea": (
        (True, ((1.5, 9.6), (14.5, 9.6), (12.4, 13.6), (4, 13.6))),
        (True, ((4, 8.7), (4, 5.4), (7, 5.4), (7, 8.7))),
        (True, ((8, 8.7), (8, 3), (12, 3), (12, 8.7))),
    ),
    "rail": (
        (
            True,
            (
                (4, 1.5),
                (12, 1.5),
                (13.4, 3),
                (13.4, 10),
                (12, 11.6),
                (4, 11.6),
                (2.6, 10),
                (2.6, 3),
            ),
        ),
        (False, ((4.4, 3.4), (11.6, 3.4), (11.6, 6.8), (4.4, 6.8))),
        (False, ((4.4, 8.4), (6.2, 8.4), (6.2, 10.2), (4.4, 10.2))),
        (False, ((9.8, 8.4), (11.6, 8.4), (11.6, 10.2), (9.8, 10.2))),
        (True, ((4.6, 11.6), (6.2, 11.6), (4.4, 14.8), (2.8, 14.8))),
        (True, ((9.8, 11.6), (11.4, 11.6), (13.2, 14.8), (11.6, 14.8))),
    ),
    "road": (
        (True, ((1, 3.6), (9.4, 3.6), (9.4, 11), (1, 11))),
        (True, ((10.2, 5.8), (13.2, 5.8), (15, 8.4), (15, 11), (10.2, 11))),
        (True, ((2.4, 11), (5, 11), (5, 13.2), (2.4, 13.2))),
        (True, ((10.6, 11), (13.2, 11), (13.2, 13.2), (10.6, 13.2))),
    ),
    "air": (
        (True, ((7, 2.6), (8, 1), (9, 2.6), (9, 13), (8, 14.2), (7, 13))),
        (
            True,
            ((7.6, 5.4), (8.4, 5.4), (15, 9.6), (15, 11), (8.4, 9), (7.6, 9), (1, 11), (1, 9.6)),
        ),
        (True, ((8, 11.6), (10.8, 14), (10.8, 15), (8, 14), (5.2, 15), (5.2, 14))),
    ),
}


class Badged(NamedTuple):
    """A leg that has a badge, and the ids of the runs that it stands for: its own, or several."""

    leg: DrawnLeg
    runs: tuple[str, ...]


def draw_badges(canvas: Canvas, legs: Iterable[Badged], labels: Mapping[str, str]) -> None:
    """Draw a badge in the middle of each leg, where there is room for it; on runs of it how many.

    ``labels``: what the legs are called, by id; a label would like to stand beside the first badge, on runs
    where all are called the same.
    """
    for badged in list(legs)[:MOST_MARKS]:
        called = {labels.get(leg_id, "") for leg_id in badged.runs}
        label = called.pop() if len(called) == 1 else ""
        for x, y in _spots(canvas, badged):
            half = _draw_badge(canvas, x, y, badged)
            if half and label:
                canvas.marks.called.append(PlacedLabel(x, y, half, label))
                label = ""


def _spots(canvas: Canvas, badged: Badged) -> Iterator[tuple[float, float]]:
    """Yield where the badges of a leg would like to be."""
    leg, unit = badged.leg, canvas.unit
    is_dotted = _is_dotted(leg)
    for line in pixel_lines(leg, canvas.viewport):
        along = lengths_along(line)
        total = float(along[-1])
        if total < SHORTEST_PX * unit:
            continue
        is_long = is_dotted and total > LONG_PX * unit and len(badged.runs) == 1
        spots = points_at(line, along, np.array([0.36, 0.5, 0.64] if is_long else [0.5]) * total)
        radius = (QUESTION_PX if is_dotted else BADGE_PX) * unit
        for x, y in spots[in_viewport(spots, canvas.viewport, -radius)]:
            yield float(x), float(y)


def _is_dotted(leg: DrawnLeg) -> bool:
    return grammar().levels[leg.level].stroke == "dots"


def _draw_badge(canvas: Canvas, x: float, y: float, badged: Badged) -> float:
    """Draw one badge where it has room; return half its width, 0 where it has none."""
    leg, unit = badged.leg, canvas.unit
    radius = (QUESTION_PX if _is_dotted(leg) else BADGE_PX) * unit
    if len(badged.runs) > 1:
        return _draw_runs(canvas, x, y, badged)
    if not canvas.is_free(box_around(x, y, radius)):
        return 0
    if _is_dotted(leg):
        _draw_question(canvas, x, y, radius, leg)
    elif leg.mode in GLYPHS:
        _draw_glyph(canvas, x, y, radius, leg)
    return radius


def _draw_runs(canvas: Canvas, x: float, y: float, badged: Badged) -> float:
    """Draw a badge with a count, such as "×6"; return half its width."""
    leg, unit, palette = badged.leg, canvas.unit, canvas.palette
    words = f"{'? ' if _is_dotted(leg) else ''}×{len(badged.runs)}"
    has_glyph = leg.mode in GLYPHS and not _is_dotted(leg)
    text_px = width(words, round(COUNT_PX * unit), BOLD)
    glyph_px = 19 * unit if has_glyph else 0
    half, high = (glyph_px + text_px) / 2 + 7 * unit, BADGE_PX * unit
    box = (x - half, y - high, x + half, y + high)
    if not canvas.is_free(box):
        return 0
    for grown, colour in ((1.5 * unit, palette.halo), (0, palette.of_mode(leg.mode))):
        edges = (box[0] - grown, box[1] - grown, box[2] + grown, box[3] + grown)
        canvas.draw.rounded_rectangle(
            [v * SUPERSAMPLE for v in edges], (high + grown) * SUPERSAMPLE, fill=colour
        )
    left = x - half + 7 * unit
    if has_glyph:
        _draw_corners(canvas, left + 8 * unit, y, leg)
    middle = left + glyph_px + text_px / 2
    canvas.marks.texts.append(PlacedText(middle, y, words, COUNT_PX * unit, palette.on_mode))
    canvas.marks.boxes.append(box)
    return half


def _draw_question(canvas: Canvas, x: float, y: float, radius: float, leg: DrawnLeg) -> None:
    unit, ink = canvas.unit, canvas.palette.of_mode(leg.mode)
    canvas.circle(x, y, radius, canvas.palette.page, ink, 1.75 * unit)
    canvas.marks.texts.append(PlacedText(x, y, "?", 12 * unit, ink))
    canvas.keep_clear(x, y, radius + 2)


def _draw_glyph(canvas: Canvas, x: float, y: float, radius: float, leg: DrawnLeg) -> None:
    unit, palette = canvas.unit, canvas.palette
    ground = palette.of_mode(leg.mode)
    canvas.circle(x, y, radius + unit * 1.5, palette.halo)
    canvas.circle(x, y, radius, ground)
    _draw_corners(canvas, x, y, leg)
    canvas.keep_clear(x, y, radius + 2)


def _draw_corners(canvas: Canvas, x: float, y: float, leg: DrawnLeg) -> None:
    """Draw what stands in a badge, around its middle."""
    unit, palette = canvas.unit, canvas.palette
    ground = palette.of_mode(leg.mode)
    for is_ink, corners in GLYPHS[leg.mode]:
        points = [
            ((x + (a - 8) * unit) * SUPERSAMPLE, (y + (b - 8) * unit) * SUPERSAMPLE)
            for a, b in corners
        ]
        canvas.draw.polygon(points, fill=palette.on_mode if is_ink else ground)
