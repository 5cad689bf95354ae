"""Spherical Web Mercator (EPSG:3857), the projection of every map here.

Two units are in use. A *northing* is in degrees of longitude at the equator, north positive, so that
it can stand beside a longitude. The *unit square* holds the whole world: x grows to the east from
180° W, y to the south from ``MAX_LATITUDE``; a world ``n`` pixels wide is the unit square times ``n``.
waybill/web has the same functions; tests/cases/mercator.json is read by both test suites.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Location = tuple[float, float]
Floats = NDArray[np.float64]
Points = NDArray[np.float64]

MAX_LATITUDE = 85.0511287798
"""Degrees. There the projected world is square: atan(sinh(π)), as in EPSG:3857 and Leaflet."""

TILE_PX = 256
"""Width of the world in pixels at zoom 0, as in Leaflet and in every XYZ tile server."""


def northing(latitude: float) -> float:
    """Project a latitude in degrees; one beyond ``MAX_LATITUDE`` gives the edge of the projection."""
    limited = max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude))
    return math.degrees(math.asinh(math.tan(math.radians(limited))))


def latitude_of(northing: float) -> float:
    """Return the latitude in degrees of a northing."""
    return math.degrees(math.atan(math.sinh(math.radians(northing))))


def unit_points(locations: Sequence[Location] | Points) -> Points:
    """Project (latitude, longitude) in degrees to an (n, 2) array of points of the unit square.

    Longitudes beyond ±180 give an x below 0 or above 1: the same place one turn of the world away.
    """
    degrees = np.asarray(locations, dtype=np.float64).reshape(-1, 2)
    latitude = np.radians(np.clip(degrees[:, 0], -MAX_LATITUDE, MAX_LATITUDE))
    x = (degrees[:, 1] + 180) / 360
    return np.column_stack([x, 0.5 - np.arcsinh(np.tan(latitude)) / (2 * math.pi)])
