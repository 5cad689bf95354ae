"""All countries of the bundled base map as one shape, from a file beside it.

Uniting them takes 0.7 s of a first start, reading the file 10 ms. tools/build_land.py writes it.
"""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import MultiPolygon

from waybill.basemap.topology import WORLD, world

LAND = Path(__file__).with_name("land.bin")
"""The SHA-256 of the base map that it was made from, then by zlib whole numbers (int32, little-endian): how many
polygons and rings; where each polygon begins among the rings and each ring among the points, and their
ends; the steps from point to point in parts of the base map's grid (``FINER``), those east, then those north."""

DIGEST_BYTES = 32
FINER = 16
"""Parts of a step of the base map's grid: borders that cross meet between its points."""


def read_land() -> MultiPolygon:
    """Return the land in degrees, longitude first."""
    numbers = np.frombuffer(zlib.decompress(LAND.read_bytes()[DIGEST_BYTES:]), "<i4")
    polygons, rings = numbers[:2].tolist()
    of_rings, of_points, steps = np.split(numbers[2:], [polygons + 1, polygons + rings + 2])
    points = np.cumsum(steps.reshape(2, -1).astype(np.int64), axis=1).T
    scale = np.array(world().scale) / FINER
    degrees = np.ascontiguousarray(points * scale + np.array(world().translate))
    (land,) = shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON,
        degrees,
        (of_points, of_rings, np.array([0, polygons])),
    )
    return land


def land_file(land: MultiPolygon) -> bytes:
    """Return the file of a shape, its points on the base map's grid."""
    _, degrees, (of_points, of_rings, _) = shapely.to_ragged_array([land])
    scale = np.array(world().scale) / FINER
    points = np.rint((degrees - np.array(world().translate)) / scale)
    steps = np.diff(points.astype(np.int64), axis=0, prepend=0).T
    counts = [len(of_rings) - 1, len(of_points) - 1]
    numbers = np.concatenate([counts, of_rings, of_points, steps.ravel()]).astype("<i4")
    return map_digest() + zlib.compress(numbers.tobytes(), 9)


def map_digest() -> bytes:
    """Return the SHA-256 of the base map."""
    return hashlib.sha256(WORLD.read_bytes()).digest()
