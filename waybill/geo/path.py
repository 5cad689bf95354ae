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

from waybill.geo.geodesics import evenly_between

Location = tuple[float, float]
Path = list[Location]
Bbox = tuple[float, float, float, float]

MEAN_RADIUS_KM = 6371.0088  # IUGG mean Earth radius; only used to decide how many points to draw
STEP_KM = 200.0  # the chord of 200 km leaves its geodesic by less than 1 km
NO_POINTS_BETWEEN_KM = 50.0
KNOT_KM = 2500.0
UNITS_PER_DEGREE = 10_000  # encode_path: 1e-4 degrees, at most 11 m


def great_circle(start: Location, end: Location, max_step_km: float = STEP_KM) -> Path:
    """Build the geodesic from ``start`` to ``end`` with a point at least every ``max_step_km``.

    Use it for drawing only; lengths come from ``waybill.geo.distance``. Both ends are exact (the last
    longitude up to a multiple of 360). Hops under 50 km have no points in between. Points are exact
    at least every 2,500 km and interpolated on the sphere between those, which stays within 0.5 km of
    the geodesic.
    """
    rough_km = _haversine_km(start, end)
    if rough_km < NO_POINTS_BETWEEN_KM or start == end:
        return [start, (end[0], _nearest_turn(end[1], start[1]))]
    knots = [start, end]
    if rough_km > KNOT_KM:
        knots = [start, *evenly_between(start, end, math.ceil(rough_km / KNOT_KM)), end]
    steps = math.ceil(rough_km / (len(knots) - 1) / max_step_km)
    if len(knots) == 2 and steps == 1:
        return [start, (end[0], _nearest_turn(end[1], start[1]))]
    middle = _interpolate(knots, steps)
    lons = unwrap([start[1], *middle[:, 1].tolist(), end[1]])
    lats = [start[0], *middle[:, 0].tolist(), end[0]]
    return list(zip(lats, lons, strict=True))


def leg_path(
    origin: Location,
    via: Iterable[Location],
    destination: Location,
    max_step_km: float = STEP_KM,
) -> Path:
    """Build the line of a leg: geodesics from waypoint to waypoint, unwrapped throughout."""
    path: Path = [origin]
    for start, end in pairwise([origin, *via, destination]):
        hop = great_circle(start, end, max_step_km)
        shift = path[-1][1] - hop[0][1]
        path.extend((latitude, longitude + shift) for latitude, longitude in hop[1:])
    return path


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
    """Return the narrowest box around the locations, across ±180 if need be.

    Returns:
        (west, south, east, north) in degrees. West is never larger than east: a box across the
        antimeridian has an east above 180 or a west below -180, in the turn that holds the first
        location as written, so that it suits unwrapped paths and Leaflet.

    Raises:
        ValueError: there are no locations.
    """
    points = list(locations)
    if not points:
        raise ValueError("bounds need at least one location")
    lats = [latitude for latitude, _ in points]
    around = sorted({longitude % 360 for _, longitude in points})
    gaps = [(after - before, after) for before, after in pairwise([*around, around[0] + 360])]
    gap, after = max(gaps)
    first = points[0][1]
    west = after % 360
    west += 360 * math.floor((first - west) / 360 + 1e-12)
    return west, min(lats), west + 360 - gap, max(lats)


def encode_path(path: Iterable[Location]) -> list[int]:
    """Encode a path as flat integers in 1e-4 degrees: [lat0, lon0, dlat, dlon, …], deltas after the first."""
    out: list[int] = []
    last = (0, 0)
    for latitude, longitude in path:
        here = (round(latitude * UNITS_PER_DEGREE), round(longitude * UNITS_PER_DEGREE))
        out += [here[0] - last[0], here[1] - last[1]]
        last = here
    return out


def _nearest_turn(longitude: float, reference: float) -> float:
    """Add the multiple of 360 that brings ``longitude`` within 180 of ``reference``."""
    turns = math.ceil((reference - longitude - 180) / 360)
    return longitude + 360 * turns if turns else longitude


def _haversine_km(start: Location, end: Location) -> float:
    lat1, lat2 = math.radians(start[0]), math.radians(end[0])
    dlon = math.radians(end[1] - start[1])
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(dlon / 2) ** 2
    return 2 * MEAN_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def _interpolate(knots: Path, steps: int) -> NDArray[np.float64]:
    """Interpolate between knots on the sphere (Shoemake 1985), ``steps`` points a piece.

    Returns (n, 2) latitudes and longitudes in degrees, without the first and the last knot.
    """
    degrees = np.radians(np.array(knots))
    lat, lon = degrees[:, 0], degrees[:, 1]
    vectors = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    a, b = vectors[:-1, None, :], vectors[1:, None, :]
    angle = 2 * np.arcsin(np.clip(np.linalg.norm(b - a, axis=2, keepdims=True) / 2, 0, 1))
    share = (np.arange(steps) / steps)[None, :, None]
    points = (np.sin((1 - share) * angle) * a + np.sin(share * angle) * b) / np.sin(angle)
    x, y, z = points.reshape(-1, 3)[1:].T
    out: NDArray[np.float64] = np.column_stack([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)])
    return np.degrees(out)
