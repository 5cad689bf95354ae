"""Bytes of a CSV file -> rows of trimmed cells, with every fault of form reported.

Row numbers are lines of the file: the header is row 1, and a record whose quoted cell spans lines
has the row on which it starts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from waybill.story.reading.problems import Finding, ProblemLog
from waybill.story.reading.table import header as headers
from waybill.story.reading.table import row_form
from waybill.story.reading.table.csv_records import MAX_CELL_CHARACTERS, Record, decode, records
from waybill.story.reading.table.header import Header
from waybill.story.reading.table.notes import BAD_BYTE, FileNotes
from waybill.story.reading.table.row_form import Columns

MAX_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the file: ``row`` is its line, ``cells`` maps column -> trimmed text."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file that could be read. ``broken`` maps the ids of rows left out -> their row."""

    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    broken: dict[str, int] = field(default_factory=dict)


def read_table(file: str, data: bytes, columns: Columns, log: ProblemLog) -> Table | None:
    """Read CSV ``data``; None when the file as a whole cannot be used, with the reason in ``log``.

    Columns Waybill does not know are kept under the name as written. Rows of the wrong length, with
    unreadable text or with oversized cells are left out.
    """
    text = decode(file, data, log)
    if text is None:
        return None
    found = records(file, list(io.StringIO(text, newline=None)), log)
    above = list(islice(found, 1 + headers.MAX_LINES_ABOVE))
    if not above:
        what = f"file is empty; its first row names the columns: {', '.join(columns.needed)}"
        log.report(file, Finding(what, severity="error" if columns.required else "warning"))
        return None
    if above[0].cells is None:
        return None
    notes = FileNotes()
    header, taken = headers.find(file, above, columns.known, notes, log)
    if header is None:
        notes.report(file, log)
        return None
    table = Table(tuple(name for name in header.names if name))
    rest = chain(above[taken:], found)
    if not _fill(file, table, header, rest, columns, notes, log):
        return None
    if not table.rows and not table.broken:
        severity = "error" if columns.required else "warning"
        log.report(file, Finding("file has a header and no rows", severity=severity))  # type: ignore[arg-type]
    return table


def _fill(
    file: str,
    table: Table,
    header: Header,
    found: Iterator[Record],
    columns: Columns,
    notes: FileNotes,
    log: ProblemLog,
) -> bool:
    """Put the sound rows into ``table``; False when there are too many."""
    id_position = header.names.index(columns.id_column)
    for count, record in enumerate(found, 1):
        if count > MAX_ROWS:
            log.error(file, f"has more than {MAX_ROWS:,} rows; it is not read")
            return False
        if record.cells is None:
            if id_position == 0:
                table.broken.setdefault(record.guessed_first_cell, record.start)
            continue
        cells = [cell.strip() for cell in record.cells]
        row = _row(file, record.start, cells, header, columns, notes, log)
        if row is not None:
            table.rows.append(row)
        elif id_position < len(cells) and not row_form.is_tag_row(cells):
            table.broken.setdefault(cells[id_position], record.start)
    notes.report(file, log)
    return True


def _row(
    file: str,
    number: int,
    cells: list[str],
    header: Header,
    columns: Columns,
    notes: FileNotes,
    log: ProblemLog,
) -> Row | None:
    """The row, or None when it has to be left out, with the reason in ``log`` or ``notes``."""
    if row_form.is_tag_row(cells):
        log.warning(file, "is a row of HXL tags; it is passed over", row=number, value=cells[0])
        return None
    if note := row_form.note_in(cells, header, columns):
        value = next(cell for cell in cells if cell)
        log.report(file, note, row=number, value=value)
        return None
    fitted = row_form.of_the_width(cells, header)
    if fitted is None:
        log.report(file, row_form.width_finding(cells, header, columns.numeric), row=number)
        return None
    if len(cells) > len(header.names):
        what = "row ends in empty cells that the header does not have; they are passed over"
        log.warning(file, what, row=number, cause="empty cells")
    by_column = dict(zip(header.names, fitted, strict=True))
    whole = "".join(fitted)
    if (
        whole.isascii()
        and len(whole) <= MAX_CELL_CHARACTERS
        and "\0" not in whole
        and header.is_named
    ):
        return Row(number, by_column)  # nothing to say of any cell: most rows of most files
    for position, (name, cell) in enumerate(zip(header.names, fitted, strict=True)):
        if not cell.isascii() and BAD_BYTE.search(cell):
            notes.bad_cell(number, name or None, cell)
            return None
        if finding := row_form.text_finding(cell):
            log.report(file, finding, row=number, column=name or None, value=cell)
            return None
        if cell and not name and position not in header.told:
            notes.unnamed_cell(file, number, cell, log)
    by_column.pop("", None)
    return Row(number, by_column)
