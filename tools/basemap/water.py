"""Lakes and rivers of the base map."""

from __future__ import annotations

from typing import Any

import numpy as np
from basemap.detail import square_km, threshold_km2, visvalingam
from basemap.topology import Topology
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon

SMALL_LAKE_KM2 = 100.0
SHORT_RIVER_DEGREES = 1.5
# Natural Earth's rivers (1:50m) and borders (1:10m) disagree by a few km: where a river runs along
# a border, the border is enough.
RIVER_BORDER_GAP_DEGREES = 0.12
KAKHOVKA_RESERVOIR = Point(34.2, 47.35)  # drained in June 2023

Line = NDArray[np.float64]
"""(n, 2) longitudes and latitudes in degrees."""


def read_water(raw: Any, borders: list[LineString]) -> tuple[list[Line], list[Line]]:
    """Return simplified lakes and rivers; ``raw`` is the parsed TopoJSON of Natural Earth's water."""
    source = Topology(raw["transform"]["scale"], raw["transform"]["translate"])
    source.arcs = [np.cumsum(np.array(arc, dtype=np.int64), axis=0) for arc in raw["arcs"]]
    lakes = _lakes(source, raw["objects"]["lakes"]["geometries"])
    return lakes, _rivers(source, raw["objects"]["rivers"]["geometries"], borders)


def _lakes(source: Topology, geometries: list[Any]) -> list[Line]:
    lakes = []
    for geometry in geometries:
        for poly in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            points = source.degrees(source.points(poly[0]))
            shape = Polygon(points)
            limit = max(20 * float(threshold_km2(points[:1])[0]), SMALL_LAKE_KM2)
            if square_km(shape) < limit or shape.buffer(0.05).covers(KAKHOVKA_RESERVOIR):
                continue
            line = _reduced(points, 1.0)
            if len(line) >= 4 and Polygon(line).is_valid:
                lakes.append(line)
    return lakes


def _rivers(source: Topology, geometries: list[Any], borders: list[LineString]) -> list[Line]:
    """The parts of rivers that do not run along a border."""
    tree = STRtree(borders)
    rivers = []
    for geometry in geometries:
        is_multi = geometry["type"] == "MultiLineString"
        for refs in geometry["arcs"] if is_multi else [geometry["arcs"]]:
            points = source.degrees(source.points(refs))
            if len(points) < 2 or LineString(points).length < SHORT_RIVER_DEGREES:
                continue
            found, _ = tree.query(
                [Point(p) for p in points], predicate="dwithin", distance=RIVER_BORDER_GAP_DEGREES
            )
            free = ~np.isin(np.arange(len(points)), found)
            for run in np.split(np.arange(len(points)), np.where(np.diff(free))[0] + 1):
                if free[run[0]] and len(run) > 3:
                    rivers.append(_reduced(points[run], 2.0))
    return rivers


def _reduced(points: Line, factor: float) -> Line:
    """A line simplified to ``factor`` times the area that its zone asks for."""
    return points[visvalingam(points) >= threshold_km2(points) * factor]
