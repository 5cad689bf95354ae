"""Documents, operations and clashes ↔ compressed bytes of the store."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any

from waybill.drafts.document import Document, Table
from waybill.drafts.operations import (
    AddRow,
    MoveRow,
    Operation,
    RemoveRow,
    SetCell,
    SetColumns,
    SetText,
)

VERSION = 1
_LEVEL = 6  # of zlib: 9 saves 1 % of the bundled story and takes twice the time
_KINDS: dict[str, type[Any]] = {
    "set": SetCell,
    "add": AddRow,
    "remove": RemoveRow,
    "move": MoveRow,
    "columns": SetColumns,
    "text": SetText,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def pack(document: Document) -> bytes:
    """A document as bytes."""
    tables = {
        name: {"columns": table.columns, "rows": list(table.rows.items())}
        for name, table in document.tables.items()
    }
    return _packed({"version": VERSION, "tables": tables, "texts": document.texts})


def unpack(data: bytes) -> Document:
    """A document out of ``pack``'s bytes."""
    content = json.loads(zlib.decompress(data))
    if content["version"] != VERSION:
        raise ValueError(f"a snapshot of version {content['version']}, not {VERSION}")
    tables = {
        name: Table(tuple(table["columns"]), dict(table["rows"]))
        for name, table in content["tables"].items()
    }
    return Document(tables, content["texts"])


def pack_operations(operations: Sequence[Operation]) -> bytes:
    """Operations as bytes."""
    return _packed(
        [[_NAMES[type(one)], *(getattr(one, name) for name in one.__slots__)] for one in operations]
    )


def unpack_operations(data: bytes) -> list[Operation]:
    """Operations out of ``pack_operations``' bytes."""
    found: list[Operation] = []
    for name, *values in json.loads(zlib.decompress(data)):
        if name == "columns":
            values = [values[0], *map(tuple, values[1:])]
        found.append(_KINDS[name](*values))
    return found


def _packed(content: object) -> bytes:
    # ASCII, so that a byte that was not UTF-8, kept as a surrogate, comes back as itself.
    return zlib.compress(json.dumps(content, separators=(",", ":")).encode("ascii"), _LEVEL)
