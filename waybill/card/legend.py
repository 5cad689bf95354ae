"""The legend of a card's map: a sample of each kind of line and mark in use, in the emptiest corner."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from waybill.card.canvas import Box, Marks, overlap, points_under
from waybill.card.fonts import SUPERSAMPLE, width
from waybill.card.lines import draw_sample
from waybill.card.palette import Palette
from waybill.geo.mercator import Points
from waybill.geo.viewport import Viewport
from waybill.grammar import LevelName, ModeName, grammar

SIZE = 17  # px, of the type
ROW = 26
TEXT_AT = 62  # px from the left edge of the panel
MOST_LINES = 4
GAP = 16  # px to the edges of the map
NOT_REPORTED = "course not reported"
NAME_ROOM = 90  # px kept free beside the panel for the name of a place near it


def draw_legend(
    picture: Image.Image,
    viewport: Viewport,
    large: Viewport,
    kinds: list[tuple[LevelName, ModeName]],
    marks: Marks,
    routes: Points,
    palette: Palette,
    has_course: bool = False,
) -> list[tuple[float, float, str]]:
    """Draw the panel and the samples.

    ``has_course``: whether Waybill chose the course of a line, which is said below the samples.

    Returns the texts to write beside them: x, y of the middle of a line in the viewport, words.
    """
    lines = list(dict.fromkeys(kinds))[:MOST_LINES]
    texts = [legend_words(level, mode) for level, mode in lines]
    others = [("visit", marks.has_visits), ("image", marks.has_images)]
    texts += [word for word, is_there in others if is_there]
    if not texts:
        return []
    texts += [NOT_REPORTED] * has_course
    wide = TEXT_AT + max(width(text, SIZE) for text in texts) + 14
    panel = _corner(viewport, wide, ROW * len(texts) + 10, marks, routes)
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
    return [(left + TEXT_AT, top + ROW * (i + 0.5), text) for i, text in enumerate(texts)]


def legend_words(level: LevelName, mode: ModeName) -> str:
    """ "rail, path inferred"; the level alone where no means of transport is given."""
    words = grammar().levels[level].card_words
    return words if mode == "unknown" else f"{mode}, {words}"


def _corner(viewport: Viewport, wide: float, high: float, marks: Marks, routes: Points) -> Box:
    """Return the box of the panel in the corner where it hides the fewest marks, then the least line."""
    right, bottom = viewport.width - GAP - wide, viewport.height - GAP - high
    corners = [(GAP, bottom), (right, bottom), (GAP, GAP), (right, GAP)]
    boxes: list[Box] = [(x, y, x + wide, y + high) for x, y in corners]

    def hidden(box: Box) -> tuple[int, int]:
        around = (box[0] - NAME_ROOM, box[1] - 8, box[2] + NAME_ROOM, box[3] + 8)
        return sum(overlap(around, other) for other in marks.boxes), points_under(box, routes)

    return min(boxes, key=hidden)
