"""The dashboard in Streamlit: our front end on folium's map, in streamlit-folium's iframe."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from waybill.httpd import asset_registry
from waybill.settings import settings
from waybill.story import Loaded
from waybill.story.model import Story
from waybill.ui.component_files import base_url
from waybill.ui.folium_map import build_map
from waybill.ui.view.visit import (
    FRAME,
    hear_frame,
    story_name,
    view_for_frame,
    view_parameters,
)
from waybill.view.link import SERVED, parse_view
from waybill.view.view import View
from waybill.web import assets

# Until the front end has measured itself: about its height on a desktop, so that little moves.
FIRST_HEIGHT_PX = 860


@st.fragment
def show_frame(loaded: Loaded) -> None:
    """Show the frame. It is a fragment: releasing a timeline handle reruns this and nothing else."""
    assert loaded.story is not None
    base = base_url()
    story_url = base + asset_registry.publish_story(loaded.story, loaded.version)
    more_assets = {"fonts": page_fonts(), **_more_assets()}
    st_folium(
        build_map(base, story_url, {**more_assets, **_flows(loaded.story)}, _options()),
        key=FRAME,
        height=FIRST_HEIGHT_PX,
        use_container_width=True,
        returned_objects=["view"],
    )
    hear_frame()


def _more_assets() -> dict[str, Any]:
    """Return URLs of the preview card, if this server draws it, and of tiles, if any are set."""
    tiles = settings().tiles
    return {
        **({"card": "../../card.png"} if asset_registry.is_own_server() else {}),
        **({"tiles": {"url": tiles.url, "attribution": tiles.attribution}} if tiles else {}),
    }


def _flows(story: Story) -> dict[str, Any]:
    """Return what draws the flows of a story with shipments."""
    if story.info.shipments is None or not asset_registry.is_own_server():
        return {}
    script = base_url() + assets.flows().name
    named = f"?{SERVED}={story_name()}" if story_name() else ""
    addresses = {one: f"../../shipments/{one}{named}" for one in ("cube", "rows", "split", "edges")}
    return {"flows": {"script": script, **addresses}}


def _options() -> dict[str, Any]:
    """Return what the front end has to know of the settings."""
    public_url = settings().public_url
    return {
        "embed_origins": list(settings().embed_origins),
        "frame_ancestors": list(settings().frame_ancestors),
        **({"public_url": public_url} if public_url else {}),
        **({"served": story_name()} if story_name() else {}),
        **({"view": view} if (view := view_for_frame()) else {}),
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


def view_of(loaded: Loaded) -> View:
    """Return the reader's view of this story, as reported by the frame, set on a page or given in the address."""
    assert loaded.story is not None
    view, _ = parse_view({**view_parameters(), SERVED: story_name()}, loaded.story)
    return view
