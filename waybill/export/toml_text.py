"""StoryInfo → the text of story.toml that reads back as the same StoryInfo."""

from __future__ import annotations

from typing import Any

import tomli_w

from waybill.story.day import Day
from waybill.story.model import StoryInfo


def toml_text(info: StoryInfo) -> str:
    """The file's text; what equals its default is left out."""
    return tomli_w.dumps(_written(info.model_dump(exclude_defaults=True, exclude_none=True)))


def _written(value: Any) -> Any:
    """Days as TOML has them: dates from the year 1 on, text before."""
    if isinstance(value, Day):
        return value.to_date() if value.year >= 1 else value.isoformat()
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items()}
    return [_written(one) for one in value] if isinstance(value, (list, tuple)) else value
