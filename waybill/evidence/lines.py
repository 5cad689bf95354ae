"""The line of a leg: geodesics through its waypoints, or bows where no route was published.

Where the story asks for it (``path = "network"``), a line that Waybill chose: waybill.story.courses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from waybill.evidence.publication import publication_days
from waybill.geo.bow import bow
from waybill.geo.great_circles import STEP_KM, Points, lines_through
from waybill.geo.path import Bbox, bounds_of, locations_of, unwrap
from waybill.grammar import grammar
from waybill.story.courses import course_of
from waybill.story.day import Day
from waybill.story.model import Leg, Step, Story
from waybill.story.once import once_per_story

# For plain lines, so that a file of many stays small; a chord of 600 km leaves its geodesic by about 7 km.
COARSE_STEP_KM = 600.0
BOW_BEND = 0.12  # of the chord, to the left of the direction: visibly no path

Location = tuple[float, float]
Line = tuple[Points, bool]
"""An (n, 2) array of locations as ``line_of`` gives them, and whether it is schematic."""


def line_of(story: Story, leg: Leg, step_km: float = STEP_KM) -> tuple[list[Location], bool]:
    """(locations, schematic): latitude first, longitudes continuous (they may pass ±180).

    Schematic: nobody published a route; the curve only joins the places that were named. A leg without
    claims has no such curve: it goes straight from place to place.
    """
    [(points, is_schematic)] = lines_of(story, [leg], step_km)
    return locations_of(points), is_schematic


def lines_of(story: Story, legs: Iterable[Leg], step_km: float = STEP_KM) -> list[Line]:
    """``line_of`` many legs at once, each as an (n, 2) array of locations."""
    found: list[Line | None] = []
    stops: list[Sequence[Location]] = []
    for leg in legs:
        course = course_of(story, leg)
        places = [story.places[p] for p in (leg.origin, *leg.via, leg.destination)]
        locations = [(place.latitude, place.longitude) for place in places]
        if course is None and leg.path_basis == "unknown" and leg.claims:
            found.append((_bows(locations), True))
        else:
            stops.append(course.stops if course else locations)
            found.append(None)
    drawn = iter(lines_through(stops, step_km))
    return [(next(drawn), False) if line is None else line for line in found]


def _bows(locations: Sequence[Location]) -> Points:
    drawn: list[Location] = []
    for start, end in pairwise(locations):
        hop = bow(start, end, BOW_BEND)
        drawn += hop[1:] if drawn else hop
    points = np.array(drawn, dtype=np.float64)
    points[:, 1] = unwrap(points[:, 1].tolist())
    return points


@once_per_story
def drawn_lines(story: Story) -> dict[str, Line]:
    """Leg id → its line, as fine as a page draws a story of this size; worked out once per story."""
    lines = lines_of(story, story.legs.values(), page_step_km(story))
    return dict(zip(story.legs, lines, strict=True))


def page_step_km(story: Story) -> float:
    """How far apart the points of a line are at most, as a page draws a story of this size."""
    is_large = len(story.legs) > grammar().limits.plain_lines
    return COARSE_STEP_KM if is_large else STEP_KM


def earlier_lines(story: Story, leg: Leg) -> list[tuple[Day, tuple[str, ...], list[Location]]]:
    """How the leg was drawn before all its stops had been named: (until, via, line), oldest first.

    ``until`` is the first day on which the next line, or at last the leg's own, takes its place.
    """
    named = publication_days(story).legs[leg.leg_id].via
    found = []
    for until in sorted({day for day in named.values() if day is not None}):
        # Out before ``until``, without naming the day before it: the calendar begins in year 1.
        via = tuple(stop for stop in leg.via if (day := named[stop]) is None or day < until)
        if via != leg.via and leg.path_basis == "unknown":
            line, _ = line_of(story, leg.model_copy(update={"via": via}))
            found.append((until, via, line))
    return found


@once_per_story
def story_bounds(story: Story) -> Bbox:
    """(west, south, east, north) of every line that is drawn.

    Of all places where there is no line, and in a story with shipments, which may go anywhere.
    """
    drawn = [points for points, _ in drawn_lines(story).values()]
    if not drawn or story.info.shipments is not None:
        places = [(place.latitude, place.longitude) for place in story.places.values()]
        drawn.append(np.array(places, dtype=np.float64).reshape(-1, 2))
    return bounds_of(np.concatenate(drawn))


def step_bounds(story: Story, step: Step) -> Bbox | None:
    """(west, south, east, north) of what a step brings into view; None when it names nothing."""
    places = [story.places[p] for p in step.places if p in story.places]
    shown = [np.array([(place.latitude, place.longitude)]) for place in places]
    for leg_id in step.legs:
        if leg_id not in story.legs:
            continue
        line, is_schematic = drawn_lines(story)[leg_id]
        # A bow is nowhere in particular: the named places say what to bring into view.
        if not (is_schematic and places):
            shown.append(line)
    return bounds_of(np.concatenate(shown)) if shown else None
