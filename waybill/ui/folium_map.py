"""The dashboard as a folium.Map: folium makes the Leaflet map, one element starts our front end.

No data pass through folium: the front end fetches the story as a JSON file, and the few options go
through ``to_javascript``.
"""

from __future__ import annotations

from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from waybill.payload.escaping import to_javascript
from waybill.web import assets
from waybill.web.map_options import CENTRE, MAP_OPTIONS, ZOOM


class WaybillFrame(MacroElement):
    """A folium element that starts the front end on the map it is added to."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.waybill.start({{ this._parent.get_name() }}, {{ this.options_js }});
        {% endmacro %}
        """
    )

    def __init__(self, options: dict[str, Any]) -> None:
        """``options`` as web/parts/app.d.ts documents them."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "WaybillFrame"
        self.options_js = to_javascript(options)


def build_map(
    asset_base: str,
    story_url: str,
    more_assets: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
) -> folium.Map:
    """A folium map that shows the story at ``story_url``.

    ``asset_base`` is the URL prefix of the served assets, ending in "/"; ``more_assets`` and
    ``options`` are those that web/parts/app.d.ts documents.
    """
    figure_map = empty_map(asset_base)
    urls = {
        "story": story_url,
        "basemap": asset_base + assets.basemap().name,
        "labels": asset_base + assets.labels().name,
        "share": asset_base + assets.share().name,
        "pictures": asset_base + assets.pictures().name,
    }
    WaybillFrame({"assets": {**urls, **(more_assets or {})}, **(options or {})}).add_to(figure_map)
    return figure_map


def empty_map(asset_base: str) -> folium.Map:
    """A folium map with our bundle and nothing on it. No tiles, no CDN.

    The map's own lists of scripts and style sheets are replaced on the instance; the class lists are
    shared by every map of the process.
    """
    figure_map = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None, **MAP_OPTIONS)
    figure_map.default_js = [("waybill", asset_base + assets.script().name)]
    figure_map.default_css = []
    return figure_map
