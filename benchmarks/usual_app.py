"""The same story built the usual way: st.slider, and st_folium drawing the map anew on each change.

Leaflet is served from node_modules (npm ci), so that no page waits for the network.
"""

import os
import sys
from datetime import date
from pathlib import Path

import folium
import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium

sys.path.insert(0, str(Path(__file__).parents[1]))

from waybill.story import read_story
from waybill.view.days import story_days

ROOT = Path(__file__).parents[1]

st.set_page_config(layout="wide")
leaflet = components.declare_component("leaflet", path=str(ROOT / "node_modules/leaflet/dist"))


@st.cache_data
def legs() -> tuple[list[tuple[str, list[list[float]], date, date]], tuple[date, date]]:
    """Legs as straight lines through their waypoints, and the record's days."""
    story = read_story(Path(os.environ["WAYBILL_DATA"])).story
    rows = []
    for leg in story.legs.values():
        stops = [story.places[p] for p in (leg.origin, *leg.via, leg.destination)]
        days = story.when(leg)
        assert days.first is not None
        assert days.last is not None
        path = [[p.latitude, p.longitude] for p in stops]
        rows.append((leg.leg_id, path, days.first.to_date(), days.last.to_date()))
    first, last = story_days(story)[0]
    return rows, (first.to_date(), last.to_date())


rows, window = legs()
start, end = st.slider("Dates", window[0], window[1], window)
figure = folium.Map([45, 90], zoom_start=3, tiles=None)
figure.default_js = [("leaflet", f"../{leaflet.name}/leaflet.js")]
figure.default_css = [("leaflet", f"../{leaflet.name}/leaflet.css")]
for _name, path, first, last in rows:
    if first <= end and last >= start:
        folium.PolyLine(path, tooltip=None, className="leg").add_to(figure)
st_folium(figure, height=500, use_container_width=True, returned_objects=[])
