"""Marks at places: rings where legs end, the place in focus, images beside what they show."""

from __future__ import annotations

import math
from collections.abc import Iterable

from waybill.card.canvas import MOST_MARKS, Canvas, box_around
from waybill.card.fonts import SUPERSAMPLE
from waybill.story.model import Claim, Leg, Place, Story

NODE_PX, NAMED_PX = 8, 13  # radii: a place where a line ends; a place that was only named
TOGETHER_PX = 7  # places nearer than this share a ring
MOST_IMAGES = 4  # side by side at one place
EQUATOR_KM = 40_075.017


def draw_nodes(canvas: Canvas, story: Story, legs: Iterable[tuple[Leg, bool]]) -> None:
    """Draw a ring where a line ends, a dashed one where a place was only named.

    Args:
        canvas: where to draw.
        story: the legs' places are looked up here.
        legs: (leg, schematic) of each leg drawn, with the stops that had been named.
    """
    only_named: dict[str, bool] = {}
    for leg, schematic in legs:
        for place_id in (leg.origin, *(leg.via if schematic else ()), leg.destination):
            only_named[place_id] = only_named.get(place_id, True) and schematic
    solid: list[tuple[float, float, str]] = []
    for place_id, is_named in sorted(only_named.items(), key=lambda item: item[1]):
        spot = canvas.spot(story.places[place_id])
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
    canvas.marks.named[place_id] = (x, y, NODE_PX * unit, "node")
    canvas.circle(x, y, 6 * unit, palette.page, palette.ink, 3 * unit)
    canvas.keep_clear(x, y, NODE_PX * unit)


def _named_ring(canvas: Canvas, place_id: str, x: float, y: float) -> None:
    canvas.marks.named[place_id] = (x, y, NAMED_PX * canvas.unit, "node")
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
