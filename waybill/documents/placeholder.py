"""The placeholder of the map: title, figures and the legs on a quiet map, in the page's own HTML.

A reader sees it while Streamlit starts, in the very places where the live frame will stand, and
keeps it when scripts are off. It shows the view in the address: what was not public on its day is not
in it.
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from typing import Any

from waybill.basemap import outline
from waybill.documents.drawing_cost import is_crowded
from waybill.documents.flows import first_flows
from waybill.documents.plain_lines import plain_lines, shapes_of
from waybill.documents.render import load, render
from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.figures import figure_texts
from waybill.evidence.lines import drawn_lines, line_of, lines_of, step_bounds, story_bounds
from waybill.evidence.phrases import clipped, counted, day_words
from waybill.evidence.statements import statement_ids
from waybill.flows.shown import ShownFlows
from waybill.geo.mercator import unit_points
from waybill.geo.path import bounds as bounds_of
from waybill.geo.path import locations_of
from waybill.geo.viewport import Viewport, viewport_of_width
from waybill.grammar import grammar
from waybill.story.model import Story
from waybill.view.fitting import fitting
from waybill.view.select import is_inside
from waybill.view.view import View

TEMPLATE = "placeholder.html"
WIDTH = 1000  # of the drawing, in its own units
PADDING = 0.07  # of the larger side, around what is shown
LONG_TITLE = 80  # characters of a step's title
LEG_ROWS = 5  # of the timeline
Bbox = tuple[float, float, float, float]


def prepare() -> None:
    """Load what every placeholder starts from."""
    outline.prepare()
    load(TEMPLATE)


def placeholder_html(story: Story, view: View, flows: ShownFlows | None = None) -> str:
    """Return the placeholder as HTML, to stand behind its rules (opening.css); every value is escaped."""
    return render(TEMPLATE, **placeholder_values(story, view, flows))


def placeholder_values(story: Story, view: View, flows: ShownFlows | None = None) -> dict[str, Any]:
    """Return what it shows: title, steps, figures, land, borders and legs as paths, the viewport.

    ``flows``: those of the view as far as they are at hand, in a story with shipments.
    """
    on_day = disclose(story, view.known)
    viewport = viewport_of_width(_shown_bounds(story, view), WIDTH, PADDING)
    world = outline.begin(viewport)
    return {
        "title": story.info.title,
        "standfirst": _standfirst(on_day),
        "steps": [_Chip(step.id, _chip_words(on_day, step.id)) for step in story.info.steps],
        "figures": figure_texts(on_day),
        "focus": view.focus,
        "lines": _drawn(on_day, view, viewport),
        "viewport": viewport,
        "filter_row": len(story.legs) > grammar().limits.timeline_bars,
        "is_filtered": bool(view.wanted),
        "lanes": timeline_lanes(story),
        "flows": first_flows(flows, view, viewport),
        "outline": world.result(),
    }


def _drawn(on_day: Disclosure, view: View, viewport: Viewport) -> list[dict[str, Any]]:
    """The legs in the style that the live map will have; none of a story with too many for a page."""
    story = on_day.story
    if len(story.legs) > grammar().limits.placeholder_legs:
        return []
    is_plain = is_crowded(story, view.known, viewport, view.wanted)
    lines = plain_lines if is_plain else _lines
    return lines(on_day, view, viewport)


def timeline_lanes(story: Story) -> list[tuple[str, int]]:
    """The lanes of the timeline and how many rows each has about: room is kept for them.

    More legs than a lane shows as bars have 0 rows. The same rule as laneRows in web/state/lane_rows.js;
    tests/parity compares the two.
    """
    count = len(story.legs)
    lanes = [
        ("legs", min(max(count, 1), LEG_ROWS) if count <= grammar().limits.timeline_bars else 0)
    ]
    if story.visits:
        lanes.append(("visits", min(len(story.visits), 2)))
    images = (claim for claim in story.claims.values() if claim.kind == "image")
    if any(story.observed(image).is_dated for image in images):
        lanes.append(("images", 1))
    if story.claims:
        lanes.append(("claims", 3))
    return lanes


@dataclass(frozen=True, slots=True)
class _Chip:
    """A step of the guided reading."""

    id: str
    title: str


def _chip_words(on_day: Disclosure, step_id: str) -> str:
    step = on_day.steps.get(step_id)
    return clipped(step.title, LONG_TITLE) if step else "Not yet reported"


def _standfirst(on_day: Disclosure) -> str:
    """The standfirst; while something of the record is left out, how much had been published."""
    if on_day.is_whole:
        return on_day.info.standfirst
    assert on_day.day is not None
    story = on_day.story
    shares = [_share(on_day.count("legs"), story.legs, "leg")]
    if story.visits:
        shares.append(_share(on_day.count("visits"), story.visits, "visit"))
    first_rows = statement_ids(story)
    dated = on_day.days.claims.items()
    shown = {first_rows[claim_id] for claim_id, days in dated if on_day.is_out(days.row)}
    shares.append(_share(len(shown), set(first_rows.values()), "statement"))
    return (
        f"By {day_words(on_day.day)}, {', '.join(shares)} of this record had been published. "
        "The title was written later."
    )


def _share(shown: int, written: Sized, noun: str) -> str:
    return f"{shown:,} of {counted(len(written), noun)}"


def _lines(on_day: Disclosure, view: View, viewport: Viewport) -> list[dict[str, Any]]:
    """The legs reported by the view's day that fit its filter as SVG paths: {classes, path, legs}."""
    story, drawn = on_day.story, drawn_lines(on_day.story)
    is_large = len(story.legs) > grammar().limits.plain_lines
    near = dict(zip(story.legs, shapes_of(story).is_near(viewport), strict=True))
    fit = fitting(story, view.known, view.wanted)
    lines = []
    for leg_id, leg in on_day.legs.items():
        if (is_large and not near[leg_id]) or (fit and leg_id not in fit.legs):
            continue
        standing = on_day.standing(leg_id)
        assert standing is not None
        inside = is_inside(story.when(leg), view)
        is_shorter = leg.via != story.legs[leg_id].via
        shape = line_of(story, leg)[0] if is_shorter else drawn[leg_id][0]
        points = viewport.project(unit_points(shape)).tolist()
        classes = f"{leg.mode} {standing.level}" + ("" if inside else " outside")
        lines.append({"classes": classes, "path": _path_text(points), "legs": 1})
    return lines


def _shown_bounds(story: Story, view: View) -> Bbox:
    """What the live map will open on, near enough: what is in focus, what fits the filter, or the story."""
    on_day = disclose(story, view.known)
    kind, row_id = view.focus or ("", "")
    if kind == "leg" and row_id in on_day.legs:
        return bounds_of(line_of(story, on_day.legs[row_id])[0])
    if kind == "step" and row_id in on_day.steps:
        return step_bounds(story, on_day.steps[row_id]) or story_bounds(story)
    return _fitting_bounds(on_day, view) or story_bounds(story)


def _fitting_bounds(on_day: Disclosure, view: View) -> Bbox | None:
    """The box of all legs that fit the filter, else of the places of its visits; None without either.

    The same rule as boundsOfFitting in waybill/web/map/view/bounds.js.
    """
    story = on_day.story
    if not (fit := fitting(story, view.known, view.wanted)):
        return None
    if fit.legs:
        lines = lines_of(story, [on_day.legs[leg_id] for leg_id in fit.legs])
        return bounds_of(location for line, _ in lines for location in locations_of(line))
    places = [on_day.places[on_day.visits[visit_id].place] for visit_id in fit.visits]
    return bounds_of((place.latitude, place.longitude) for place in places) if places else None


def _path_text(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
