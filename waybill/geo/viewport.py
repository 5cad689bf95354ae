"""The part of the Web Mercator world that a picture shows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from waybill.geo.mercator import TILE_PX, Location, Points, unit_points


@dataclass(frozen=True, slots=True)
class Viewport:
    """A picture of ``width`` × ``height`` pixels of a world that is ``scale`` pixels wide.

    ``left`` and ``top`` are the picture's corner in pixels of that world, counted from 180° W and
    from the northern edge of the projection.
    """

    left: float
    top: float
    scale: float
    width: int
    height: int

    def enlarged(self, factor: int) -> Viewport:
        """Return the same part of the world on ``factor`` times as many pixels a side."""
        return Viewport(
            self.left * factor,
            self.top * factor,
            self.scale * factor,
            self.width * factor,
            self.height * factor,
        )

    def project(self, unit: Points) -> Points:
        """Convert (n, 2) points of the unit square to pixels of the picture, from its left top corner."""
        return unit * self.scale - (self.left, self.top)

    def longitude(self, x: float) -> float:
        """Return the longitude in degrees of a column of the picture; it may lie beyond ±180."""
        return (self.left + x) / self.scale * 360 - 180

    def turns(self) -> range:
        """Return by how many whole turns of the world something may lie off and still be in the picture."""
        first = math.floor(self.left / self.scale)
        # lines and land that cross 180° run on past the edge of their world
        return range(first - 1, math.floor((self.left + self.width) / self.scale) + 2)


def viewport_at(location: Location, zoom: float, width: int, height: int) -> Viewport:
    """Return the viewport around a centre (latitude, longitude) at a Leaflet zoom level."""
    scale = TILE_PX * 2**zoom
    x, y = unit_points([location])[0] * scale
    return Viewport(x - width / 2, y - height / 2, scale, width, height)


def viewport_around(
    unit: Points, width: int, height: int, padding: tuple[int, int, int, int], max_zoom: float
) -> Viewport:
    """Return the closest viewport that holds all points; never farther out than zoom 1.

    Args:
        unit: (n, 2) points of the unit square.
        width: in pixels.
        height: in pixels.
        padding: (left, top, right, bottom) in pixels.
        max_zoom: the closest zoom level.
    """
    low, high = unit.min(axis=0), unit.max(axis=0)
    left, top, right, bottom = padding
    room = (width - left - right, height - top - bottom)
    span = np.maximum(high - low, 1e-9)
    scale = float(min(room[0] / span[0], room[1] / span[1], TILE_PX * 2**max_zoom))
    scale = max(scale, TILE_PX * 2.0)
    middle = (low + high) / 2 * scale
    return Viewport(
        float(middle[0]) - left - room[0] / 2,
        float(middle[1]) - top - room[1] / 2,
        scale,
        width,
        height,
    )


def viewport_of_width(
    bbox: tuple[float, float, float, float], width: int, margin: float
) -> Viewport:
    """Return the viewport ``width`` pixels wide and as high as a bounding box needs.

    Args:
        bbox: (west, south, east, north) in degrees.
        width: in pixels.
        margin: room on all sides, as a share of the larger side of the box (of half a degree where
            the box is smaller than that, as around a single place).
    """
    west, south, east, north = bbox
    low, high = unit_points([(north, west), (south, east)])
    around = margin * max(high[0] - low[0], high[1] - low[1], 0.5 / 360)
    left, top = low - around
    right, bottom = high + around
    scale = width / float(right - left)
    height = max(1, round(float(bottom - top) * scale))
    return Viewport(float(left) * scale, float(top) * scale, scale, width, height)
