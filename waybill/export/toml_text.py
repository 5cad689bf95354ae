"""StoryInfo → the text of story.toml that reads back as the same StoryInfo."""

from __future__ import annotations

import tomli_w

from waybill.story.model import StoryInfo


def toml_text(info: StoryInfo) -> str:
    """The file's text; what equals its default is left out."""
    return tomli_w.dumps(info.model_dump(exclude_defaults=True, exclude_none=True))
