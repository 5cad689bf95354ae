"""Names on the card's map: the important ones first, where there is room; no room, no name."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import ImageDraw

from waybill.card.basemap import load_labels
from waybill.card.canvas import Box, Marks, overlap, points_under
from waybill.card.fonts import BOLD, REGULAR, SEMIBOLD, drawable, width, write
from waybill.card.palette import Palette
from waybill.geo.mercator import TILE_PX, Points
from waybill.geo.viewport import Viewport
from waybill.story.model import Story

MOST_ROUTE_HITS = 3
EDGE = 8.0  # px between a label and the edge of the map
LONGEST = 34  # characters


@dataclass(frozen=True, slots=True)
class _Wish:
    """A label that would like a place: around a point, or (radius 0) on it."""

    text: str
    x: float
    y: float
    radius: float
    size: int
    weight: int
    colour: str
    rank: float


def draw_labels(
    draw: ImageDraw.ImageDraw,
    top: int,
    viewport: Viewport,
    story: Story,
    marks: Marks,
    routes: Points,
    palette: Palette,
) -> None:
    """Write the names on the map, which begins ``top`` pixels below the card's edge.

    ``routes`` are points along the legs in pixels of the viewport: a label avoids them where it can.
    """
    taken = list(marks.boxes)
    written: set[str] = set()
    wishes = [*_place_wishes(story, marks, palette), *_base_wishes(viewport, palette)]
    for wish in sorted(wishes, key=lambda w: w.rank):
        text = drawable(wish.text)
        if not text or text in written:
            continue
        box = _room(wish, width(text, wish.size, wish.weight), viewport, taken, routes)
        if box is None:
            continue
        written.add(text)
        taken.append(box)
        at = (box[0], top + (box[1] + box[3]) / 2)
        halo = palette.halo if wish.radius else _ground(wish, palette)
        write(draw, at, text, wish.size, wish.weight, wish.colour, "lm", halo)


def _ground(wish: _Wish, palette: Palette) -> str:
    return palette.water if wish.colour == palette.water_label else palette.land


def _place_wishes(story: Story, marks: Marks, palette: Palette) -> Iterator[_Wish]:
    for place_id, (x, y, radius, kind) in marks.named.items():
        names = [
            story.places[p].name
            for p in (place_id, *marks.sharing.get(place_id, ()))
            if story.places[p].kind != "waypoint"
        ]
        # "Dunay" says enough where "Dunay station" shares its ring
        names = [n for n in names if not any(n != o and n.startswith(o) for o in names)][:3]
        name = ", ".join(names)
        name = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
        if not name:
            continue
        if kind == "node":
            yield _Wish(name, x, y, radius, 20, BOLD, palette.ink, 1)
        else:
            yield _Wish(name, x, y, radius, 18, SEMIBOLD, palette.visit, 2)


def _base_wishes(viewport: Viewport, palette: Palette) -> Iterator[_Wish]:
    """Countries and seas. Cities are left out: on a card they compete with the story's places."""
    zoom = math.log2(viewport.scale / TILE_PX)
    for label in load_labels():
        if label.kind == "cities" or label.zoom > zoom + 0.6:
            continue
        for turn in viewport.turns():
            x, y = viewport.project(np.array([[label.x + turn, label.y]]))[0]
            if 0 < x < viewport.width and 0 < y < viewport.height:
                sea = label.kind == "seas"
                text = label.name if sea else label.name.upper()
                colour = palette.water_label if sea else palette.land_label
                yield _Wish(text, x, y, 0, 15, REGULAR, colour, label.rank)


def _room(
    wish: _Wish, text_width: float, viewport: Viewport, taken: list[Box], routes: Points
) -> Box | None:
    """The best free box for a label; None when there is none."""
    high = wish.size * 1.1
    best: tuple[int, int, Box] | None = None
    for order, (dx, dy) in enumerate(_positions(wish, text_width, high)):
        left, top = wish.x + dx, wish.y + dy
        box = (left - 2, top, left + text_width + 2, top + high)
        inside = box[0] > EDGE and box[1] > EDGE
        inside = inside and box[2] < viewport.width - EDGE and box[3] < viewport.height - EDGE
        if not inside or any(overlap(box, other) for other in taken):
            continue
        hits = points_under(box, routes)
        if wish.rank >= 2 and hits > MOST_ROUTE_HITS:
            continue
        if best is None or hits < best[0]:
            best = (hits, order, box)
    if best is None:
        return None
    left, top, right, bottom = best[2]
    return (left + 2, top, right, bottom)


def _positions(wish: _Wish, wide: float, high: float) -> Iterator[tuple[float, float]]:
    """Eight places around a point, best first; only the middle for a name of the base map."""
    if not wish.radius:
        yield -wide / 2, -high / 2
        yield -wide / 2, -high * 1.4
        yield -wide / 2, high * 0.4
        return
    r = wish.radius + 4
    yield r, -high / 2
    yield -wide - r, -high / 2
    yield -wide / 2, -high - r
    yield -wide / 2, r
    yield r * 0.75, -high - r * 0.5
    yield r * 0.75, r * 0.5
    yield -wide - r * 0.75, -high - r * 0.5
    yield -wide - r * 0.75, r * 0.5
