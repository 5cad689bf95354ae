"""The line of a leg, as it is drawn: geodesics between waypoints, or bows where no route is known."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from waybill.geo.bow import bow
from waybill.geo.path import leg_path
from waybill.story.model import Leg, Story

Location = tuple[float, float]

BOW_BEND = 0.16  # of the chord, as on the map: visibly schematic


def line_of(story: Story, leg: Leg) -> tuple[tuple[Location, ...], bool]:
    """(locations, schematic): latitude first, longitudes unwrapped (they may pass ±180).

    Schematic: nobody published a route, the curve only joins the places that were named.
    """
    stops = (story.places[p] for p in (leg.origin, *leg.via, leg.destination))
    locations = tuple((stop.latitude, stop.longitude) for stop in stops)
    schematic = leg.path_basis == "unknown"
    return _line(locations, schematic), schematic


@lru_cache(maxsize=4096)
def _line(stops: tuple[Location, ...], schematic: bool) -> tuple[Location, ...]:
    if not schematic:
        return tuple(leg_path(stops[0], stops[1:-1], stops[-1]))
    drawn: list[Location] = [stops[0]]
    for _, end in pairwise(stops):
        # start where the last hop ended, so that the longitudes stay continuous
        drawn += bow(drawn[-1], end, BOW_BEND)[1:]
    return tuple(drawn)
