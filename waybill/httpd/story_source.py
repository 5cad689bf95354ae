"""The story folder that this server shows; it is read again when its files change."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from waybill.settings import settings
from waybill.story import StoryFolder

ROOT = Path(__file__).parents[2]


@cache
def story_folder() -> StoryFolder:
    """Return the folder named by WAYBILL_DATA (relative to the project), default ``data``.

    Shared by every session of the process; StoryFolder is thread-safe.
    """
    return StoryFolder(
        ROOT / os.environ.get("WAYBILL_DATA", "data"), settle_seconds=settings().settle
    )
