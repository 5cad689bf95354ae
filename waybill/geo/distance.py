"""One distance on the WGS84 ellipsoid; many at once: ``waybill.geo.geodesics``.

Locations are (latitude, longitude) in degrees.
"""

from __future__ import annotations

Location = tuple[float, float]


def distance_km(start: Location, end: Location) -> float:
    """Return the length in km of the geodesic between two locations (Karney's method, by geopy).

    A longitude may lie beyond ±180. Raises ValueError for a latitude beyond ±90.
    """
    # Importing geopy loads all of its services: 0.15 s, and most stories have nothing to measure here.
    from geopy.distance import geodesic

    return float(geodesic(_on_globe(start), _on_globe(end)).km)


def _on_globe(location: Location) -> Location:
    latitude, longitude = location
    if not -90 <= latitude <= 90:  # geopy only warns, and wraps it over the pole
        raise ValueError(f"latitude {latitude} is outside -90 to 90 (locations are latitude first)")
    return latitude, (longitude + 180) % 360 - 180
