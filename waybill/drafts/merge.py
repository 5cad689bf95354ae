"""What two people did to one document, joined by row and column.

What one of them changed and the other did not goes through. A cell that both changed, each in another
way, keeps the value that was stored first, and becomes a clash with both values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from waybill.drafts.document import SPECS, Document, Table, Value, blank, row_id
from waybill.drafts.operations import (
    AddRow,
    MoveRow,
    Operation,
    RemoveRow,
    SetCell,
    SetColumns,
    SetText,
    apply,
    diff,
)

ClashKind = Literal["cell", "removed", "kept", "same id"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things that cannot both be: what was stored first stands, the other waits for a decision.

    ``kind``:
    - ``cell``: both changed a cell; ``theirs`` stands, ``mine`` is the other value.
    - ``removed``: they removed the row in which I changed a cell to ``mine``.
    - ``kept``: I removed the row in which they changed a cell to ``theirs``; it stays.
    - ``same id``: both added a row with the id ``theirs``; both rows are there. ``row`` is mine.
    """

    kind: ClashKind
    table: str
    row: str
    column: str
    base: Value
    theirs: Value
    mine: Value


@dataclass(frozen=True, slots=True)
class Merged:
    """The document with both people's changes, and what clashed."""

    document: Document
    clashes: tuple[Clash, ...] = ()


def merge(base: Document, mine: Document, theirs: Document) -> Merged:
    """Bring what was done between ``base`` and ``mine`` into ``theirs``, which is stored already."""
    if base is theirs:
        return Merged(mine)
    joined = _Joining(base, theirs)
    for one in diff(base, mine):
        joined.take(one)
    document = _with_all_columns(apply(theirs, joined.operations))
    return Merged(document, (*joined.clashes, *_same_ids(joined, document)))


class _Joining:
    """Goes through my operations beside theirs."""

    def __init__(self, base: Document, theirs: Document) -> None:
        self._base, self._theirs = base, theirs
        self.operations: list[Operation] = []
        self.clashes: list[Clash] = []
        self.added: list[AddRow] = []
        self.new_ids: dict[str, set[str]] = {}
        self._cells: dict[tuple[str, str], dict[str, SetCell]] = {}
        self._moved: set[tuple[str, str]] = set()
        self._texts: set[str] = set()
        for one in diff(base, theirs):
            match one:
                case SetCell(table, row, column):
                    self._cells.setdefault((table, row), {})[column] = one
                case MoveRow(table, row):
                    self._moved.add((table, row))
                case SetText(table):
                    self._texts.add(table)
                case AddRow(table, _, cells):
                    self.new_ids.setdefault(table, set()).add(row_id(table, cells))

    def take(self, one: Operation) -> None:
        """Keep my operation, or what is left of it, or note the clash."""
        match one:
            case SetCell():
                self._set_cell(one)
            case AddRow():
                self._add_row(one)
            case RemoveRow():
                self._remove_row(one)
            case MoveRow(table, row):
                if self._has(table, row) and (table, row) not in self._moved:
                    self.operations.append(one)
            case SetColumns(table, before, after):
                now = self._theirs.table(table).columns
                gone = set(before) - set(after)
                kept = tuple(column for column in now if column not in gone)
                new = tuple(column for column in after if column not in {*before, *now})
                if kept == before or now == before:
                    self.operations.append(SetColumns(table, now, after))
                elif kept + new != now:
                    self.operations.append(SetColumns(table, now, kept + new))
            case SetText(table):
                if table not in self._texts:
                    self.operations.append(one)

    def _has(self, table: str, row: str) -> bool:
        return row in self._theirs.table(table).rows

    def _set_cell(self, one: SetCell) -> None:
        if not self._has(one.table, one.row):
            clash = Clash("removed", one.table, one.row, one.column, one.before, None, one.after)
            self.clashes.append(clash)
            return
        other = self._cells.get((one.table, one.row), {}).get(one.column)
        if other is None:
            self.operations.append(one)
        elif other.after != one.after:
            self._cell_clash(one.table, one.row, one.column, one.before, other.after, one.after)

    def _cell_clash(
        self, table: str, row: str, column: str, base: Value, theirs: Value, mine: Value
    ) -> None:
        self.clashes.append(Clash("cell", table, row, column, base, theirs, mine))

    def _remove_row(self, one: RemoveRow) -> None:
        if not self._has(one.table, one.row):
            return
        changed = self._cells.get((one.table, one.row))
        if not changed:
            self.operations.append(one)
            return
        for column, other in changed.items():
            clash = Clash("kept", one.table, one.row, column, other.before, other.after, None)
            self.clashes.append(clash)

    def _add_row(self, one: AddRow) -> None:
        if not self._has(one.table, one.row):
            self.operations.append(one)
            self.added.append(one)
            return
        there = self._theirs.row(one.table, one.row)  # both brought the row with this id
        nothing = blank(one.table)
        for column, value in one.cells.items():
            other = there.get(column, nothing)
            if other == nothing:
                self.operations.append(SetCell(one.table, one.row, column, nothing, value))
            elif other != value:
                self._cell_clash(one.table, one.row, column, nothing, other, value)


def _same_ids(joined: _Joining, document: Document) -> Sequence[Clash]:
    """Rows that I added with an id that a row of theirs, added meanwhile, has as well."""
    return [
        Clash("same id", one.table, one.row, "", None, row_id(one.table, one.cells), None)
        for one in joined.added
        if row_id(one.table, one.cells) in joined.new_ids.get(one.table, set()) - {""}
    ]


def _with_all_columns(document: Document) -> Document:
    """A column that one removed and the other filled stays."""
    tables: dict[str, Table] = {}
    for name in SPECS:
        table = document.table(name)
        named = set(table.columns)
        more = dict.fromkeys(c for row in table.rows.values() for c in row if c not in named)
        if more:
            tables[name] = replace(table, columns=(*table.columns, *more))
    return replace(document, tables={**document.tables, **tables}) if tables else document
