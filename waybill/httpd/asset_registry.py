"""The files that a page fetches, by hashed name: the front end and the JSON of each story version.

``waybill.server`` serves them from memory. ``streamlit run app.py`` has no route of ours; there
waybill.ui.component_files copies them into a folder that a Streamlit component serves.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock

from waybill.limiter import background
from waybill.payload.encode import build_payload, payload_json
from waybill.story.model import Story
from waybill.web import assets

PREFIX = "waybill-files"
# Versions of all stories; a page opened just before a reload may still ask for the last one.
KEPT_STORIES = 24
KEPT_STORY_BYTES = 100_000_000
LEAST_KEPT = 4  # whatever their size
KEPT_PROMISES = 4
NOW = "now"  # beside the files: the version of the data that the server shows now

# Of all visitors together, of stories and of the sums of their shipments each; the oldest go first.
KEPT_PREVIEWS = 24
MAX_PREVIEW_BYTES = 8_000_000
PREVIEW_PREFIX = "preview."

MakeJson = Callable[[Story], bytes]

_lock, _promising = Lock(), Lock()
_stories: dict[str, bytes] = {}
_previews: dict[str, bytes] = {}
_promised: dict[str, tuple[Story, str, MakeJson]] = {}
_folders: list[Path] = []


@cache
def _front_end() -> dict[str, bytes]:
    return {asset.name: asset.content for asset in assets.all_assets()}


def content_of(name: str) -> bytes:
    """Return the bytes of a file; a promised story is made now. Raises KeyError for an unknown name."""
    promised = _promised.get(name)
    if promised is not None:
        publish_story(*promised)
    return _front_end().get(name) or _stories.get(name) or _previews[name]


def is_private(name: str) -> bool:
    """Return whether a file belongs to one visitor, so that no cache may keep it."""
    return name.startswith(PREVIEW_PREFIX)


def story_names() -> list[str]:
    """Return the names of the story files published so far, newest last."""
    return list(_stories)


def story_name(version: str) -> str | None:
    """Return the name of the file of a version of a story, if it has been published or promised."""
    name = _story_file(version)
    return name if name in _promised or name in _stories else None


def _story_file(version: str) -> str:
    return f"story.{version}.json"


def story_json(story: Story) -> bytes:
    """Return the story's JSON."""
    return payload_json(build_payload(story))


def promise_story(story: Story, version: str, make: MakeJson = story_json) -> None:
    """Let pages name the story's JSON before it is made: whoever fetches it first waits for ``make``."""
    name = _story_file(version)
    if name not in _stories and (name not in _promised or make is not story_json):
        with _promising:  # not _lock, which is held while another story is made
            _promised[name] = story, version, make
            for old in list(_promised)[:-KEPT_PROMISES]:
                _promised.pop(old, None)  # it may have been made just now


def publish_story(story: Story, version: str, make: MakeJson = story_json) -> str:
    """Make the story's JSON available and return its name; ``make`` is called once per version.

    Without one it is made as it was promised.
    """
    name = _story_file(version)
    if name not in _stories:
        background.hurry()
    with _lock:
        if name not in _stories:
            if make is story_json and name in _promised:
                make = _promised[name][2]
            _stories[name] = make(story)
            _drop_oldest(_stories, KEPT_STORIES)
            while (
                len(_stories) > LEAST_KEPT and sum(map(len, _stories.values())) > KEPT_STORY_BYTES
            ):
                _drop_oldest(_stories, len(_stories) - 1)
            for folder in _folders:
                (folder / name).write_bytes(_stories[name])
        _promised.pop(name, None)
    return name


def publish_private(content: bytes, suffix: str) -> str | None:
    """Make bytes of one visitor available to whoever knows their name; None if they are too many.

    They are the JSON of a story (``.json``) or the sums of its shipments. The name is 192 random bits, and only
    that visitor's page is told it.
    """
    if len(content) > MAX_PREVIEW_BYTES:
        return None
    name = f"{PREVIEW_PREFIX}{secrets.token_hex(24)}{suffix}"
    background.hurry()  # it may rest while it makes a story
    with _lock:
        _previews[name] = content
        _drop_oldest(_previews, KEPT_PREVIEWS, suffix)
        for folder in _folders:
            (folder / name).write_bytes(content)
    return name


def withdraw_preview(name: str) -> None:
    """Forget a preview; nothing happens if it is gone already."""
    with _lock:
        _previews.pop(name, None)
        for folder in _folders:
            (folder / name).unlink(missing_ok=True)


def _drop_oldest(files: dict[str, bytes], kept: int, suffix: str = "") -> None:
    """Drop the oldest of the files whose names end with ``suffix``, so that ``kept`` of them stay."""
    for old in [name for name in files if name.endswith(suffix)][:-kept]:
        del files[old]
        for folder in _folders:
            (folder / old).unlink(missing_ok=True)


def is_own_server() -> bool:
    """Return whether waybill.server serves this process, rather than Streamlit alone."""
    return "WAYBILL_SERVED" in os.environ


def copy_to(folder: Path) -> None:
    """Keep a copy of every front-end file and of each story in a folder, and of each story from now on."""
    with _lock:
        for name, content in (*_front_end().items(), *_stories.items()):
            (folder / name).write_bytes(content)
        _folders.append(folder)
