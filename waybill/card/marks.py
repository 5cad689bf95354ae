"""Marks on the card's map: places of legs, visits, images, badges; what labels keep clear of."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from waybill.card.boxes import Box, overlap, points_under
from waybill.card.dashes import in_viewport, lengths_along, points_at
from waybill.card.fonts import BOLD, SUPERSAMPLE, width
from waybill.card.glyphs import GLYPHS
from waybill.card.lines import DrawnLeg, pixel_lines
from waybill.card.palette import Palette
from waybill.card.pills import Pill, merged
from waybill.geo.mercator import Points, unit_points
from waybill.geo.viewport import Viewport
from waybill.story.model import Claim, Place, Story, Visit

MOST_MARKS = 120
# px: where a pill goes when its place is taken
_BESIDE = ((0, -19), (0, 19), (28, 0), (-28, 0), (32, -14), (-32, -14), (0, -32), (34, 14), (0, 32))


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A short text centred on a point, in pixels of the viewport."""

    x: float
    y: float
    text: str
    size: float
    colour: str


@dataclass(slots=True)
class Marks:
    """What was drawn: boxes that labels avoid, numbers to write, and the places that want a name."""

    boxes: list[Box]
    texts: list[PlacedText]
    named: dict[str, tuple[float, float, float, str]]
    """place_id -> x, y, radius, kind of label (node or visit)."""
    sharing: dict[str, list[str]]
    """place_id -> other places that share its ring."""
    has_visits: bool = False
    has_images: bool = False


class MarkPainter:
    """Draws marks on a picture SUPERSAMPLE times the size of ``viewport``; sizes are page px × unit."""

    def __init__(
        self, picture: Image.Image, viewport: Viewport, palette: Palette, unit: float
    ) -> None:
        """See the class; ``unit`` is in pixels of the viewport."""
        self._draw = ImageDraw.Draw(picture)
        self._viewport, self._palette, self._unit = viewport, palette, unit
        self._factor = SUPERSAMPLE
        self.marks = Marks([], [], {}, {})

    def draw_nodes(self, story: Story, legs: Iterable[tuple[str, bool]]) -> None:
        """Places of the legs (leg_id, schematic): a ring where a line ends, dashed where only named."""
        kinds: dict[str, bool] = {}
        for leg_id, schematic in legs:
            leg = story.legs[leg_id]
            for place_id in (leg.origin, *(leg.via if schematic else ()), leg.destination):
                kinds[place_id] = kinds.get(place_id, True) and schematic
        solid: list[tuple[float, float, str]] = []
        for place_id, only_named in sorted(kinds.items(), key=lambda item: item[1]):
            for x, y in self._spots(story.places[place_id])[:1]:
                if len(self.marks.named) >= MOST_MARKS:
                    return
                close = 7 * self._unit
                near = next((p for a, b, p in solid if math.hypot(x - a, y - b) < close), None)
                if near:  # two places on one spot share a ring
                    self.marks.sharing.setdefault(near, []).append(place_id)
                    continue
                self.marks.named[place_id] = (x, y, (13 if only_named else 8) * self._unit, "node")
                if only_named:
                    self._dashed_ring(x, y, 13 * self._unit)
                else:
                    solid.append((x, y, place_id))
                    ring = (self._palette.page, self._palette.ink, 3 * self._unit)
                    self._circle(x, y, 6 * self._unit, *ring)
                self._keep_clear(x, y, 8 * self._unit)

    def draw_focus(self, place: Place) -> None:
        """The place in focus: a ring, and a dashed circle as wide as its position is uncertain."""
        km_per_pixel = 40_075.017 * math.cos(math.radians(place.latitude)) / self._viewport.scale
        radius = (place.radius_km or 0) / km_per_pixel
        if 12 * self._unit < radius < 3 * self._viewport.width:
            for x, y in self._spots(place)[:1]:
                self._dashed_ring(x, y, radius)
        for x, y in self._spots(place)[:1]:
            if place.place_id in self.marks.named:
                continue
            self._circle(
                x, y, 6 * self._unit, self._palette.page, self._palette.ink, 3 * self._unit
            )
            self.marks.named[place.place_id] = (x, y, 8 * self._unit, "node")
            self._keep_clear(x, y, 8 * self._unit)

    def draw_visits(self, story: Story, visits: Iterable[Visit], routes: Points) -> None:
        """Numbered discs, as the map numbers them: all visits by date; near ones in one pill.

        ``routes``: points along the legs, in pixels of the viewport; a pill that moves avoids them.
        """
        ordered = sorted(story.visits.values(), key=lambda v: (v.start_date.first, v.row))
        number_of = {visit.visit_id: n for n, visit in enumerate(ordered, 1)}
        sharing = {p for places in self.marks.sharing.values() for p in places}
        with_name = {*self.marks.named, *sharing}
        groups: list[Pill] = []
        for visit in visits:
            for x, y in self._spots(story.places[visit.place])[:1]:
                pill = Pill(x, y, [number_of[visit.visit_id]], [visit.place])
                box = self._pill_box(pill)
                near = next((g for g in groups if overlap(box, self._pill_box(g))), None)
                if near:
                    near.add(pill)
                elif len(groups) < MOST_MARKS:
                    groups.append(pill)
        for pill in merged(groups, self._pill_box):
            self._move_clear(pill, routes)
            self._draw_pill(pill)
            self.marks.has_visits = True
            places = [p for p in dict.fromkeys(pill.place_ids) if p not in with_name]
            if len(places) == len(set(pill.place_ids)):
                self.marks.named[places[0]] = (pill.x, pill.y, 9 * self._unit, "visit")
                self.marks.sharing[places[0]] = places[1:]

    def draw_images(self, story: Story, images: Iterable[Claim]) -> None:
        """Ochre squares beside the first place that an image shows; hollow when not verified."""
        counts: dict[str, int] = {}
        size = 5.5 * self._unit
        for claim in images:
            place = story.places.get(claim.places[0]) if claim.places else None
            for x, y in self._spots(place)[:1] if place else []:
                assert place is not None
                column = counts.get(place.place_id, 0)
                counts[place.place_id] = column + 1
                if column >= 4 or len(counts) > MOST_MARKS:
                    continue
                x, y = x + (column * 15 - 7.5) * self._unit, y + 18 * self._unit
                fill = self._palette.page if claim.verified == "no" else self._palette.image
                box = [v * self._factor for v in (x - size, y - size, x + size, y + size)]
                self._draw.rectangle(
                    box, fill=fill, outline=self._palette.image, width=self._px(1.75)
                )
                self._keep_clear(x, y, size + 2)
                self.marks.has_images = True

    def draw_badges(self, legs: Iterable[DrawnLeg]) -> None:
        """A "?" where no route was published; elsewhere a ship, a train, a lorry or an aeroplane."""
        for leg in list(legs)[:MOST_MARKS]:
            for line in pixel_lines(leg, self._viewport):
                along = lengths_along(line)
                total = float(along[-1])
                if total < 64 * self._unit:
                    continue
                is_dotted = leg.level == "unpublished"
                shares = [0.36, 0.5, 0.64] if is_dotted and total > 420 * self._unit else [0.5]
                radius = (10.5 if is_dotted else 13) * self._unit
                spots = points_at(line, along, np.array(shares) * total)
                for x, y in spots[in_viewport(spots, self._viewport, -radius)]:
                    if not self._is_free((x - radius, y - radius, x + radius, y + radius)):
                        continue
                    self._badge(x, y, radius, leg)

    def _badge(self, x: float, y: float, radius: float, leg: DrawnLeg) -> None:
        palette = self._palette
        if leg.level == "unpublished":
            self._circle(x, y, radius, palette.page, palette.of_mode(leg.mode), 1.75 * self._unit)
            ink = palette.of_mode(leg.mode)
            self.marks.texts.append(PlacedText(x, y, "?", 12 * self._unit, ink))
        elif leg.mode in GLYPHS:
            self._circle(x, y, radius + self._unit * 1.5, palette.halo)
            self._circle(x, y, radius, palette.of_mode(leg.mode))
            for is_ink, corners in GLYPHS[leg.mode]:
                points = [
                    (
                        (x + (a - 8) * self._unit) * self._factor,
                        (y + (b - 8) * self._unit) * self._factor,
                    )
                    for a, b in corners
                ]
                self._draw.polygon(
                    points, fill=palette.on_mode if is_ink else palette.of_mode(leg.mode)
                )
        else:
            return
        self._keep_clear(x, y, radius + 2)

    def _pill_box(self, pill: Pill) -> Box:
        room = width(pill.words, round(12 * self._unit), BOLD) / 2 + 5 * self._unit
        half, high = max(8.5 * self._unit, room), 8.5 * self._unit
        return (pill.x - half, pill.y - high, pill.x + half, pill.y + high)

    def _move_clear(self, pill: Pill, routes: Points) -> None:
        """Beside what is drawn already, if there is room: the ring of a leg must stay visible."""
        x, y = pill.x, pill.y
        if self._is_free(self._pill_box(pill)):
            return
        best: tuple[int, float, float] | None = None
        for dx, dy in _BESIDE:
            pill.x, pill.y = x + dx * self._unit, y + dy * self._unit
            box = self._pill_box(pill)
            if self._is_free(box):
                hits = points_under(box, routes)
                if best is None or hits < best[0]:
                    best = (hits, pill.x, pill.y)
        pill.x, pill.y = best[1:] if best else (x, y)

    def _draw_pill(self, pill: Pill) -> None:
        left, top, right, bottom = self._pill_box(pill)
        for grow, colour in ((1.5 * self._unit, self._palette.halo), (0.0, self._palette.visit)):
            box = (left - grow, top - grow, right + grow, bottom + grow)
            scaled = [v * self._factor for v in box]
            round_by = ((bottom - top) / 2 + grow) * self._factor
            self._draw.rounded_rectangle(scaled, round_by, fill=colour)
        at = (pill.x, pill.y, pill.words, 12 * self._unit, self._palette.on_mode)
        self.marks.texts.append(PlacedText(*at))
        self.marks.boxes.append((left, top, right, bottom))

    def _spots(self, place: Place) -> list[tuple[float, float]]:
        """Where a place is in the viewport: not at all, or once a turn of the world."""
        point = unit_points([(place.latitude, place.longitude)])
        spots = [
            self._viewport.project(point + np.array([turn, 0.0])) for turn in self._viewport.turns()
        ]
        # a mark that the edge would cut is left out
        seen = [s for s in spots if in_viewport(s, self._viewport, -9 * self._unit)[0]]
        return [(float(s[0, 0]), float(s[0, 1])) for s in seen]

    def _circle(
        self, x: float, y: float, radius: float, fill: str, edge: str | None = None, line: float = 0
    ) -> None:
        at = (x * self._factor, y * self._factor)
        self._draw.circle(
            at, radius * self._factor, fill=fill, outline=edge, width=round(line * self._factor)
        )

    def _dashed_ring(self, x: float, y: float, radius: float) -> None:
        box = [v * self._factor for v in (x - radius, y - radius, x + radius, y + radius)]
        count = max(12, min(240, round(2 * math.pi * radius / (6.5 * self._unit))))
        for i in range(count):
            start = 360 * i / count
            self._draw.arc(
                box, start, start + 200 / count, fill=self._palette.ink2, width=self._px(1.5)
            )

    def _px(self, page_px: float) -> int:
        return max(1, round(page_px * self._unit * self._factor))

    def _keep_clear(self, x: float, y: float, radius: float) -> None:
        self.marks.boxes.append((x - radius, y - radius, x + radius, y + radius))

    def _is_free(self, box: Box) -> bool:
        return not any(overlap(box, other) for other in self.marks.boxes)
