"""Bytes of a CSV file -> rows of trimmed cells, with every fault of form reported.

Row numbers are lines of the file: the header is row 1, and a record whose quoted cell spans lines
has the row on which it starts.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from waybill.story.reading import text_limits
from waybill.story.reading.problems import ProblemLog, quoted
from waybill.story.reading.suggest import identifier, nearest

MAX_FILE_BYTES = 50_000_000
MAX_CELL_CHARACTERS = 100_000
MAX_ROWS = 200_000
MAX_LINES = 2_000_000
# A quote that is never closed swallows lines up to the next quote. Reading starts again on the
# line below it; not for ever, or a hostile file would cost lines x lines.
MAX_REREAD_CHARACTERS = 10_000_000

_BAD_BYTE = re.compile("[\udc80-\udcff]")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_COLUMN_SYNONYMS = {
    "latitude": ("lat", "y"),
    "longitude": ("lon", "lng", "long", "x"),
    "origin": ("from", "start", "source"),
    "destination": ("to", "end", "target"),
    "start_date": ("date", "start", "from_date"),
    **dict.fromkeys(("place_id", "leg_id", "visit_id", "claim_id", "source_id"), ("id",)),
}


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


def read_bytes(path: Path, log: ProblemLog, max_bytes: int = MAX_FILE_BYTES) -> bytes | None:
    """The file's bytes, or None with the reason in ``log``."""
    try:
        if not path.is_file():
            log.error(path.name, "is not a file")
            return None
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "unknown reason"
        log.error(path.name, f"cannot be read: {reason}")
        return None
    if len(data) > max_bytes:
        log.error(path.name, f"is larger than {max_bytes // 1_000_000} MB")
        return None
    return data


def read_table(
    file: str,
    data: bytes,
    known: Mapping[str, bool],
    id_column: str,
    log: ProblemLog,
    *,
    required: bool,
) -> Table | None:
    """Read CSV ``data``; None when the file as a whole cannot be used, with the reason in ``log``.

    ``known`` maps each column Waybill knows to whether it is required; other columns are kept
    under the name as written. ``required`` says whether a file without rows is an error or a
    warning. Rows of the wrong length, with unreadable text or with oversized cells are left out.
    """
    text = _decode(file, data, log)
    if text is None:
        return None
    lines = list(io.StringIO(text, newline=None))
    records = _records(file, lines, id_column, log)
    header = next(records, None)
    if header is None or header.cells is None:
        if header is None:
            needed = ", ".join(column for column, must in known.items() if must)
            what = f"file is empty; its first row names the columns: {needed}"
            log.add("error" if required else "warning", file, what)
        return None
    names = _header(file, header.start, header.cells, known, log)
    if names is None:
        return None
    table = Table(tuple(name for name in names if name))
    if not _fill(file, table, names, records, id_column, log):
        return None
    if not table.rows and not table.broken:
        log.add("error" if required else "warning", file, "file has a header and no rows")
    return table


def _decode(file: str, data: bytes, log: ProblemLog) -> str | None:
    if data[:2] in _BYTE_ORDER_MARKS or data.count(0) * 4 > len(data) > 0:
        log.error(file, "is not UTF-8 (it looks like UTF-16); save the file as CSV UTF-8")
        return None
    if data.count(b"\n") + data.count(b"\r") > MAX_LINES:
        log.error(file, f"has more than {MAX_LINES:,} lines; it is not read")
        return None
    if data.startswith(b"PK\x03\x04"):
        log.error(file, "is a spreadsheet workbook, not CSV; export the sheet as CSV UTF-8")
        return None
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class _Record:
    start: int
    cells: list[str] | None  # None: the record is broken
    guessed_first_cell: str = ""


def _records(file: str, lines: list[str], id_column: str, log: ProblemLog) -> Iterator[_Record]:
    """Records that are not blank; a broken one is reported and comes without cells."""
    offset = 0
    reread = 0
    while offset < len(lines):
        rest = (lines[index] for index in range(offset, len(lines)))
        reader = csv.reader(rest, strict=True)
        previous = 0
        while True:
            start = offset + previous + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                reached = offset + reader.line_num
                log.error(file, _csv_fault(error), row=start)
                yield _Record(start, None, lines[start - 1].split(",", 1)[0].strip(' "\n'))
                reread += sum(len(line) for line in lines[start:reached])
                if "field limit" in str(error):
                    offset = _end_of_quotes(lines, start - 1, reached)
                elif reread <= MAX_REREAD_CHARACTERS:
                    offset = start
                else:
                    offset = reached
                break
            previous = reader.line_num
            if any(cell and not cell.isspace() for cell in cells):
                yield _Record(start, cells)


def _csv_fault(error: csv.Error) -> str:
    text = str(error)
    if "field limit" in text:
        return f"a cell has more than {MAX_CELL_CHARACTERS:,} characters; the row is left out"
    if "unexpected end" in text:
        return "a double quote is opened in this row and never closed"
    return (
        "a quoted cell goes on after its closing quote; "
        'write a double quote inside a quoted cell twice ("")'
    )


def _end_of_quotes(lines: list[str], first: int, reached: int) -> int:
    """Index of the line after the record that starts at ``first``: where its quotes balance."""
    count = 0
    for index in range(first, len(lines)):
        count += lines[index].count('"')
        if index + 1 >= reached and count % 2 == 0:
            return index + 1
    return len(lines)


def _header(
    file: str, row: int, cells: list[str], known: Mapping[str, bool], log: ProblemLog
) -> list[str] | None:
    """A column name for each cell ("" = not read); None when a required column is missing."""
    written = [cell.strip().lstrip("\ufeff").strip() for cell in cells]
    if len(written) == 1 and (other := next((c for c in ";\t|" if c in written[0]), None)):
        sign = "a tab" if other == "\t" else quoted(other)
        log.error(file, f"columns are separated by {sign}; separate them with commas", row=row)
        return None
    names: list[str] = []
    for position, name in enumerate(written, 1):
        if _BAD_BYTE.search(name) or "\0" in name or len(name) > 1_000:
            log.error(file, f"the name of column {position} cannot be read", row=row, value=name)
            names.append("")
            continue
        lowered = name.lower()
        names.append(lowered if lowered in known else name)
        if name and lowered in [other.lower() for other in names[:-1]]:
            log.error(file, "column is there twice; the first is read", row=row, column=names[-1])
            names[-1] = ""
    unknown = [name for name in names if name and name not in known]
    missing = [column for column, must in known.items() if must and column not in names]
    for column in missing:
        _report_missing(file, row, column, unknown, log)
    for name in unknown:
        near = nearest(identifier(name).replace("-", "_"), known, cutoff=0.8)
        if near and near not in names and near not in missing:
            what = "is not a column Waybill reads; it is kept as an extra column"
            log.warning(file, what, row=row, column=name, value=name, suggestion=near)
    return None if missing else names


def _report_missing(file: str, row: int, column: str, unknown: list[str], log: ProblemLog) -> None:
    """Report a missing required column, with the column that may be meant for it."""
    labels = {identifier(name).replace("-", "_"): name for name in unknown}
    meant = next((labels[name] for name in _COLUMN_SYNONYMS.get(column, ()) if name in labels), "")
    if not meant and (near := nearest(column, labels, cutoff=0.7)):
        meant = labels[near]
    what = "column is missing"
    if meant:
        what += f"; rename {quoted(meant)} to {quoted(column)}"
    log.error(file, what, row=row, column=column)


def _fill(
    file: str,
    table: Table,
    names: list[str],
    records: Iterator[_Record],
    id_column: str,
    log: ProblemLog,
) -> bool:
    """Put the sound rows into ``table``; False when there are too many."""
    id_position = names.index(id_column)
    count = 0
    for record in records:
        count += 1
        if count > MAX_ROWS:
            log.error(file, f"has more than {MAX_ROWS:,} rows; it is not read")
            return False
        if record.cells is None:
            if id_position == 0:
                table.broken.setdefault(record.guessed_first_cell, record.start)
            continue
        cells = [cell.strip() for cell in record.cells]
        if _sound_form(file, record.start, cells, names, log):
            by_column = dict(zip(names, cells, strict=True))
            by_column.pop("", None)
            table.rows.append(Row(record.start, by_column))
        elif id_position < len(cells):
            table.broken.setdefault(cells[id_position], record.start)
    return True


def _sound_form(file: str, row: int, cells: list[str], names: list[str], log: ProblemLog) -> bool:
    """False, with the reason in ``log``, when the row has to be left out."""
    if len(cells) != len(names):
        what = f"row has {len(cells)} cells where the header has {len(names)}"
        if len(cells) > len(names):
            what += "; put a cell that holds a comma in double quotes"
        else:
            what += "; write a comma for each empty cell"
        log.error(file, what, row=row)
        return False
    for name, cell in zip(names, cells, strict=True):
        column = name or None
        if len(cell) > MAX_CELL_CHARACTERS:
            what = f"cell has {len(cell):,} characters; at most {MAX_CELL_CHARACTERS:,} are read"
            log.error(file, what, row=row, column=column, value=cell)
            return False
        if cell.isascii():
            if "\0" in cell:
                log.error(file, "holds a NUL byte", row=row, column=column, value=cell)
                return False
        elif "\0" in cell or _BAD_BYTE.search(cell):
            _report_bytes(file, row, column, cell, log)
            return False
        if unreadable := text_limits.fault_of(cell):
            log.error(file, unreadable, row=row, column=column, value=cell)
            return False
    return True


def _report_bytes(file: str, row: int, column: str | None, cell: str, log: ProblemLog) -> None:
    bad = _BAD_BYTE.search(cell)
    if bad is None:
        log.error(file, "holds a NUL byte", row=row, column=column, value=cell)
        return
    byte = ord(bad[0]) - 0xDC00
    # Windows-1252 is what spreadsheets write when they do not write UTF-8.
    meant = cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    what = f"has the byte 0x{byte:02X}, which is not UTF-8; save the file as CSV UTF-8"
    suggestion = None if "\ufffd" in meant else meant
    log.error(file, what, row=row, column=column, value=cell, suggestion=suggestion)
