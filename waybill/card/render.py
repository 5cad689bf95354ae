"""The preview card of a view: a PNG of 1200 × 630 for chats, posts and feeds, drawn without a browser.

The map of the view with the legs as they are known, whose claim it is, who rejects it, the dates, the
known-on day and the data version. The same story and view give the same bytes (with the same Pillow).
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from waybill.card import HEIGHT, WIDTH
from waybill.card.basemap import load_basemap, load_labels
from waybill.card.flows.words import flow_words
from waybill.card.fonts import (
    BOLD,
    REGULAR,
    SEMIBOLD,
    SUPERSAMPLE,
    drawable,
    fit,
    width,
    wrap,
    write,
)
from waybill.card.map import draw_map, flows_zoom
from waybill.card.palette import DARK, LIGHT, Palette
from waybill.card.words import CardWords, NameList, card_words
from waybill.flows.picture import Picture
from waybill.flows.shown import ShownFlows
from waybill.story.model import Story
from waybill.view.extract import Extract, extract
from waybill.view.select import select
from waybill.view.view import View, whole_view

MARGIN = 40
FOOT = 116
LINES, LINES_OF_FLOWS = 2, 3
"""Of the lead at most."""


def render_card(story: Story, view: View | None = None, flows: ShownFlows | None = None) -> bytes:
    """Draw the card and return it as PNG bytes.

    Args:
        story: the story.
        view: what it shows; without one, the whole record from its first day to its last.
        flows: the flows of the view, in a story with shipments. They are left out where the card is
            about one thing of the story.
    """
    view = view or whole_view(story)
    selection = select(story, view)
    rows = extract(story, view, selection)
    words = card_words(rows, view)
    palette = DARK if view.theme == "dark" else LIGHT
    drawn: Picture | None = None
    if flows is not None and not words.legs and not words.focus_shown:
        map_size = (WIDTH, HEIGHT - FOOT - _Header(words).height)
        drawn = flows.picture(view, flows_zoom(story, view, flows, map_size))
        words = flow_words(words, story, view, flows, drawn)
    header = _Header(words, LINES_OF_FLOWS if drawn else LINES)
    picture = Image.new("RGB", (WIDTH * SUPERSAMPLE, HEIGHT * SUPERSAMPLE), palette.page)
    draw = ImageDraw.Draw(picture)
    size = (WIDTH, HEIGHT - FOOT - header.height)
    draw_map(picture, header.height, size, story, view, selection, words, palette, drawn)
    header.draw(draw, palette)
    _draw_foot(picture, words, rows, palette)
    stream = io.BytesIO()
    picture.reduce(SUPERSAMPLE).save(stream, "PNG", compress_level=6)
    return stream.getvalue()


class _Header:
    """The card's title and lead; ``height`` follows from how many lines they need."""

    def __init__(self, words: CardWords, lines: int = LINES) -> None:
        room = WIDTH - 2 * MARGIN
        title = drawable(words.title) or "Waybill"
        sizes = (42, 38, 34, 30)
        self.size = next((s for s in sizes if width(title, s, BOLD) <= room), sizes[-1])
        self.title = fit(title, self.size, BOLD, room)
        self.eyebrow = fit(drawable(words.eyebrow), 18, SEMIBOLD, room)
        self.lead = wrap(drawable(words.lead), 22, REGULAR, room, lines)
        self.height = 20 + (26 if self.eyebrow else 0) + self.size + 10 + 28 * len(self.lead) + 12

    def draw(self, draw: ImageDraw.ImageDraw, palette: Palette) -> None:
        y = 20
        if self.eyebrow:
            write(draw, (MARGIN, y + 10), self.eyebrow, 18, SEMIBOLD, palette.ink3)
            y += 26
        write(draw, (MARGIN, y + self.size / 2), self.title, self.size, BOLD, palette.ink)
        y += self.size + 10
        for line in self.lead:
            write(draw, (MARGIN, y + 13), line, 22, REGULAR, palette.ink2)
            y += 28


def _draw_foot(card: Image.Image, words: CardWords, rows: Extract, palette: Palette) -> None:
    draw = ImageDraw.Draw(card)
    y = HEIGHT - FOOT + 29
    credit = "Base map: Natural Earth"
    if _uses_geonames(rows):
        credit += "; places: GeoNames, CC BY 4.0"
    foot = fit(drawable(words.foot), 17, REGULAR, 420)
    column = max(width(foot, 17), width(credit, 15), 130.0)
    room = WIDTH - 2 * MARGIN - column - 36
    write(
        draw, (MARGIN, y), fit(drawable(words.dates), 26, SEMIBOLD, room), 26, SEMIBOLD, palette.ink
    )
    for i, names in enumerate((words.said, words.rejected)):
        line = _fit_names(names, room)
        write(draw, (MARGIN, y + 33 + 28 * i), line, 20, REGULAR, palette.ink2)
    right = WIDTH - MARGIN
    write(draw, (right, y), "Waybill", 26, BOLD, palette.ink, "rm")
    _draw_logo(card, (right - width("Waybill", 26, BOLD) - 53, y - 11), palette)
    write(draw, (right, y + 33), foot, 17, REGULAR, palette.ink2, "rm")
    write(draw, (right, y + 61), credit, 15, REGULAR, palette.ink3, "rm")


def _fit_names(names: NameList, room: float) -> str:
    """Return as many names as fit on the line, and how many more there are."""
    line = ""
    for variant in names.variants():
        line = drawable(variant)
        if width(line, 20) <= room:
            return line
    return fit(line, 20, REGULAR, room)


def _uses_geonames(rows: Extract) -> bool:
    return any("GeoNames" in place.position_source for place in rows.places.values())


def _draw_logo(card: Image.Image, corner: tuple[float, float], palette: Palette) -> None:
    """Draw Waybill's logo, 44 × 24 px: a place, a broken line, an arrow."""
    draw = ImageDraw.Draw(card)
    left, top = corner

    def px(*values: float) -> list[float]:
        return [(v + (top if i % 2 else left)) * SUPERSAMPLE for i, v in enumerate(values)]

    x, y = px(7, 12)
    draw.circle((x, y), 5.5 * SUPERSAMPLE, outline=palette.ink, width=3 * SUPERSAMPLE)
    for start, end in ((16, 21), (25, 30)):
        draw.line(px(start, 12, end, 12), fill=palette.ink, width=3 * SUPERSAMPLE)
    draw.polygon(px(31, 6, 42, 12, 31, 18), fill=palette.ink)


def warm_up() -> None:
    """Load the base map, its names and the fonts, so that the first card is as quick as later ones."""
    load_basemap()
    load_labels()
    write(ImageDraw.Draw(Image.new("RGB", (8, 8))), (0, 0), "Waybill", 20, REGULAR, "#000000")
