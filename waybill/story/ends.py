"""Where a leg began and how far it came: a leg may have turned and come back in one row."""

from __future__ import annotations

from waybill.geo.distance import distance_km
from waybill.story.model import Leg, Story


def came_back(leg: Leg) -> bool:
    """Did the leg end where it began?"""
    return leg.origin == leg.destination


def far_end(story: Story, leg: Leg) -> str:
    """The place_id of the destination; for a leg that came back, of where it turned.

    That is the stop in ``via`` farthest from the origin, the first of several.
    """
    if not came_back(leg):
        return leg.destination
    origin = story.places[leg.origin]

    def away_km(place_id: str) -> float:
        place = story.places[place_id]
        return distance_km((origin.latitude, origin.longitude), (place.latitude, place.longitude))

    # As written: a stop that is not out yet is left out of a row that is shown.
    return max(story.legs.get(leg.leg_id, leg).via, key=away_km, default=leg.destination)
