"""The dashboard of a story that only its visitor sees."""

from __future__ import annotations

import secrets
import weakref
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from waybill.evidence.phrases import as_sentence
from waybill.httpd import asset_registry
from waybill.limiter import BusyError
from waybill.story.model import Story
from waybill.ui.component_files import base_url
from waybill.ui.folium_map import build_map, page_fonts
from waybill.ui.frame import FIRST_HEIGHT_PX
from waybill.ui.preview_process import NotMadeError, preview_json
from waybill.web import assets

_SHOWN = "own-preview"
_NAMES = "own-preview-names"


class Preview:
    """A story and its flows that the server holds for one session, and forgets when the session does."""

    def __init__(self, story: Story, cube: bytes = b"", of: str = "") -> None:
        """Publish the story; ``name`` is None when it is too large, ``flows`` without a cube.

        Raises:
            BusyError: too many have their stories made.
            NotMadeError: it could not be made this time.
        """
        self.story, self.of = story, of
        content = preview_json(story, asset_registry.MAX_PREVIEW_BYTES)
        self.name = None if content is None else asset_registry.publish_private(content, ".json")
        self.flows = asset_registry.publish_private(cube, ".cube") if cube else None
        self._cube = cube
        for name in (self.name, self.flows):
            if name is not None:
                weakref.finalize(self, asset_registry.withdraw_preview, name)

    def shows(self, story: Story, cube: bytes = b"") -> bool:
        """Whether this is the preview of that story, and the server still has it."""
        return self.story is story and self._cube == cube and self.is_there()

    def is_there(self) -> bool:
        """Whether the server still has what the browser reads of it."""
        try:
            return all(
                name is None or bool(asset_registry.content_of(name))
                for name in (self.name, self.flows)
            )
        except KeyError:
            return False


def show(story: Story, of: str, cube: bytes = b"") -> None:
    """Show the map, the timeline and the panel; of a very large story, say where to see them.

    Where they cannot be made now, those of the version before stay, and a button tries it again.

    Args:
        story: the story.
        of: the same for all versions of one story: the map stays where it was as they follow each other.
        cube: the sums of its shipments, where there are any.
    """
    kept: Preview | None = st.session_state.get(_SHOWN)
    if kept is None or not kept.shows(story, cube):
        try:
            kept = st.session_state[_SHOWN] = Preview(story, cube, of)
        except (BusyError, NotMadeError) as reason:
            if kept is None or kept.of != of or kept.name is None or not kept.is_there():
                kept = None
            _tell_not_made(reason, is_before=kept is not None)
            if kept is None:
                return
    if kept.name is None:
        st.info(
            "The story is too large to be shown here. Download the folder and start it on your own "
            "machine: `make run WAYBILL_DATA=FOLDER`."
        )
        return
    _show_map(kept)


def _tell_not_made(reason: Exception, is_before: bool) -> None:
    """Say why there is no map of this version; any press on the page tries it again, also that of the button."""
    shown = " Below is the map as it was before the last change." if is_before else ""
    st.info(as_sentence(reason) + shown)
    st.button("Make the map again", key="own-preview-again")


def _show_map(kept: Preview) -> None:
    assert kept.name is not None
    base = base_url()
    more: dict[str, Any] = {"fonts": page_fonts()}
    if kept.flows is not None:
        more["flows"] = {"script": base + assets.flows().name, "cube": base + kept.flows}
    st_folium(
        build_map(base, base + kept.name, more, {"preview": _name(kept.of)}),
        key=f"own-preview-{kept.name}",
        height=FIRST_HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
    )


def _name(of: str) -> str:
    """What the page calls a story in the making; it says nothing of the draft or of its files."""
    names: dict[str, str] = st.session_state.setdefault(_NAMES, {})
    return names.setdefault(of, secrets.token_hex(8))
