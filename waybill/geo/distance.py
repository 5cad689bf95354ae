"""Distances on the WGS84 ellipsoid. Locations are (latitude, longitude) in degrees."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from geopy.distance import geodesic

Location = tuple[float, float]


def distance_km(start: Location, end: Location) -> float:
    """Return the length in km of the geodesic between two locations (Karney's method, by geopy).

    A longitude may lie beyond ±180. Raises ValueError for a latitude beyond ±90.
    """
    return float(geodesic(_on_globe(start), _on_globe(end)).km)


def path_length_km(locations: Iterable[Location]) -> float:
    """Sum the geodesics between consecutive locations, in km; 0 for fewer than two.

    Pass the waypoints rather than a densified path: the length is the same and there are fewer.
    """
    return sum((distance_km(start, end) for start, end in pairwise(locations)), 0.0)


def _on_globe(location: Location) -> Location:
    latitude, longitude = location
    if not -90 <= latitude <= 90:  # geopy only warns, and wraps it over the pole
        raise ValueError(f"latitude {latitude} is outside -90 to 90 (locations are latitude first)")
    return latitude, (longitude + 180) % 360 - 180
