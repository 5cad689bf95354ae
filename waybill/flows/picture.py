"""What is drawn of a cube: the window of a view, the look of each flow, and the rings of places.

The browser has the same rules (waybill/web/flows/model.js); tests/parity/test_flows.py compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from waybill.flows.scales import radius_of
from waybill.grammar import ModeName
from waybill.shipments.cube import Cube
from waybill.shipments.window import DRAWN_BY_DEFAULT, Ring, Window, rings_of, window

MIXED: ModeName = "unknown"
"""The look of a flow by several means of transport."""
_COLOURED: tuple[ModeName, ...] = ("sea", "rail", "road", "air")
LEAST_RADIUS_PX = 2.0


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn.

    ``modes`` are those of the flows of the window; ``largest`` is the quantity of the widest line,
    ``largest_ring`` that of the largest ring. ``is_clustered``: a circle may stand for several places.
    """

    cube: Cube
    window: Window
    modes: tuple[ModeName, ...]
    rings: Mapping[int, Ring]
    largest: float
    largest_ring: float
    is_clustered: bool

    def radii(self, place: int) -> tuple[float, float]:
        """The radii in px of what goes out of a place, a disc, and of what comes in, a circle."""
        ring = self.rings.get(place)
        if ring is None:
            return 0.0, 0.0
        return radius_of(ring.out, self.largest_ring), radius_of(ring.into, self.largest_ring)

    def radius(self, place: int) -> float:
        """The radius in px of all that is drawn at a place; 0 where nothing is."""
        ring = self.rings.get(place)
        if ring is None or ring.out + ring.into <= 0:
            return 0.0
        return max(*self.radii(place), LEAST_RADIUS_PX)


def picture_of(
    cube: Cube,
    first: int,
    last: int,
    *,
    wanted: Mapping[str, str],
    zoom: float = math.inf,
    top: int = DRAWN_BY_DEFAULT,
    is_rescaled: bool = False,
) -> Picture:
    """The picture of the days from ``first`` to ``last``, in days since 1970-01-01.

    Args:
        cube: the sums.
        first: the first day.
        last: the last day.
        wanted: the value of a dimension that shipments must have, by its name.
        zoom: of the map: places that are near one another there are one.
        top: how many flows are drawn.
        is_rescaled: whether widths are of these days, not of the whole range.
    """
    cluster = cluster_at(cube, zoom)
    found = window(cube, first, last, top=top, wanted=wanted, cluster=cluster)
    rings = rings_of(cube, first, last, wanted, cluster)
    if is_rescaled:
        widest, all_rings = found.flows[:1], rings
    else:
        begin, end = int(cube.bins.edges[0]), int(cube.bins.edges[-1]) - 1
        widest = window(cube, begin, end, top=1, wanted=wanted, cluster=cluster).flows
        all_rings = rings_of(cube, begin, end, wanted, cluster)
    modes = _modes(cube, cluster, wanted)
    return Picture(
        cube=cube,
        window=found,
        modes=tuple(modes.get((flow.origin, flow.destination), MIXED) for flow in found.flows),
        rings=rings,
        largest=widest[0].quantity if widest else 0.0,
        largest_ring=max((max(r.out, r.into) for r in all_rings.values()), default=0.0),
        is_clustered=cluster is not None,
    )


def cluster_at(cube: Cube, zoom: float) -> Sequence[int] | None:
    """The place that each place belongs to at a zoom; None where each stands alone."""
    clusters: list[list[int]] = cube.meta["clusters"]
    if zoom >= len(clusters):
        return None
    cluster = clusters[max(0, math.floor(zoom))]
    return None if cluster == list(range(len(cluster))) else cluster


def _modes(
    cube: Cube, cluster: Sequence[int] | None, wanted: Mapping[str, str]
) -> dict[tuple[int, int], ModeName]:
    """The mode of each pair over the whole range, so that a line keeps its colour; not those by several."""
    if "mode" not in cube.dimensions:
        return {}
    at = cube.dimensions.index("mode")
    values: list[str] = cube.meta["dimensions"][at]["values"]
    keys = cube.blocks["flows"].keys
    ends = keys[:, :2] if cluster is None else np.asarray(cluster)[keys[:, :2]]
    others = [
        (2 + place, one["values"].index(wanted[one["name"]]))
        for place, one in enumerate(cube.meta["dimensions"])
        if wanted.get(one["name"]) in one["values"]
    ]
    fits = np.ones(len(keys), bool)
    for column, index in others:
        fits &= keys[:, column] == index
    found: dict[tuple[int, int], ModeName] = {}
    for origin, destination, code in np.unique(
        np.column_stack([ends, keys[:, 2 + at]])[fits], axis=0
    ).tolist():
        pair = (origin, destination)
        mode = next((one for one in _COLOURED if one == values[code]), MIXED)
        found[pair] = mode if pair not in found else MIXED
    return found
