"""A lighter base map for the first look: half the bytes, and all that a look at the world shows.

Away from the story, points go that would move a line by less than half a pixel at zoom 3.25 (by one
at ``FULL_BEYOND_ZOOM``; Douglas–Peucker in Web Mercator). Near the ends of its legs, where an inset
may look closely, all stay. The front end fetches the full file when a reader zooms in farther. Arcs
keep their order and their ends, so neighbours still share their border.
"""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from waybill.story.model import Story

FULL_BEYOND_ZOOM = 4.25
_THINNED_FOR_ZOOM = 3.25
_TOLERANCE_PX = 0.5
_TILE_PX = 256  # the world's width in pixels at zoom 0
_NEAR_KM = 300.0
_KM_PER_DEGREE = 111.2
_GRID = 4  # coordinates are rounded to this many steps of the full file's grid, about 1.5 km
_MERCATOR_EDGE = 85.0511

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def light_basemap(full: bytes, story: Story) -> bytes:
    """TopoJSON → smaller TopoJSON; both with a transform and delta-encoded arcs."""
    topology: dict[str, Any] = json.loads(full)
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    ends = _leg_ends(story)
    tolerance = _TOLERANCE_PX / (_TILE_PX * 2**_THINNED_FOR_ZOOM)
    arcs = []
    for arc in topology["arcs"]:
        steps = np.cumsum(np.array(arc, dtype=np.int64), axis=0)
        longitude = steps[:, 0] * scale[0] + shift[0]
        latitude = steps[:, 1] * scale[1] + shift[1]
        kept = _telling(longitude, latitude, tolerance) | _near(longitude, latitude, ends)
        arcs.append(_encoded(steps[kept]))
    transform = {"scale": [step * _GRID for step in scale], "translate": shift}
    light = {**topology, "transform": transform, "arcs": arcs}
    return json.dumps(light, ensure_ascii=False, separators=(",", ":")).encode()


def _leg_ends(story: Story) -> Floats:
    """(n, 2) degrees, latitude first: every place that a leg starts or ends at."""
    names = dict.fromkeys(
        place for leg in story.legs.values() for place in (leg.origin, leg.destination)
    )
    return np.array([(story.places[name].latitude, story.places[name].longitude) for name in names])


def _telling(longitude: Floats, latitude: Floats, tolerance: float) -> NDArray[np.bool_]:
    """Which points Douglas–Peucker keeps; ``tolerance`` in widths of the Mercator world."""
    sine = np.sin(np.radians(np.clip(latitude, -_MERCATOR_EDGE, _MERCATOR_EDGE)))
    x = (longitude + 180) / 360
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    # The third ordinate carries each point's number through the simplification.
    line = shapely.LineString(np.column_stack([x, y, np.arange(len(x))]))
    simple = shapely.simplify(line, tolerance, preserve_topology=False)
    kept = np.zeros(len(x), dtype=bool)
    kept[shapely.get_coordinates(simple, include_z=True)[:, 2].astype(int)] = True
    kept[[0, -1]] = True
    return kept


def _near(longitude: Floats, latitude: Floats, ends: Floats) -> NDArray[np.bool_]:
    """Which points lie within ``_NEAR_KM`` of a leg's end; flat trigonometry is enough here."""
    shown = np.zeros(len(latitude), dtype=bool)
    for end_latitude, end_longitude in ends:
        north = latitude - end_latitude
        east = (longitude - end_longitude + 180) % 360 - 180
        shown |= np.hypot(east * np.cos(np.radians(latitude)), north) * _KM_PER_DEGREE < _NEAR_KM
    return shown


def _encoded(steps: Integers) -> list[list[int]]:
    """Points on the coarser grid as deltas, without repeats; at least the two ends."""
    rounded = np.rint(steps / _GRID).astype(np.int64)
    deltas = np.vstack([rounded[:1], np.diff(rounded, axis=0)])
    kept = np.ones(len(deltas), dtype=bool)
    kept[1:] = (deltas[1:] != 0).any(axis=1)
    if kept.sum() < 2:
        kept[:2] = True
    encoded: list[list[int]] = deltas[kept].tolist()
    return encoded
