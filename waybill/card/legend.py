"""The legend of a card's map: a sample of each kind of line and mark in use, in the emptiest corner."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from waybill.card.canvas import Box, Marks, overlap, points_under
from waybill.card.fonts import SUPERSAMPLE, drawable, width
from waybill.card.lines import draw_sample
from waybill.card.palette import Palette
from waybill.evidence.phrases import clipped
from waybill.geo.mercator import Points
from waybill.geo.viewport import Viewport
from waybill.grammar import LevelName, ModeName, grammar
from waybill.view.widths import WidthScale, sample_words

SIZE = 17  # px, of the type
ROW = 26
TEXT_AT = 62  # px from the left edge of the panel
MOST_LINES = 4
GAP = 16  # px to the edges of the map
NO_QUANTITY, NOT_IN_UNIT = "no quantity stated", "no quantity in that unit"
LONGEST_UNIT = 24  # characters
NOT_REPORTED = "course not reported"
NAME_ROOM = 90  # px kept free beside the panel for the name of a place near it


class WidthSamples:
    """Rows of the legend for lines whose width says a quantity: (words, width in px of the picture)."""

    def __init__(self, scale: WidthScale, unit: float) -> None:
        """``unit``: pixels of the picture per pixel of a page."""
        samples = [
            (
                f"{sample_words(quantity, clipped(scale.unit, LONGEST_UNIT))} claimed",
                scale.px_of(quantity),
            )
            for quantity in scale.samples
        ]
        if scale.without or scale.in_other_units:
            none = NOT_IN_UNIT if scale.in_other_units else NO_QUANTITY
            samples.append((none, grammar().line.quantity.none_px))
        self.rows = [(drawable(words), width * unit) for words, width in samples]


def draw_legend(
    picture: Image.Image,
    viewport: Viewport,
    large: Viewport,
    kinds: list[tuple[LevelName, ModeName]],
    marks: Marks,
    routes: Points,
    palette: Palette,
    has_course: bool = False,
    widths: WidthSamples | None = None,
) -> list[tuple[float, float, str]]:
    """Draw the panel and the samples.

    ``has_course``: whether Waybill chose the course of a line, which is said below the samples.
    ``widths``: the scale of the lines, where their width says a quantity.

    Returns the texts to write beside them: x, y of the middle of a line in the viewport, words.
    """
    lines = list(dict.fromkeys(kinds))[:MOST_LINES]
    texts = [legend_words(level, mode) for level, mode in lines]
    others = [("visit", marks.has_visits), ("image", marks.has_images)]
    texts += [word for word, is_there in others if is_there]
    if not texts:
        return []
    first_width = len(texts)
    texts += [words for words, _ in widths.rows] if widths else []
    texts += [NOT_REPORTED] * has_course
    wide = TEXT_AT + max(width(text, SIZE) for text in texts) + 14
    panel = emptiest_corner(viewport, wide, ROW * len(texts) + 10, marks, routes)
    draw = ImageDraw.Draw(picture)
    scaled = [round(v * SUPERSAMPLE) for v in panel]
    draw.rounded_rectangle(scaled, 8, fill=palette.page, outline=palette.rule, width=2)
    marks.boxes.append(panel)
    left, top = panel[0], panel[1] + 5
    for i, text in enumerate(texts):
        y = top + ROW * (i + 0.5)
        if i < len(lines):
            ends = np.array([[left + 10, y], [left + 52, y]]) * SUPERSAMPLE
            draw_sample(picture, ends, lines[i], large, palette, SUPERSAMPLE)
        elif text == "visit":
            middle = ((left + 31) * SUPERSAMPLE, y * SUPERSAMPLE)
            draw.circle(middle, 8 * SUPERSAMPLE, fill=palette.visit)
        elif text == "image":
            box = [v * SUPERSAMPLE for v in (left + 25, y - 6, left + 37, y + 6)]
            draw.rectangle(box, fill=palette.image)
        elif widths and 0 <= i - first_width < len(widths.rows):
            thick = widths.rows[i - first_width][1] * SUPERSAMPLE
            bar = [(v * SUPERSAMPLE, y * SUPERSAMPLE) for v in (left + 10, left + 52)]
            is_none = widths.rows[i - first_width][0] in (NO_QUANTITY, NOT_IN_UNIT)
            colour = palette.ink3 if is_none else palette.ink
            draw.line(bar, fill=colour, width=max(1, round(thick)))
    return [(left + TEXT_AT, top + ROW * (i + 0.5), text) for i, text in enumerate(texts)]


def legend_words(level: LevelName, mode: ModeName) -> str:
    """ "rail, path inferred"; the level alone where no means of transport is given."""
    words = grammar().levels[level].card_words
    return words if mode == "unknown" else f"{mode}, {words}"


def emptiest_corner(
    viewport: Viewport, wide: float, high: float, marks: Marks, routes: Points
) -> Box:
    """Return the box of the panel in the corner where it hides the fewest marks, then the least line."""
    right, bottom = viewport.width - GAP - wide, viewport.height - GAP - high
    corners = [(GAP, bottom), (right, bottom), (GAP, GAP), (right, GAP)]
    boxes: list[Box] = [(x, y, x + wide, y + high) for x, y in corners]

    def hidden(box: Box) -> tuple[int, int]:
        around = (box[0] - NAME_ROOM, box[1] - 8, box[2] + NAME_ROOM, box[3] + 8)
        return sum(overlap(around, other) for other in marks.boxes), points_under(box, routes)

    return min(boxes, key=hidden)
