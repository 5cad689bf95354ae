"""A lighter base map for a first visit: well under half the bytes, with all that shows at low zoom.

Around the story, points are dropped that move a line by less than half a pixel at zoom 3.25, which
is a pixel at ``FULL_BEYOND_ZOOM`` (Douglas–Peucker in Web Mercator). In the rest of the world, which the
opening view does not show, seven times as much: there a line is off by a pixel and a half where a desk's
window holds the whole world. Near the ends of its legs, where an inset may show details, all stay. The front end fetches the full file when a reader zooms in farther.
Arcs keep their order and their ends, so neighbours still share their border. Each is a text instead of
TopoJSON's list of pairs, a sixth less on the wire; web/map/basemap/read.js reads both.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from waybill.basemap.topology import Coordinates, read_topology
from waybill.evidence.lines import story_bounds
from waybill.geo.mercator import TILE_PX, unit_points
from waybill.story.ends import far_end
from waybill.story.model import Story

FULL_BEYOND_ZOOM = 4.25
_THINNED_FOR_ZOOM = 3.25
_TOLERANCE_PX = 0.55
_FAR_TOLERANCE_PX = 4.0
_SURROUNDINGS = 0.3  # of the larger side of the story's box, on each side of it
_NEAR_KM = 300.0
_KM_PER_DEGREE = 111.2
_FIRST_DIGIT, _MORE = (
    ord("?"),
    32,
)  # of encoded polylines: 32 is added to a digit that another follows
_GRID = 6  # coordinates are rounded to this many steps of the full file's grid, about 2.3 km

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def light_basemap(full: bytes, story: Story) -> bytes:
    """Reduce a TopoJSON file to a smaller one; both have a transform and delta-encoded arcs.

    The arcs of the smaller one are written by Google's encoded polyline algorithm: x and y by turns, the sign
    in the lowest bit, five bits a character from "?" on, the lowest first.
    """
    topology = read_topology(full)
    # All arcs in one array: 2,300 of them take five times as long one by one.
    points, steps = np.concatenate(topology.arcs), np.concatenate(topology.grid_arcs)
    number = np.repeat(np.arange(len(topology.arcs)), [len(arc) for arc in topology.arcs])
    pixel = 1 / (TILE_PX * 2**_THINNED_FOR_ZOOM)
    kept = _douglas_peucker(points, number, _TOLERANCE_PX * pixel) & _around(points, story)
    kept |= _douglas_peucker(points, number, _FAR_TOLERANCE_PX * pixel)
    kept |= _near(points, _leg_ends(story))
    transform = {
        "scale": [step * _GRID for step in topology.scale],
        "translate": list(topology.translate),
    }
    arcs = [_written(arc) for arc in _encoded(steps[kept], number[kept])]
    objects = _without_codes(topology.document["objects"])
    light = {**topology.document, "transform": transform, "objects": objects, "arcs": arcs}
    return json.dumps(light, ensure_ascii=False, separators=(",", ":")).encode()


def _without_codes(objects: dict[str, Any]) -> dict[str, Any]:
    """Return the objects with countries by name alone: the front end reads nothing else of them."""
    countries = [
        {
            **{name: value for name, value in country.items() if name != "id"},
            "properties": {"n": country["properties"]["n"]},
        }
        for country in objects["countries"]["geometries"]
    ]
    return {**objects, "countries": {**objects["countries"], "geometries": countries}}


def _leg_ends(story: Story) -> Floats:
    """Return the places at which legs start or end, as (n, 2) degrees, latitude first."""
    names = dict.fromkeys(
        place for leg in story.legs.values() for place in (leg.origin, far_end(story, leg))
    )
    ends = [(story.places[name].latitude, story.places[name].longitude) for name in names]
    return np.array(ends, np.float64).reshape(-1, 2)  # none in a story of shipments alone


def _douglas_peucker(points: Coordinates, number: Integers, tolerance: float) -> NDArray[np.bool_]:
    """Return which points Douglas–Peucker keeps of each arc; the first and the last always stay.

    Args:
        points: the points of all arcs, one arc after another.
        number: for each point, the number of its arc.
        tolerance: in widths of the Mercator world.
    """
    # The third ordinate carries each point's number through the simplification.
    numbered = np.column_stack([unit_points(points[:, ::-1]), np.arange(len(points))])
    lines = shapely.linestrings(numbered, indices=number)
    simple = shapely.simplify(lines, tolerance, preserve_topology=False)
    first = _is_first(number)
    kept: NDArray[np.bool_] = first | np.append(first[1:], True)
    kept[shapely.get_coordinates(simple, include_z=True)[:, 2].astype(int)] = True
    return kept


def _is_first(number: Integers) -> NDArray[np.bool_]:
    """Return which points begin an arc."""
    first = np.ones(len(number), dtype=bool)
    first[1:] = number[1:] != number[:-1]
    return first


def _around(points: Coordinates, story: Story) -> NDArray[np.bool_]:
    """Return which points lie in the story's box and its surroundings."""
    west, south, east, north = story_bounds(story)
    around = _SURROUNDINGS * max(east - west, north - south)
    longitude, latitude = (points[:, 0] - (west - around)) % 360, points[:, 1]
    inside: NDArray[np.bool_] = longitude <= east - west + 2 * around
    return inside & (latitude >= south - around) & (latitude <= north + around)


def _near(points: Coordinates, ends: Floats) -> NDArray[np.bool_]:
    """Return which points lie within ``_NEAR_KM`` of a leg's end; planar distances are enough here."""
    by_latitude = np.argsort(points[:, 1], kind="stable")
    longitude, latitude = points[by_latitude].T
    width = np.cos(np.radians(latitude))
    # Only the points in an end's band of latitudes: 800 ends take 0.05 s instead of 1 s.
    band = _NEAR_KM / _KM_PER_DEGREE
    first = np.searchsorted(latitude, ends[:, 0] - band)
    last = np.searchsorted(latitude, ends[:, 0] + band)
    near = np.zeros(len(points), dtype=bool)
    for (end_latitude, end_longitude), start, stop in zip(ends, first, last, strict=True):
        here = slice(start, stop)
        north = latitude[here] - end_latitude
        east = (longitude[here] - end_longitude + 180) % 360 - 180
        near[here] |= np.hypot(east * width[here], north) * _KM_PER_DEGREE < _NEAR_KM
    shown = np.zeros(len(points), dtype=bool)
    shown[by_latitude] = near
    return shown


def _encoded(steps: Integers, number: Integers) -> list[list[list[int]]]:
    """Encode each arc on the coarser grid as deltas, without repeats; at least its two ends.

    Args:
        steps: the points of all arcs in steps of the full file's grid, one arc after another.
        number: for each point, the number of its arc.
    """
    rounded = np.rint(steps / _GRID).astype(np.int64)
    deltas = np.diff(rounded, axis=0, prepend=rounded[:1])
    first = _is_first(number)
    deltas[first] = rounded[first]
    kept = first | (deltas != 0).any(axis=1)
    starts = np.flatnonzero(first)
    kept[starts[np.add.reduceat(kept, starts, dtype=int) < 2] + 1] = True
    encoded: list[list[int]] = deltas[kept].tolist()
    ends = np.cumsum(np.add.reduceat(kept, starts, dtype=int)).tolist()
    return [encoded[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _written(arc: list[list[int]]) -> str:
    """Write an arc's deltas as text, as ``light_basemap`` says."""
    return "".join([_digits(value) for point in arc for value in point])


@lru_cache(maxsize=4096)
def _digits(value: int) -> str:
    left = value << 1 if value >= 0 else ~(value << 1)
    digits = ""
    while left >= _MORE:
        digits += chr(_FIRST_DIGIT + _MORE + left % _MORE)
        left //= _MORE
    return digits + chr(_FIRST_DIGIT + left)
