"""All land in a frame as one small SVG path: coasts without borders, for a page that must be light."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry import LinearRing, MultiPolygon, Polygon

from waybill.basemap import borders
from waybill.documents.placeholder import MAX_LATITUDE, Frame

COARSE = 2  # units of the drawing; a pixel or two on a desk
_ROOM = 0.4  # of the frame, on each side: a box of other proportions shows more than the frame
_LEAST_AREA = 12.0  # square units: smaller islands and lakes are left out


def land_outline(frame: Frame) -> str:
    """The ``d`` of a path in the frame's units; whole numbers, each point relative to the last."""
    east, south = _ROOM * frame.width, _ROOM * frame.height
    window = shapely.box(-east, -south, frame.width + east, frame.height + south)
    width = frame.width / frame.scale  # degrees
    strip = shapely.box(
        frame.west - _ROOM * width, -90, frame.west + (1 + _ROOM) * width, MAX_LATITUDE
    )
    parts = []
    for turn in (0, 360, -360):
        shown = translate(_land(), turn).intersection(strip)
        drawn = shapely.transform(shown, lambda points: _projected(points, frame))
        parts.append(drawn.simplify(COARSE).buffer(0).intersection(window))
    rings = (ring for part in parts for ring in _rings(part))
    return "".join(_ring(ring) for ring in rings if Polygon(ring).area > _LEAST_AREA)


@cache
def _land() -> MultiPolygon:
    """Every country as one, in degrees, longitude first."""
    whole = shapely.unary_union([borders.country(code) for code in borders.country_codes()])
    shapely.prepare(whole)
    return whole


def _projected(points: NDArray[np.float64], frame: Frame) -> NDArray[np.float64]:
    """Degrees to the frame's units, as ``Frame.point`` does one by one."""
    latitude = np.radians(np.clip(points[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
    north = np.degrees(np.arcsinh(np.tan(latitude)))
    return np.column_stack(
        [(points[:, 0] - frame.west) * frame.scale, (frame.north - north) * frame.scale]
    )


def _rings(land: Polygon | MultiPolygon) -> Iterator[LinearRing]:
    for piece in getattr(land, "geoms", [land]):
        if isinstance(piece, Polygon) and not piece.is_empty:
            yield piece.exterior
            yield from piece.interiors


def _ring(ring: LinearRing) -> str:
    points = [(round(x), round(y)) for x, y in ring.coords]
    steps = [f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps[:-1])}z".replace(" -", "-")
