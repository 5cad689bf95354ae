"""The dashboard of a story that only its visitor sees."""

from __future__ import annotations

import secrets
import weakref

import streamlit as st
from streamlit_folium import st_folium

from waybill.httpd import asset_registry
from waybill.story.model import Story
from waybill.ui.component_files import base_url
from waybill.ui.folium_map import build_map
from waybill.ui.frame import FIRST_HEIGHT_PX, page_fonts

_SHOWN = "own-preview"
_NAMES = "own-preview-names"


class Preview:
    """A story that the server holds for one session, and forgets when the session does."""

    def __init__(self, story: Story) -> None:
        """Publish the story; ``name`` is None when it is too large."""
        self.story = story
        self.name = asset_registry.publish_preview(story)
        if self.name is not None:
            weakref.finalize(self, asset_registry.withdraw_preview, self.name)

    def shows(self, story: Story) -> bool:
        """Whether this is the preview of that story, and the server still has it."""
        if self.story is not story:
            return False
        try:
            return self.name is None or bool(asset_registry.content_of(self.name))
        except KeyError:
            return False


def show(story: Story, of: str) -> None:
    """Show the map, the timeline and the panel; of a very large story, say where to see them.

    ``of`` is the same for all versions of one story: the map stays where it was as they follow each other.
    """
    kept: Preview | None = st.session_state.get(_SHOWN)
    if kept is None or not kept.shows(story):
        kept = st.session_state[_SHOWN] = Preview(story)
    if kept.name is None:
        st.info(
            "The story is too large to be shown here. Download the folder and start it on your own "
            "machine: `make run WAYBILL_DATA=FOLDER`."
        )
        return
    base = base_url()
    st_folium(
        build_map(base, base + kept.name, {"fonts": page_fonts()}, {"preview": _name(of)}),
        key=f"own-preview-{kept.name}",
        height=FIRST_HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
    )


def _name(of: str) -> str:
    """What the page calls a story in the making; it says nothing of the draft or of its files."""
    names: dict[str, str] = st.session_state.setdefault(_NAMES, {})
    return names.setdefault(of, secrets.token_hex(8))
