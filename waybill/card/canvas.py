"""Drawing surfaces for lines and marks, and a record of what lies where, for labels and the legend to avoid."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from PIL import Image, ImageColor, ImageDraw

from waybill.card.dashes import in_viewport
from waybill.card.fonts import SUPERSAMPLE
from waybill.card.palette import Palette
from waybill.geo.mercator import Points, unit_points
from waybill.geo.viewport import Viewport
from waybill.story.model import Place

MOST_MARKS = 120  # of a sort
TILE = (128, 64)  # px of the picture

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the viewport."""


def points_under(box: Box, points: Points) -> int:
    """Count the points that lie in the box."""
    x, y = points[:, 0], points[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def overlap(a: Box, b: Box) -> bool:
    """Return whether two boxes share any area."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def box_around(x: float, y: float, radius: float) -> Box:
    """Return the square box around a point."""
    return (x - radius, y - radius, x + radius, y + radius)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A short text centred on a point, in pixels of the viewport."""

    x: float
    y: float
    text: str
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label that would like to stand beside a mark of that radius."""

    x: float
    y: float
    radius: float
    text: str


@dataclass(slots=True)
class Marks:
    """What was drawn: boxes that labels avoid, texts to write, and the places that want a name."""

    boxes: list[Box] = field(default_factory=list)
    texts: list[PlacedText] = field(default_factory=list)
    named: dict[str, tuple[float, float, float, str]] = field(default_factory=dict)
    """place_id → x, y, radius, kind of label (node or visit)."""
    sharing: dict[str, list[str]] = field(default_factory=dict)
    """place_id → other places that share its ring."""
    called: list[PlacedLabel] = field(default_factory=list)
    """What legs are called, at their badges."""
    has_visits: bool = False
    has_images: bool = False


@dataclass
class LayeredPicture:
    """The picture that is drawn on."""

    image: Image.Image

    @cached_property
    def mask(self) -> Image.Image:
        """As large, and empty between two layers."""
        return Image.new("L", self.image.size)


class Layer:
    """A drawing layer: the picture itself, or a mask that is laid over it if the layer is translucent.

    Layers of a picture share one mask, so that only one of them may be open at a time: a new mask each
    would take as long as drawing on it.
    """

    def __init__(self, picture: LayeredPicture, colour: str, opacity: float) -> None:
        """See the class."""
        self._picture, self._colour = picture, colour
        self._is_mask = opacity < 1
        self._mask: Image.Image | None = None
        self._full = round(255 * opacity)
        self.ink: str | int = self._full if self._is_mask else colour

    @cached_property
    def draw(self) -> ImageDraw.ImageDraw:
        """What draws on it."""
        if self._is_mask:
            self._mask = self._picture.mask
        return ImageDraw.Draw(self._mask or self._picture.image)

    def faded(self, share: float) -> int | str:
        """Return the ink at a share of its opacity; the full ink on an opaque layer."""
        return round(self._full * share) if self._is_mask else self._colour

    @cached_property
    def _stroke(self) -> Callable[[list[float], int], None]:
        """Pillow's own strokes without joints: ``draw.line`` looks the ink up each time, for 10,000 dashes a card."""
        ink = self.ink
        pillow = self.draw.draw
        number = pillow.draw_ink(ImageColor.getrgb(ink) if isinstance(ink, str) else ink)
        return lambda line, width: pillow.draw_lines(line, number, width)

    def stroke(self, line: list[float], width: float) -> None:
        """Draw a line given as flat coordinates."""
        whole = max(1, round(width))
        if len(line) > 4:
            self.draw.line(line, fill=self.ink, width=whole, joint="curve")
        else:  # no bend, so nothing to join
            self._stroke(line, whole)

    def close(self) -> None:
        """Lay the mask over the picture and empty it, where something is: Pillow blends empty pixels too."""
        box = self._mask.getbbox() if self._mask else None
        if not self._mask or not box:
            return
        for top in range(box[1], box[3], TILE[1]):
            for left in range(box[0], box[2], TILE[0]):
                right, bottom = min(left + TILE[0], box[2]), min(top + TILE[1], box[3])
                tile = self._mask.crop((left, top, right, bottom))
                if seen := tile.getbbox():
                    at = (left + seen[0], top + seen[1], left + seen[2], top + seen[3])
                    self._picture.image.paste(self._colour, at, tile.crop(seen))
                    self._mask.paste(0, at)


class Canvas:
    """Draws simple shapes on a picture that is SUPERSAMPLE times the size of ``viewport``.

    Places and sizes are in pixels of the viewport; ``unit`` is one pixel of a page in them.
    """

    def __init__(
        self, picture: Image.Image, viewport: Viewport, palette: Palette, unit: float
    ) -> None:
        """See the class."""
        self.draw = ImageDraw.Draw(picture)
        self.viewport, self.palette, self.unit = viewport, palette, unit
        self.marks = Marks()
        self.spots: dict[str, tuple[float, float]] = {}
        """place_id → where its first mark is."""

    def spot(self, place: Place, turn: int | None = None) -> tuple[float, float] | None:
        """Return where a place is in the picture; None outside, and where the edge would cut a mark.

        ``turn`` is the turn of the world in which the place shows, if a line that ends there says so.
        A mark drawn later stands beside the first one, whatever the turn.
        """
        if turn is None and place.place_id in self.spots:
            return self.spots[place.place_id]
        point = unit_points([(place.latitude, place.longitude)])
        x = float(point[0, 0])
        for each in self.viewport.turns_of(x, x) if turn is None else (turn,):
            seen = self.viewport.project(point + np.array([each, 0.0]))
            if in_viewport(seen, self.viewport, -9 * self.unit)[0]:
                spot = float(seen[0, 0]), float(seen[0, 1])
                self.spots.setdefault(place.place_id, spot)
                return spot
        return None

    def circle(
        self, x: float, y: float, radius: float, fill: str, edge: str | None = None, line: float = 0
    ) -> None:
        """Draw a filled circle; ``line`` is the width of its edge."""
        self.draw.circle(
            (x * SUPERSAMPLE, y * SUPERSAMPLE),
            radius * SUPERSAMPLE,
            fill=fill,
            outline=edge,
            width=round(line * SUPERSAMPLE),
        )

    def dashed_ring(self, x: float, y: float, radius: float) -> None:
        """Draw a dashed circle: the place is somewhere within it."""
        box = [v * SUPERSAMPLE for v in box_around(x, y, radius)]
        count = max(12, min(240, round(2 * math.pi * radius / (6.5 * self.unit))))
        for i in range(count):
            start = 360 * i / count
            self.draw.arc(
                box,
                start,
                start + 200 / count,
                fill=self.palette.ink2,
                width=self.stroke_width(1.5),
            )

    def stroke_width(self, page_px: float) -> int:
        """Return the width of a line in pixels of the picture; at least one."""
        return max(1, round(page_px * self.unit * SUPERSAMPLE))

    def keep_clear(self, x: float, y: float, radius: float) -> None:
        """Keep labels and further marks away from here."""
        self.marks.boxes.append(box_around(x, y, radius))

    def is_free(self, box: Box) -> bool:
        """Return whether nothing has been drawn in a box so far."""
        return not any(overlap(box, other) for other in self.marks.boxes)
