"""How two documents differ, as a list of operations; each can be carried out, and taken back.

``apply(a, diff(a, b))`` is ``b``, and ``apply(b, invert(diff(a, b)))`` is ``a``, to the order of rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from waybill.drafts.document import TABLES, Document, DraftError, Row, Table, Value, blank, clean


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell has another value."""

    table: str
    row: str
    column: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class AddRow:
    """A row is new; it stands below ``above``, or at the top."""

    table: str
    row: str
    cells: Row
    above: str | None


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """A row is gone; it stood below ``above``, or at the top."""

    table: str
    row: str
    cells: Row
    above: str | None


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A row stands below another one than before."""

    table: str
    row: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class SetColumns:
    """The header of a CSV file is another one; empty: there is no such file."""

    table: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetText:
    """The text in which a file was brought is another one; None: the file is written anew."""

    table: str
    before: str | None
    after: str | None


Operation = SetCell | AddRow | RemoveRow | MoveRow | SetColumns | SetText


def diff(a: Document, b: Document) -> list[Operation]:
    """What makes ``b`` of ``a``."""
    found: list[Operation] = []
    for name in TABLES:
        if a.table(name) is not b.table(name):
            found += _table_diff(name, a.table(name), b.table(name))
    for file in sorted({*a.texts, *b.texts}):
        if a.texts.get(file) != b.texts.get(file):
            found.append(SetText(file, a.texts.get(file), b.texts.get(file)))
    return found


def _table_diff(name: str, a: Table, b: Table) -> Iterator[Operation]:
    if a.columns != b.columns:
        yield SetColumns(name, a.columns, b.columns)
    order = _Order(a.rows)
    for key in reversed(list(a.rows)):
        if key not in b.rows:
            yield RemoveRow(name, key, a.rows[key], order.remove(key))
    for key, after in b.rows.items():
        before = a.rows.get(key)
        if before is not None and before is not after:
            for column in dict.fromkeys((*before, *after)):
                old, new = (cells.get(column, blank(name)) for cells in (before, after))
                if old != new:
                    yield SetCell(name, key, column, old, new)
    staying = _longest_rising([key for key in b.rows if key in a.rows], list(a.rows))
    above: str | None = None
    for key, cells in b.rows.items():
        if key not in a.rows:
            order.insert(key, above)
            yield AddRow(name, key, cells, above)
        elif key not in staying:
            stood = order.remove(key)
            order.insert(key, above)
            if stood != above:
                yield MoveRow(name, key, stood, above)
        above = key


def _longest_rising(keys: Sequence[str], order: Sequence[str]) -> set[str]:
    """The most keys that can stay where they are while the others move."""
    places = {key: at for at, key in enumerate(order)}
    tails: list[int] = []
    ends: list[str] = []
    before: dict[str, str | None] = {}
    for key in keys:
        at = bisect_left(tails, places[key])
        before[key] = ends[at - 1] if at else None
        if at == len(tails):
            tails.append(places[key])
            ends.append(key)
        else:
            tails[at], ends[at] = places[key], key
    found: set[str] = set()
    key_or_none = ends[-1] if ends else None
    while key_or_none is not None:
        found.add(key_or_none)
        key_or_none = before[key_or_none]
    return found


def invert(operations: Iterable[Operation]) -> list[Operation]:
    """What takes the operations back."""
    return [_inverse(one) for one in reversed(list(operations))]


def _inverse(one: Operation) -> Operation:
    match one:
        case SetCell(table, row, column, before, after):
            return SetCell(table, row, column, after, before)
        case AddRow(table, row, cells, above):
            return RemoveRow(table, row, cells, above)
        case RemoveRow(table, row, cells, above):
            return AddRow(table, row, cells, above)
        case MoveRow(table, row, before, after):
            return MoveRow(table, row, after, before)
        case SetColumns(table, columns, others):
            return SetColumns(table, others, columns)
        case SetText(table, text, other):
            return SetText(table, other, text)


def apply(document: Document, operations: Sequence[Operation]) -> Document:
    """Carry operations out; DraftError when a row that one speaks of is not there, or there already."""
    tables = dict(document.tables)
    texts = dict(document.texts)
    by_table: dict[str, list[Operation]] = {}
    for one in operations:
        if not isinstance(one, SetText):
            by_table.setdefault(one.table, []).append(one)
        elif one.after is None:
            texts.pop(one.table, None)
        else:
            texts[one.table] = one.after
    for name, group in by_table.items():
        changed = _Changing(name, document.table(name))
        for one in group:
            changed.carry_out(one)
        if (table := changed.table()).columns or table.rows:
            tables[name] = table
        else:
            tables.pop(name, None)
    return Document(tables, texts)


class _Changing:
    """A table while operations are carried out on it."""

    def __init__(self, name: str, table: Table) -> None:
        self._name = name
        self._columns = table.columns
        self._rows = dict(table.rows)
        self._order: _Order | None = None  # made only when rows come, go or move

    @property
    def order(self) -> _Order:
        if self._order is None:
            self._order = _Order(self._rows)
        return self._order

    def carry_out(self, one: Operation) -> None:
        match one:
            case SetCell(_, key, column, _, after):
                self._rows[key] = clean(self._name, {**self._there(key), column: after})
            case AddRow(_, key, cells, above):
                if key in self._rows:
                    raise DraftError(f"There is a row {key!r} among the {self._name} already.")
                self.order.insert(key, above)
                self._rows[key] = cells
            case RemoveRow(_, key):
                self._there(key)
                self.order.remove(key)
                del self._rows[key]
            case MoveRow(_, key, _, after):
                self._there(key)
                self.order.remove(key)
                self.order.insert(key, after)
            case SetColumns(_, _, columns):
                self._columns = columns

    def _there(self, key: str) -> Row:
        if key not in self._rows:
            raise DraftError(f"There is no row {key!r} among the {self._name}.")
        return self._rows[key]

    def table(self) -> Table:
        if self._order is None:
            return Table(self._columns, self._rows)
        return Table(self._columns, {key: self._rows[key] for key in self._order})


class _Order:
    """Keys in order, as a linked list: putting one in or taking one out costs the same anywhere."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._next: dict[str | None, str | None] = {}
        self._above: dict[str | None, str | None] = {}
        above: str | None = None
        for key in keys:
            self._next[above], self._above[key] = key, above
            above = key
        self._next[above], self._above[None] = (
            None,
            above,
        )  # None is before the first, after the last

    def insert(self, key: str, above: str | None) -> None:
        """Put a key below another; at the end when that is not there."""
        if above is not None and above not in self._next:
            above = self._above[None]
        below = self._next[above]
        self._next[above], self._above[key] = key, above
        self._next[key], self._above[below] = below, key

    def remove(self, key: str) -> str | None:
        """Take a key out; returns the one above it."""
        above, below = self._above.pop(key), self._next.pop(key)
        self._next[above], self._above[below] = below, above
        return above

    def __iter__(self) -> Iterator[str]:
        key = self._next[None]
        while key is not None:
            yield key
            key = self._next[key]
