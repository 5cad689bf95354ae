"""Lines that share a path lie beside each other, each to the right of its direction of travel.

The map follows the same rule (waybill/web/map/lines/lanes.js); tests/parity compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from waybill.geo.mercator import Points

GAP_PX = 14.0
"""From one lane to the next: as wide as an arrow, and a little ground."""

TAPER_PX = 26.0
"""From either end of a line, over which one beside it draws near."""

_SMOOTH = 4 / 26  # of the taper, before and after a point: for the direction there


class Way(NamedTuple):
    """The stops of a line in order, what it looks like, whether it is a bow, and whether it comes back.

    A bow bends to the other side on its way back, so that its path there is another one.
    """

    stops: tuple[str, ...]
    look: object
    is_bow: bool
    comes_back: bool = False


def run_key(way: Way) -> tuple[object, ...]:
    """Return what the runs of one path have in common, there and back: see waybill/web/state/bundles.js."""
    back = way.stops[::-1]
    stops = back if not way.is_bow and back < way.stops else way.stops
    return (way.look, way.is_bow, *stops)


def lane_steps(ways: Sequence[Way]) -> list[float]:
    """Return for each line how many lanes it lies to the right of its path; 0 for one that is alone.

    Lines of one direction and look share a lane.
    """
    paths: dict[tuple[object, ...], tuple[list[object], list[object]]] = {}
    found = []
    for way in ways:
        back = way.stops[::-1]
        is_back = not way.is_bow and back < way.stops
        directions = paths.setdefault((way.is_bow, *(back if is_back else way.stops)), ([], []))
        lanes = directions[is_back]
        if way.look not in lanes:
            lanes.append(way.look)
        found.append((directions, lanes, lanes.index(way.look), way.comes_back))
    return [
        lane + 0.5 if comes_back or all(directions) else lane - (len(lanes) - 1) / 2
        for directions, lanes, lane, comes_back in found
    ]


def beside(points: Points, offset: float, taper: float) -> Points:
    """Return a line beside another one; both meet at their ends.

    Args:
        points: (n, 2) points of the line, y to the south, in any unit.
        offset: to the right of the direction, in that unit.
        taper: the length over which the ends draw near.
    """
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    total = float(along[-1])
    if not offset or not total:
        return points
    taper = min(taper, total / 3)
    ends = np.array([taper / 3, 2 * taper / 3, taper])
    inner = along[(along > taper) & (along < total - taper)]
    lengths = np.concatenate([[0.0], ends, inner, total - ends[::-1], [total]])

    def at(wanted: Points) -> Points:
        return np.column_stack([np.interp(wanted, along, column) for column in points.T])

    direction = at(lengths + _SMOOTH * taper) - at(lengths - _SMOOTH * taper)
    direction /= np.maximum(np.hypot(*direction.T), 1e-300)[:, None]
    share = np.minimum(1, np.minimum(lengths, total - lengths) / taper)
    right = np.column_stack([-direction[:, 1], direction[:, 0]])
    shifted: Points = at(lengths) + right * (offset * share)[:, None]
    return shifted
