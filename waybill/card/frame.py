"""The part of the Web Mercator world that a card shows (EPSG:3857, as Leaflet draws it)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Location = tuple[float, float]
Points = NDArray[np.float64]

TILE = 256  # pixels of the world's width at zoom 0, as in Leaflet
MAX_LATITUDE = 85.05


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of ``width`` × ``height`` pixels: its left top corner in pixels of a world
    ``scale`` pixels wide, counted from 180° W and the northern edge."""

    left: float
    top: float
    scale: float
    width: int
    height: int

    def enlarged(self, factor: int) -> Frame:
        """The same part of the world on ``factor`` times as many pixels a side."""
        return Frame(
            self.left * factor,
            self.top * factor,
            self.scale * factor,
            self.width * factor,
            self.height * factor,
        )

    def project(self, unit: Points) -> Points:
        """(n, 2) points of the unit square → pixels of the picture."""
        return unit * self.scale - (self.left, self.top)

    def turns(self) -> range:
        """By how many whole turns the world is moved to be seen in this frame."""
        first = math.floor(self.left / self.scale)
        # lines and land that cross 180° run on past the edge of their world
        return range(first - 1, math.floor((self.left + self.width) / self.scale) + 2)


def unit_points(locations: Sequence[Location] | Points) -> Points:
    """(latitude, longitude) in degrees → (n, 2) in the unit square of Web Mercator."""
    degrees = np.asarray(locations, dtype=np.float64).reshape(-1, 2)
    latitude = np.radians(np.clip(degrees[:, 0], -MAX_LATITUDE, MAX_LATITUDE))
    x = (degrees[:, 1] + 180) / 360
    return np.column_stack([x, 0.5 - np.arcsinh(np.tan(latitude)) / (2 * math.pi)])


def frame_at(location: Location, zoom: float, width: int, height: int) -> Frame:
    """A frame around a centre (latitude, longitude) at a Leaflet zoom."""
    scale = TILE * 2**zoom
    x, y = unit_points([location])[0] * scale
    return Frame(x - width / 2, y - height / 2, scale, width, height)


def frame_around(
    unit: Points, width: int, height: int, padding: tuple[int, int, int, int], max_zoom: float
) -> Frame:
    """The closest frame with all the points in it; padding is (left, top, right, bottom) in pixels."""
    low, high = unit.min(axis=0), unit.max(axis=0)
    left, top, right, bottom = padding
    room = (width - left - right, height - top - bottom)
    span = np.maximum(high - low, 1e-9)
    scale = float(min(room[0] / span[0], room[1] / span[1], TILE * 2**max_zoom))
    scale = max(scale, TILE * 2.0)
    middle = (low + high) / 2 * scale
    return Frame(
        float(middle[0]) - left - room[0] / 2,
        float(middle[1]) - top - room[1] / 2,
        scale,
        width,
        height,
    )
