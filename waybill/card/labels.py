"""Names on the card's map: the most important first, each only where there is room for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import ImageDraw

from waybill.card.basemap import load_labels
from waybill.card.canvas import Box, Marks, overlaps_any, points_under
from waybill.card.fonts import BOLD, REGULAR, SEMIBOLD, drawable, is_drawable, width, write
from waybill.card.palette import Palette
from waybill.geo.mercator import TILE_PX, Points
from waybill.geo.viewport import Viewport
from waybill.story.model import Place, Story

MOST_ROUTE_HITS = 3
EDGE = 8.0  # px between a label and the edge of the map
LONGEST = 34  # characters
TRIES = 4
MOST_TRIED = 40  # names; a try of so many takes 20 ms


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A label to place: around a point, or on it where ``radius`` is 0."""

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

    def put(labels: Iterable[_Candidate], taken: list[Box]) -> dict[_Candidate, Box]:
        """Find room for labels, one after the other; ``taken`` grows."""
        found = {}
        for label in labels:
            wide = width(label.text, label.size, label.weight)
            box = _free_box(label, wide, viewport, taken, routes)
            if box:
                found[label] = box
                taken.append(box)
        return found

    taken, placed = _places_first(_place_candidates(story, marks, palette), marks.boxes, put)
    placed |= put(_leg_candidates(marks, palette), taken)
    written = {label.text for label in placed}
    others = sorted(_basemap_candidates(viewport, palette), key=lambda label: label.rank)
    for label in others:
        if label.text not in written and (found := put([label], taken)):
            written.add(label.text)
            placed |= found
    for label, box in placed.items():
        at = (box[0], top + (box[1] + box[3]) / 2)
        halo = palette.halo if label.radius else _halo(label, palette)
        write(draw, at, label.text, label.size, label.weight, label.colour, "lm", halo)


def _places_first(
    candidates: Iterable[_Candidate],
    boxes: list[Box],
    put: Callable[[Iterable[_Candidate], list[Box]], dict[_Candidate, Box]],
) -> tuple[list[Box], dict[_Candidate, Box]]:
    """Place the names of the story's places; those without room go first in another try.

    Returns what is taken then, and the boxes of the names.
    """
    order = sorted(candidates, key=lambda label: label.rank)
    best: tuple[list[Box], dict[_Candidate, Box]] | None = None
    for _ in range(TRIES if len(order) <= MOST_TRIED else 1):
        taken = list(boxes)
        placed = put(order, taken)
        if best is None or len(placed) > len(best[1]):
            best = taken, placed
        if len(placed) == len(order):
            break
        order.sort(key=lambda label: label in placed)
    assert best is not None
    return best


def _halo(label: _Candidate, palette: Palette) -> str:
    """The colour of the ground that a name of the base map lies on."""
    return palette.water if label.colour == palette.water_label else palette.land


def _place_candidates(story: Story, marks: Marks, palette: Palette) -> Iterator[_Candidate]:
    for place_id, (x, y, radius, kind) in marks.named.items():
        names = [
            drawable_name(story.places[p])
            for p in (place_id, *marks.sharing.get(place_id, ()))
            if story.places[p].kind != "waypoint"
        ]
        # "Dunay" is enough where "Dunay station" shares its ring
        names = [n for n in names if not any(n != o and n.startswith(o) for o in names)][:3]
        name = ", ".join(names)
        name = name if len(name) <= LONGEST else drawable(name[: LONGEST - 1] + "…")
        if not name:
            continue
        if kind == "node":
            yield _Candidate(name, x, y, radius, 20, BOLD, palette.ink, 1)
        else:
            yield _Candidate(name, x, y, radius, 18, SEMIBOLD, palette.visit, 2)


def _leg_candidates(marks: Marks, palette: Palette) -> Iterator[_Candidate]:
    for mark in marks.called:
        text = mark.text if len(mark.text) <= LONGEST else mark.text[: LONGEST - 1] + "…"
        if is_drawable(text):
            yield _Candidate(text, mark.x, mark.y, mark.radius, 17, SEMIBOLD, palette.ink2, 3)


def drawable_name(place: Place) -> str:
    """A place's name; where it has letters that cannot be drawn, another name of it, or Latin letters."""
    names = (name for name in (place.name, *place.aliases) if is_drawable(name))
    return drawable(next(names, place.name))


def _basemap_candidates(viewport: Viewport, palette: Palette) -> Iterator[_Candidate]:
    """Yield countries and seas. Cities are left out: on a card they compete with the story's places."""
    zoom = math.log2(viewport.scale / TILE_PX)
    for name in load_labels():
        if name.kind == "cities" or name.zoom > zoom + 0.6:
            continue
        for turn in viewport.turns_of(name.x, name.x):
            x, y = viewport.project(np.array([[name.x + turn, name.y]]))[0]
            if 0 < x < viewport.width and 0 < y < viewport.height:
                sea = name.kind == "seas"
                text = drawable(name.name if sea else name.name.upper())
                colour = palette.water_label if sea else palette.land_label
                yield _Candidate(text, x, y, 0, 15, REGULAR, colour, name.rank)


def _free_box(
    label: _Candidate, text_width: float, viewport: Viewport, taken: list[Box], routes: Points
) -> Box | None:
    """Return the free box for a label that covers the fewest route points; None if none is free."""
    high = label.size * 1.1
    best: tuple[int, int, Box] | None = None
    for order, (dx, dy) in enumerate(_positions(label, text_width, high)):
        left, top = label.x + dx, label.y + dy
        box = (left - 2, top, left + text_width + 2, top + high)
        inside = box[0] > EDGE and box[1] > EDGE
        inside = inside and box[2] < viewport.width - EDGE and box[3] < viewport.height - EDGE
        if not inside or overlaps_any(box, taken):
            continue
        hits = points_under(box, routes)
        if label.rank >= 2 and hits > MOST_ROUTE_HITS:
            continue
        if best is None or hits < best[0]:
            best = (hits, order, box)
    if best is None:
        return None
    left, top, right, bottom = best[2]
    return (left + 2, top, right, bottom)


def _positions(label: _Candidate, wide: float, high: float) -> Iterator[tuple[float, float]]:
    """Yield offsets of a label's corner from its point: eight around it, best first.

    A name of the base map stands on its point, or just above or below.
    """
    if not label.radius:
        yield -wide / 2, -high / 2
        yield -wide / 2, -high * 1.4
        yield -wide / 2, high * 0.4
        return
    r = label.radius + 4
    yield r, -high / 2
    yield -wide - r, -high / 2
    yield -wide / 2, -high - r
    yield -wide / 2, r
    yield r * 0.75, -high - r * 0.5
    yield r * 0.75, r * 0.5
    yield -wide - r * 0.75, -high - r * 0.5
    yield -wide - r * 0.75, r * 0.5
