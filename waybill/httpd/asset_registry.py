"""The files that a page fetches, by hashed name: the front end and the JSON of each story version.

``waybill.server`` serves them from memory. ``streamlit run app.py`` has no route of ours; there
waybill.ui.component_files copies them into a folder that a Streamlit component serves.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from threading import Lock

from waybill.payload.encode import build_payload, payload_json
from waybill.story.model import Story
from waybill.web import assets

PREFIX = "waybill-files"
KEPT_STORIES = 4  # versions; a page opened just before a reload may still ask for the last one

_lock = Lock()
_stories: dict[str, bytes] = {}
_writers: list[Callable[[str, bytes], object]] = []


@cache
def _front_end() -> dict[str, bytes]:
    return {asset.name: asset.content for asset in assets.all_assets()}


def content_of(name: str) -> bytes:
    """Return the bytes of a file. Raises KeyError for an unknown name."""
    return _front_end().get(name) or _stories[name]


def story_names() -> list[str]:
    """Return the names of the story files published so far, newest last."""
    return list(_stories)


def publish_story(story: Story, version: str) -> str:
    """Make the story's JSON available and return its name; it is built once per version."""
    name = f"story.{version}.json"
    with _lock:
        if name not in _stories:
            _stories[name] = payload_json(build_payload(story))
            for old in list(_stories)[:-KEPT_STORIES]:
                del _stories[old]
            for write in _writers:
                write(name, _stories[name])
    return name


def is_own_server() -> bool:
    """Return whether waybill.server serves this process, rather than Streamlit alone."""
    return "WAYBILL_SERVED" in os.environ


def copy_to(write: Callable[[str, bytes], object]) -> None:
    """Call ``write(name, content)`` for every front-end file now, and for each story from now on."""
    for name, content in _front_end().items():
        write(name, content)
    _writers.append(write)
