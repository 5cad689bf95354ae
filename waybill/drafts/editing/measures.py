"""The measures of a check, which lie inside its row of story.toml, as rows of a table for forms."""

from __future__ import annotations

from dataclasses import replace

from waybill.drafts.document import Document, Table
from waybill.drafts.editing.setting import Chosen, put

TABLE = "measures"
HOLDER = "checks"


def opened(document: Document, check: str) -> Document:
    """The document with the measures of one check as a table, by their numbers from 0 on."""
    held = document.row(HOLDER, check).get(TABLE)
    rows = [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    table = Table((), {str(number): row for number, row in enumerate(rows)})
    return replace(document, tables={**document.tables, TABLE: table})


def _closed(document: Document, check: str) -> Document:
    """The document with that table put back into its check."""
    rows = [dict(row) for row in document.table(TABLE).rows.values()]
    tables = {name: table for name, table in document.tables.items() if name != TABLE}
    return replace(document, tables=tables).set_cell(HOLDER, check, TABLE, rows or None)


def set_measure(
    document: Document, check: str, number: str, column: str, chosen: Chosen
) -> Document:
    """A copy with a value in one measure, as ``put`` does it for a row. Raises DraftError."""
    return _closed(put(opened(document, check), TABLE, number, column, chosen), check)


def add_measure(document: Document, check: str) -> Document:
    """A copy with one measure more, which has a name to begin with."""
    found = opened(document, check)
    at = len(found.table(TABLE).rows)
    return _closed(found.add_row(TABLE, {"label": f"Measure {at + 1}"}, key=str(at)), check)


def remove_measure(document: Document, check: str, number: str) -> Document:
    """A copy without a measure. Raises DraftError when it is not there."""
    return _closed(opened(document, check).remove_row(TABLE, number), check)
