"""Places that lie close together on the map, as one, for each zoom: made of the cube, not by an engine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from waybill.geo.mercator import TILE_PX, Floats, Location, unit_points
from waybill.shipments.coding.planes import Integers

RADIUS_PX = 40
DEEPEST_ZOOM = 8  # from here on places stand alone


def clusters(locations: Sequence[Location], weights: Floats) -> list[list[int]]:
    """For each zoom from 0 to ``DEEPEST_ZOOM`` - 1, the place that each place belongs to.

    A cluster is named by its heaviest place; a place is its own when nothing heavier lies within
    ``RADIUS_PX``. A place that stands alone at one zoom does so at all deeper ones, and what is one at a
    zoom is one at all above it.
    """
    points = unit_points(locations)
    heaviest = np.lexsort((np.arange(len(points)), -weights))
    found: list[list[int]] = []
    alone: Integers = np.arange(len(points))
    for zoom in reversed(range(DEEPEST_ZOOM)):
        alone = _joined(points, alone, heaviest, RADIUS_PX / (TILE_PX * 2**zoom))
        found.append([int(one) for one in alone])
    return found[::-1]


def _joined(points: Floats, before: Integers, heaviest: Integers, radius: float) -> Integers:
    """Join the clusters of a deeper zoom: the heaviest takes those within ``radius`` of it."""
    leads = np.unique(before)
    order = heaviest[np.isin(heaviest, leads)]
    leader = np.full(len(points), -1, np.int64)
    at = points[order]
    free = np.ones(len(order), bool)
    for index, lead in enumerate(order):
        if not free[index]:
            continue
        gap = at - points[lead]
        gap[:, 0] -= np.round(gap[:, 0])  # across the antimeridian
        taken = free & ((gap**2).sum(axis=1) <= radius**2)
        free &= ~taken
        leader[order[taken]] = lead
    joined: Integers = leader[before]
    return joined
