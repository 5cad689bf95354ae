"""The tables as queries name them; ``migrations`` makes them, and a test compares the two.

Times are UTC as ISO 8601 text, so that they compare the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

_METADATA = sa.MetaData()


def _table(of: str, /, **columns: TypeEngine[Any]) -> sa.Table:
    made: list[sa.Column[Any]] = [sa.Column(name, kind) for name, kind in columns.items()]
    return sa.Table(of, _METADATA, *made)


_TEXT, _NUMBER, _BYTES = sa.Text(), sa.Integer(), sa.LargeBinary()

draft = _table(
    "draft",
    id=_TEXT,
    title=_TEXT,
    trial=_NUMBER,
    key_hash=_TEXT,
    head_rev=_NUMBER,
    created_by=_TEXT,
    created_at=_TEXT,
    changed_at=_TEXT,
    expires_at=_TEXT,
    deleted_at=_TEXT,
    published_as=_TEXT,
    published_rev=_NUMBER,
)
revision = _table(
    "revision",
    draft=_TEXT,
    rev=_NUMBER,
    made_by=_TEXT,
    made_at=_TEXT,
    what=_TEXT,
    name=_TEXT,
    published=_NUMBER,
    operations=_BYTES,
    document=_BYTES,
)
clash = _table(
    "clash",
    draft=_TEXT,
    rev=_NUMBER,
    number=_NUMBER,
    content=_TEXT,
    made_by=_TEXT,
    theirs_by=_TEXT,
    made_at=_TEXT,
    settled=_TEXT,
)
member = _table("member", draft=_TEXT, who=_TEXT, role=_TEXT)
decision = _table(
    "decision",
    draft=_TEXT,
    name_key=_TEXT,
    country=_TEXT,
    choice=_TEXT,
    made_by=_TEXT,
    made_at=_TEXT,
)
recipe = _table("recipe", draft=_TEXT, fingerprint=_TEXT, mapping=_TEXT, made_at=_TEXT)
lookup = _table("lookup", provider=_TEXT, query=_TEXT, answer=_TEXT, made_at=_TEXT)
attachment = _table("attachment", draft=_TEXT, name=_TEXT, size=_NUMBER, data=_BYTES, made_at=_TEXT)
slot = _table("slot", provider=_TEXT, next_allowed_at=sa.Double())
TABLES = tuple(_METADATA.tables.values())


def put(
    connection: sa.Connection, table: sa.Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Insert a row, or give the row of that key other values; ``values`` empty: leave it as it is."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement: Any = insert(table).values(**key, **values)
    if values:
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement)
