"""A story in the making: the tables of a story folder as rows by key, never changed in place.

A row keeps its key as long as it lives, whatever happens to its id. Rows of CSV files hold texts, and
an empty cell is one that is not there. Rows of story.toml hold what JSON can hold; a date is
``{"date": "2023-09-07"}``.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from waybill.story.reading.file_spec import CLAIMS, PLACES, ROUTES, SOURCES, VISITS, FileSpec

Value = Any
"""A cell: a text in tables of CSV files, what JSON holds in those of story.toml; None is no cell."""
Row = Mapping[str, Value]

SPECS: dict[str, FileSpec] = {
    "places": PLACES,
    "legs": ROUTES,
    "visits": VISITS,
    "claims": CLAIMS,
    "sources": SOURCES,
}
"""Table → the CSV file that holds it."""

INFO = "info"
"""The table, and the key of its only row, of what stands at the top of story.toml."""
SECTIONS: dict[str, str] = {
    "steps": "id",
    "figures": "label",
    "checks": "id",
    "conflicts": "id",
    "corrections": "date",
    "routes": "id",
}
"""Table → the column by which a row of that list of story.toml is known."""
TABLES: tuple[str, ...] = (*SPECS, INFO, *SECTIONS)


class DraftError(Exception):
    """Something that cannot be done with a draft; the text is for people."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by key, in the file's order. ``columns`` are those of a CSV file's header."""

    columns: tuple[str, ...] = ()
    rows: Mapping[str, Row] = field(default_factory=dict)


NO_TABLE = Table()


@dataclass(frozen=True, slots=True)
class Document:
    """All tables of a story, and the texts of files that are not what writing them anew would give."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        """A table; an empty one where the story has none."""
        return self.tables.get(name, NO_TABLE)

    def row(self, table: str, key: str) -> Row:
        """The cells of a row; DraftError when it is not there."""
        try:
            return self.table(table).rows[key]
        except KeyError:
            raise DraftError(f"There is no such row among the {table}; it was removed.") from None

    def cell(self, table: str, key: str, column: str) -> Value:
        """A cell; "" or None when it is empty."""
        return self.row(table, key).get(column, blank(table))

    def set_cell(self, table: str, key: str, column: str, value: Value) -> Document:
        """A copy with another value in a cell; a column that is new comes last."""
        cells = _with_cell(table, self.row(table, key), column, value)
        held = self.table(table)
        columns = held.columns
        if table in SPECS and column in cells and column not in columns:
            columns = (*columns, column)
        return self._with(table, Table(columns, {**held.rows, key: cells}))

    def add_row(
        self, table: str, cells: Row, *, key: str = "", after: str | None = None
    ) -> Document:
        """A copy with one row more, at the end or after another row.

        ``key`` is made when it is not given, unlike any that another person's copy may make.
        """
        held = self.table(table)
        key = key or new_key()
        if key in held.rows:
            raise DraftError(f"There is a row {key!r} among the {table} already.")
        kept = clean(table, cells)
        columns = held.columns
        if table in SPECS:
            columns = columns or _first_columns(table)
            columns += tuple(column for column in kept if column not in columns)
        rows = {**held.rows, key: kept}
        if after is not None and after in held.rows:
            rows = {}
            for there, row in held.rows.items():
                rows[there] = row
                if there == after:
                    rows[key] = kept
        return self._with(table, Table(columns, rows))

    def remove_row(self, table: str, key: str) -> Document:
        """A copy without a row."""
        self.row(table, key)
        held = self.table(table)
        rows = {there: row for there, row in held.rows.items() if there != key}
        return self._with(table, replace(held, rows=rows))

    def _with(self, name: str, table: Table) -> Document:
        tables = {**self.tables, name: table}
        if not table.rows and not table.columns:
            del tables[name]
        return replace(self, tables=tables)


def blank(table: str) -> Value:
    """What a cell that is not there counts as."""
    return "" if table in SPECS else None


def clean(table: str, cells: Row) -> dict[str, Value]:
    """The cells that hold something."""
    nothing = ("", None) if table in SPECS else (None,)
    return {column: value for column, value in cells.items() if value not in nothing}


def new_key() -> str:
    """The key of a new row; no id begins with its sign."""
    return f"+{secrets.token_hex(6)}"


def keyed(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """A key for each row: its id, with a number where the id is empty or there already."""
    used = set(taken)
    keys: list[str] = []
    for name in names:
        key, count = name or "row", 1
        while key in used or (not name and count == 1):
            count += 1
            key = f"{name or 'row'}~{count}"
        used.add(key)
        keys.append(key)
    return keys


def id_column(table: str) -> str:
    """The column by which people and other rows know a row; "" for the top of story.toml."""
    return SPECS[table].id_column if table in SPECS else SECTIONS.get(table, "")


def row_id(table: str, cells: Row) -> str:
    """What stands in that column, as text."""
    value = cells.get(id_column(table), "")
    return str(value.get("date", "")) if isinstance(value, dict) else str(value or "")


def by_id(document: Document, table: str) -> dict[str, str]:
    """Id → key of the first row that has it."""
    found: dict[str, str] = {}
    for key, cells in document.table(table).rows.items():
        found.setdefault(row_id(table, cells), key)
    return found


def free_id(document: Document, table: str, wanted: str) -> str:
    """``wanted``, or with a number after it, so that no row of the table has that id."""
    taken = by_id(document, table)
    found, count = wanted, 1
    while found in taken:
        count += 1
        found = f"{wanted}-{count}"
    return found


def _with_cell(table: str, cells: Row, column: str, value: Value) -> dict[str, Value]:
    kept = dict(cells)
    kept[column] = value
    return clean(table, kept)


def _first_columns(table: str) -> tuple[str, ...]:
    return tuple(column for column, must in SPECS[table].columns.items() if must)
