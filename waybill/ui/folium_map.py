"""The dashboard as a folium.Map: folium makes the Leaflet map, one element starts our front end.

No data pass through folium: the front end fetches the story as a JSON file, and the few options go
through ``to_javascript``.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import folium
import streamlit as st
from branca.element import MacroElement
from folium.template import Template

from waybill.httpd import asset_registry
from waybill.payload.escaping import to_javascript
from waybill.settings import settings
from waybill.story import Loaded
from waybill.story.model import Story
from waybill.ui.component_files import base_url
from waybill.view.link import SERVED
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


def dashboard_map(story: Story, file: str, served: str, view: str = "") -> folium.Map:
    """A folium map that shows a story of this server.

    ``file`` is the name of the story's JSON among the front end's files. ``served`` is the name under which a server of several stories has it, "" for the default; ``view``
    the one that it opens on where the address names none, as a query string.
    """
    base = base_url()
    assets_of_story = {"fonts": page_fonts(), **_more_assets(), **_flows(story, served)}
    return build_map(base, base + file, assets_of_story, _options(served, view))


def map_page(loaded: Loaded, served: str) -> str:
    """Folium's own page of that map, as a new visitor gets it: what draws flows is fetched beside the program."""
    assert loaded.story is not None
    # Promised by whoever serves the page: whoever fetches it waits until it is made.
    file = asset_registry.story_name(loaded.version)
    file = file or asset_registry.publish_story(loaded.story, loaded.version)
    page: str = dashboard_map(loaded.story, file, served).get_root().render()
    flows = _flows(loaded.story, served).get("flows", {})
    kinds = {
        "script": 'as="script"',
        "cube": 'as="fetch" crossorigin',
    }  # as each is asked for later
    early = "".join(
        f'<link rel="preload" {kind} href="{escape(flows[name])}">'
        for name, kind in kinds.items()
        if name in flows
    )
    return page.replace("<head>", f"<head>{early}", 1)


def _more_assets() -> dict[str, Any]:
    """Return URLs of the preview card, if this server draws it, and of tiles, if any are set."""
    tiles = settings().tiles
    return {
        **({"card": "../../card.png"} if asset_registry.is_own_server() else {}),
        **({"tiles": {"url": tiles.url, "attribution": tiles.attribution}} if tiles else {}),
    }


def _flows(story: Story, served: str) -> dict[str, Any]:
    """Return what draws the flows of a story with shipments."""
    if story.info.shipments is None or not asset_registry.is_own_server():
        return {}
    script = base_url() + assets.flows().name
    named = f"?{SERVED}={served}" if served else ""
    addresses = {one: f"../../shipments/{one}{named}" for one in ("cube", "rows", "split", "edges")}
    return {"flows": {"script": script, **addresses}}


def _options(served: str, view: str) -> dict[str, Any]:
    """Return what the front end has to know of the settings and of the visit."""
    public_url = settings().public_url
    return {
        "embed_origins": list(settings().embed_origins),
        "frame_ancestors": list(settings().frame_ancestors),
        **({"public_url": public_url} if public_url else {}),
        **({"served": served} if served else {}),
        **({"view": view} if view else {}),
    }


@cache
def page_fonts() -> list[dict[str, str]]:
    """Return the files of Streamlit's typeface, which the surrounding page has already loaded."""
    media = Path(st.__file__).parent / "static" / "static" / "media"
    found = []
    for style, stem in (("normal", "SourceSansVF-Upright"), ("italic", "SourceSansVF-Italic")):
        for file in sorted(media.glob(f"{stem}.*.woff2"))[:1]:
            found.append({"url": f"../../static/media/{file.name}", "style": style})
    return found
