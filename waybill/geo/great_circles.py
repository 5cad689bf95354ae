"""Many lines along geodesics at once, for drawing: 50,000 legs take 0.3 s instead of 3.

Locations are (latitude, longitude) in degrees. Longitudes are unwrapped along each line: they may pass ±180 so
that consecutive points never differ by more than 180 degrees.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from waybill.geo.geodesics import evenly_between

Location = tuple[float, float]
Points = NDArray[np.float64]
Integers = NDArray[np.int64]

MEAN_RADIUS_KM = 6371.0088  # IUGG mean Earth radius; only used to decide how many points to draw
STEP_KM = 200.0  # the chord of 200 km leaves its geodesic by less than 1 km
NO_POINTS_BETWEEN_KM = 50.0
KNOT_KM = 2500.0


def lines_through(
    stops: Sequence[Sequence[Location]], max_step_km: float = STEP_KM
) -> list[Points]:
    """Build lines along the geodesics from stop to stop, with a point at least every ``max_step_km``.

    Stops are exact (a longitude up to a multiple of 360, but the first as it is). Hops under 50 km have no
    points in between. Points are exact at least every 2,500 km and interpolated on the sphere between those,
    which stays within 0.5 km of the geodesic.

    Returns:
        One (n, 2) array a line: latitudes and unwrapped longitudes.
    """
    if not stops:
        return []
    counts = np.array([len(line) for line in stops])
    places = np.array([location for line in stops for location in line], dtype=np.float64)
    ends = np.cumsum(counts)
    goes_on = np.ones(len(places), dtype=bool)
    goes_on[ends - 1] = False  # from the last stop of a line no hop goes on
    hops = np.flatnonzero(goes_on)
    between = np.zeros(len(places), dtype=np.int64)
    middle, between[hops] = _between(places[hops], places[hops + 1], max_step_km)
    # Each stop stands before the points of its hop.
    at = np.arange(len(places)) + np.cumsum(between) - between
    points = np.empty((len(places) + len(middle), 2))
    is_stop = np.zeros(len(points), dtype=bool)
    is_stop[at] = True
    points[is_stop], points[~is_stop] = places, middle
    lasts = at[ends - 1]
    firsts = np.concatenate([[0], lasts[:-1] + 1])
    points[:, 1] += 360 * _turns(points[:, 1], firsts)
    return np.split(points, firsts[1:])


def _turns(longitudes: NDArray[np.float64], firsts: Integers) -> Integers:
    """By how many whole turns to move each longitude to within 180 degrees of the one before it."""
    steps = np.zeros(len(longitudes), dtype=np.int64)
    steps[1:] = np.ceil((longitudes[:-1] - longitudes[1:] - 180) / 360)
    steps[firsts] = 0
    turns = np.cumsum(steps)
    of_line = np.repeat(turns[firsts], np.diff(firsts, append=len(longitudes)))
    moved: Integers = turns - of_line
    return moved


def _between(starts: Points, ends: Points, max_step_km: float) -> tuple[Points, Integers]:
    """The points between the ends of each hop, one hop after another, and how many each has."""
    rough_km = _haversine_km(starts, ends)
    pieces = np.where(rough_km > KNOT_KM, np.ceil(rough_km / KNOT_KM), 1).astype(np.int64)
    steps = np.ceil(rough_km / pieces / max_step_km).astype(np.int64)
    is_plain = (rough_km < NO_POINTS_BETWEEN_KM) | (starts == ends).all(axis=1)
    counts = np.where(is_plain, 0, pieces * steps - 1)
    hops = np.flatnonzero(counts > 0)
    if not len(hops):
        return np.empty((0, 2)), counts
    knots = _knots(starts[hops], ends[hops], pieces[hops])
    lasts = np.cumsum(pieces[hops] + 1) - 1
    begins = np.ones(len(knots), dtype=bool)
    begins[lasts] = False  # knots from which a piece goes on
    first = np.flatnonzero(begins)
    points = _interpolated(knots[first], knots[first + 1], np.repeat(steps[hops], pieces[hops]))
    # The first point of a hop is its start.
    kept = np.ones(len(points), dtype=bool)
    sizes = pieces[hops] * steps[hops]
    kept[np.cumsum(sizes) - sizes] = False
    return points[kept], counts


def _knots(starts: Points, ends: Points, pieces: Integers) -> Points:
    """Start, exact points between the pieces, and end of each hop, one hop after another."""
    offsets = np.cumsum(pieces + 1) - (pieces + 1)
    knots = np.empty((int((pieces + 1).sum()), 2))
    knots[offsets], knots[offsets + pieces] = starts, ends
    long = np.flatnonzero(pieces > 1)
    inside = np.ones(len(knots), dtype=bool)
    inside[offsets] = inside[offsets + pieces] = False
    knots[inside] = evenly_between(starts[long], ends[long], pieces[long])
    return knots


def _interpolated(starts: Points, ends: Points, steps: Integers) -> Points:
    """Interpolate on the sphere (Shoemake 1985): ``steps`` points a piece, from its start on."""
    a, b = _vectors(starts), _vectors(ends)
    angle = 2 * np.arcsin(np.clip(np.sqrt(((b - a) ** 2).sum(axis=1)) / 2, 0, 1))
    piece = np.repeat(np.arange(len(starts)), steps)
    number = np.arange(len(piece)) - np.repeat(np.cumsum(steps) - steps, steps)
    share = number / steps[piece]
    of_a, of_b = np.sin((1 - share) * angle[piece]), np.sin(share * angle[piece])
    x, y, z = ((of_a[:, None] * a[piece] + of_b[:, None] * b[piece]) / np.sin(angle)[piece, None]).T
    found: Points = np.degrees(np.column_stack([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)]))
    return found


def _vectors(locations: Points) -> Points:
    lat, lon = np.radians(locations).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _haversine_km(starts: Points, ends: Points) -> NDArray[np.float64]:
    lat1, lat2 = np.radians(starts[:, 0]), np.radians(ends[:, 0])
    dlon = np.radians(ends[:, 1] - starts[:, 1])
    h = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin(dlon / 2) ** 2
    found: NDArray[np.float64] = 2 * MEAN_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return found
