"""Rows of cells -> records, one file at a time, with every fault of content reported."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from waybill.story.model import Claim, Leg, Place, Record, Source, Visit
from waybill.story.reading import explain, row_rules
from waybill.story.reading.problems import ProblemLog
from waybill.story.reading.references import Finding, Index, References
from waybill.story.reading.table import Row, Table

# Plain decimals only: no thousands separators, no "nan", no underscores.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
# What a spreadsheet would run as a formula; a lone sign or a number is not one.
_FORMULA = re.compile(r"[=+@-](?![\d\s.,]*$)")


@dataclass(frozen=True)
class FileSpec:
    """A CSV file of the story folder: which records it holds and which column is the id."""

    file: str
    model: type[Record]
    id_column: str
    required: bool = False

    @cached_property
    def columns(self) -> dict[str, bool]:
        """Column -> whether it is required, in the order of the record's fields."""
        fields = self.model.model_fields.items()
        return {name: f.is_required() for name, f in fields if name not in ("row", "extra")}

    @cached_property
    def list_columns(self) -> frozenset[str]:
        """Columns whose cells hold lists separated by ``|``."""
        fields = self.model.model_fields
        return frozenset(c for c in self.columns if get_origin(fields[c].annotation) is tuple)

    @cached_property
    def number_columns(self) -> frozenset[str]:
        """Columns of numbers."""
        types = {c: self.model.model_fields[c].annotation for c in self.columns}
        numbers = {float, int}
        return frozenset(c for c, t in types.items() if numbers & {t, *get_args(t)})


PLACES = FileSpec("places.csv", Place, "place_id", required=True)
ROUTES = FileSpec("routes.csv", Leg, "leg_id", required=True)
VISITS = FileSpec("visits.csv", Visit, "visit_id")
CLAIMS = FileSpec("claims.csv", Claim, "claim_id")
SOURCES = FileSpec("sources.csv", Source, "source_id")


@dataclass
class Records:
    """The sound records of a file by id, in file order, beside the index of all its ids."""

    index: Index
    sound: dict[str, Any] = field(default_factory=dict)


def read_records(spec: FileSpec, table: Table, references: References, log: ProblemLog) -> Records:
    """Records of ``table``; a faulty row is reported and left out.

    Every file that ``spec`` refers to must be in ``references`` already; so is this one on return.
    """
    index = Index(spec.file, spec.id_column)
    # Until its row is read an id counts as sound: rows of one file may refer to later ones.
    index.sound.update(row.cells[spec.id_column] for row in table.rows)
    index.sound.discard("")
    for broken_id, row_number in table.broken.items():
        if broken_id not in index.sound:
            index.reject(broken_id, row_number)
    records = Records(index)
    references.indexes[spec.file] = index
    first_rows: dict[str, int] = {}
    for row in table.rows:
        written_id = row.cells[spec.id_column]
        record = _record(spec, row, references, log)
        if written_id in first_rows:
            what = f"is already the {spec.id_column} of row {first_rows[written_id]}"
            log.error(spec.file, what, row=row.row, column=spec.id_column, value=written_id)
            continue
        if written_id:
            first_rows[written_id] = row.row
        if record is None:
            index.reject(written_id, row.row)
            continue
        records.sound[written_id] = record
        if isinstance(record, Place):
            for name in (record.name, *record.aliases):
                index.names.setdefault(name.casefold(), written_id)
    return records


def _record(spec: FileSpec, row: Row, references: References, log: ProblemLog) -> Record | None:
    cells = {column: cell for column, cell in row.cells.items() if cell}
    _warn_of_formulas(spec, row.row, cells, log)
    values: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for column, cell in cells.items():
        if column not in spec.columns:
            extra[column] = cell
        elif column in spec.list_columns:
            values[column] = tuple(part for item in cell.split("|") if (part := item.strip()))
        else:
            values[column] = cell
    faults = _not_numbers(spec, cells)
    lacking = references.resolve_cells(spec.file, row.row, values, log)
    row_rules.drop_bad_urls(spec.file, row.row, values, log)
    record: Record | None = None
    try:
        record = spec.model.model_validate({**values, "row": row.row, "extra": extra})
    except ValidationError as error:
        for entry in error.errors(include_url=False, include_input=False):
            column, value = _place_of(entry["loc"], values)
            if column not in faults and column not in lacking:
                finding = explain.explain(spec.model, dict(entry), column, value, cells)
                faults[column] = (value, finding)
    for column, (value, finding) in faults.items():
        log.add(
            finding.severity,
            spec.file,
            finding.what,
            row=row.row,
            column=column,
            value=value,
            suggestion=finding.suggestion,
        )
    holds = row_rules.check(spec.file, row.row, cells, log)
    return record if holds and not faults and not lacking else None


def _not_numbers(spec: FileSpec, cells: dict[str, str]) -> dict[str, tuple[str, Finding]]:
    faults = {}
    for column in spec.number_columns:
        cell = cells.get(column)
        if cell is not None and not _NUMBER.fullmatch(cell):
            whole = column == "sequence"
            faults[column] = (cell, explain.not_a_number(column, cell, whole=whole))
    return faults


def _place_of(location: tuple[int | str, ...], values: dict[str, Any]) -> tuple[str, str]:
    """Column and value that a pydantic finding speaks of."""
    column = str(location[0])
    value = values.get(column, "")
    if isinstance(value, tuple):
        position = location[1] if len(location) > 1 else None
        value = value[position] if isinstance(position, int) else ""
    return column, str(value)


def _warn_of_formulas(spec: FileSpec, row: int, cells: dict[str, str], log: ProblemLog) -> None:
    for column, cell in cells.items():
        if cell[0] not in "=+-@" or column in spec.number_columns:
            continue
        if _FORMULA.match(cell):
            what = f"begins with {cell[0]}, so a spreadsheet would run it as a formula"
            log.warning(spec.file, what, row=row, column=column, value=cell)
