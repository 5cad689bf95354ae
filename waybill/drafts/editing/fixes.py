"""The faults that the check finds in a draft, and what puts each right where the check knows it.

A fix changes the cells that its fault names, in the row that it names, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from waybill.drafts.document import INFO, SECTIONS, SPECS, Document, Table, Value, blank, clean
from waybill.drafts.editing.fields import Field, fields_of
from waybill.drafts.editing.naming import labels, made_id
from waybill.drafts.files import TOML, keys_by_line
from waybill.drafts.sentences import column_words, row_words, text_of
from waybill.story.reading.date_cells import END_COLUMNS
from waybill.story.reading.problems import MAX_VALUE_CHARACTERS, Problem

ADVICE = "'network' in path"
"""What the check advises for a line by sea that crosses land and may follow the sea lanes."""
_TABLE_OF = {spec.file: table for table, spec in SPECS.items()}
_IN_TOML = re.compile(r"(\w+)\[(\d+)\]\.(\w+)(?:\[(\d+)\](?:\.\w+(?:\[\d+\])?)?)?")


@dataclass(frozen=True, slots=True)
class SetCells:
    """What puts a fault right: other values in cells of one row."""

    cells: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """What puts a fault right: another name for a column."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem, the row of the draft that has it, and the fix; "" and None where there is none."""

    problem: Problem
    table: str = ""
    row: str = ""
    fix: SetCells | RenameColumn | None = None


@dataclass(frozen=True, slots=True)
class Faults:
    """Faults of one kind, in one column: told once, with the rows counted."""

    all: tuple[Fault, ...]

    @property
    def first(self) -> Fault:
        """The first of them, which stands for the others."""
        return self.all[0]

    @property
    def with_fix(self) -> tuple[Fault, ...]:
        """Those that can be put right with a press."""
        return tuple(fault for fault in self.all if fault.fix is not None)


def faults_of(document: Document, problems: Sequence[Problem]) -> list[Faults]:
    """The problems that a check of the document found, by kind; errors first."""
    lines: dict[str, dict[int, str]] = {}
    groups: dict[tuple[object, ...], list[Fault]] = {}
    for problem in sorted(problems, key=lambda one: not one.is_error):
        table = _TABLE_OF.get(problem.file, "")
        if table and table not in lines:
            lines[table] = keys_by_line(document, table)
        fault = _fault(document, problem, table, lines.get(table, {}))
        can = type(fault.fix)
        kind = problem.cause or problem.message
        groups.setdefault((problem.file, problem.column, problem.severity, kind, can), []).append(
            fault
        )
    return [Faults(tuple(group)) for group in groups.values()]


def _fault(document: Document, problem: Problem, table: str, lines: dict[int, str]) -> Fault:
    if problem.file == TOML:
        return _in_toml(document, problem)
    row = lines.get(problem.row or 0, "")
    if not table:
        return Fault(problem)
    if not row:
        return Fault(problem, table, "", _header_fix(document, problem, table))
    return Fault(problem, table, row, _row_fix(document, problem, table, row))


def _header_fix(document: Document, problem: Problem, table: str) -> RenameColumn | None:
    """The name that a column was meant to have."""
    columns, new = document.table(table).columns, problem.suggestion
    if problem.column != problem.value or problem.column not in columns or not new:
        return None
    return RenameColumn(problem.column, new) if new not in columns else None


def _row_fix(document: Document, problem: Problem, table: str, row: str) -> SetCells | None:
    cells = document.row(table, row)
    column, value = problem.column or "", problem.value
    if problem.changes:
        return SetCells(problem.changes)
    if column == SPECS[table].id_column and problem.is_error and not problem.suggestion:
        # Nobody is asked for an id: a row without a sound one of its own gets one.
        words = row_words(document, table, row).replace("→", " ")
        return SetCells(((column, made_id(document, table, words)),))
    if problem.cause == "crosses land" and ADVICE in problem.message:
        return SetCells((("path", "network"),))
    if problem.suggestion is None or len(value) >= MAX_VALUE_CHARACTERS:
        return None
    held = str(cells.get(column, ""))
    if column in SPECS[table].list_columns:
        items = [item.strip() for item in held.split("|")]
        if value not in items:
            return None
        new = [problem.suggestion if item == value else item for item in items]
        return SetCells(((column, "|".join(new)),))
    if held == value:
        return SetCells(((column, problem.suggestion),))
    return _interval_fix(column, value, problem.suggestion, cells.get)


def _interval_fix(
    column: str, value: str, suggestion: str, cell: Callable[[str, str], str]
) -> SetCells | None:
    """A fix for one end of an interval that is written in one cell."""
    for start, end in END_COLUMNS.items():
        parts = cell(start, "").split("/")
        if column in (start, end) and len(parts) == 2 and not cell(end, ""):
            at = 0 if column == start else 1
            if parts[at].strip() == value:
                parts[at] = suggestion
                return SetCells(((start, "/".join(parts)),))
    return None


def _in_toml(document: Document, problem: Problem) -> Fault:
    """A fault in a row of one of story.toml's lists: ``steps[2].legs[1]``."""
    found = _IN_TOML.fullmatch(problem.column or "")
    if found is None or found[1] not in SECTIONS:
        is_top = bool(problem.column) and "." not in (problem.column or "")
        return Fault(problem, INFO, INFO) if is_top else Fault(problem)
    table, column = found[1], found[3]
    keys = list(document.table(table).rows)
    if int(found[2]) > len(keys):
        return Fault(problem)
    row = keys[int(found[2]) - 1]
    return Fault(problem, table, row, _toml_fix(document.cell(table, row, column), column, problem))


def _toml_fix(held: Value, column: str, problem: Problem) -> SetCells | None:
    if problem.suggestion is None:
        return None
    if isinstance(held, list) and problem.value in held:
        new = [problem.suggestion if item == problem.value else item for item in held]
        return SetCells(((column, new),))
    return SetCells(((column, problem.suggestion),)) if held == problem.value else None


def apply_fix(document: Document, fault: Fault) -> Document:
    """The document with a fault put right; as it is where the fault has no fix."""
    match fault.fix:
        case SetCells(cells):
            for column, value in cells:
                document = document.set_cell(fault.table, fault.row, column, value)
        case RenameColumn(old, new):
            document = _renamed(document, fault.table, old, new)
    return document


def apply_all(document: Document, faults: Iterable[Fault]) -> Document:
    """The document with several faults put right; ids that are made differ from each other."""
    for fault in faults:
        id_column = SPECS[fault.table].id_column if fault.table in SPECS else ""
        if isinstance(fault.fix, SetCells) and fault.fix.cells[0][0] == id_column:
            made = made_id(document, fault.table, str(fault.fix.cells[0][1]))
            fault = replace(fault, fix=SetCells(((id_column, made),)))
        document = apply_fix(document, fault)
    return document


def _renamed(document: Document, table: str, old: str, new: str) -> Document:
    held = document.table(table)
    columns = tuple(new if column == old else column for column in held.columns)
    rows = {
        key: clean(table, {new if c == old else c: value for c, value in cells.items()})
        for key, cells in held.rows.items()
    }
    return replace(document, tables={**document.tables, table: Table(columns, rows)})


def fix_words(document: Document, fault: Fault) -> str:
    """What a fix would write, in words: "“Köln”", "latitude “42.2” and longitude “130.3”"."""
    if isinstance(fault.fix, RenameColumn):
        return f"the column “{fault.fix.new}”"
    if fault.fix is None:
        return ""
    if fault.table in SPECS and fault.fix.cells[0][0] == SPECS[fault.table].id_column:
        return "another id, made by Waybill"
    if fault.fix.cells == (("path", "network"),):
        return "“network”: draw it along the sea lanes, marked as inferred"
    words = []
    for column, value in fault.fix.cells:
        shown = _value_words(document, fault.table, column, value) or "nothing"
        words.append(shown if len(fault.fix.cells) == 1 else f"{column_words(column)} {shown}")
    return " and ".join(words)


def _value_words(document: Document, table: str, column: str, value: Value) -> str:
    field: Field | None = (
        {one.column: one for one in fields_of(table)}.get(column) if table else None
    )
    if value in ("", None, blank(table)):
        return ""
    if field is not None and field.of:
        called = labels(document, field.of)
        ids = value if isinstance(value, list) else str(value).split("|")
        return ", ".join(f"“{called.get(str(one), str(one))}”" for one in ids)
    return f"“{text_of(value)}”"
