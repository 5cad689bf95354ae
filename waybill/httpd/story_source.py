"""The stories that this server shows; each is read again when its files change.

One is the default: the folder named by WAYBILL_DATA. The others are published in the folder named by
WAYBILL_STORIES, and shown where a link says ``story=NAME``.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from pathlib import Path
from threading import Lock

from waybill.httpd.start.ahead import reading_ahead, story_path
from waybill.httpd.start.reading import KeptReading, read_served
from waybill.settings import settings
from waybill.story import StoryFolder, shelf

ROOT = Path(__file__).parents[2]
KEPT_FOLDERS = 16
"""Named stories held in memory at a time; the one not asked for longest goes first."""

reading = KeptReading(reading_ahead)
"""Reads the default story."""

_named: OrderedDict[str, StoryFolder] = OrderedDict()
_lock = Lock()


@cache
def story_folder() -> StoryFolder:
    """Return the default story: the folder named by WAYBILL_DATA, or ``data``.

    Shared by every session of the process; StoryFolder is thread-safe.
    """
    return StoryFolder(
        story_path(),
        settle_seconds=settings().settle,
        read=reading,
    )


def stories() -> Path:
    """Return the folder of published stories."""
    return ROOT / settings().stories


def named_folder(name: str) -> StoryFolder | None:
    """Return the story that a link's ``story`` names, "" for the default; None if there is none such.

    A name is part of a path only when it is one that a published story can have. A version once
    published never changes, so a newer one is another folder.
    """
    if not name:
        return story_folder()
    newest = shelf.newest(stories(), name)
    if newest is None:
        return None
    with _lock:
        found = _named.get(name)
        if found is None or found.path != newest.folder:
            found = _named[name] = StoryFolder(newest.folder, read=read_served)
        _named.move_to_end(name)
        while len(_named) > KEPT_FOLDERS:
            _named.popitem(last=False)
    return found
