"""The line of a leg: geodesics through its waypoints, or bows where no route was published."""

from __future__ import annotations

from itertools import pairwise

from waybill.geo.bow import bow
from waybill.geo.path import STEP_KM, leg_path, unwrap
from waybill.story.model import Leg, Story

BOW_BEND = 0.12  # of the chord, to the left of the direction: visibly no path

Location = tuple[float, float]


def line_of(story: Story, leg: Leg, step_km: float = STEP_KM) -> tuple[list[Location], bool]:
    """(locations, schematic): latitude first, longitudes continuous (they may pass ±180).

    Schematic: nobody published a route; the curve only joins the places that were named.
    """
    stops = [story.places[p] for p in (leg.origin, *leg.via, leg.destination)]
    locations = [(stop.latitude, stop.longitude) for stop in stops]
    if leg.path_basis != "unknown":
        return leg_path(locations[0], locations[1:-1], locations[-1], step_km), False
    drawn: list[Location] = []
    for start, end in pairwise(locations):
        hop = bow(start, end, BOW_BEND)
        drawn += hop[1:] if drawn else hop
    longitudes = unwrap([longitude for _, longitude in drawn])
    return list(zip((latitude for latitude, _ in drawn), longitudes, strict=True)), True
