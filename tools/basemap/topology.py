"""A small TopoJSON workbench: split arcs, cut and dissolve polygons, encode.

An arc is an (n, 2) integer array of grid coordinates (longitude first, as TopoJSON has it). A
reference to an arc is its index i, or ~i for the arc walked backwards. A ring is a list of
references, a polygon a list of rings (outer ring first), a unit a list of polygons.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Point, Polygon

Arc = NDArray[np.int64]
Ring = list[int]
Poly = list[Ring]


class Topology:
    """Arcs on one grid and units made of them."""

    def __init__(self, scale: Sequence[float], translate: Sequence[float]) -> None:
        """Degrees = grid coordinates × scale + translate, longitude first."""
        self.scale = (float(scale[0]), float(scale[1]))
        self.translate = (float(translate[0]), float(translate[1]))
        self.arcs: list[Arc] = []
        self.units: dict[str, list[Poly]] = {}

    @property
    def turn(self) -> int:
        """Grid steps of a whole turn of 360 degrees."""
        return round(360 / self.scale[0])

    def degrees(self, arc: Arc) -> NDArray[np.float64]:
        """(n, 2) longitudes and latitudes."""
        out: NDArray[np.float64] = arc * np.array(self.scale) + np.array(self.translate)
        return out

    def grid(self, location: tuple[float, float]) -> Arc:
        """Nearest grid point of a (latitude, longitude)."""
        return np.array(
            [
                round((location[1] - self.translate[0]) / self.scale[0]),
                round((location[0] - self.translate[1]) / self.scale[1]),
            ]
        )

    def points(self, ring: Ring, arcs: list[Arc] | None = None) -> Arc:
        """Grid points of a ring, first equal to last."""
        source = self.arcs if arcs is None else arcs
        parts = []
        for ref in ring:
            arc = source[ref] if ref >= 0 else source[~ref][::-1]
            parts.append(arc[1:] if parts else arc)
        return np.vstack(parts)

    def shape(self, poly: Poly, arcs: list[Arc] | None = None) -> Polygon:
        """The polygon in degrees, longitude first; empty when its outer ring has collapsed."""
        rings = [self.degrees(self.points(ring, arcs)) for ring in poly]
        if len(rings[0]) < 4:
            return Polygon()
        return Polygon(rings[0], [ring for ring in rings[1:] if len(ring) > 3])

    def owners(self) -> dict[int, list[str]]:
        """Arc index -> names of the units that use it, one entry a use."""
        out: dict[int, list[str]] = {}
        for name, polys in self.units.items():
            for index in arc_indices(polys):
                out.setdefault(index, []).append(name)
        return out

    def add_arc(self, points: Iterable[Arc]) -> int:
        """Append an arc and give its index."""
        self.arcs.append(np.array(list(points), dtype=np.int64))
        return len(self.arcs) - 1

    def split_nearest(self, indices: Iterable[int], location: tuple[float, float]) -> Arc:
        """Make the point of these arcs nearest to ``location`` an arc end; returns that point."""
        target = self.grid(location)
        k = np.array([self.scale[0] * math.cos(math.radians(location[0])), self.scale[1]])
        best: tuple[float, int, int, Arc] | None = None
        for index in sorted(set(indices)):
            p = self.arcs[index].astype(float)
            start, step = p[:-1] * k, np.diff(p, axis=0) * k
            length = np.maximum((step**2).sum(1), 1e-12)
            t = np.clip(((target * k - start) * step).sum(1) / length, 0, 1)
            nearest = p[:-1] + np.diff(p, axis=0) * t[:, None]
            gaps = (((nearest - target) * k) ** 2).sum(1)
            at = int(gaps.argmin())
            if best is None or gaps[at] < best[0]:
                best = (float(gaps[at]), index, at, np.rint(nearest[at]).astype(np.int64))
        if best is None:
            raise ValueError("no arc to split")
        _, index, at, point = best
        arc = self.arcs[index]
        if (point == arc[0]).all() or (point == arc[-1]).all():
            return point
        if not (point == arc[at + 1]).all():
            self.arcs[index] = np.insert(arc, at + 1, point, axis=0)
        self.split(index, at + 1)
        return point

    def split(self, index: int, at: int) -> int:
        """End an arc at its point number ``at``; the rest becomes a new arc, whose index is given."""
        arc = self.arcs[index]
        self.arcs[index] = arc[: at + 1]
        new = self.add_arc(arc[at:])
        for polys in self.units.values():
            for poly in polys:
                for ring in poly:
                    _replace(ring, index, new)
        return new

    def replace(self, unit: str, index: int, ref: int) -> None:
        """Use arc ``ref`` in the place of arc ``index`` in a unit."""
        for poly in self.units[unit]:
            for ring in poly:
                ring[:] = [ref if r == index else ~ref if r == ~index else r for r in ring]

    def cut(
        self,
        unit: str,
        new_unit: str,
        line: Sequence[tuple[float, float]],
        inside: tuple[float, float],
    ) -> None:
        """Split the polygon of ``unit`` that holds ``inside`` along ``line`` (latitude first)."""
        spot = Point(inside[1], inside[0])
        poly = next(p for p in self.units[unit] if self.shape(p).covers(spot))
        if len(poly) != 1:
            raise ValueError(f"{unit}: cannot cut a polygon with holes")
        start = self.split_nearest(arc_indices([poly]), line[0])
        end = self.split_nearest(arc_indices([poly]), line[-1])
        middle = [self.grid(location) for location in line[1:-1]]
        link = self.add_arc([start, *middle, end])
        ring = poly[0]
        starts = [tuple(self.points([ref])[0]) for ref in ring]
        at = starts.index(tuple(start))
        ring = ring[at:] + ring[:at]
        starts = starts[at:] + starts[:at]
        until = starts.index(tuple(end))
        halves: list[Poly] = [[[*ring[:until], ~link]], [[*ring[until:], link]]]
        for half in halves:
            if not self.shape(half).is_valid:
                raise ValueError(f"{unit}: the cut crosses the outline")
        self.units[unit].remove(poly)
        for half in halves:
            name = new_unit if self.shape(half).covers(spot) else unit
            self.units.setdefault(name, []).append(half)

    def dissolve(self, polys: list[Poly]) -> list[Poly]:
        """Union of polygons that share arcs: the shared ones go, the rest is stitched again."""
        refs = [ref for poly in polys for ring in poly for ref in ring]
        kept = [ref for ref in refs if ~ref not in set(refs)]
        by_start: dict[tuple[int, ...], list[int]] = {}
        for ref in kept:
            by_start.setdefault(tuple(self.points([ref])[0]), []).append(ref)
        rings: list[Ring] = []
        while by_start:
            first = next(iter(by_start))
            ring, here = [], first
            while not ring or here != first:
                ring.append(by_start[here].pop(0))
                if not by_start[here]:
                    del by_start[here]
                here = tuple(self.points([ring[-1]])[-1])
            rings.append(ring)
        return self._nest(rings)

    def _nest(self, rings: list[Ring]) -> list[Poly]:
        """Outer rings with their holes. Holes run the other way round than the largest ring."""
        areas = {id(ring): _signed_area(self.points(ring)) for ring in rings}
        rings = sorted(rings, key=lambda ring: -abs(areas[id(ring)]))
        sign = math.copysign(1, areas[id(rings[0])])
        out: list[Poly] = [[ring] for ring in rings if areas[id(ring)] * sign > 0]
        for ring in rings:
            if areas[id(ring)] * sign > 0:
                continue
            hole = Polygon(self.points(ring)).representative_point()
            homes = [poly for poly in out if self.shape_grid(poly[0]).covers(hole)]
            homes[-1].append(ring)  # the smallest outer ring around it
        return out

    def shape_grid(self, ring: Ring) -> Polygon:
        """The ring as a polygon in grid coordinates."""
        return Polygon(self.points(ring))


def arc_indices(polys: Iterable[Poly]) -> list[int]:
    """Indices of the arcs used, one entry a use."""
    return [ref if ref >= 0 else ~ref for poly in polys for ring in poly for ref in ring]


def _replace(ring: Ring, index: int, new: int) -> None:
    """After a split: ``index`` becomes ``index, new``."""
    out: Ring = []
    for ref in ring:
        if ref == index:
            out += [index, new]
        elif ref == ~index:
            out += [~new, ~index]
        else:
            out.append(ref)
    ring[:] = out


def _signed_area(points: Arc) -> float:
    x, y = points[:, 0].astype(float), points[:, 1].astype(float)
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def encode_arc(arc: Arc) -> list[list[int]]:
    """Delta-encoded arc without repeated points; never fewer than two."""
    keep = np.r_[True, (np.diff(arc, axis=0) != 0).any(axis=1)]
    arc = arc[keep]
    if len(arc) < 2:
        arc = np.vstack([arc, arc])
    deltas: list[list[int]] = np.vstack([arc[:1], np.diff(arc, axis=0)]).tolist()
    return deltas
