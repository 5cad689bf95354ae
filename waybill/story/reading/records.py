"""Rows of cells -> records, one file at a time, with every fault of content reported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from waybill.story.edtf import EdtfDate
from waybill.story.model import Claim, Leg, Place, Record, Source, Visit
from waybill.story.reading import cell_warnings, columns, explain, row_rules
from waybill.story.reading.columns import Styles
from waybill.story.reading.place_rules import PlaceRules
from waybill.story.reading.problems import Finding, ProblemLog
from waybill.story.reading.references import Index, References
from waybill.story.reading.suggest.places import countries, positions
from waybill.story.reading.table.row_form import Columns
from waybill.story.reading.table.rows import Row, Table

# Plain decimals only: no thousands separators, no "nan", no underscores.
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)

Faults = dict[str, tuple[str, Finding]]
"""Column -> its value as written and what is wrong with it."""


def _has_pattern(metadata: Sequence[object]) -> bool:
    return any(getattr(one, "pattern", None) for one in metadata)


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
        return self._columns_of(float, int)

    @cached_property
    def date_columns(self) -> frozenset[str]:
        """Columns of dates."""
        return self._columns_of(EdtfDate)

    @cached_property
    def text_columns(self) -> frozenset[str]:
        """Columns of words: no ids, dates, numbers or members of a closed list."""
        return frozenset(c for c in self.columns if self._is_text(self.model.model_fields[c]))

    @staticmethod
    def _is_text(field: FieldInfo) -> bool:
        parts = get_args(field.annotation) if get_origin(field.annotation) is tuple else ()
        return (field.annotation is str and not _has_pattern(field.metadata)) or parts[:1] == (str,)

    def allows(self, column: str, text: str) -> bool:
        """Whether a cell may hold ``text``, as far as the cell alone can tell."""
        try:
            self._adapters[column].validate_python(text)
        except ValueError:
            return False
        return column not in self.number_columns or bool(NUMBER.fullmatch(text))

    @cached_property
    def _adapters(self) -> dict[str, TypeAdapter[Any]]:
        fields = self.model.model_fields
        single = self.columns.keys() - self.list_columns
        return {c: TypeAdapter(fields[c].rebuild_annotation()) for c in single}

    @cached_property
    def form(self) -> Columns:
        """What is known of the file before it is read."""
        return Columns(self.columns, self.number_columns, self.id_column, self.required)

    def _columns_of(self, *wanted: type) -> frozenset[str]:
        found = {c: self.model.model_fields[c].annotation for c in self.columns}
        return frozenset(c for c, t in found.items() if set(wanted) & {t, *get_args(t)})


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
    index = references.add(_index(spec, table))
    records = Records(index)
    reader = _RowReader(spec, columns.judge(table, spec.number_columns, spec.date_columns))
    place_rules = PlaceRules(log)
    first_rows: dict[str, int] = {}
    for row in table.rows:
        written_id = row.cells[spec.id_column]
        record = reader.record(row, index, references, log)
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
            place_rules.check(record, row.cells)
    cell_warnings.warn_of_doubtful_numbers(spec.file, table, spec.allows, log)
    return records


def _index(spec: FileSpec, table: Table) -> Index:
    """The ids of the file, before its rows are read."""
    index = Index(spec.file, spec.id_column)
    # Until its row is read an id counts as sound: rows of one file may refer to later ones.
    index.sound.update(row.cells[spec.id_column] for row in table.rows)
    index.sound.discard("")
    for broken_id, row_number in table.broken.items():
        if broken_id not in index.sound:
            index.reject(broken_id, row_number)
    if spec is PLACES:
        for row in table.rows:
            _name(row, index)
    return index


def _name(row: Row, index: Index) -> None:
    """Note what a place is called, and what tells it from its namesakes."""
    place_id = row.cells["place_id"]
    for name in (row.cells["name"], *row.cells.get("aliases", "").split("|")):
        if name.strip() and place_id not in index.names.setdefault(name.strip(), []):
            index.names[name.strip()].append(place_id)
    country = row.cells.get("country", "")
    position = f"{row.cells['latitude']}, {row.cells['longitude']}"
    index.where[place_id] = (countries.name(country) if country else "", position)


class _RowReader:
    """Reads the rows of one file."""

    def __init__(self, spec: FileSpec, styles: Styles) -> None:
        self._spec = spec
        self._styles = styles
        self._not_text = spec.columns.keys() - spec.text_columns
        self._made_ids: set[str] = set()

    def record(
        self, row: Row, index: Index, references: References, log: ProblemLog
    ) -> Record | None:
        """The record of a row, or None with its faults in ``log``."""
        spec = self._spec
        cells = {column: cell for column, cell in row.cells.items() if cell}
        cell_warnings.warn_of_text(spec.file, row.row, cells, self._not_text, log)
        values, extra = self._values(cells)
        faults = self._number_faults(cells)
        lacking = references.resolve_cells(spec.file, row.row, values, log)
        row_rules.drop_bad_urls(spec.file, row.row, values, log)
        record: Record | None = None
        try:
            record = spec.model.model_validate({**values, "row": row.row, "extra": extra})
        except ValidationError as error:
            for entry in error.errors(include_url=False, include_input=False):
                column, value = _place_of(entry["loc"], values)
                if column not in faults and column not in lacking:
                    found = explain.explain(
                        spec.model, dict(entry), column, value, cells, self._styles
                    )
                    faults[column] = (value, self._unique(column, value, found, index))
        _leave_out_explained(faults)
        for column, (value, finding) in faults.items():
            sound = self._with_sound_advice(column, finding)
            log.report(spec.file, sound, row=row.row, column=column, value=value)
        holds = row_rules.check(spec.file, row.row, cells, log)
        return record if holds and not faults and not lacking else None

    def _values(self, cells: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        """Cells of known columns, lists taken apart, and the cells of other columns."""
        values: dict[str, Any] = {}
        extra: dict[str, str] = {}
        for column, cell in cells.items():
            if column not in self._spec.columns:
                extra[column] = cell
            elif column in self._spec.list_columns:
                values[column] = tuple(part for item in cell.split("|") if (part := item.strip()))
            else:
                values[column] = cell
        return values, extra

    def _number_faults(self, cells: dict[str, str]) -> Faults:
        faults: Faults = {}
        if self._spec is PLACES:
            written = [cells.get(column, "") for column in ("latitude", "longitude", "country")]
            for axis, finding in positions.faults(*written).items():
                faults[axis] = (cells[axis], finding)
        for column in self._spec.number_columns - positions.COLUMNS:
            cell = cells.get(column)
            if cell is not None and not NUMBER.fullmatch(cell):
                whole = column == "sequence"
                finding = explain.not_a_number(column, cell, cells, self._styles, whole=whole)
                faults[column] = (cell, finding)
        return faults

    def _with_sound_advice(self, column: str, finding: Finding) -> Finding:
        """The finding without advice that would be a fault itself: a radius of a million km."""
        advised = dict(finding.changes)
        if finding.suggestion is not None and column not in self._spec.list_columns:
            advised[column] = finding.suggestion
        if all(self._spec.allows(name, text) for name, text in advised.items()):
            return finding
        return replace(finding, suggestion=None, changes=())

    def _unique(self, column: str, value: str, finding: Finding, index: Index) -> Finding:
        """The finding without a suggested id that another row has, or was given."""
        made = finding.suggestion
        if column != self._spec.id_column or made is None:
            return finding
        if made in index.sound or made in self._made_ids:
            what = f"{finding.what}; {made!r} is the id of another row"
            return Finding(what, None, cause=finding.cause)
        self._made_ids.add(made)
        return finding


def _place_of(location: tuple[int | str, ...], values: dict[str, Any]) -> tuple[str, str]:
    """Column and value that a pydantic finding speaks of."""
    column = str(location[0])
    value = values.get(column, "")
    if isinstance(value, tuple):
        position = location[1] if len(location) > 1 else None
        value = value[position] if isinstance(position, int) else ""
    return column, str(value)


def _leave_out_explained(faults: Faults) -> None:
    """Take out empty cells for which another cell of the row has what belongs there."""
    given = {column for _, finding in faults.values() for column, _ in finding.changes}
    for column in given & faults.keys():
        if not faults[column][0]:
            del faults[column]
