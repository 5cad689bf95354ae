"""Drawing the map of a card: base map, legs, marks, names, legend, the known-on bar."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from waybill.card.basemap import basemap_picture
from waybill.card.canvas import Box, Canvas
from waybill.card.dashes import in_viewport, lengths_along, points_at
from waybill.card.flows.draw import draw_flows
from waybill.card.flows.legend import draw_flow_legend
from waybill.card.fonts import BOLD, REGULAR, SEMIBOLD, SUPERSAMPLE, drawable, width, write
from waybill.card.labels import draw_labels
from waybill.card.leg_badges import Badged, draw_badges
from waybill.card.legend import WidthSamples, draw_legend
from waybill.card.lines import DrawnLeg, draw_legs, pixel_lines
from waybill.card.palette import Palette
from waybill.card.place_marks import EndedLine, draw_focus, draw_images, draw_nodes
from waybill.card.visit_marks import draw_visits
from waybill.card.words import CardWords, NameList
from waybill.evidence.disclosure import disclose
from waybill.evidence.lines import lines_of
from waybill.evidence.phrases import leg_label
from waybill.evidence.standing import Standing
from waybill.flows.picture import Picture
from waybill.flows.shown import ShownFlows, flow_in_focus
from waybill.geo.lanes import GAP_PX, TAPER_PX, Way, beside, lane_steps, run_key
from waybill.geo.mercator import TILE_PX, Location, Points, unit_points
from waybill.geo.viewport import Viewport, viewport_around, viewport_at
from waybill.grammar import grammar
from waybill.shipments.cube import Cube
from waybill.story.courses import course_of, drawn_basis
from waybill.story.ends import came_back, far_end
from waybill.story.model import Leg, Story
from waybill.view.select import Selection
from waybill.view.view import View
from waybill.view.widths import WidthScale, width_scale

UNIT = 1.3  # pixels of the card per pixel of a page: cards are mostly shown at half their size
PADDING = (84, 62, 84, 58)
MAX_ZOOM, PLACE_ZOOM = 8.6, 6.2
FINE_UNIT = 0.6  # in a large story, whose legs have no badges
OPACITY, LIMITS = grammar().opacity, grammar().limits
FADE = 0.6  # share of the page's colour over what a picture wider than the world repeats
SHORTEST = 24.0  # px: a leg shorter than this has no row in the legend


@dataclass(frozen=True, slots=True)
class _Scene:
    """The legs to draw, and which of them have no published route."""

    legs: list[DrawnLeg]
    schematic: dict[str, bool]
    left_out: int = 0


def draw_map(
    card: Image.Image,
    top: int,
    size: tuple[int, int],
    story: Story,
    view: View,
    selection: Selection,
    words: CardWords,
    palette: Palette,
    flows: Picture | None = None,
) -> None:
    """Draw the map ``top`` pixels below the card's edge, ``size`` (width, height) pixels large.

    ``card`` is SUPERSAMPLE times as large as these pixels. ``flows`` are drawn over the legs.
    """
    looked = flow_in_focus(flows, view) if flows else None
    ends = flow_places(flows.cube, flows, looked) if flows else []
    viewport = _viewport(story, view, words, size, ends)
    large = viewport.enlarged(SUPERSAMPLE)
    scale = width_scale(story, view.known, view.width)
    scene = _scene(story, view, selection, words, scale)
    picture = basemap_picture(large, palette, float(SUPERSAMPLE)).copy()
    _fade_other_turns(picture, large, palette)
    is_large = len(scene.legs) > LIMITS.plain_lines
    unit = FINE_UNIT if is_large else UNIT
    badged = [] if is_large else _badged(scene, story)
    if not is_large:
        _part(scene, story, unit / viewport.scale)
    draw_legs(picture, scene.legs, large, palette, unit * SUPERSAMPLE)
    canvas = Canvas(picture, viewport, palette, unit)
    pill: Box | None = None
    known = ""
    if words.known:
        known = drawable(words.known[0].upper() + words.known[1:])
        wide = width(known, 20, SEMIBOLD) + 34
        pill = (size[0] - wide - 16, 16, size[0] - 16, 56)
        canvas.marks.boxes.append(pill)
    flow_lines = draw_flows(picture, canvas, story, flows, looked) if flows else np.zeros((0, 2))
    shown = [leg for leg in scene.legs if leg.opacity >= OPACITY.aside]
    legs = disclose(story, view.known).legs
    ended = [EndedLine(legs[i.leg_id], scene.schematic[i.leg_id], i.points) for i in shown]
    draw_nodes(canvas, story, ended)
    if words.focus_shown and view.focus and view.focus[0] == "place":
        draw_focus(canvas, story.places[view.focus[1]])
    seen_lines = {leg.leg_id: pixel_lines(leg, viewport) for leg in shown}
    routes = np.vstack([_route_points(seen_lines.values(), viewport), flow_lines])
    draw_images(canvas, story, selection.images.inside)
    draw_visits(canvas, story, selection.visits.inside, routes)
    full = [leg for leg in scene.legs if leg.opacity == 1]
    draw_badges(canvas, badged, {i: leg_label(leg) for i, leg in legs.items()})
    seen = [leg for leg in full if _seen_length(seen_lines[leg.leg_id], viewport) > SHORTEST]
    kinds = [(leg.level, leg.mode) for leg in seen]
    marks = canvas.marks
    has_course = any(course_of(story, story.legs[leg.leg_id]) for leg in seen)
    samples = WidthSamples(scale, unit) if scale else None
    legend = draw_legend(
        picture, viewport, large, kinds, marks, routes, palette, has_course, samples
    )
    if flows:
        legend += draw_flow_legend(canvas, flows, routes)
    card.paste(picture, (0, top * SUPERSAMPLE))

    draw = ImageDraw.Draw(card)
    draw_labels(draw, top, viewport, story, marks, routes, palette)
    if scene.left_out:
        text = f"{len(scene.legs):,} of {len(scene.legs) + scene.left_out:,} legs drawn"
        place = (size[0] / 2, top + size[1] - 18.0)
        write(draw, place, text, 17, REGULAR, palette.ink, "mm", palette.halo)
    _write_texts(draw, top, canvas, legend)
    if pill:
        scaled = [(v + (top if i % 2 else 0)) * SUPERSAMPLE for i, v in enumerate(pill)]
        draw.rounded_rectangle(scaled, 4 * SUPERSAMPLE, fill=palette.ink)
        middle = ((pill[0] + pill[2]) / 2, top + (pill[1] + pill[3]) / 2)
        write(draw, middle, known, 20, SEMIBOLD, palette.page, "mm")
    for y in (top, top + size[1]):
        draw.line([0, y * 2, size[0] * 2, y * 2], fill=palette.rule, width=SUPERSAMPLE)


def _write_texts(
    draw: ImageDraw.ImageDraw, top: int, canvas: Canvas, legend: list[tuple[float, float, str]]
) -> None:
    """Write the texts of marks, and those of a legend."""
    for mark in canvas.marks.texts:
        at = (mark.x, top + mark.y)
        write(draw, at, drawable(mark.text), round(mark.size), BOLD, mark.colour, "mm")
    for x, y, text in legend:
        write(draw, (x, top + y), text, 17, REGULAR, canvas.palette.ink)


def _fade_other_turns(picture: Image.Image, viewport: Viewport, palette: Palette) -> None:
    """Fade the repeated parts of the world beside the one in the middle, in which legs are drawn."""
    side = round((viewport.width - viewport.scale) / 2)
    for left in (0, viewport.width - side) if side > 0 else ():
        box = (left, 0, left + side, viewport.height)
        faded = Image.blend(
            picture.crop(box), Image.new("RGB", (side, viewport.height), palette.page), FADE
        )
        picture.paste(faded, box)


def flow_places(
    cube: Cube, picture: Picture | None = None, looked: int | None = None
) -> list[Location]:
    """Where flows of any day begin and end, or only the one that is looked at: (latitude, longitude)."""
    places = cube.meta["places"]
    ends: list[int] = np.unique(cube.blocks["flows"].keys[:, :2]).tolist()
    if picture is not None and looked is not None:
        flow = picture.window.flows[looked]
        ends = [flow.origin, flow.destination]
    return [(places[one][2], places[one][3]) for one in ends]


def flows_zoom(story: Story, view: View, flows: ShownFlows, size: tuple[int, int]) -> float:
    """The zoom at which a card of this size shows flows; one that is chosen is not part of a cluster."""
    if view.flows.flow:
        return math.inf
    places = flow_places(flows.cube) if flows.cube else []
    nothing = CardWords("", "", "", "", NameList(), NameList(), "")
    return math.log2(_viewport(story, view, nothing, size, places).scale / TILE_PX)


def _viewport(
    story: Story,
    view: View,
    words: CardWords,
    size: tuple[int, int],
    flow_ends: list[Location],
) -> Viewport:
    """Choose the viewport: the view's own position, what is in focus, or all legs of the story.

    ``flow_ends``: where flows begin and end, if any are drawn.
    """
    if view.position:
        at = view.position
        return viewport_at((at.latitude, at.longitude), at.zoom_on(*size), *size)
    reported = disclose(story, view.known).legs
    legs, places, zoom = sorted(words.legs), tuple[str, ...](), MAX_ZOOM
    if words.focus_shown and view.focus:
        kind, row_id = view.focus
        if kind == "place":
            legs, places = [], (row_id,)
        elif kind == "visit":
            places = (story.visits[row_id].place,)
        elif kind == "claim" and not legs:
            places = story.claims[row_id].places
    if places:
        zoom = PLACE_ZOOM
    elif not legs and not (flow_ends and view.flows.flow):
        legs = list(story.legs)
    if len(legs) > LIMITS.plain_lines:  # their ends tell well enough where they are
        places = tuple(dict.fromkeys(p for i in legs for p in _ends(story, story.legs[i])))
        legs = []
    # Of a leg that had been reported only the stops that had been named.
    shown = [reported.get(leg_id) or story.legs[leg_id] for leg_id in legs]
    points = _projected([line for line, _ in lines_of(story, shown)])
    points += [unit_points(flow_ends)] if flow_ends else []
    marks = (story.places[place_id] for place_id in places)
    points.append(unit_points([(place.latitude, place.longitude) for place in marks]))
    return viewport_around(np.vstack(points), *size, PADDING, zoom)


def _scene(
    story: Story, view: View, selection: Selection, words: CardWords, scale: WidthScale | None
) -> _Scene:
    chosen_legs: list[tuple[Leg, Standing, float]] = []

    def add(legs: Iterable[Leg], opacity: float) -> None:
        # What is in focus comes first, so that it is not among those left out.
        for leg in sorted(legs, key=lambda leg: leg.leg_id not in words.legs):
            if len(chosen_legs) >= LIMITS.card_legs:
                return
            now = disclose(story, view.known).standing(leg.leg_id)
            if now is not None:
                chosen_legs.append((leg, now, opacity))

    add(selection.legs.inside, 1.0)
    add(selection.legs.outside, OPACITY.outside_dates)
    drawn: list[DrawnLeg] = []
    schematic: dict[str, bool] = {}
    lines = lines_of(story, [leg for leg, _, _ in chosen_legs])
    projected = _projected([line for line, _ in lines])
    for (leg, now, opacity), points, (_, is_schematic) in zip(
        chosen_legs, projected, lines, strict=True
    ):
        schematic[leg.leg_id] = is_schematic
        aside = bool(words.legs) and leg.leg_id not in words.legs
        chosen = len(words.legs) == 1 and leg.leg_id in words.legs
        width, share = _width(scale, leg.leg_id)
        shade = opacity * (OPACITY.aside if aside else 1) * share
        drawn.append(DrawnLeg(leg.leg_id, points, now.level, leg.mode, shade, chosen, width))
    known = len(selection.legs.inside) + len(selection.legs.outside)
    return _Scene(drawn, schematic, known - len(drawn))


def _projected(lines: list[Points]) -> list[Points]:
    """Project lines to the unit square, in one go: numpy's calls cost more than the points of a line."""
    if not lines:
        return []
    ends = np.cumsum([len(line) for line in lines])[:-1]
    return np.split(unit_points(np.vstack(lines)), ends)


def _width(scale: WidthScale | None, leg_id: str) -> tuple[float, float]:
    """(width in px of a page, 0 for the mode's; opacity) of a leg's line."""
    if scale is None:
        return 0.0, 1.0
    width = scale.width_px(leg_id)
    none = grammar().line.quantity
    return (none.none_px, none.none_opacity) if width is None else (width, 1.0)


def _way(scene: _Scene, story: Story, drawn: DrawnLeg) -> Way:
    leg = story.legs[drawn.leg_id]
    stops = (leg.origin, *leg.via, leg.destination)
    course = course_of(story, leg)
    look = (leg.mode, drawn_basis(story, leg), drawn.level, course and course.words)
    return Way(stops, look, scene.schematic[leg.leg_id], came_back(leg))


def _badged(scene: _Scene, story: Story) -> list[Badged]:
    """The legs that may have a badge, in full colour, and the runs that each stands for.

    Runs of one path have one badge between their lanes, so this is asked before they are parted.
    """
    groups: dict[object, list[DrawnLeg]] = {}
    for drawn in scene.legs:
        if drawn.opacity == 1:
            groups.setdefault(run_key(_way(scene, story, drawn)), []).append(drawn)
    return [Badged(runs[0], tuple(run.leg_id for run in runs)) for runs in groups.values()]


def _part(scene: _Scene, story: Story, pixel: float) -> None:
    """Lay the lines that share a path beside each other; ``pixel`` is one of a page, in the unit square."""
    ways = [_way(scene, story, drawn) for drawn in scene.legs]
    for i, step in enumerate(lane_steps(ways)):
        points = beside(scene.legs[i].points, step * GAP_PX * pixel, TAPER_PX * pixel)
        scene.legs[i] = replace(scene.legs[i], points=points)


def _ends(story: Story, leg: Leg) -> tuple[str, str]:
    return leg.origin, far_end(story, leg)


def _seen_length(lines: Iterable[Points], viewport: Viewport) -> float:
    """Return roughly how long a leg's lines are within the viewport, in pixels."""
    total = 0.0
    for line in lines:
        steps = np.diff(lengths_along(line))
        total += float(steps[in_viewport(line, viewport, 0)[1:]].sum())
    return total


def _route_points(legs: Iterable[Iterable[Points]], viewport: Viewport) -> Points:
    """Return points every 6 px along the lines of legs, as far as they are in the viewport."""
    found = []
    for lines in legs:
        for line in lines:
            along = lengths_along(line)
            count = int(min(along[-1] / 6, 4000)) + 2
            points = points_at(line, along, np.linspace(0, along[-1], count))
            found.append(points[in_viewport(points, viewport, 0)])
    return np.vstack(found) if found else np.zeros((0, 2))
