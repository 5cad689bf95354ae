"""Visits on the card: discs or pills with the numbers of those at one place or at near ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from waybill.card.canvas import MOST_MARKS, Box, Canvas, PlacedText, overlap, points_under
from waybill.card.fonts import BOLD, SUPERSAMPLE, width
from waybill.evidence.phrases import visit_numbers
from waybill.geo.mercator import Points
from waybill.story.model import Story, Visit

TYPE_PX = 12
HALF_HEIGHT_PX = 8.5
# px of a page: where a pill goes when its place is taken
BESIDE = ((0, -19), (0, 19), (28, 0), (-28, 0), (32, -14), (-32, -14), (0, -32), (34, 14), (0, 32))


@dataclass(slots=True)
class Pill:
    """A disc or pill with the numbers of visits, at one place or several near ones."""

    x: float
    y: float
    numbers: list[int]
    place_ids: list[str]

    def add(self, other: Pill) -> None:
        """Add the visits of another pill."""
        self.numbers += other.numbers
        self.place_ids += other.place_ids

    @property
    def words(self) -> str:
        """The numbers as they are written on it."""
        return pill_words(sorted(self.numbers))


def pill_words(numbers: list[int]) -> str:
    """Write ascending numbers in few characters: "3, 7"; "1–4" for 1, 2, 3, 4; "1 … 9" for 1, 2, 3, 9.

    The map has the same rule (waybill/web/map/marks/pill_words.js); tests/cases/pill_words.json is
    read by both test suites.
    """
    if len(numbers) <= 3:
        return ", ".join(map(str, numbers))
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return f"{numbers[0]} … {numbers[-1]}"


def merged(pills: list[Pill], box_of: Callable[[Pill], Box]) -> list[Pill]:
    """Join pills that would lie on each other; a pill grows with its numbers, so repeat."""
    out: list[Pill] = []
    for pill in pills:
        while near := next((p for p in out if overlap(box_of(pill), box_of(p))), None):
            out.remove(near)
            near.add(pill)
            pill = near
        out.append(pill)
    return out


def draw_visits(canvas: Canvas, story: Story, visits: Iterable[Visit], routes: Points) -> None:
    """Draw discs with the numbers of the visits.

    Args:
        canvas: where to draw.
        story: for the numbers, and the places of the visits.
        visits: those to draw.
        routes: points along the legs, in pixels of the viewport; a pill that moves avoids them.
    """

    def box_of(pill: Pill) -> Box:
        return _pill_box(pill, canvas.unit)

    marks = canvas.marks
    sharing = {p for places in marks.sharing.values() for p in places}
    with_name = {*marks.named, *sharing}
    for pill in merged(_pills(canvas, story, visits), box_of):
        _move_clear(canvas, pill, routes)
        _draw_pill(canvas, pill)
        marks.has_visits = True
        places = [p for p in dict.fromkeys(pill.place_ids) if p not in with_name]
        if len(places) == len(set(pill.place_ids)):
            marks.named[places[0]] = (pill.x, pill.y, 9 * canvas.unit, "visit")
            marks.sharing[places[0]] = places[1:]


def _pills(canvas: Canvas, story: Story, visits: Iterable[Visit]) -> list[Pill]:
    """Make a pill for each visit, joined with the first one that it would overlap."""
    number_of = visit_numbers(story)
    pills: list[Pill] = []
    for visit in visits:
        spot = canvas.spot(story.places[visit.place])
        if spot is None:
            continue
        pill = Pill(*spot, [number_of[visit.visit_id]], [visit.place])
        box = _pill_box(pill, canvas.unit)
        near = next((p for p in pills if overlap(box, _pill_box(p, canvas.unit))), None)
        if near:
            near.add(pill)
        elif len(pills) < MOST_MARKS:
            pills.append(pill)
    return pills


def _pill_box(pill: Pill, unit: float) -> Box:
    room = width(pill.words, round(TYPE_PX * unit), BOLD) / 2 + 5 * unit
    half, high = max(HALF_HEIGHT_PX * unit, room), HALF_HEIGHT_PX * unit
    return (pill.x - half, pill.y - high, pill.x + half, pill.y + high)


def _move_clear(canvas: Canvas, pill: Pill, routes: Points) -> None:
    """Move a pill beside what is drawn already, if there is room: a leg's ring must stay visible."""
    x, y = pill.x, pill.y
    if canvas.is_free(_pill_box(pill, canvas.unit)):
        return
    best: tuple[int, float, float] | None = None
    for dx, dy in BESIDE:
        pill.x, pill.y = x + dx * canvas.unit, y + dy * canvas.unit
        box = _pill_box(pill, canvas.unit)
        if canvas.is_free(box):
            hits = points_under(box, routes)
            if best is None or hits < best[0]:
                best = (hits, pill.x, pill.y)
    pill.x, pill.y = best[1:] if best else (x, y)


def _draw_pill(canvas: Canvas, pill: Pill) -> None:
    unit, palette = canvas.unit, canvas.palette
    left, top, right, bottom = _pill_box(pill, unit)
    for grow, colour in ((1.5 * unit, palette.halo), (0.0, palette.visit)):
        box = (left - grow, top - grow, right + grow, bottom + grow)
        scaled = [v * SUPERSAMPLE for v in box]
        round_by = ((bottom - top) / 2 + grow) * SUPERSAMPLE
        canvas.draw.rounded_rectangle(scaled, round_by, fill=colour)
    text = PlacedText(pill.x, pill.y, pill.words, TYPE_PX * unit, palette.on_mode)
    canvas.marks.texts.append(text)
    canvas.marks.boxes.append((left, top, right, bottom))
