"""The version of a story: what the ``data`` parameter of a link holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from waybill.story.model import Record, Story
from waybill.story.once import once_per_story

VERSION_LENGTH = 10


@once_per_story
def story_version(story: Story) -> str:
    """First 10 hex digits of the SHA-256 over the story's normalised content.

    The content is the canonical JSON (keys sorted, no spaces, UTF-8) of all records without their
    row numbers and without what equals its default, by id. So a BOM, line ends, the order of rows
    and of columns, a column of empty cells and the folder's name change nothing; any other change of
    the data does. Worked out once per story.
    """
    untitled = {"title"} if story.info.names_folder else None
    content = {
        "info": story.info.model_dump(mode="json", exclude_defaults=True, exclude=untitled),
        "places": _records(story.places),
        "legs": _records(story.legs),
        "visits": _records(story.visits),
        "claims": _records(story.claims),
        "sources": _records(story.sources),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:VERSION_LENGTH]


def _records(records: Mapping[str, Record]) -> dict[str, Any]:
    return {
        key: record.model_dump(mode="json", exclude={"row"}, exclude_defaults=True)
        for key, record in records.items()
    }
