"""A lighter base map for a first visit: half the bytes, with all that shows at low zoom.

Away from the story, points are dropped that move a line by less than half a pixel at zoom 3.25, which
is a pixel at ``FULL_BEYOND_ZOOM`` (Douglas–Peucker in Web Mercator). Near the ends of its legs, where an
inset may show details, all stay. The front end fetches the full file when a reader zooms in farther.
Arcs keep their order and their ends, so neighbours still share their border.
"""

from __future__ import annotations

import json

import numpy as np
import shapely
from numpy.typing import NDArray

from waybill.basemap.topology import Coordinates, read_topology
from waybill.geo.mercator import TILE_PX, unit_points
from waybill.story.model import Story

FULL_BEYOND_ZOOM = 4.25
_THINNED_FOR_ZOOM = 3.25
_TOLERANCE_PX = 0.5
_NEAR_KM = 300.0
_KM_PER_DEGREE = 111.2
_GRID = 4  # coordinates are rounded to this many steps of the full file's grid, about 1.5 km

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def light_basemap(full: bytes, story: Story) -> bytes:
    """Reduce a TopoJSON file to a smaller one; both have a transform and delta-encoded arcs."""
    topology = read_topology(full)
    ends = _leg_ends(story)
    tolerance = _TOLERANCE_PX / (TILE_PX * 2**_THINNED_FOR_ZOOM)
    arcs = []
    for steps, arc in zip(topology.grid_arcs, topology.arcs, strict=True):
        kept = _douglas_peucker(arc, tolerance) | _near(arc, ends)
        arcs.append(_encoded(steps[kept]))
    transform = {
        "scale": [step * _GRID for step in topology.scale],
        "translate": list(topology.translate),
    }
    light = {**topology.document, "transform": transform, "arcs": arcs}
    return json.dumps(light, ensure_ascii=False, separators=(",", ":")).encode()


def _leg_ends(story: Story) -> Floats:
    """Return the places at which legs start or end, as (n, 2) degrees, latitude first."""
    names = dict.fromkeys(
        place for leg in story.legs.values() for place in (leg.origin, leg.destination)
    )
    return np.array([(story.places[name].latitude, story.places[name].longitude) for name in names])


def _douglas_peucker(arc: Coordinates, tolerance: float) -> NDArray[np.bool_]:
    """Return which points Douglas–Peucker keeps; ``tolerance`` is in widths of the Mercator world."""
    # The third ordinate carries each point's number through the simplification.
    line = shapely.LineString(np.column_stack([unit_points(arc[:, ::-1]), np.arange(len(arc))]))
    simple = shapely.simplify(line, tolerance, preserve_topology=False)
    kept = np.zeros(len(arc), dtype=bool)
    kept[shapely.get_coordinates(simple, include_z=True)[:, 2].astype(int)] = True
    kept[[0, -1]] = True
    return kept


def _near(arc: Coordinates, ends: Floats) -> NDArray[np.bool_]:
    """Return which points lie within ``_NEAR_KM`` of a leg's end; planar distances are enough here."""
    longitude, latitude = arc[:, 0], arc[:, 1]
    shown = np.zeros(len(arc), dtype=bool)
    for end_latitude, end_longitude in ends:
        north = latitude - end_latitude
        east = (longitude - end_longitude + 180) % 360 - 180
        shown |= np.hypot(east * np.cos(np.radians(latitude)), north) * _KM_PER_DEGREE < _NEAR_KM
    return shown


def _encoded(steps: Integers) -> list[list[int]]:
    """Encode points on the coarser grid as deltas, without repeats; at least the two ends."""
    rounded = np.rint(steps / _GRID).astype(np.int64)
    deltas = np.vstack([rounded[:1], np.diff(rounded, axis=0)])
    kept = np.ones(len(deltas), dtype=bool)
    kept[1:] = (deltas[1:] != 0).any(axis=1)
    if kept.sum() < 2:
        kept[:2] = True
    encoded: list[list[int]] = deltas[kept].tolist()
    return encoded
