"""The nearest point of a country or its land border, on the bundled base map (basemap.countries).

Lines are in degrees, longitude first; locations are (latitude, longitude).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from waybill.basemap.countries import contains, country, geometries
from waybill.basemap.topology import Coordinates, world
from waybill.geo.distance import distance_km

Location = tuple[float, float]

SAMPLE_KM = 10.0
SUBDIVISIONS = 40

# WGS84
EQUATORIAL_RADIUS_KM = 6378.137
FLATTENING = 1 / 298.257223563
KM_PER_DEGREE = 111.32


def nearest_point_on_land_border(location: Location, alpha2: str) -> tuple[Location, float]:
    """Find the nearest point of the country's land border, and the geodesic distance to it in km.

    The land border is the recognised or dashed line that it shares with another country; coasts do
    not count, unless the country has no land border at all (Japan): then its coast does. Correct to
    about 20 m of the base map's line. Raises LookupError for an unknown country code.
    """
    return _nearest(location, land_border(alpha2) or _outline(alpha2))


def nearest_point_of_territory(location: Location, alpha2: str) -> tuple[Location, float]:
    """Nearest point of the country's territory, and the geodesic distance to it in km.

    Coasts and islands count. A location inside is its own nearest point, at 0 km. Correct to about
    20 m of the base map's line. Raises LookupError for an unknown country code.
    """
    if contains(location, alpha2):
        return location, 0.0
    return _nearest(location, _outline(alpha2))


class Lines(NamedTuple):
    """Points of several lines, at most SAMPLE_KM apart, one line after the other."""

    points: Coordinates
    same_line: NDArray[np.bool_]
    """Whether a point is on one line with the next."""


def _nearest(location: Location, lines: Lines) -> tuple[Location, float]:
    """Find the nearest point of the lines and its distance in km, by sampling them ever finer."""
    points = lines.points
    far = _distances_km(location, points)
    # A segment can come nearer than its ends do, but by less than its length.
    close = np.minimum(far[:-1], far[1:]) <= far.min() + SAMPLE_KM
    starts = np.flatnonzero(close & lines.same_line)
    best = _subdivide(location, points[starts], points[starts + 1])
    best = _subdivide(location, best[:-1], best[1:])
    nearest = best[int(_distances_km(location, best).argmin())]
    found = (float(nearest[1]), (float(nearest[0]) + 180) % 360 - 180)
    return found, distance_km(location, found)


def _subdivide(location: Location, starts: Coordinates, ends: Coordinates) -> Coordinates:
    """Return the sample nearest to ``location`` and its neighbours, as (k, 2) points, k at most 3.

    ``starts`` and ``ends`` are the (n, 2) ends of n segments; each gets SUBDIVISIONS + 1 samples.
    """
    share = np.linspace(0, 1, SUBDIVISIONS + 1)[None, :, None]
    samples = starts[:, None, :] + (ends - starts)[:, None, :] * share
    far = _distances_km(location, samples.reshape(-1, 2)).reshape(samples.shape[:2])
    segment, at = np.unravel_index(int(far.argmin()), far.shape)
    low, high = max(int(at) - 1, 0), min(int(at) + 1, SUBDIVISIONS)
    return np.array([samples[segment, i] for i in (low, int(at), high)])


def _distances_km(location: Location, points: Coordinates) -> NDArray[np.float64]:
    """Return distances in km to many (longitude, latitude), by Lambert's formula for long lines.

    The formula stays within some 10 m of the geodesic over thousands of km (W. D. Lambert, "The distance
    between two widely separated points on the surface of the earth", J. Washington Acad. Sci. 32,
    1942). That is enough to rank candidates; the distance returned to callers is geopy's.
    """
    reduced1 = np.arctan((1 - FLATTENING) * np.tan(np.radians(location[0])))
    reduced2 = np.arctan((1 - FLATTENING) * np.tan(np.radians(points[:, 1])))
    dlon = np.radians(points[:, 0] - location[1])
    h = (
        np.sin((reduced2 - reduced1) / 2) ** 2
        + np.cos(reduced1) * np.cos(reduced2) * np.sin(dlon / 2) ** 2
    )
    h = np.clip(h, 1e-18, 1 - 1e-12)
    angle = 2 * np.arcsin(np.sqrt(h))
    p, q = (reduced1 + reduced2) / 2, (reduced2 - reduced1) / 2
    x = (angle - np.sin(angle)) * (np.sin(p) * np.cos(q)) ** 2 / (1 - h)
    y = (angle + np.sin(angle)) * (np.cos(p) * np.sin(q)) ** 2 / h
    km: NDArray[np.float64] = EQUATORIAL_RADIUS_KM * (angle - FLATTENING / 2 * (x + y))
    return km


@cache
def _outline(alpha2: str) -> Lines:
    """Return every ring of the country."""
    rings = [
        shapely.get_coordinates(ring)
        for polygon in country(alpha2).geoms
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return _sampled(rings)


@cache
def land_border(alpha2: str) -> Lines | None:
    """Return the country's part of the drawn borders; None when it has no neighbour on land.

    Raises LookupError for an unknown country code.
    """
    country(alpha2)  # raises LookupError for an unknown code
    polygons = geometries()[alpha2]["arcs"]
    own = {max(ref, ~ref) for rings in polygons for refs in rings for ref in refs}
    shared = [
        ref
        for geometry in world().geometries("borders")
        if geometry["properties"]["kind"] != "de-facto"
        for refs in geometry["arcs"]
        for ref in refs
        if ref in own
    ]
    arcs = world().arcs
    return _sampled([arcs[ref] for ref in shared]) if shared else None


def _sampled(lines: list[Coordinates]) -> Lines:
    """Add points to lines so that none are more than SAMPLE_KM apart."""
    step = SAMPLE_KM / KM_PER_DEGREE
    parts = [
        shapely.get_coordinates(shapely.segmentize(shapely.LineString(line), step))
        for line in lines
    ]
    points = np.vstack(parts)
    same_line = np.ones(len(points) - 1, dtype=bool)
    same_line[np.cumsum([len(part) for part in parts])[:-1] - 1] = False
    return Lines(points, same_line)
