"""``[shipments]`` of a draft by a form: which column says what, who says so, and the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waybill.drafts.document import INFO, Document, DraftError, by_id
from waybill.drafts.editing.naming import create, find
from waybill.drafts.shipments import SECTION
from waybill.importing.values import date_order
from waybill.importing.vocabulary import meaning_of_header, unit_of_header
from waybill.story.reading.suggest.identifiers import identifier
from waybill.story.reading.toml.shipments_table import RESERVED

NEEDED = ("origin", "destination", "date", "quantity")
MEANINGS = (*NEEDED, "mode", "cargo")
DAY_ORDERS = ("year first", "day first", "month first")
_SAID = {"start_date": "date"}


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a form says of a file. ``columns``: meaning → column; ``said_by``: a source, by its id or name."""

    source: str
    columns: Mapping[str, str | None]
    unit: str
    said_by: str
    day_order: str = "year first"
    table: str = ""
    drill: Sequence[str] = ()
    attributes: Sequence[str] = ()


def guessed(columns: Mapping[str, Sequence[str]]) -> Mapped:
    """What the columns of a file probably mean, by their names and first cells; ``source`` is empty.

    ``day_order`` is empty where a day can be read in two ways.
    """
    found: dict[str, str | None] = {}
    for column in columns:
        meaning = meaning_of_header(column.replace("_", " ")) or ""
        meaning = _SAID.get(meaning, meaning)
        if meaning in MEANINGS:
            found.setdefault(meaning, column)
    quantity, day = found.get("quantity"), found.get("date")
    order = date_order([cell for cell in columns[day] if cell]) if day else ""
    unit = unit_of_header(quantity.replace("_", " ")) if quantity else ""
    return Mapped("", found, unit, "", "" if order is None else order or "year first")


def stored(document: Document) -> Mapped | None:
    """What the draft says of its shipments; None where it has none, or they cannot be shown by a form."""
    table = document.table(INFO).rows.get(INFO, {}).get(SECTION)
    if not isinstance(table, Mapping) or not isinstance(table.get("columns"), Mapping):
        return None
    texts = {key: value for key, value in table.items() if isinstance(value, str)}
    attributes = table.get("attributes")
    return Mapped(
        source=texts.get("source", ""),
        columns={name: str(column) for name, column in table["columns"].items()},
        unit=texts.get("unit", ""),
        said_by=texts.get("said_by", ""),
        day_order=texts.get("day_order", "year first"),
        table=texts.get("table", ""),
        drill=_texts(table.get("drill")),
        attributes=_texts(list(attributes.values())) if isinstance(attributes, Mapping) else (),
    )


def mapped(document: Document, given: Mapped) -> Document:
    """A copy whose ``[shipments]`` says what a form gave; what no form asks for stays.

    Raises:
        DraftError: something that is needed was left out.
    """
    columns = {name: column for name, column in given.columns.items() if column}
    missing = [name for name in NEEDED if name not in columns]
    wanted = {"the unit": given.unit.strip(), "who says so": given.said_by.strip()}
    missing += [name for name, text in wanted.items() if not text]
    if missing:
        raise DraftError(f"Still to be said: {', '.join(missing)}.")
    if not given.day_order:
        raise DraftError("Still to be said: whether the day or the month comes first in the dates.")
    if INFO not in document.table(INFO).rows:
        document = document.add_row(INFO, {}, key=INFO)
    document, said_by = _source_of(document, given.said_by.strip())
    before = document.row(INFO, INFO).get(SECTION)
    kept = dict(before) if isinstance(before, Mapping) else {}
    table: dict[str, Any] = {
        **{key: kept[key] for key in ("limits", "note") if key in kept},
        "source": given.source,
        "said_by": said_by,
        "unit": given.unit.strip(),
        "columns": columns,
    }
    if given.table:
        table["table"] = given.table
    if given.day_order != "year first":
        table["day_order"] = given.day_order
    if given.drill:
        table["drill"] = list(given.drill)
    if given.attributes:
        table["attributes"] = _named(given.attributes, kept.get("attributes"))
    return document.set_cell(INFO, INFO, SECTION, table)


def with_record(document: Document, days: Sequence[str]) -> Document:
    """A copy whose timeline has the days of the shipments, where the story says nothing of its own."""
    if len(days) != 2 or document.row(INFO, INFO).get("record"):
        return document
    return document.set_cell(INFO, INFO, "record", [{"date": day} for day in days])


def without(document: Document) -> Document:
    """A copy that names no shipments."""
    return document.set_cell(INFO, INFO, SECTION, None)


def _source_of(document: Document, said_by: str) -> tuple[Document, str]:
    if said_by in by_id(document, "sources"):
        return document, said_by
    found = find(document, "sources", said_by)
    return (document, found) if found else create(document, "sources", said_by)


def _named(columns: Sequence[str], before: object) -> dict[str, str]:
    """Attributes by a name of their own: the one that they have, or one made of the column's."""
    names = {column: name for name, column in before.items()} if isinstance(before, Mapping) else {}
    found: dict[str, str] = {}
    for number, column in enumerate(columns, 1):
        name = names.get(column) or identifier(column).lower() or f"attribute-{number}"
        while name in found or name in RESERVED:
            name = f"{name}-{number}"
        found[name] = column
    return found


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
