"""Marks at places: rings where legs end, the place in focus, images beside what they show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from waybill.card.canvas import MOST_MARKS, Canvas, box_around
from waybill.card.fonts import SUPERSAMPLE
from waybill.geo.mercator import Points, unit_points
from waybill.geo.viewport import Viewport
from waybill.story.ends import far_end
from waybill.story.model import Claim, Leg, Place, Story

NODE_PX, NAMED_PX = 8, 13  # radii: a place where a line ends; a place that was only named
TOGETHER_PX = 7  # places nearer than this share a ring
MOST_IMAGES = 4  # side by side at one place
EQUATOR_KM = 40_075.017


class EndedLine(NamedTuple):
    """A leg that is drawn, with the stops that had been named."""

    leg: Leg
    is_schematic: bool
    points: Points
    """(n, 2) points of the unit square: its line."""


def draw_nodes(canvas: Canvas, story: Story, lines: Iterable[EndedLine]) -> None:
    """Draw a ring where a line ends, a dashed one where a place was only named.

    The places of the lines are looked up in the story.
    """
    only_named: dict[tuple[str, int | None], bool] = {}
    for line in lines:
        for place_id, turn in _stops(line, story, canvas.viewport):
            key = (place_id, turn)
            only_named[key] = only_named.get(key, True) and line.is_schematic
    solid: list[tuple[float, float, str]] = []
    for (place_id, turn), is_named in sorted(only_named.items(), key=lambda item: item[1]):
        spot = canvas.spot(story.places[place_id], turn)
        if spot is None:
            continue
        if len(canvas.marks.named) >= MOST_MARKS:
            return
        x, y = spot
        close = TOGETHER_PX * canvas.unit
        near = next((p for a, b, p in solid if math.hypot(x - a, y - b) < close), None)
        if near:
            canvas.marks.sharing.setdefault(near, []).append(place_id)
        elif is_named:
            _named_ring(canvas, place_id, x, y)
        else:
            solid.append((x, y, place_id))
            _node(canvas, place_id, x, y)


def _stops(line: EndedLine, story: Story, viewport: Viewport) -> Iterator[tuple[str, int | None]]:
    """Yield the places of a line that carry a mark, and the turns of the world in which it meets them.

    The turn is None in a picture in which a place can show only once.
    """
    leg, points = line.leg, line.points
    places = (leg.origin, *(leg.via if line.is_schematic else ()), far_end(story, leg))
    if not viewport.is_wider_than_the_world:
        yield from ((place_id, None) for place_id in places)
        return
    drawn_in = viewport.turns_of(float(points[:, 0].min()), float(points[:, 0].max()))[0]
    for place_id in places:
        place = story.places[place_id]
        away = points - unit_points([(place.latitude, place.longitude)])
        turns = np.rint(away[:, 0])
        nearest = int((np.abs(away[:, 0] - turns) + np.abs(away[:, 1])).argmin())
        yield place_id, int(turns[nearest]) + drawn_in


def draw_focus(canvas: Canvas, place: Place) -> None:
    """Draw the place in focus: a ring, and a dashed circle as wide as its position is uncertain."""
    spot = canvas.spot(place)
    if spot is None:
        return
    km_per_pixel = EQUATOR_KM * math.cos(math.radians(place.latitude)) / canvas.viewport.scale
    radius = (place.radius_km or 0) / km_per_pixel
    if 12 * canvas.unit < radius < 3 * canvas.viewport.width:
        canvas.dashed_ring(*spot, radius)
    if place.place_id not in canvas.marks.named:
        _node(canvas, place.place_id, *spot)


def _node(canvas: Canvas, place_id: str, x: float, y: float) -> None:
    unit, palette = canvas.unit, canvas.palette
    canvas.marks.named[place_id] = (x, y, _radius(canvas, place_id, NODE_PX * unit), "node")
    canvas.circle(x, y, 6 * unit, palette.page, palette.ink, 3 * unit)
    canvas.keep_clear(x, y, NODE_PX * unit)


def _radius(canvas: Canvas, place_id: str, radius: float) -> float:
    """How far a name stands off: the ring of flows at the place may be larger than this mark."""
    before = canvas.marks.named.get(place_id)
    return radius if before is None else max(radius, before[2])


def _named_ring(canvas: Canvas, place_id: str, x: float, y: float) -> None:
    radius = _radius(canvas, place_id, NAMED_PX * canvas.unit)
    canvas.marks.named[place_id] = (x, y, radius, "node")
    canvas.dashed_ring(x, y, NAMED_PX * canvas.unit)
    canvas.keep_clear(x, y, NODE_PX * canvas.unit)


def draw_images(canvas: Canvas, story: Story, images: Iterable[Claim]) -> None:
    """Draw squares beside the first place that an image shows; hollow when not verified."""
    palette, unit = canvas.palette, canvas.unit
    size = 5.5 * unit
    counts: dict[str, int] = {}
    for claim in images:
        place = story.places.get(claim.places[0]) if claim.places else None
        spot = canvas.spot(place) if place else None
        if place is None or spot is None:
            continue
        column = counts.get(place.place_id, 0)
        counts[place.place_id] = column + 1
        if column >= MOST_IMAGES or len(counts) > MOST_MARKS:
            continue
        x, y = spot[0] + (column * 15 - 7.5) * unit, spot[1] + 18 * unit
        fill = palette.page if claim.verified == "no" else palette.image
        box = [v * SUPERSAMPLE for v in box_around(x, y, size)]
        canvas.draw.rectangle(
            box, fill=fill, outline=palette.image, width=canvas.stroke_width(1.75)
        )
        canvas.keep_clear(x, y, size + 2)
        canvas.marks.has_images = True
