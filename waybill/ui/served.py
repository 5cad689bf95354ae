"""The files a page fetches: the front end and the story's JSON, by hashed name.

``waybill.server`` serves them itself. Under ``streamlit run app.py`` there is no route of ours, so
they are written to a folder that a Streamlit component serves. Either way the map's iframe, at
``component/streamlit_folium.st_folium/``, names them relative to itself and a base path keeps working.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit.components.v1 as components

from waybill.map import assets
from waybill.map.payload import build_payload, payload_json
from waybill.story.model import Story

PREFIX = "waybill-files"
KEPT_STORIES = 4  # versions; a page opened just before a reload may still ask for the last one


@dataclass(frozen=True, slots=True)
class StoryKey:
    """A story known by its version alone, so that a cache need not compare its content."""

    version: str
    story: Story = field(compare=False)


_lock = Lock()
_stories: dict[str, bytes] = {}


@cache
def _front_end() -> dict[str, bytes]:
    return {asset.name: asset.content for asset in assets.all_assets()}


def content_of(name: str) -> bytes:
    """The bytes of a file; raises KeyError for a name that is not ours."""
    return _front_end().get(name) or _stories[name]


def story_names() -> list[str]:
    """Names of the stories published so far, newest last."""
    return list(_stories)


@lru_cache(maxsize=KEPT_STORIES)
def _payload(key: StoryKey) -> dict[str, Any]:
    return build_payload(key.story)


def payload_of(story: Story, version: str) -> dict[str, Any]:
    """The story's payload, built once a version."""
    return _payload(StoryKey(version, story))


def publish_story(story: Story, version: str) -> str:
    """Make the story's JSON available; returns its name. Built once a version."""
    name = f"story.{version}.json"
    with _lock:
        if name not in _stories:
            _stories[name] = payload_json(payload_of(story, version))
            for old in list(_stories)[:-KEPT_STORIES]:
                del _stories[old]
            if not served_by_us():
                (_folder()[0] / name).write_bytes(_stories[name])
    return name


def served_by_us() -> bool:
    """True when waybill.server serves this process."""
    return "WAYBILL_SERVED" in os.environ


@cache
def _folder() -> tuple[Path, str]:
    """(folder, component name) for a server without a route of ours."""
    folder = Path(tempfile.mkdtemp(prefix="waybill-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, content in _front_end().items():
        (folder / name).write_bytes(content)
    return folder, components.declare_component("waybill", path=str(folder)).name


def base_url() -> str:
    """The URL prefix of the files, relative to the map's iframe, ending in "/"."""
    return f"../../{PREFIX}/" if served_by_us() else f"../{_folder()[1]}/"
