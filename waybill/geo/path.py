"""Lines across the globe: built along geodesics, continuous in longitude, encoded for JSON and GeoJSON.

A path is a list of (latitude, longitude) in degrees. Longitudes are *unwrapped*: they may pass
±180 so that consecutive points never differ by more than 180 degrees.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from waybill.geo.great_circles import STEP_KM, lines_through

Location = tuple[float, float]
Path = list[Location]
Bbox = tuple[float, float, float, float]

UNITS_PER_DEGREE = 10_000  # encode_path: 1e-4 degrees, at most 11 m


def great_circle(start: Location, end: Location, max_step_km: float = STEP_KM) -> Path:
    """Build the geodesic from ``start`` to ``end`` with a point at least every ``max_step_km``.

    Use it for drawing only; lengths come from ``waybill.geo.distance``. See ``lines_through``.
    """
    return leg_path(start, (), end, max_step_km)


def leg_path(
    origin: Location,
    via: Iterable[Location],
    destination: Location,
    max_step_km: float = STEP_KM,
) -> Path:
    """Build the line of a leg: geodesics from waypoint to waypoint, unwrapped throughout."""
    [points] = lines_through([(origin, *via, destination)], max_step_km)
    return locations_of(points)


def locations_of(points: NDArray[np.float64]) -> Path:
    """Turn an (n, 2) array into locations."""
    return [(latitude, longitude) for latitude, longitude in points.tolist()]


def unwrap(longitudes: Sequence[float]) -> list[float]:
    """Move each longitude by whole turns to within 180 degrees of the one before it."""
    out: list[float] = []
    for longitude in longitudes:
        out.append(_nearest_turn(longitude, out[-1]) if out else longitude)
    return out


def split_at_antimeridian(path: Sequence[Location]) -> list[Path]:
    """Cut a path where it crosses the antimeridian, as RFC 7946, section 3.1.9, asks of GeoJSON.

    Takes wrapped or unwrapped longitudes and returns pieces with longitudes from -180 to 180. The
    latitude of a cut is interpolated. A path of one point comes back as one piece.
    """
    lons = unwrap([longitude for _, longitude in path])
    continuous = [(location[0], lon) for location, lon in zip(path, lons, strict=True)]
    if not continuous:
        return []
    turn = math.floor((lons[0] + 180) / 360)  # which copy of the world: 0 for -180 up to 180
    if lons[0] < 360 * turn - 180:  # floating-point rounding moved it past the line
        turn -= 1
    pieces: list[Path] = [[(continuous[0][0], lons[0] - 360 * turn)]]
    for (lat1, lon1), (lat2, lon2) in pairwise(continuous):
        west, east = 360 * turn - 180, 360 * turn + 180
        if not west <= lon2 <= east:
            edge, side = (east, 180.0) if lon2 > east else (west, -180.0)
            latitude = lat1 + (lat2 - lat1) * (edge - lon1) / (lon2 - lon1)
            turn += 1 if side > 0 else -1
            pieces[-1].append((latitude, side))
            pieces.append([(latitude, -side)])
        point = (lat2, lon2 - 360 * turn)
        if point != pieces[-1][-1] or len(continuous) == 2:
            pieces[-1].append(point)
    kept = [piece for piece in pieces if len(set(piece)) > 1]
    return kept or [pieces[0]]


def to_lon_lat(path: Iterable[Location]) -> list[list[float]]:
    """Turn locations into GeoJSON positions, longitude first: the one place that swaps coordinates."""
    return [[longitude, latitude] for latitude, longitude in path]


def bounds(locations: Iterable[Location]) -> Bbox:
    """Return the narrowest box around the locations, across ±180 if need be; see ``bounds_of``."""
    return bounds_of(np.array(list(locations), dtype=np.float64).reshape(-1, 2))


def bounds_of(points: NDArray[np.float64]) -> Bbox:
    """Return the narrowest box around (n, 2) locations, across ±180 if need be.

    Returns:
        (west, south, east, north) in degrees. West is never larger than east: a box across the
        antimeridian has an east above 180 or a west below -180, in the turn that holds the first
        location as written, so that it suits unwrapped paths and Leaflet.

    Raises:
        ValueError: there are no locations.
    """
    if not len(points):
        raise ValueError("bounds need at least one location")
    around = np.unique(points[:, 1] % 360)
    after = np.append(around[1:], around[0] + 360)
    gaps = after - around
    widest = int(np.flatnonzero(gaps == gaps.max())[-1])
    gap, first = float(gaps[widest]), float(points[0, 1])
    west = float(after[widest]) % 360
    west += 360 * math.floor((first - west) / 360 + 1e-12)
    south, north = float(points[:, 0].min()), float(points[:, 0].max())
    return west, south, west + 360 - gap, north


def encode_path(path: Iterable[Location]) -> list[int]:
    """Encode a path as flat integers in 1e-4 degrees: [lat0, lon0, dlat, dlon, …], deltas after the first."""
    [encoded] = encode_paths([np.array(list(path), dtype=np.float64).reshape(-1, 2)])
    return encoded


def encode_paths(paths: Sequence[NDArray[np.float64]]) -> list[list[int]]:
    """Encode many paths, each an (n, 2) array of locations, as ``encode_path`` does one."""
    if not paths:
        return []
    ends = np.cumsum([len(path) for path in paths])
    whole = np.rint(np.concatenate(paths) * UNITS_PER_DEGREE).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    firsts = np.concatenate([[0], ends[:-1]])
    firsts = firsts[firsts < len(whole)]
    steps[firsts] = whole[firsts]
    flat: list[int] = steps.ravel().tolist()
    return [flat[2 * start : 2 * end] for start, end in pairwise([0, *ends.tolist()])]


def _nearest_turn(longitude: float, reference: float) -> float:
    """Add the multiple of 360 that brings ``longitude`` within 180 of ``reference``."""
    turns = math.ceil((reference - longitude - 180) / 360)
    return longitude + 360 * turns if turns else longitude
