"""Boxes in pixels of the map: what lies on what."""

from __future__ import annotations

from waybill.geo.mercator import Points

Box = tuple[float, float, float, float]  # left, top, right, bottom


def points_under(box: Box, points: Points) -> int:
    """How many of the points lie in the box."""
    x, y = points[:, 0], points[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def overlap(a: Box, b: Box) -> bool:
    """Do two boxes share any area?"""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
