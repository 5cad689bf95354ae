"""Points along a line in pixels: dashes, and points at even steps."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from waybill.geo.mercator import Points
from waybill.geo.viewport import Viewport

MOST_MARKS = 20_000  # on one line, however far the view is zoomed in


def lengths_along(points: Points) -> NDArray[np.float64]:
    """Return the length of the line up to each point, in pixels."""
    steps = points[1:] - points[:-1]
    along = np.zeros(len(points))
    np.cumsum(np.hypot(steps[:, 0], steps[:, 1]), out=along[1:])
    return along


def points_at(points: Points, along: NDArray[np.float64], wanted: NDArray[np.float64]) -> Points:
    """Return the points of the line at these lengths, in their shape and one axis of two more."""
    found = np.empty((*wanted.shape, 2))
    for axis in (0, 1):
        found[..., axis] = np.interp(wanted, along, points[:, axis])
    return found


def in_viewport(points: Points, viewport: Viewport, margin: float) -> NDArray[np.bool_]:
    """Return which points lie in the viewport, or no further than ``margin`` pixels outside."""
    x, y = points[:, 0], points[:, 1]
    inside: NDArray[np.bool_] = (
        (x > -margin)
        & (x < viewport.width + margin)
        & (y > -margin)
        & (y < viewport.height + margin)
    )
    return inside


def even_steps(total: float, period: float, offset: float = 0.0) -> NDArray[np.float64]:
    """Return offset, offset + period, … up to ``total``; at most MOST_MARKS of them."""
    count = min(MOST_MARKS, max(0, math.ceil((total - offset) / period)))
    return np.arange(count, dtype=np.float64) * period + offset


def dashes(
    points: Points, on: float, off: float, viewport: Viewport, offset: float = 0.0
) -> Iterator[list[float]]:
    """Yield the dashes of a line that show in the viewport, as flat lists of coordinates.

    ``on``, ``off`` and ``offset`` are lengths in pixels.
    """
    along = lengths_along(points)
    total = float(along[-1])
    starts = even_steps(total, on + off, offset)
    starts, ends = np.maximum(starts, 0), np.minimum(starts + on, total)
    first, last = points_at(points, along, np.stack([starts, ends]))
    seen = (in_viewport(first, viewport, on) | in_viewport(last, viewport, on)) & (ends > starts)
    between = np.searchsorted(along, starts, "right"), np.searchsorted(along, ends, "left")
    for i in np.flatnonzero(seen):
        middle = points[between[0][i] : between[1][i]]
        yield [*first[i].tolist(), *middle.ravel().tolist(), *last[i].tolist()]
