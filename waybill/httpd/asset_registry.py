"""The files a page fetches, by hashed name: the front end and the JSON of each story version.

``waybill.server`` serves them from memory. ``streamlit run app.py`` has no route of ours; there
waybill.ui.component_files copies them into a folder that a Streamlit component serves.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from waybill.payload.encode import build_payload, payload_json
from waybill.story.model import Story
from waybill.web import assets

PREFIX = "waybill-files"
KEPT_STORIES = 4  # versions; a page opened just before a reload may still ask for the last one


@dataclass(frozen=True, slots=True)
class StoryKey:
    """A story known by its version alone, so that a cache need not compare its content."""

    version: str
    story: Story = field(compare=False)


_lock = Lock()
_stories: dict[str, bytes] = {}
_copies: list[Callable[[str, bytes], object]] = []


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
            for keep in _copies:
                keep(name, _stories[name])
    return name


def served_by_us() -> bool:
    """True when waybill.server serves this process."""
    return "WAYBILL_SERVED" in os.environ


def copy_to(write: Callable[[str, bytes], object]) -> None:
    """Call ``write(name, content)`` for every front-end file now, and for each story from now on."""
    for name, content in _front_end().items():
        write(name, content)
    _copies.append(write)
