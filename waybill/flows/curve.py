"""The line of a flow: bent to one side by its direction, so that there and back part, with an arrow.

The browser has the same rules (waybill/web/flows/map/curve.js); tests/parity/test_flows.py compares the
two. Readers tell directions best by curves with arrow heads (Jenny et al. 2018,
doi 10.1080/13658816.2017.1307378).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Point = tuple[float, float]
"""(x, y) in pixels, y to the south."""

BEND = 0.18
"""How far the middle stands off, as a part of the distance."""
HEAD_LENGTH = 2.1
"""Of an arrow head, in widths of its line."""
LEAST_HEAD_PX, MOST_HEAD_PART = 5.0, 0.5
"""At least so long; at most that part of the line."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic Bézier curve from one place to another, and the arrow at its end.

    The line goes from ``start`` to ``neck`` with the control point ``bend``; the head has the corners
    ``tip`` and ``wings``.
    """

    start: Point
    bend: Point
    neck: Point
    tip: Point
    wings: tuple[Point, Point]

    def point(self, part: float) -> Point:
        """A point of the curve without its head; ``part`` from 0 to 1."""
        rest = 1 - part
        x, y = (
            rest * rest * a + 2 * rest * part * b + part * part * c
            for a, b, c in zip(self.start, self.bend, self.neck, strict=True)
        )
        return x, y


def curve_of(
    start: Point, end: Point, width: float, gap: float = 0.0, unit: float = 1.0
) -> Curve | None:
    """The curve of a flow; None where its ends are one point.

    Args:
        start: where it begins.
        end: where it ends.
        width: px of the line.
        gap: px that stay free before ``end``.
        unit: pixels of the picture per pixel of a page.
    """
    dx, dy = end[0] - start[0], end[1] - start[1]
    distance = math.hypot(dx, dy)
    if distance < unit:
        return None
    bend = ((start[0] + end[0]) / 2 + dy * BEND, (start[1] + end[1]) / 2 - dx * BEND)
    # The direction at the end is that from the control point.
    ex, ey = end[0] - bend[0], end[1] - bend[1]
    length = math.hypot(ex, ey)
    ux, uy = ex / length, ey / length
    free = min(gap, distance * 0.25)
    head = min(max(LEAST_HEAD_PX * unit, width * HEAD_LENGTH), (distance - free) * MOST_HEAD_PART)
    half = head * 0.5
    tip = (end[0] - ux * free, end[1] - uy * free)
    neck = (tip[0] - ux * head, tip[1] - uy * head)
    wings = (
        (neck[0] - uy * half, neck[1] + ux * half),
        (neck[0] + uy * half, neck[1] - ux * half),
    )
    return Curve(start, bend, neck, tip, wings)
