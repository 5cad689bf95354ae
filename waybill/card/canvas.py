"""Drawing surfaces for lines and marks, and a record of what lies where, for labels and the legend to avoid."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
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
WIDEST_WITHOUT_GAPS, GAP_WIDTH = 8, 3  # px: between a wider line and a joint Pillow covers gaps

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the viewport."""


def points_under(box: Box, points: Points) -> int:
    """Count the points that lie in the box."""
    x, y = points[:, 0], points[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def overlap(a: Box, b: Box) -> bool:
    """Return whether two boxes share any area."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def overlaps_any(box: Box, others: Iterable[Box]) -> bool:
    """Return whether a box shares any area with one of the others."""
    left, top, right, bottom = box
    return any(left < o[2] and o[0] < right and top < o[3] and o[1] < bottom for o in others)


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
        number = self._number
        draw_lines = self.draw.draw.draw_lines
        return lambda line, width: draw_lines(line, number, width)

    @cached_property
    def _pie(self) -> Callable[[list[tuple[float, float]], float, float], None]:
        """Pillow's own slices of a circle between two angles, filled."""
        number = self._number
        draw_pieslice = self.draw.draw.draw_pieslice
        return lambda box, start, end: draw_pieslice(box, start, end, number, 1)

    @cached_property
    def _number(self) -> int:
        """The ink as a number."""
        ink = self.ink
        number: int = self.draw.draw.draw_ink(
            ImageColor.getrgb(ink) if isinstance(ink, str) else ink
        )
        return number

    def dash(self, line: list[float], width: int) -> None:
        """Draw a line given as flat coordinates, its bends unjoined."""
        if width:
            self._stroke(line, width)

    def stroke(self, line: list[float], width: float) -> None:
        """Draw a line given as flat coordinates."""
        whole = max(1, round(width))
        self._stroke(line, whole)
        if len(line) > 4 and whole > 4:  # a thinner line has no joints
            self._joints(line, whole)

    def _joints(self, line: list[float], width: int) -> None:
        """Round the bends of a line as ``draw.line(joint="curve")`` does, pixel for pixel.

        Pillow's own way looks the ink up and makes tuples for every bend: a quarter of a card of 400 legs.
        """
        xs, ys = line[::2], line[1::2]
        ways = [
            math.degrees(math.atan2(x1 - x0, y0 - y1)) % 360
            for x0, y0, x1, y1 in zip(xs, ys, xs[1:], ys[1:], strict=False)
        ]
        reach = width / 2 - 1
        for before, after, x, y in zip(ways, ways[1:], xs[1:], ys[1:], strict=False):
            if before == after:
                continue
            is_left = after - 180 > before if after > before else after + 180 > before
            edges = (after + 90, before + 90) if is_left else (before - 90, after - 90)
            around = [(x - reach, y - reach), (x + reach, y + reach)]
            self._pie(around, edges[0] - 90, edges[1] - 90)
            if width > WIDEST_WITHOUT_GAPS:
                turn = 90 if is_left else -90
                rim = (_on_rim(x, y, before + turn, reach), _on_rim(x, y, after + turn, reach))
                self._stroke([*rim[0], x, y, *rim[1]], GAP_WIDTH)

    def close(self) -> None:
        """Lay the mask over the picture and empty it, where something is: Pillow blends empty pixels too.

        By what is beneath Pillow's images, which cost more than the pixels of so many tiles do.
        """
        box = self._mask.getbbox() if self._mask else None
        if not self._mask or not box:
            return
        picture, mask = self._picture.image.im, self._mask.im
        ink = ImageColor.getcolor(self._colour, self._picture.image.mode)
        for top in range(box[1], box[3], TILE[1]):
            for left in range(box[0], box[2], TILE[0]):
                right, bottom = min(left + TILE[0], box[2]), min(top + TILE[1], box[3])
                tile = mask.crop((left, top, right, bottom))
                if seen := tile.getbbox():
                    at = (left + seen[0], top + seen[1], left + seen[2], top + seen[3])
                    picture.paste(ink, at, tile.crop(seen))
                    mask.paste(0, at)


def _on_rim(x: float, y: float, angle: float, radius: float) -> tuple[float, float]:
    """Return the point of a circle at an angle in degrees from north, its offsets in whole pixels outwards."""
    turn = math.radians(angle - 90)
    east, south = radius * math.cos(turn), radius * math.sin(turn)
    return x + _outwards(east), y + _outwards(south)


def _outwards(offset: float) -> int:
    return math.floor(offset) if offset > 0 else math.ceil(offset)


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
        return not overlaps_any(box, self.marks.boxes)
