"""story.toml ↔ rows: its lists of tables become tables, everything else the row at its top."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w

from waybill.drafts.document import INFO, SECTIONS, Row, Table, clean, keyed, row_id

DATE = "date"
MOST = 2**63
"""TOML's whole numbers lie below; one of thousands of digits could not be written again."""


def read_toml(text: str) -> dict[str, Table]:
    """Tables of story.toml by name; none when it is no TOML."""
    try:
        content = {key: _plain(value) for key, value in tomllib.loads(text).items()}
    except (ValueError, RecursionError, _NotKeptError):
        return {}
    tables: dict[str, Table] = {}
    for section in SECTIONS:
        rows = _section_rows(section, content.get(section))
        if rows:
            del content[section]
            tables[section] = rows
    if content:
        tables[INFO] = Table((), {INFO: clean(INFO, content)})
    return tables


def _section_rows(section: str, value: Any) -> Table | None:
    if section == "routes" and isinstance(value, dict):
        # [routes.sea] is as good as [[routes]] with id = "sea"
        value = [{"id": k, **v} if isinstance(v, dict) else v for k, v in value.items()]
    if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
        return None
    if any(_is_date(entry) for entry in value):
        return None
    rows = [clean(section, entry) for entry in value]
    keys = keyed(row_id(section, row) for row in rows)
    return Table((), dict(zip(keys, rows, strict=True)))


def write_toml(tables: Mapping[str, Table]) -> str:
    """The text of story.toml; "" when there is nothing to say."""
    content: dict[str, Any] = {}
    top: Row = tables[INFO].rows.get(INFO, {}) if INFO in tables else {}
    content.update(_toml(dict(top)))
    for section in SECTIONS:
        if section in tables and tables[section].rows:
            content[section] = [_toml(dict(row)) for row in tables[section].rows.values()]
    return tomli_w.dumps(content) if content else ""


class _NotKeptError(ValueError):
    """A value of TOML that a row cannot hold: a time of day, or a number that is none."""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return {DATE: value.isoformat()}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= MOST:
        raise _NotKeptError("a number of more digits than TOML has")
    if isinstance(value, (str, bool, int)) or (isinstance(value, float) and value == value):
        return value
    raise _NotKeptError(str(value))


def _is_date(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {DATE} and isinstance(value[DATE], str)


def _toml(value: Any) -> Any:
    if _is_date(value):
        try:
            return datetime.date.fromisoformat(value[DATE])
        except ValueError:
            return value[DATE]
    if isinstance(value, dict):
        return {key: _toml(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_toml(one) for one in value]
    return value
