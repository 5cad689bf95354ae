"""The least that a live map of a story's legs can take: shell_app's empty map, and plain Leaflet's lines on it.

The frame fetches the story as ours is sent, parses it, and draws each leg as a polyline on Leaflet's own
canvas; it has no panel, no timeline, no marks, no labels and no base map.
"""

import os
import tempfile
from pathlib import Path

import folium
import streamlit as st
import streamlit.components.v1 as components
from branca.element import MacroElement
from folium.template import Template
from streamlit_folium import st_folium

from waybill.payload.encode import build_payload, payload_json
from waybill.story import read_story

LEAFLET = Path(__file__).parents[1] / "node_modules" / "leaflet" / "dist"
TITLES = ("Table", "Claims", "Sources and method", "Downloads", "Your own story")


class Lines(MacroElement):
    """Draws the legs of lines/story.json, and then answers what benchmarks/page.py asks: which are drawn."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        fetch("../{{ this.component }}/story.json").then((answer) => answer.json()).then((story) => {
          const spot = new Map(story.places.map((place) => [place.id, [place.lat, place.lon]]));
          const canvas = L.canvas();
          const lines = story.legs.map((leg) => {
            let [lat, lon] = [0, 0];
            const flat = leg.path || [];
            const path = flat.length
              ? Array.from({ length: flat.length / 2 }, (_, i) => [
                  (lat += flat[2 * i]) / 1e4,
                  (lon += flat[2 * i + 1]) / 1e4,
                ])
              : [leg.origin, ...(leg.via || []), leg.destination].map((id) => spot.get(id));
            return L.polyline(path, { renderer: canvas, weight: 1, interactive: false });
          });
          const all = L.featureGroup(lines);
          {{ this._parent.get_name() }}.fitBounds(all.getBounds(), { animate: false });
          all.addTo({{ this._parent.get_name() }});
          window.waybill = { legs: () => lines };
        });
        {% endmacro %}
        """
    )

    def __init__(self, component: str) -> None:
        """``component``: the name below which the folder with story.json is served."""
        super().__init__()
        self._name = "Lines"
        self.component = component


@st.cache_resource
def served_folder() -> str:
    """A folder with Leaflet and the story that WAYBILL_DATA names."""
    story = read_story(Path(os.environ["WAYBILL_DATA"])).story
    assert story is not None
    folder = Path(tempfile.mkdtemp())
    (folder / "story.json").write_bytes(payload_json(build_payload(story)))
    for name in ("leaflet.js", "leaflet.css"):
        (folder / name).write_bytes((LEAFLET / name).read_bytes())
    return str(folder)


def empty() -> None:
    """Show nothing."""


def dashboard() -> None:
    """Show the legs."""
    served = components.declare_component("lines", path=served_folder())
    figure = folium.Map([45, 90], zoom_start=3, tiles=None)
    figure.default_js = [("leaflet", f"../{served.name}/leaflet.js")]
    figure.default_css = [("leaflet", f"../{served.name}/leaflet.css")]
    Lines(served.name).add_to(figure)
    st_folium(figure, height=500, use_container_width=True, returned_objects=[])


st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
pages = [st.Page(dashboard, title="Dashboard", default=True)]
pages += [st.Page(empty, title=title, url_path=title.split()[0].lower()) for title in TITLES]
st.navigation(pages, position="top").run()
