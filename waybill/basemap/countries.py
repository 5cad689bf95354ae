"""Countries of the bundled base map: codes, names, territory.

The base map is Natural Earth with United Nations lines (tools/build_basemap.py): Crimea is Ukraine.
Its detail is finest in Korea and Primorye, Ukraine and south Russia, and the Levant (a few hundred
metres); elsewhere lines are generalised by kilometres. Shapes are in degrees, longitude first, as
shapely has them; Russia and Fiji run on past 180 degrees.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon

from waybill.basemap.topology import joined, world

Location = tuple[float, float]


def country_codes() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes on the base map (and XK)."""
    return frozenset(geometries())


def country_names() -> dict[str, str]:
    """Map ISO 3166-1 alpha-2 codes to English names, as on the base map."""
    return {code: str(g["properties"]["n"]) for code, g in geometries().items()}


@cache
def country(alpha2: str) -> MultiPolygon:
    """Return the country's territory. Raises LookupError for an unknown code."""
    try:
        geometry = geometries()[alpha2]
    except KeyError:
        raise LookupError(
            f"no country {alpha2!r} on the basemap; codes are ISO 3166-1 alpha-2, such as 'UA'"
        ) from None
    arcs = world().arcs
    polygons = []
    for rings in geometry["arcs"]:
        shells = [joined(refs, arcs) for refs in rings]
        polygons.append(Polygon(shells[0], shells[1:]))
    # the union also repairs outlines that touch themselves on the file's grid
    united = shapely.union_all([shapely.make_valid(polygon) for polygon in polygons])
    parts = [part for part in shapely.get_parts(united) if isinstance(part, Polygon)]
    return MultiPolygon(parts)


def contains(location: Location, alpha2: str) -> bool:
    """Return whether a (latitude, longitude) lies in the country's territory or on its edge."""
    latitude, longitude = location
    shape = country(alpha2)
    return any(bool(shape.covers(Point(longitude + turn, latitude))) for turn in (-360, 0, 360))


@cache
def geometries() -> dict[str, dict[str, Any]]:
    """Map ISO 3166-1 alpha-2 codes to TopoJSON geometries."""
    countries = world().geometries("countries")
    return {g["properties"]["a2"]: g for g in countries if "a2" in g["properties"]}
