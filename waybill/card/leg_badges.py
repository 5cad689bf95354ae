"""Badges on legs: a ship, a train, a lorry or an aeroplane; "?" where no route was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from waybill.card.canvas import MOST_MARKS, Canvas, PlacedLabel, PlacedText, box_around
from waybill.card.dashes import in_viewport, lengths_along, points_at
from waybill.card.fonts import SUPERSAMPLE
from waybill.card.lines import DrawnLeg, pixel_lines
from waybill.grammar import grammar

BADGE_PX, QUESTION_PX = 13, 10.5  # radii
SHORTEST_PX = 64  # a shorter line has no badge
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


def draw_badges(canvas: Canvas, legs: Iterable[DrawnLeg], labels: Mapping[str, str]) -> None:
    """Draw a badge in the middle of each leg, where there is room for it.

    ``labels``: what the legs are called, by id; a label would like to stand beside the first badge.
    """
    unit = canvas.unit
    for leg in list(legs)[:MOST_MARKS]:
        label = labels.get(leg.leg_id, "")
        is_dotted = grammar().levels[leg.level].stroke == "dots"
        radius = (QUESTION_PX if is_dotted else BADGE_PX) * unit
        for line in pixel_lines(leg, canvas.viewport):
            along = lengths_along(line)
            total = float(along[-1])
            if total < SHORTEST_PX * unit:
                continue
            shares = [0.36, 0.5, 0.64] if is_dotted and total > LONG_PX * unit else [0.5]
            spots = points_at(line, along, np.array(shares) * total)
            for x, y in spots[in_viewport(spots, canvas.viewport, -radius)]:
                if not canvas.is_free(box_around(x, y, radius)):
                    continue
                if is_dotted:
                    _draw_question(canvas, x, y, radius, leg)
                elif leg.mode in GLYPHS:
                    _draw_glyph(canvas, x, y, radius, leg)
                if label:
                    canvas.marks.called.append(PlacedLabel(x, y, radius, label))
                    label = ""


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
    for is_ink, corners in GLYPHS[leg.mode]:
        points = [
            ((x + (a - 8) * unit) * SUPERSAMPLE, (y + (b - 8) * unit) * SUPERSAMPLE)
            for a, b in corners
        ]
        canvas.draw.polygon(points, fill=palette.on_mode if is_ink else ground)
    canvas.keep_clear(x, y, radius + 2)
