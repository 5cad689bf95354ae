"""The URL at which the map's iframe finds the front end's files, under either server.

The iframe at ``component/streamlit_folium.st_folium/`` uses relative URLs, so that a base path works.
Under ``streamlit run app.py`` there is no route of ours: the files are copied to a folder that a
Streamlit component serves.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import streamlit.components.v1 as components

from waybill.httpd import asset_registry


@cache
def _component_name() -> str:
    """Copy the files into a new folder and register it; return the component's name."""
    folder = Path(tempfile.mkdtemp(prefix="waybill-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    asset_registry.copy_to(folder)
    return components.declare_component("waybill", path=str(folder)).name


def base_url() -> str:
    """Return the URL prefix of the files, relative to the map's iframe, ending in "/"."""
    if asset_registry.is_own_server():
        return f"../../{asset_registry.PREFIX}/"
    return f"../{_component_name()}/"
