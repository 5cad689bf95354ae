"""The legend of flows on a card: lines of round quantities, a ring, and the means of transport."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import ImageDraw

from waybill.card.canvas import Box, Canvas
from waybill.card.flows.draw import draw_ring
from waybill.card.fonts import SUPERSAMPLE, drawable, width
from waybill.card.legend import emptiest_corner
from waybill.evidence.phrases import clipped
from waybill.flows.picture import MIXED, Picture
from waybill.flows.scales import legend_of, radius_of, width_of
from waybill.flows.words import amount_words
from waybill.geo.mercator import Points

SIZE = 17  # px, of the type
ROW = 25
LINE_PX = 20  # between the two lines of a row
SAMPLE_PX, TEXT_AT = 42, 62
LONGEST_UNIT = 24  # characters
SEVERAL = "several or not stated"


@dataclass(frozen=True, slots=True)
class _Row:
    """A sample and its words, a line of them or two: a line of a width and colour, or a ring of a radius."""

    words: str
    more: str = ""
    width: float = 0.0
    colour: str = ""
    radius: float = 0.0


def draw_flow_legend(
    canvas: Canvas, picture: Picture, routes: Points
) -> list[tuple[float, float, str]]:
    """Draw the panel and the samples, and keep its place clear.

    Returns the texts to write beside them: x, y of the middle of a line in the viewport, words.
    """
    rows = _rows(canvas, picture)
    if not rows:
        return []
    heights = [
        max(2 * LINE_PX if row.more else ROW, 2 * row.radius + 8, row.width + 8) for row in rows
    ]
    wide = TEXT_AT + max(width(text, SIZE) for row in rows for text in (row.words, row.more)) + 14
    panel = emptiest_corner(canvas.viewport, wide, sum(heights) + 10, canvas.marks, routes)
    canvas.marks.boxes.append(panel)
    palette = canvas.palette
    scaled = [round(v * SUPERSAMPLE) for v in panel]
    canvas.draw.rounded_rectangle(scaled, 8, fill=palette.page, outline=palette.rule, width=2)
    texts = []
    left, y = panel[0], panel[1] + 5
    for row, height in zip(rows, heights, strict=True):
        middle = y + height / 2
        _draw_sample(canvas, row, left + 10, middle)
        if row.more:
            texts.append((left + TEXT_AT, middle - LINE_PX / 2, row.words))
            texts.append((left + TEXT_AT, middle + LINE_PX / 2, row.more))
        else:
            texts.append((left + TEXT_AT, middle, row.words))
        y += height
    return texts


def _rows(canvas: Canvas, picture: Picture) -> list[_Row]:
    palette, unit = canvas.palette, canvas.unit
    named = clipped(picture.cube.meta["unit"], LONGEST_UNIT)
    rows = [
        _Row(
            drawable(amount_words(quantity, named)),
            width=width_of(quantity, picture.largest) * unit,
            colour=palette.ink2,
        )
        for quantity in legend_of(picture.largest)
    ]
    for ring in legend_of(picture.largest_ring)[-1:]:
        # In two lines: of a map of the whole world, a panel as narrow as this lies beside all flows.
        amount = drawable(f"({amount_words(ring, named)})")
        radius = radius_of(ring, picture.largest_ring) * unit
        rows.append(_Row("circle: in; disc: out", amount, radius=radius))
    used = sorted(set(picture.modes), key=lambda mode: (mode == MIXED, mode))
    if used and used != [MIXED]:
        rows += [
            _Row(SEVERAL if mode == MIXED else mode, "", 4 * unit, palette.of_mode(mode))
            for mode in used
        ]
    return rows


def _draw_sample(canvas: Canvas, row: _Row, left: float, y: float) -> None:
    if row.radius:
        radius = row.radius / canvas.unit
        draw_ring(canvas, (left + SAMPLE_PX / 2, y), (radius / 2, radius), canvas.palette)
        return
    box: Box = (left, y - row.width / 2, left + SAMPLE_PX, y + row.width / 2)
    scaled = [v * SUPERSAMPLE for v in box]
    thick = max(1, round(row.width * SUPERSAMPLE))
    draw: ImageDraw.ImageDraw = canvas.draw
    middle = (scaled[1] + scaled[3]) / 2
    draw.line([scaled[0], middle, scaled[2], middle], fill=row.colour, width=thick)
