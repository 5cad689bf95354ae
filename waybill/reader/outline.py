"""All land in a frame as one small SVG path: coasts without borders, for a page that must be light."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from shapely import box, unary_union
from shapely.affinity import translate
from shapely.geometry import LinearRing, MultiPolygon, Polygon

from waybill.geo import borders
from waybill.reader.opening import Frame

COARSE = 2  # units of the drawing; a pixel or two on a desk
_GAP = 0.3  # units; neighbours whose borders were thinned apart are joined again
_ROOM = 0.4  # of the frame, on each side: a box of other proportions shows more than the frame
_LEAST_AREA = 12.0  # square units: smaller islands and lakes are left out


def land_outline(frame: Frame) -> str:
    """The ``d`` of a path in the frame's units; whole numbers, each point relative to the last."""
    east, south = _ROOM * frame.width, _ROOM * frame.height
    window = box(-east, -south, frame.width + east, frame.height + south)
    pieces = [
        piece.simplify(COARSE / 2).buffer(_GAP)
        for code in borders.country_codes()
        for polygon in borders.country(code).geoms
        for piece in _turned(polygon, frame)
        if piece.intersects(window)
    ]
    land = unary_union(pieces).buffer(-_GAP).simplify(COARSE).buffer(0).intersection(window)
    return "".join(_ring(ring) for ring in _rings(land) if Polygon(ring).area > _LEAST_AREA)


def _turned(polygon: Polygon, frame: Frame) -> Iterator[Polygon]:
    """The polygon in drawing units, once for each turn of the globe that may show."""
    width = frame.width / frame.scale  # degrees
    margin = _ROOM * width
    for turn in (0, 360, -360):
        west, _, east, _ = translate(polygon, turn).bounds
        if east >= frame.west - margin and west <= frame.west + width + margin:
            yield Polygon([frame.point(y, x + turn) for x, y in polygon.exterior.coords])


def _rings(land: Polygon | MultiPolygon) -> Iterator[LinearRing]:
    for piece in getattr(land, "geoms", [land]):
        if isinstance(piece, Polygon):
            yield piece.exterior
            yield from piece.interiors


def _ring(ring: LinearRing) -> str:
    points = [(round(x), round(y)) for x, y in ring.coords]
    steps = [f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps[:-1])}z".replace(" -", "-")
