"""How much of a line lies on the wrong element: a ship's on land, a train's or lorry's on the sea.

The base map's coasts are generalised by kilometres, ports lie behind them, and rivers and canals have no
width there. So only long stretches count:

- on land, for a ship: longer than ``LAND_KM``, or than ``PORT_KM`` between an end of the line and the first
  water. Lakes are water, and so is what lies within some 15 km of a river or canal of the base map.
- on the sea, for a train or a lorry: longer than ``SEA_KM``. Lakes are land here.

Measured on the 15,904 lanes of searoute 1.6.0, which follow real water: 40 of them lie on this base map's
land for more than 25 km, nearly all along rivers and canals. A stretch of 60 km of sea is longer than any
bridge or tunnel (Hong Kong–Zhuhai–Macao, 55 km).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from waybill.basemap.land import is_lake, is_land
from waybill.basemap.topology import Coordinates, world
from waybill.geo.path import Location
from waybill.geo.samples import Samples, samples_along

LAND_KM = 25.0
PORT_KM = 50.0
SEA_KM = 60.0

STEP_KM = 5.0
MOST_SAMPLES = 80  # along one line; 5,000 lines of 20 stops take half a second
ROUNDING_KM = 1e-6
LINES_AT_ONCE = 1000  # 8 MB of samples; 50,000 legs at once took 110 MB

_WATERWAY_CELL = 0.1  # degrees; a cell of a waterway and the cells around it count as water

# (longitude, latitude): waterways for ships that the base map does not draw as rivers.
_CANALS = (
    ((32.31, 31.26), (32.32, 30.6), (32.53, 30.25), (32.57, 29.93)),  # Suez
    ((-79.92, 9.36), (-79.85, 9.2), (-79.65, 9.1), (-79.55, 8.93)),  # Panama
    ((9.14, 53.89), (9.4, 54.18), (9.68, 54.3), (10.15, 54.37)),  # Kiel
    ((42.66, 47.57), (43.2, 48.0), (43.75, 48.5), (44.55, 48.52)),  # Volga–Don
    ((34.8, 62.85), (34.3, 63.5), (34.8, 64.5)),  # White Sea–Baltic
    ((-76.3, 44.2), (-74.9, 45.0), (-73.55, 45.5), (-72.5, 46.35), (-71.2, 46.82)),  # St Lawrence
    ((-79.22, 43.25), (-79.25, 42.87)),  # Welland
    ((-83.15, 42.05), (-83.0, 42.33), (-82.5, 42.6), (-82.42, 43.0)),  # Detroit and St Clair
    ((-84.6, 46.48), (-84.35, 46.5), (-83.9, 45.95)),  # St Marys
)

Element = Literal["land", "sea"]
Flags = NDArray[np.bool_]


class Crossing(NamedTuple):
    """How long a line is, and how much of that lies in long stretches on the wrong element; km."""

    km: float
    of_km: float


def crossings(lines: Sequence[Sequence[Location]], element: Element) -> list[Crossing]:
    """Return how much of each line lies on an element that its means of transport does not go over.

    Args:
        lines: stops of each line, (latitude, longitude), joined by great circles.
        element: ``land`` for ships, ``sea`` for trains and lorries.
    """
    parts = range(0, len(lines), LINES_AT_ONCE)
    return [
        crossing
        for start in parts
        for crossing in _crossings(lines[start : start + LINES_AT_ONCE], element)
    ]


def _crossings(lines: Sequence[Sequence[Location]], element: Element) -> list[Crossing]:
    samples = samples_along(lines, STEP_KM, MOST_SAMPLES)
    count = len(lines)
    total = np.bincount(samples.line, samples.km, minlength=count)
    if element == "sea":
        crossed = _long_stretches(samples, ~is_land(samples.locations), count, SEA_KM, SEA_KM)
    else:
        dry = is_land(samples.locations)
        at = np.flatnonzero(dry)
        dry[at] = ~is_lake(samples.locations[at])
        crossed = _long_stretches(samples, dry, count, LAND_KM, PORT_KM)
        if crossed.any():
            at = np.flatnonzero(dry & (crossed > 0)[samples.line])
            dry[at] &= ~_near_waterway(samples.locations[at])
            crossed = _long_stretches(samples, dry, count, LAND_KM, PORT_KM)
    return [Crossing(float(km), float(of_km)) for km, of_km in zip(crossed, total, strict=True)]


def _long_stretches(
    samples: Samples, on: Flags, count: int, inner_km: float, end_km: float
) -> NDArray[np.float64]:
    """Add up for each of ``count`` lines the stretches of marked samples that are long enough.

    ``end_km`` is for a stretch from an end of the line to where it comes off; a line that is marked
    throughout is one stretch within.
    """
    line = samples.line
    is_first = np.r_[True, line[1:] != line[:-1]] if len(line) else np.zeros(0, dtype=bool)
    is_last = np.r_[is_first[1:], True] if len(line) else is_first
    starts = np.flatnonzero(on & (is_first | ~np.r_[False, on[:-1]]))
    if not len(starts):
        return np.zeros(count)
    stops = np.flatnonzero(on & (is_last | ~np.r_[on[1:], False]))
    along = np.r_[0.0, np.cumsum(samples.km)]
    km = along[stops + 1] - along[starts]
    reaches_one_end = is_first[starts] ^ is_last[stops]
    # Samples lie 5 km apart: of a stretch of just 25 km rounding would decide, by the lines before it.
    counted = km > np.where(reaches_one_end, end_km, inner_km) + ROUNDING_KM
    crossed = np.bincount(line[starts], km * counted, minlength=count)
    return np.asarray(crossed, dtype=np.float64)


def _near_waterway(locations: NDArray[np.float64]) -> Flags:
    """Tell which locations lie within a cell (about 15 km) of a river or canal."""
    rows, columns = _cells(locations[:, 0], locations[:, 1])
    found: Flags = _waterways()[rows, columns]
    return found


def _cells(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows = np.clip((latitude + 90) / _WATERWAY_CELL, 0, 180 / _WATERWAY_CELL - 1).astype(np.int64)
    columns = (((longitude + 180) % 360) / _WATERWAY_CELL).astype(np.int64)
    return rows, columns % round(360 / _WATERWAY_CELL)


@cache
def _waterways() -> Flags:
    """Mark the cells of rivers and canals, and those around them; 6.5 MB, made when first asked for."""
    arcs = world().arcs
    lines: list[Coordinates] = [
        arcs[max(ref, ~ref)]
        for river in world().geometries("rivers")
        for refs in river["arcs"]
        for ref in refs
    ]
    lines += [np.array(canal) for canal in _CANALS]
    grid = np.zeros((round(180 / _WATERWAY_CELL), round(360 / _WATERWAY_CELL)), dtype=bool)
    for line in lines:
        parts = np.maximum(np.ceil(np.abs(np.diff(line, axis=0)).max(axis=1) / _WATERWAY_CELL), 1)
        along = np.r_[0.0, np.cumsum(parts)]
        at = np.arange(along[-1] + 1)
        longitude, latitude = (np.interp(at, along, axis) for axis in line.T)
        grid[_cells(latitude, longitude)] = True
    wider = grid | np.roll(grid, 1, axis=1) | np.roll(grid, -1, axis=1)
    grid = wider.copy()
    grid[1:] |= wider[:-1]
    grid[:-1] |= wider[1:]
    return grid
