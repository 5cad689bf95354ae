"""The small map of the place desk: candidates by letter, the other ends of the legs, a pin by click."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Any

from branca.element import MacroElement
from folium.template import Template
from streamlit_folium import st_folium

from waybill.gazetteer.lookup import Neighbour
from waybill.importing.draft import Location
from waybill.payload.escaping import to_javascript
from waybill.ui.component_files import base_url
from waybill.ui.folium_map import empty_map
from waybill.web import assets

HEIGHT_PX = 320


class PlacePicker(MacroElement):
    """A folium element that draws the base map and the marks."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.waybill.pick({{ this._parent.get_name() }}, {{ this.options_js }});
        {% endmacro %}
        """
    )

    def __init__(self, options: dict[str, Any]) -> None:
        """``options`` as web/map/picker/picker.js documents them."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PlacePicker"
        self.options_js = to_javascript(options)


def show(
    marks: Sequence[tuple[str, Location]], neighbours: Sequence[Neighbour], key: str
) -> Location | None:
    """Show the marks as A, B, C …; returns the (latitude, longitude) last clicked, if any."""
    base = base_url()
    listed = [
        {"lat": spot[0], "lon": spot[1], "text": name, "letter": letter}
        for (name, spot), letter in zip(marks, string.ascii_uppercase, strict=False)
    ]
    listed += [{"lat": n.location[0], "lon": n.location[1], "text": n.name} for n in neighbours]
    figure_map = empty_map(base)
    PlacePicker({"assets": {"basemap": base + assets.basemap().name}, "marks": listed}).add_to(
        figure_map
    )
    said = st_folium(
        figure_map,
        key=f"own-map-{key}",
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=["last_clicked"],
    )
    spot = (said or {}).get("last_clicked")
    if not isinstance(spot, dict):
        return None
    try:
        latitude, longitude = float(spot["lat"]), float(spot["lng"])
    except (KeyError, TypeError, ValueError):
        return None
    longitude = (longitude + 180) % 360 - 180  # a click on another copy of the world
    return (latitude, longitude) if -90 <= latitude <= 90 else None
