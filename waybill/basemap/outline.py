"""Land and borders of a viewport as small SVG paths, for a page that must be light.

Of the bundled story's map they are 9 kB compressed; country by country, as two outlines of each
border, they were 33 kB.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from waybill.basemap.topology import joined, world
from waybill.basemap.united import read_land
from waybill.geo.mercator import MAX_LATITUDE, unit_points
from waybill.geo.viewport import Viewport

TOLERANCE_PX = 2.0  # a pixel or two on a desk, where the drawing is stretched
_SURROUNDINGS = 0.4
"""A share of the viewport, on each side: a box of other proportions shows more than the viewport."""
_LEAST_AREA_PX2 = 12.0  # smaller islands and lakes are left out
WHOLE_TURN = 360  # degrees: where so much is shown, simplifying all of it once takes less than each turn by itself

Shapes = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Outline:
    """``d`` attributes of SVG paths in the viewport's pixels: whole numbers, relative steps.

    ``disputed`` are borders in dispute, to be drawn dashed. De-facto lines are left out, as on the map.
    """

    land: str
    borders: str
    disputed: str


@lru_cache(maxsize=32)
def outline(viewport: Viewport) -> Outline:
    """Return the outline of what a viewport shows, and of its surroundings."""
    lands = (shape for part in _drawn(_land(), viewport) for shape in _polygons(part))
    rings = (ring for shape in lands for ring in (shape.exterior, *shape.interiors))
    return Outline(
        land="".join(_path(r) for r in rings if Polygon(r).area > _LEAST_AREA_PX2),
        borders="".join(_lines(viewport, "international")),
        disputed="".join(_lines(viewport, "disputed")),
    )


def begin(viewport: Viewport) -> Future[Outline]:
    """Begin to make an outline in a thread: up to 0.4 s that need the interpreter for a quarter of it."""
    return _threads().submit(outline, viewport)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, thread_name_prefix="waybill-outline")


def prepare() -> None:
    """Load what every outline starts from."""
    _land()
    for kind in ("international", "disputed"):
        _borders(kind)


def _drawn(shape: BaseGeometry, viewport: Viewport) -> Iterator[BaseGeometry]:
    """Project a shape in degrees to pixels, simplify it and clip it to the surroundings, once a turn."""
    wide, high = _SURROUNDINGS * viewport.width, _SURROUNDINGS * viewport.height
    window = shapely.box(-wide, -high, viewport.width + wide, viewport.height + high)
    west, east = viewport.longitude(-wide), viewport.longitude(viewport.width + wide)
    turns = sorted(viewport.turns(), key=lambda turn: (abs(turn), -turn))
    if east - west >= WHOLE_TURN:
        whole = _simplified(_without_specks(_projected(np.array([shape]), viewport)))
        for turn in turns:
            shown = translate(whole[0], turn * viewport.scale)
            yield shapely.intersection(np.array([shown]), window)[0]
        return
    strip = shapely.box(west, -90, east, MAX_LATITUDE)
    for turn in turns:
        shown = shapely.intersection(np.array([translate(shape, WHOLE_TURN * turn)]), strip)
        yield shapely.intersection(_simplified(_projected(shown, viewport)), window)[0]


def _projected(shape: Shapes, viewport: Viewport) -> Shapes:
    made: Shapes = shapely.transform(
        shape, lambda points: viewport.project(unit_points(points[:, ::-1]))
    )
    return made


def _simplified(projected: Shapes) -> Shapes:
    """Simplify a shape in pixels.

    In an array of one: of a bare shape shapely holds the interpreter for up to 80 ms a call.
    """
    simple: Shapes = shapely.simplify(projected, TOLERANCE_PX)
    return np.asarray(shapely.buffer(simple, 0)) if simple[0].area else simple


def _without_specks(projected: Shapes) -> Shapes:
    """Leave out islands that would be left out once simplified: of the whole world four of five."""
    parts = shapely.get_parts(projected)
    areas = shapely.area(parts)
    if not areas.any():  # lines
        return projected
    return np.array([shapely.multipolygons(parts[areas > _LEAST_AREA_PX2 / 4])])


@cache
def _land() -> MultiPolygon:
    """Return all countries as one shape, in degrees, longitude first."""
    land = read_land()
    shapely.prepare(land)
    return land


@cache
def _borders(kind: str) -> MultiLineString:
    """Return the border lines of a kind, in degrees, longitude first."""
    lines = [
        LineString(joined(refs, world().arcs))
        for geometry in world().geometries("borders")
        if geometry["properties"]["kind"] == kind
        for refs in geometry["arcs"]
    ]
    return MultiLineString(lines)


def _lines(viewport: Viewport, kind: str) -> Iterator[str]:
    for part in _drawn(_borders(kind), viewport):
        for line in getattr(part, "geoms", [part]):
            if isinstance(line, LineString) and not line.is_empty:
                yield _path(line)


def _polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    for piece in getattr(shape, "geoms", [shape]):
        if isinstance(piece, Polygon) and not piece.is_empty:
            yield piece


def _path(line: LineString) -> str:
    """Write a line as M and l commands; "z" draws the last step of a ring."""
    points = [(round(x), round(y)) for x, y in line.coords]
    steps = [f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(points)]
    end = ""
    if line.is_ring:
        steps, end = steps[:-1], "z"
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}{end}".replace(" -", "-")
