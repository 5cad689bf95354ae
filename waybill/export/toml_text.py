"""StoryInfo → the text of story.toml that reads back as the same StoryInfo.

Only what this schema needs of TOML 1.0: strings, numbers, days, lists of those, lists of tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from waybill.story.model import StoryInfo


def toml_text(info: StoryInfo) -> str:
    """The file's text; what equals its default is left out."""
    values = info.model_dump(exclude_defaults=True)
    return "\n".join(_table(values, ())) + "\n"


def _table(values: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Plain keys first: in TOML they would otherwise belong to the last list of tables."""
    tables = {
        k: v for k, v in values.items() if isinstance(v, tuple) and v and isinstance(v[0], dict)
    }
    for key, value in values.items():
        if key not in tables and value is not None:
            yield f"{key} = {_value(value)}"
    for key, rows in tables.items():
        for row in rows:
            yield f"\n[[{'.'.join((*path, key))}]]"
            yield from _table(row, (*path, key))


def _value(value: Any) -> str:
    if isinstance(value, str):
        # a JSON string is a TOML basic string, but for DEL, which TOML wants escaped
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    raise TypeError(f"story.toml holds no {type(value).__name__}")
