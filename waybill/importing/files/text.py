"""Text with separated cells: CSV, TSV, semicolons, bars, or one name a line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from waybill.importing.files.encodings import decoded
from waybill.importing.files.grid import sheet_of
from waybill.importing.files.sheet import MAX_ROWS, ImportRefusedError, Sheet

DELIMITERS = (",", ";", "\t", "|")
MAX_LINES = 2_000_000
_SAMPLE_LINES = 200
_SEP = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read_text(file: str, data: bytes, encoding: str | None = None) -> list[Sheet]:
    """The sheet in a file of text; none when it is blank."""
    text, name, words = decoded(data, encoding)
    notes = []
    if words:
        examples = ", ".join(repr(word) for word in words)
        notes.append(f"the text is not UTF-8; it is read as {name}, which gives {examples}")
    if "\0" in text:
        raise ImportRefusedError(
            f"{file} is neither a table nor text; bring CSV, Excel, GeoJSON, KML or GPX"
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise ImportRefusedError(f"{file} has more than {MAX_LINES:,} lines; bring a part of it")
    first, _, rest = text.partition("\n")
    if stated := _SEP.fullmatch(first):
        delimiter, text, offset = stated[1], rest, 1
        notes.append(f"row 1 says that {_NAMES.get(delimiter, repr(delimiter))} separate the cells")
    else:
        delimiter, offset = _delimiter(text), 0
        if delimiter not in ("", ","):
            notes.append(f"{_NAMES[delimiter]} separate the cells")
    above: list[list[str]] = [[]] * offset
    grid = above + _grid(file, text, delimiter)
    sheet = sheet_of(file, "", grid, tuple(notes))
    return [sheet] if sheet else []


def _delimiter(text: str) -> str:
    """The sign that cuts most lines into the same number of cells; "" when none cuts any."""
    sample = "\n".join(text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES])
    best, most = "", 0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _rows(sample, delimiter) if len(row) > 1)
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        score = rows * 10 + min(width, 9) - len(widths)
        # names such as "Tripoli, Lebanon" in a list are no table
        if score > most and not (delimiter == "," and _is_list_with_commas(sample)):
            best, most = delimiter, score
    return best


def _is_list_with_commas(sample: str) -> bool:
    """One name a line, some with a comma and a space inside, none with any other sign of a table."""
    lines = [line for line in sample.split("\n") if line.strip()]
    with_commas = [line for line in lines if "," in line]
    return len(with_commas) < len(lines) and all(
        line.count(",") == 1 and ", " in line and '"' not in line for line in with_commas
    )


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in text.split("\n")]


def _grid(file: str, text: str, delimiter: str) -> list[list[str]]:
    """Rows by line of the file: a record that spans lines is followed by empty rows."""
    if not delimiter:
        lines = text.split("\n")
        if len(lines) > MAX_ROWS * 2:
            raise ImportRefusedError(
                f"{file} has {len(lines):,} lines; at most {MAX_ROWS:,} are read"
            )
        return [[line.strip().strip('"').strip()] for line in lines]
    grid: list[list[str]] = []
    # strict: a quote that is never closed would swallow the rest of the file into one cell
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            grid.append([cell.strip() for cell in row])
            if len(grid) > MAX_ROWS + 100:
                raise ImportRefusedError(
                    f"{file} has more than {MAX_ROWS:,} rows; bring a part of it"
                )
            if reader.line_num > len(grid):
                grid[-1:] = [grid[-1], *[[] for _ in range(reader.line_num - len(grid))]]
    except csv.Error as error:
        raise ImportRefusedError(
            f"{file}, line {reader.line_num}: the cells cannot be told apart ({error}); "
            "look for a double quote that is not closed"
        ) from None
    return grid
