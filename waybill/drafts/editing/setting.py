"""What a form does to a draft: put a value into a cell, make a row, and make the rows that it names."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from waybill.drafts.document import INFO, SPECS, Document, DraftError, Row, Value, id_column
from waybill.drafts.editing.fields import Field, field_of, shown
from waybill.drafts.editing.naming import CREATED, create, find, has_made_id, labels, made_id
from waybill.drafts.sentences import row_words

Chosen = str | Sequence[str] | None
"""What a form gives: a text, the ids (or new names) that were chosen, or nothing."""
_DAY = re.compile(r"-?\d{4}-\d{2}-\d{2}", re.ASCII)
# "1,200" is 1200 to one person and 1.2 to another; "0,125" can only be decimals.
_DOUBTFUL = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)


def put(document: Document, table: str, key: str, column: str, chosen: Chosen) -> Document:
    """A copy with a cell as a form gave it. A name that no row has becomes a row of its own."""
    field = field_of(table, column)
    if table == INFO and INFO not in document.table(INFO).rows:
        document = document.add_row(INFO, {}, key=INFO)
    # An unchanged field keeps its cell as it was written: "Najin | Rason" is not "Najin|Rason".
    before = shown(table, field, document.cell(table, key, column))
    if (list(chosen) if isinstance(chosen, (list, tuple)) else (chosen or "")) == before:
        return document
    document, value = _value(document, table, field, chosen)
    return document.set_cell(table, key, column, value)


def add(document: Document, table: str, given: Mapping[str, Chosen]) -> tuple[Document, str]:
    """A copy with a new row, whose id is made of its name; returns its key too.

    Raises:
        DraftError: nothing was given.
    """
    cells: dict[str, Value] = {}
    for column, chosen in given.items():
        document, value = _value(document, table, field_of(table, column), chosen)
        if value:
            cells[column] = value
    if not cells:
        raise DraftError("Nothing was filled in.")
    return _with_row(document, table, cells)


def _with_row(document: Document, table: str, cells: Row) -> tuple[Document, str]:
    added = document.add_row(table, cells)
    key = list(added.table(table).rows)[-1]
    if not has_made_id(table):
        return added, key
    made = made_id(document, table, row_words(added, table, key).replace("→", " "))
    columns = {id_column(table): made, **cells}
    return document.add_row(table, columns, key=key), key


def _value(document: Document, table: str, field: Field, chosen: Chosen) -> tuple[Document, Value]:
    """The cell for what was chosen, and the document with the rows that had to be made for it."""
    is_csv = table in SPECS
    if field.kind in ("rows", "words"):
        ids = []
        for text in [chosen] if isinstance(chosen, str) else chosen or ():
            document, one = (
                _id(document, field, text) if field.kind == "rows" else (document, text.strip())
            )
            ids.append(one)
        ids = [one for one in dict.fromkeys(ids) if one]
        return document, "|".join(ids) if is_csv else (list(ids) or None)
    text = (chosen if isinstance(chosen, str) else "").strip()
    if field.kind == "row" and text:
        return _id(document, field, text)
    if is_csv:
        return document, text
    if field.kind == "number":
        return document, _number(text)
    if field.kind == "days" and "/" in text:
        return document, [_day(part.strip()) for part in text.split("/")]
    return document, (_day(text) if field.kind == "day" else text) or None


def _number(text: str) -> Value:
    """A number of story.toml. Raises DraftError where the text is none, or could be one of two."""
    if not text:
        return None
    if _DOUBTFUL.fullmatch(text):
        whole, decimal = text.replace(",", ""), text.replace(",", ".", 1)
        meant = f"{whole}, or {decimal}" if text.count(",") == 1 else whole
        raise DraftError(
            f"“{text}” could be read in two ways. Write digits alone, with a point: {meant}."
        )
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise DraftError(f"“{text}” is no number. Write digits alone, with a point: 1200 or 12.5.")
    return int(number) if number.is_integer() else number


def _day(text: str) -> Value:
    return {"date": text} if _DAY.fullmatch(text) else text


def _id(document: Document, field: Field, text: str) -> tuple[Document, str]:
    """The id that was chosen; of a name that was typed, that of its row, which may be new."""
    text = text.strip()
    if not text or text in labels(document, field.of):
        return document, text
    if found := find(document, field.of, text):
        return document, found
    return create(document, field.of, text) if field.of in CREATED else (document, text)
