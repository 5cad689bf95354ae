"""The line of a leg: geodesics through its waypoints, or bows where no route was published.

Where the story asks for it (``path = "network"``), a line that Waybill chose: waybill.story.courses.
"""

from __future__ import annotations

from itertools import pairwise

from waybill.evidence.publication import publication_days
from waybill.geo.bow import bow
from waybill.geo.path import STEP_KM, Bbox, bounds, leg_path, unwrap
from waybill.grammar import grammar
from waybill.story.courses import course_of
from waybill.story.day import Day
from waybill.story.model import Leg, Step, Story
from waybill.story.once import once_per_story

# For plain lines, so that a file of many stays small; a chord of 600 km leaves its geodesic by about 7 km.
COARSE_STEP_KM = 600.0
BOW_BEND = 0.12  # of the chord, to the left of the direction: visibly no path

Location = tuple[float, float]


def line_of(story: Story, leg: Leg, step_km: float = STEP_KM) -> tuple[list[Location], bool]:
    """(locations, schematic): latitude first, longitudes continuous (they may pass ±180).

    Schematic: nobody published a route; the curve only joins the places that were named. A leg without
    claims has no such curve: it goes straight from place to place.
    """
    if course := course_of(story, leg):
        return leg_path(course.stops[0], course.stops[1:-1], course.stops[-1], step_km), False
    stops = [story.places[p] for p in (leg.origin, *leg.via, leg.destination)]
    locations = [(stop.latitude, stop.longitude) for stop in stops]
    if leg.path_basis != "unknown" or not leg.claims:
        return leg_path(locations[0], locations[1:-1], locations[-1], step_km), False
    drawn: list[Location] = []
    for start, end in pairwise(locations):
        hop = bow(start, end, BOW_BEND)
        drawn += hop[1:] if drawn else hop
    longitudes = unwrap([longitude for _, longitude in drawn])
    return list(zip((latitude for latitude, _ in drawn), longitudes, strict=True)), True


@once_per_story
def drawn_lines(story: Story) -> dict[str, tuple[list[Location], bool]]:
    """Leg id → ``line_of`` it, as fine as a page draws a story of this size; worked out once per story."""
    is_large = len(story.legs) > grammar().limits.plain_lines
    step_km = COARSE_STEP_KM if is_large else STEP_KM
    return {leg_id: line_of(story, leg, step_km) for leg_id, leg in story.legs.items()}


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
    drawn = [location for line, _ in drawn_lines(story).values() for location in line]
    if not drawn or story.info.shipments is not None:
        drawn += [(place.latitude, place.longitude) for place in story.places.values()]
    return bounds(drawn)


def step_bounds(story: Story, step: Step) -> Bbox | None:
    """(west, south, east, north) of what a step brings into view; None when it names nothing."""
    places = [story.places[p] for p in step.places if p in story.places]
    shown = [(place.latitude, place.longitude) for place in places]
    for leg_id in step.legs:
        line, is_schematic = drawn_lines(story).get(leg_id, ([], False))
        # A bow is nowhere in particular: the named places say what to bring into view.
        if not (is_schematic and places):
            shown += line
    return bounds(shown) if shown else None
