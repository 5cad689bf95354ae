"""The part of the Web Mercator world that a picture shows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from waybill.geo.mercator import TILE_PX, Location, Points, unit_points

POLE_MARGIN_PX = 20
"""Room for a mark on the northern or southern edge of the world."""


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

    @property
    def middle(self) -> float:
        """The x of the picture's middle in the unit square."""
        return (self.left + self.width / 2) / self.scale

    @property
    def is_wider_than_the_world(self) -> bool:
        """Whether places at the sides of the picture show twice."""
        return self.width > self.scale

    def turns_of(self, west: float, east: float) -> range:
        """Return the turns in which to draw something, so that each part of it is drawn at most once.

        In a picture wider than the world that is the turn nearest to the middle. In any other picture
        nothing shows twice, while the two ends of a long line may show in different turns.

        Args:
            west: x of its western end, in the unit square.
            east: x of its eastern end.
        """
        if not self.is_wider_than_the_world:
            return self.turns()
        turn = round(self.middle - (west + east) / 2)
        return range(turn, turn + 1)


def viewport_at(location: Location, zoom: float, width: int, height: int) -> Viewport:
    """Return the viewport around a centre (latitude, longitude) at a Leaflet zoom level."""
    scale = TILE_PX * 2**zoom
    x, y = unit_points([location])[0] * scale
    return Viewport(x - width / 2, y - height / 2, scale, width, height)


def viewport_around(
    unit: Points, width: int, height: int, padding: tuple[int, int, int, int], max_zoom: float
) -> Viewport:
    """Return the closest viewport that holds all points, on either side of the antimeridian.

    Never farther out than zoom 1, unless a smaller picture of the world is needed to see both its top
    and its bottom.

    Args:
        unit: (n, 2) points of the unit square, in any turn of the world.
        width: in pixels.
        height: in pixels.
        padding: (left, top, right, bottom) in pixels.
        max_zoom: the closest zoom level.
    """
    unit = _together(unit)
    low, high = unit.min(axis=0), unit.max(axis=0)
    left, top, right, bottom = padding
    room = (width - left - right, height - top - bottom)
    span = np.maximum(high - low, 1e-9)
    scale = float(min(room[0] / span[0], room[1] / span[1], TILE_PX * 2**max_zoom))
    scale = max(scale, min(TILE_PX * 2.0, height - 2.0 * POLE_MARGIN_PX))
    middle = (low + high) / 2 * scale
    return Viewport(
        float(middle[0]) - left - room[0] / 2,
        float(middle[1]) - top - room[1] / 2,
        scale,
        width,
        height,
    )


def _together(unit: Points) -> Points:
    """Move points by whole turns into the narrowest strip that holds them all; as given, if that is it."""
    x = np.sort(unit[:, 0] % 1)
    gaps = np.diff(x, append=x[0] + 1)
    widest = int(gaps.argmax())
    west = float(x[(widest + 1) % len(x)])
    if 1 - gaps[widest] >= np.ptp(unit[:, 0]) - 1e-9:
        return unit
    return np.column_stack([west + (unit[:, 0] - west) % 1, unit[:, 1]])


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
