"""The dashboard of a story that only its visitor sees."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from waybill.httpd import asset_registry
from waybill.story.model import Story
from waybill.story.version import story_version
from waybill.ui.component_files import base_url
from waybill.ui.folium_map import build_map
from waybill.ui.frame import FIRST_HEIGHT_PX, page_fonts

_SHOWN = "own-preview"


def show(story: Story) -> None:
    """Show the map, the timeline and the panel; of a very large story, say where to see them."""
    version = story_version(story)
    kept = st.session_state.get(_SHOWN)
    if kept is None or kept[0] != version or not _is_there(kept[1]):
        if kept is not None:
            asset_registry.withdraw_preview(kept[1])
        name = asset_registry.publish_preview(story)
        if name is None:
            st.info(
                "The story is too large to be shown here. Download the folder and start it on your own "
                "machine: `make run WAYBILL_DATA=FOLDER`."
            )
            return
        kept = st.session_state[_SHOWN] = (version, name)
    base = base_url()
    st_folium(
        build_map(base, base + kept[1], {"fonts": page_fonts()}, {"preview": True}),
        key=f"own-preview-{version}",
        height=FIRST_HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
    )


def _is_there(name: str) -> bool:
    try:
        asset_registry.content_of(name)
    except KeyError:
        return False
    return True
