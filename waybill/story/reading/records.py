"""Rows of cells -> records, one file at a time, with every fault of content reported."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from waybill.story.model import Place, Record
from waybill.story.reading import cell_warnings, columns, date_cells, explain
from waybill.story.reading.columns import Styles
from waybill.story.reading.file_spec import CLAIMS, NUMBER, PLACES, FileSpec
from waybill.story.reading.problems import Finding, ProblemLog
from waybill.story.reading.references import Index, References
from waybill.story.reading.rules import rows as row_rules
from waybill.story.reading.rules.places import PlaceRules
from waybill.story.reading.suggest.places import countries, positions
from waybill.story.reading.table.rows import Row, Table

Faults = dict[str, tuple[str, Finding]]
"""Column -> its value as written and what is wrong with it."""


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
    styles = columns.judge(table, spec.number_columns, spec.date_columns)
    reader = _RowReader(spec, styles)
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
    if spec is CLAIMS:
        index.about = {row.cells["claim_id"]: row.cells.get("about", "") for row in table.rows}
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
        self._date_columns = [c for c in spec.columns if c in spec.date_columns]
        self._made_ids: set[str] = set()

    def record(
        self, row: Row, index: Index, references: References, log: ProblemLog
    ) -> Record | None:
        """The record of a row, or None with its faults in ``log``."""
        spec = self._spec
        cells = {column: cell for column, cell in row.cells.items() if cell}
        cell_warnings.warn_of_text(spec.file, row.row, cells, self._not_text, log)
        cells = date_cells.taken_apart(cells)
        values, extra = self._values(cells)
        faults = self._number_faults(cells)
        faults |= date_cells.faults(cells, self._date_columns, self._styles)
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
                    faults[column] = (value, found)
        _leave_out_explained(faults)
        for column, (value, finding) in faults.items():
            finding = self._unique(column, value, finding, index)
            sound = self._with_sound_advice(column, finding)
            log.report(spec.file, sound, row=row.row, column=column, value=value)
        for column in self._date_columns:
            if warning := date_cells.warning(cells.get(column, "")):
                log.report(spec.file, warning, row=row.row, column=column, value=cells[column])
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
