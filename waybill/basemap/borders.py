"""Countries of the bundled basemap as shapes, and the nearest point of a country or its border.

The basemap is Natural Earth with United Nations lines (tools/build_basemap.py): Crimea is Ukraine.
Its detail is finest in Korea and Primorye, Ukraine and south Russia, and the Levant (a few hundred
metres); elsewhere lines are generalised by kilometres. Shapes are in degrees, longitude first, as
shapely has them; Russia and Fiji run on past 180 degrees.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point, Polygon

from waybill.geo.distance import distance_km

Location = tuple[float, float]
Coordinates = NDArray[np.float64]

BASEMAP = Path(__file__).with_name("world.topo.json")
LABELS = Path(__file__).with_name("labels.json")
SAMPLE_KM = 10.0
SUBDIVISIONS = 40

# WGS84
EQUATORIAL_RADIUS_KM = 6378.137
FLATTENING = 1 / 298.257223563
KM_PER_DEGREE = 111.32


def country_codes(basemap: Path = BASEMAP) -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes on the basemap (and XK)."""
    return frozenset(_geometries(basemap))


def country_names(basemap: Path = BASEMAP) -> dict[str, str]:
    """ISO 3166-1 alpha-2 code -> English name, as on the basemap."""
    return {code: str(g["properties"]["n"]) for code, g in _geometries(basemap).items()}


def country(alpha2: str, basemap: Path = BASEMAP) -> MultiPolygon:
    """The country's territory. An unknown code is a LookupError that says so."""
    return _country(alpha2, basemap)


def contains(location: Location, alpha2: str, basemap: Path = BASEMAP) -> bool:
    """Whether a (latitude, longitude) lies in the country's territory or on its edge."""
    latitude, longitude = location
    shape = country(alpha2, basemap)
    return any(bool(shape.covers(Point(longitude + turn, latitude))) for turn in (-360, 0, 360))


def nearest_point_on_land_border(
    location: Location, alpha2: str, basemap: Path = BASEMAP
) -> tuple[Location, float]:
    """Nearest point of the country's land border, and the geodesic distance to it in km.

    The land border is the recognised or dashed line that it shares with another country; coasts do
    not count, unless the country has no land border at all (Japan): then its coast does. Correct to
    about 20 m of the basemap's line.
    """
    lines = _land_border(alpha2, basemap) or _outline(alpha2, basemap)
    return _nearest(location, lines)


def nearest_point_of_territory(
    location: Location, alpha2: str, basemap: Path = BASEMAP
) -> tuple[Location, float]:
    """Nearest point of the country's territory, and the geodesic distance to it in km.

    Coasts and islands count. A location inside is its own nearest point, at 0 km. Correct to about
    20 m of the basemap's line.
    """
    if contains(location, alpha2, basemap):
        return location, 0.0
    return _nearest(location, _outline(alpha2, basemap))


class _Lines(NamedTuple):
    """Points of several lines, at most SAMPLE_KM apart, one line after the other."""

    points: Coordinates
    same_line: NDArray[np.bool_]
    """Whether a point is on one line with the next."""


def _nearest(location: Location, lines: _Lines) -> tuple[Location, float]:
    """Nearest point of the lines and its distance in km, by sampling them ever finer."""
    points = lines.points
    far = _distances_km(location, points)
    # a segment can come nearer than its ends, but by less than its length
    close = np.minimum(far[:-1], far[1:]) <= far.min() + SAMPLE_KM
    starts = np.flatnonzero(close & lines.same_line)
    best = _subdivide(location, points[starts], points[starts + 1])
    best = _subdivide(location, best[:-1], best[1:])
    nearest = best[int(_distances_km(location, best).argmin())]
    found = (float(nearest[1]), (float(nearest[0]) + 180) % 360 - 180)
    return found, distance_km(location, found)


def _subdivide(location: Location, starts: Coordinates, ends: Coordinates) -> Coordinates:
    """The sample nearest to ``location`` with its two neighbours, as far as they exist.

    ``starts`` and ``ends`` are the (n, 2) ends of n segments; each gets SUBDIVISIONS + 1 samples.
    """
    share = np.linspace(0, 1, SUBDIVISIONS + 1)[None, :, None]
    samples = starts[:, None, :] + (ends - starts)[:, None, :] * share
    far = _distances_km(location, samples.reshape(-1, 2)).reshape(samples.shape[:2])
    segment, at = np.unravel_index(int(far.argmin()), far.shape)
    low, high = max(int(at) - 1, 0), min(int(at) + 1, SUBDIVISIONS)
    return np.array([samples[segment, i] for i in (low, int(at), high)])


def _distances_km(location: Location, points: Coordinates) -> NDArray[np.float64]:
    """Distances to many (longitude, latitude), by Lambert's formula for long lines.

    Within some 10 m of the geodesic over thousands of km (W. D. Lambert, "The distance between two
    widely separated points on the surface of the earth", J. Washington Acad. Sci. 32, 1942): enough
    to rank candidates; the distance given out is geopy's.
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
def _outline(alpha2: str, basemap: Path) -> _Lines:
    """Every ring of the country."""
    rings = [
        shapely.get_coordinates(ring)
        for polygon in country(alpha2, basemap).geoms
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return _sampled(rings)


@cache
def _land_border(alpha2: str, basemap: Path) -> _Lines | None:
    """The country's part of the drawn borders; None when it has no neighbour on land."""
    country(alpha2, basemap)  # an unknown code is reported there
    polygons = _geometries(basemap)[alpha2]["arcs"]
    own = {max(ref, ~ref) for rings in polygons for refs in rings for ref in refs}
    shared = [
        ref
        for geometry in _document(basemap)["objects"]["borders"]["geometries"]
        if geometry["properties"]["kind"] != "de-facto"
        for refs in geometry["arcs"]
        for ref in refs
        if ref in own
    ]
    arcs = _arcs(basemap)
    return _sampled([arcs[ref] for ref in shared]) if shared else None


def _sampled(lines: list[Coordinates]) -> _Lines:
    step = SAMPLE_KM / KM_PER_DEGREE
    parts = [
        shapely.get_coordinates(shapely.segmentize(shapely.LineString(line), step))
        for line in lines
    ]
    points = np.vstack(parts)
    same_line = np.ones(len(points) - 1, dtype=bool)
    same_line[np.cumsum([len(part) for part in parts])[:-1] - 1] = False
    return _Lines(points, same_line)


@cache
def _country(alpha2: str, basemap: Path) -> MultiPolygon:
    try:
        geometry = _geometries(basemap)[alpha2]
    except KeyError:
        raise LookupError(
            f"no country {alpha2!r} on the basemap; codes are ISO 3166-1 alpha-2, such as 'UA'"
        ) from None
    arcs = _arcs(basemap)
    polygons = []
    for rings in geometry["arcs"]:
        shells = [_ring(refs, arcs) for refs in rings]
        polygons.append(Polygon(shells[0], shells[1:]))
    # the union also repairs outlines that touch themselves on the file's grid
    united = shapely.union_all([shapely.make_valid(polygon) for polygon in polygons])
    parts = [part for part in shapely.get_parts(united) if isinstance(part, Polygon)]
    return MultiPolygon(parts)


def _ring(refs: list[int], arcs: list[Coordinates]) -> Coordinates:
    """Arc references of TopoJSON (~i is arc i backwards) as one closed line."""
    return np.vstack([arcs[ref] if ref >= 0 else arcs[~ref][::-1] for ref in refs])


@cache
def _geometries(basemap: Path) -> dict[str, Any]:
    geometries = _document(basemap)["objects"]["countries"]["geometries"]
    return {g["properties"]["a2"]: g for g in geometries if "a2" in g["properties"]}


@cache
def _arcs(basemap: Path) -> list[Coordinates]:
    document = _document(basemap)
    scale = np.array(document["transform"]["scale"])
    translate = np.array(document["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in document["arcs"]]


@cache
def _document(basemap: Path) -> Any:
    return json.loads(basemap.read_text(encoding="utf-8"))
