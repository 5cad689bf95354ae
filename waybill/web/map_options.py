"""The Leaflet map's options, for both hosts: folium's map in the app, the start of the reader edition."""

from __future__ import annotations

from typing import Any

# Before the story has been read: latitude and longitude in degrees, and Leaflet's zoom level.
CENTRE = (30, 60)
ZOOM = 3

# Named as in Python; Leaflet's own names are the same words in camelCase.
MAP_OPTIONS: dict[str, Any] = {
    "zoom_control": False,
    "attribution_control": False,
    "scroll_wheel_zoom": False,
    "zoom_snap": 0.05,
    "zoom_delta": 0.75,
}


def leaflet_options() -> dict[str, Any]:
    """The options as Leaflet's own constructor takes them."""
    named = {_camel_case(name): value for name, value in MAP_OPTIONS.items()}
    return {"center": list(CENTRE), "zoom": ZOOM, **named}


def _camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
