"""Schematic curves between two locations, for connections whose route nobody has published."""

from __future__ import annotations

import math

from waybill.geo.mercator import Location, latitude_of, northing

POINTS = 33


def bow(start: Location, end: Location, bend: float) -> list[Location]:
    """Draw a curve of 33 points that says "connected", never "went this way": do not measure it.

    A quadratic Bézier curve in Web Mercator whose middle stands off the straight line by ``bend``
    times its length, to the left of the direction of travel (negative: to the right). Takes the
    short way round; longitudes are unwrapped and may pass ±180. Both ends are exact (the last
    longitude up to a multiple of 360). Two equal ends give just those two points.

    Args:
        start: (latitude, longitude) in degrees.
        end: (latitude, longitude) in degrees.
        bend: a share of the distance between them on the map.
    """
    turn = 360 * math.ceil((start[1] - end[1] - 180) / 360)
    end = (end[0], end[1] + turn) if turn else end
    if start == end:
        return [start, end]
    x1, y1, x2, y2 = start[1], northing(start[0]), end[1], northing(end[0])
    # the control point stands off twice as far as the curve's middle
    xc = (x1 + x2) / 2 - 2 * bend * (y2 - y1)
    yc = (y1 + y2) / 2 + 2 * bend * (x2 - x1)
    middle = []
    for i in range(1, POINTS - 1):
        t = i / (POINTS - 1)
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        middle.append((latitude_of(a * y1 + b * yc + c * y2), a * x1 + b * xc + c * x2))
    return [start, *middle, end]
