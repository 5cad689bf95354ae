"""How much detail the base map has where: simplified lines, and islands that are left out."""

from __future__ import annotations

import heapq
import math

import numpy as np
from basemap.topology import Arc, Topology, arc_indices
from numpy.typing import NDArray
from shapely.geometry import Polygon

KM_PER_DEGREE = 111.2

# Detail: a point stays when its triangle (Visvalingam) is larger than this many square km.
COARSE_KM2, MEDIUM_KM2, FINE_KM2 = 50.0, 12.0, 0.6
# (west, south, east, north, square km); the finest zone that holds a point counts.
ZONES = (
    (124.0, 33.0, 137.0, 46.0, FINE_KM2),  # Korea, Primorye
    (27.0, 43.0, 48.0, 51.5, FINE_KM2),  # Ukraine, south Russia, Azov, Crimea
    (31.0, 27.0, 38.0, 37.5, FINE_KM2),  # Levant
    (-12.0, 35.0, 62.0, 66.0, MEDIUM_KM2),  # Europe
    (32.0, 11.0, 62.0, 40.0, MEDIUM_KM2),  # Middle East
    (62.0, 20.0, 150.0, 56.0, MEDIUM_KM2),  # rest of Asia
)


def threshold_km2(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the detail wanted at each (longitude, latitude), in square km."""
    out = np.full(len(points), COARSE_KM2)
    lon, lat = points[:, 0], points[:, 1]
    for west, south, east, north, value in ZONES:
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        out[inside] = np.minimum(out[inside], value)
    return out


def visvalingam(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Effective area in square km of each (longitude, latitude); infinite at both ends.

    Visvalingam & Whyatt, "Line generalisation by repeated elimination of points", The
    Cartographic Journal 30 (1993): keeping the points above a threshold gives the line
    simplified to that threshold.
    """
    n = len(points)
    effective = np.full(n, np.inf)
    if n < 3:
        return effective
    squeeze = max(0.15, math.cos(math.radians(float(points[:, 1].mean()))))
    x = (points[:, 0] * KM_PER_DEGREE * squeeze).tolist()
    y = (points[:, 1] * KM_PER_DEGREE).tolist()
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))

    def area(i: int) -> float:
        a, b = before[i], after[i]
        cross = (x[a] - x[i]) * (y[b] - y[i]) - (x[b] - x[i]) * (y[a] - y[i])
        return float(abs(cross) / 2)

    current = [math.inf] + [area(i) for i in range(1, n - 1)] + [math.inf]
    heap = [(current[i], i) for i in range(1, n - 1)]
    heapq.heapify(heap)
    done = [False] * n
    largest = 0.0
    while heap:
        value, i = heapq.heappop(heap)
        if done[i] or value != current[i]:
            continue
        largest = max(largest, value)
        effective[i], done[i] = largest, True
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if 0 < j < n - 1:
                current[j] = area(j)
                heapq.heappush(heap, (current[j], j))
    return effective


def simplify(topo: Topology) -> list[Arc]:
    """Simplified arcs. Where a polygon would come to cross itself, it gets its detail back.

    Some of Natural Earth's polygons touch themselves on world-atlas's grid to begin with; those
    stay as they come out (readers repair them).
    """
    areas = [visvalingam(topo.degrees(arc)) for arc in topo.arcs]
    wanted = [threshold_km2(topo.degrees(arc)) for arc in topo.arcs]
    factor = [1.0] * len(topo.arcs)

    def reduced(index: int) -> Arc:
        arc = topo.arcs[index]
        keep = areas[index] >= wanted[index] * factor[index]
        if (arc[0] == arc[-1]).all() and keep.sum() < 4:  # a ring of its own: at least a triangle
            inner = np.where(np.isinf(areas[index]), -1, areas[index])
            keep[np.argsort(-inner, kind="stable")[:2]] = True
        return arc[keep]

    arcs = [reduced(index) for index in range(len(topo.arcs))]
    for _ in range(8):
        broken = {
            index
            for polys in topo.units.values()
            for poly in polys
            if not is_sound(topo.shape(poly, arcs)) and is_sound(topo.shape(poly))
            for index in arc_indices([poly])
            if len(topo.arcs[index]) > len(arcs[index])
        }
        if not broken:
            break
        for index in sorted(broken):
            factor[index] /= 3
            arcs[index] = reduced(index)
    return arcs


def is_sound(shape: Polygon) -> bool:
    """Return whether a polygon is valid and has an area."""
    return bool(shape.is_valid and not shape.is_empty)


def drop_small_islands(topo: Topology, arcs: list[Arc]) -> None:
    """Keep the largest polygon of every unit and those that matter at the zone's detail."""
    for name, polys in topo.units.items():
        kept = []
        ordered = sorted(polys, key=lambda p: -topo.shape(p, arcs).area)
        for rank, poly in enumerate(ordered):
            shape = topo.shape(poly, arcs)
            if shape.is_empty or shape.area == 0:
                continue
            centre = np.array([[shape.centroid.x, shape.centroid.y]])
            limit = max(4 * float(threshold_km2(centre)[0]), 2.0)
            if rank == 0 or square_km(shape) > limit:
                kept.append(poly)
        topo.units[name] = kept


def square_km(shape: Polygon) -> float:
    """Return the area of a shape in degrees, in square km."""
    return float(shape.area * KM_PER_DEGREE**2 * np.cos(np.radians(shape.centroid.y)))
