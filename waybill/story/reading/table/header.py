"""The header of a CSV file: which line it is, which column each cell names, and what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from waybill.story.reading.problems import ProblemLog, quoted
from waybill.story.reading.suggest.identifiers import identifier
from waybill.story.reading.suggest.words import is_one_edit, nearest
from waybill.story.reading.table.csv_records import Record
from waybill.story.reading.table.notes import BAD_BYTE, FileNotes

# A title and a few lines of explanation may stand above a table.
MAX_LINES_ABOVE = 20
MAX_NAME_CHARACTERS = 1_000

_DELIMITERS = ",;\t|"
WHOLE_LINES = '"'
"""In the place of a delimiter: each line stands in double quotes as a whole."""

_DELIMITER_LINE = re.compile(r"sep=(.),*", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"(?<![\d,])-?\d+,\d+(?![\d,])", re.ASCII)
_COORDINATE = re.compile(r"(?:^|_)(?:lat|latitude|lon|lng|long|longitude|x|y)(?:_|\d|$)")
# What people call a required column. A "source" may also be who published it, so words for the two
# ends only count beside their counterpart.
_COLUMN_SYNONYMS = {
    "latitude": ("lat", "y", "breite", "breitengrad", "latitud", "shirota"),
    "longitude": ("lon", "lng", "long", "x", "laenge", "laengengrad", "longitud", "dolgota"),
    "name": ("place", "place_name", "ort", "lieu", "lugar", "nom", "nombre", "nome", "nazvanie"),
    "origin": ("from", "orig", "source", "von", "de", "otkuda"),
    "destination": ("to", "dest", "target", "nach", "vers", "a", "kuda"),
    "start_date": ("date", "from_date", "datum", "fecha", "data"),
    **dict.fromkeys(("place_id", "leg_id", "visit_id", "claim_id", "source_id"), ("id",)),
}
_PAIRED = {
    "source": ("target",),
    "target": ("source",),
    "from": ("to",),
    "to": ("from",),
    "von": ("nach",),
    "nach": ("von",),
    "de": ("vers", "a"),
    "vers": ("de",),
    "a": ("de",),
}


@dataclass(frozen=True)
class Header:
    """The columns of a file: a name for each cell of the header ("" = not read), and its line.

    ``told`` are the positions of columns that are not read for a reason given already.
    """

    names: list[str]
    row: int
    told: frozenset[int] = frozenset()

    @cached_property
    def is_named(self) -> bool:
        """Whether every cell of the header names a column that is read."""
        return all(self.names)

    @cached_property
    def width(self) -> int:
        """How many cells a row has at least: up to the last column with a name."""
        return max((at for at, name in enumerate(self.names, 1) if name), default=0)


def find(
    file: str,
    above: Sequence[Record],
    known: Mapping[str, bool],
    notes: FileNotes,
    log: ProblemLog,
) -> tuple[Header | None, int]:
    """The header among the first records of a file, and how many of them it takes up.

    ``known`` maps each column Waybill reads to whether it is required. None when a required column
    is missing or the columns are not separated by commas; the reason is in ``log``.
    """
    first = ",".join(above[0].cells or []).strip()
    skipped = 1 if _DELIMITER_LINE.fullmatch(first) and len(above) > 1 else 0
    required = {column for column, must in known.items() if must}
    position, delimiter = _place_of_header(above, skipped, required)
    record = above[position]
    if delimiter != ",":
        _report_delimiter(file, record.start, delimiter, above[position + 1 :], log)
        return None, position + 1
    if skipped:
        what = "is a line for spreadsheets; it is passed over"
        log.warning(file, what, row=above[0].start, value=first.rstrip(",") + first[4:5])
    if position > skipped:
        title = next((cell.strip() for cell in above[skipped].cells or [] if cell.strip()), "")
        what = f"stands above the header, which is row {record.start}; delete the rows above it"
        log.error(file, what, row=above[skipped].start, value=title)
    header = _header(file, record, known, notes, log)
    return (None if _report_missing(file, header, known, log) else header), position + 1


def _place_of_header(above: Sequence[Record], skipped: int, required: set[str]) -> tuple[int, str]:
    """Position of the first record that names all required columns, and what separates them."""
    for position in range(skipped, len(above)):
        cells = above[position].cells or []
        if required <= {name.lower() for name in _trimmed(cells)}:
            return position, ","
        for delimiter in _DELIMITERS:
            split = ",".join(cells).split(delimiter)
            if required <= {name.strip('" ').lower() for name in _trimmed(split)}:
                return position, WHOLE_LINES if delimiter == "," else delimiter
    cells = _trimmed(above[skipped].cells or [])
    if len(cells) == 1 and (other := next((c for c in ";\t|" if c in cells[0]), None)):
        return skipped, other
    return skipped, ","


def _trimmed(cells: Sequence[str]) -> list[str]:
    return [cell.strip().lstrip("\ufeff").strip() for cell in cells]


def _report_delimiter(
    file: str, row: int, delimiter: str, below: Sequence[Record], log: ProblemLog
) -> None:
    if delimiter == WHOLE_LINES:
        what = "each line stands in double quotes as a whole; write quotes around single cells only"
        log.error(file, what, row=row)
        return
    sign = "a tab" if delimiter == "\t" else quoted(delimiter)
    what = f"columns are separated by {sign}"
    cells = [cell for record in below for cell in ",".join(record.cells or []).split(delimiter)]
    if any(_DECIMAL_COMMA.fullmatch(cell.strip()) for cell in cells):
        what += " and numbers have decimal commas; save the file as CSV with commas between the "
        what += "columns and points in the numbers"
    else:
        what += "; separate them with commas"
    log.error(file, what, row=row)


def _header(
    file: str, record: Record, known: Mapping[str, bool], notes: FileNotes, log: ProblemLog
) -> Header:
    """A column name for each cell, "" for a cell that names none or one that is there already."""
    names: list[str] = []
    told: set[int] = set()
    seen: Counter[str] = Counter()
    for position, name in enumerate(_trimmed(record.cells or [])):
        lowered = name.lower()
        seen[lowered] += 1
        names.append(lowered if lowered in known else name)
        if BAD_BYTE.search(name):
            notes.bad_cell(record.start, None, name)
        elif "\0" in name or len(name) > MAX_NAME_CHARACTERS:
            what = f"the name of column {position + 1} cannot be read"
            log.error(file, what, row=record.start, value=name, cause="column name")
        elif not name or seen[lowered] == 1:
            continue
        names[-1] = ""
        told.add(position)
    for name in names:
        if name and (times := seen[name.lower()]) > 1:
            there = "twice" if times == 2 else f"{times:,} times"
            what = f"column is there {there}; the first is read"
            log.error(file, what, row=record.start, column=name)
    header = Header(names, record.start, frozenset(told))
    unnamed = len(names) - max(header.width, max(told, default=-1) + 1)
    if unnamed:
        notes.unnamed_columns(record.start, unnamed)
    return header


def _report_missing(file: str, header: Header, known: Mapping[str, bool], log: ProblemLog) -> bool:
    """Report required columns that are missing, and columns that may be meant for one; True if any."""
    names = set(header.names)
    missing = [column for column, must in known.items() if must and column not in names]
    unknown = {_label(name): name for name in header.names if name and name not in known}
    if missing and "leg_id" in missing and _is_flat(unknown, names):
        return _report_flat(file, header.row, unknown, log)
    for column in missing:
        what = "column is missing"
        if meant := _meant_for(column, unknown):
            what += f"; rename {quoted(meant)} to {quoted(column)}"
        log.error(file, what, row=header.row, column=column)
    for label, name in unknown.items():
        near = nearest(label, known)
        if near and near not in names and near not in missing:
            what = "is not a column Waybill reads; it is kept as an extra column"
            log.warning(file, what, row=header.row, column=name, value=name, suggestion=near)
    return bool(missing)


def _label(name: str) -> str:
    return identifier(name).replace("-", "_")


def _meant_for(column: str, unknown: Mapping[str, str]) -> str:
    """The unknown column that stands for a required one, "" when none surely does."""
    for synonym in _COLUMN_SYNONYMS.get(column, ()):
        others = _PAIRED.get(synonym)
        if synonym in unknown and (others is None or any(one in unknown for one in others)):
            return unknown[synonym]
    near = [name for label, name in unknown.items() if label and is_one_edit(label, column)]
    alike = [unknown[label] for label in (column.replace("_", ""),) if label in unknown]
    return near[0] if len(near) == 1 else alike[0] if alike else ""


def _is_flat(unknown: Mapping[str, str], names: set[str]) -> bool:
    """Whether rows hold the positions of both their ends: one table in the place of two."""
    coordinates = [label for label in unknown if _COORDINATE.search(label)]
    return len(coordinates) >= 4 and not {"latitude", "longitude"} & names


def _report_flat(file: str, row: int, unknown: Mapping[str, str], log: ProblemLog) -> bool:
    named = [quoted(name) for label, name in unknown.items() if _COORDINATE.search(label)]
    what = (
        f"each row holds the positions of both its ends ({', '.join(named[:4])}); write each place "
    )
    what += (
        "once in places.csv, with a place_id, and here leg_id, origin, destination (two place_ids)"
    )
    log.error(file, f"{what} and start_date", row=row)
    return True
