"""The map on which a leg is drawn. What it reports is read by waybill.drafts.editing.drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streamlit_folium import st_folium

from waybill.drafts.editing.drawing import MOST_PLACES, Point
from waybill.geo.path import Location
from waybill.ui.component_files import base_url
from waybill.ui.folium_map import empty_map, page_fonts
from waybill.ui.own_story.place_map import PlacePicker
from waybill.web import assets

HEIGHT_PX = 420


def show(
    places: Mapping[str, Location],
    names: Mapping[str, str],
    points: Sequence[Point],
    proposal: Sequence[Location],
    key: str,
) -> object:
    """Show the places and the line; returns what the browser says was drawn since, None for nothing yet.

    ``points`` are those that the map begins with: a map of the same ``key`` keeps its own.
    """
    base = base_url()
    figure_map = empty_map(base)
    listed = [
        {"place": one, "lat": at[0], "lon": at[1], "text": names.get(one, "")}
        for one, at in list(places.items())[:MOST_PLACES]
    ]
    begun = [
        {
            "place": p.place,
            "lat": p.location[0],
            "lon": p.location[1],
            "text": names.get(p.place, p.name),
        }
        for p in points
    ]
    options = {
        "assets": {"basemap": base + assets.basemap().name, "fonts": page_fonts()},
        "places": listed,
        "points": begun,
        "proposal": [list(stop) for stop in proposal],
    }
    PlacePicker(options).add_to(figure_map)
    said = st_folium(
        figure_map,
        key=key,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=["all_drawings"],
    )
    return said.get("all_drawings") if isinstance(said, dict) else None
