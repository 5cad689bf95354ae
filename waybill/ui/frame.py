"""The dashboard in Streamlit: our front end on folium's map, in streamlit-folium's iframe."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from waybill.httpd import asset_registry
from waybill.story import Loaded
from waybill.ui.folium_map import dashboard_map
from waybill.ui.view.visit import (
    FRAME,
    hear_frame,
    story_name,
    view_for_frame,
    view_parameters,
)
from waybill.view.link import SERVED, parse_view
from waybill.view.view import View

# Until the front end has measured itself: about its height on a desktop, so that little moves.
FIRST_HEIGHT_PX = 860


@st.fragment
def show_frame(loaded: Loaded) -> None:
    """Show the frame. It is a fragment: releasing a timeline handle reruns this and nothing else."""
    assert loaded.story is not None
    file = asset_registry.publish_story(loaded.story, loaded.version)
    st_folium(
        dashboard_map(loaded.story, file, story_name(), view_for_frame()),
        key=FRAME,
        height=FIRST_HEIGHT_PX,
        use_container_width=True,
        returned_objects=["view"],
    )
    hear_frame()


def view_of(loaded: Loaded) -> View:
    """Return the reader's view of this story, as reported by the frame, set on a page or given in the address."""
    assert loaded.story is not None
    view, _ = parse_view({**view_parameters(), SERVED: story_name()}, loaded.story)
    return view
