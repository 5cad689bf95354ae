"""A Streamlit page with an empty map of streamlit-folium: the least that a live map in its frame can take.

Leaflet is served from node_modules (npm ci), as in usual_app; there is no story, no tile, no script of ours.
"""

from pathlib import Path

import folium
import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium

FOLDER = Path(__file__).parents[1] / "node_modules" / "leaflet" / "dist"

st.set_page_config(layout="wide")
leaflet = components.declare_component("leaflet", path=str(FOLDER))
figure = folium.Map([45, 90], zoom_start=3, tiles=None)
figure.default_js = [("leaflet", f"../{leaflet.name}/leaflet.js")]
figure.default_css = [("leaflet", f"../{leaflet.name}/leaflet.css")]
st_folium(figure, height=500, use_container_width=True, returned_objects=[])
