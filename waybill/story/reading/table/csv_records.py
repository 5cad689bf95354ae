"""The text of a CSV file -> records of cells, each with the line on which it starts.

A record that is no CSV is reported and passed over; the ones after it are read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from waybill.story.reading.problems import ProblemLog

MAX_CELL_CHARACTERS = 100_000
MAX_LINES = 2_000_000
# A quote that is never closed swallows lines up to the next quote. Reading starts again on the
# line below it; not for ever, or a hostile file would cost lines x lines.
MAX_REREAD_CHARACTERS = 10_000_000

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the file: its first line and its cells, None when it is no CSV."""

    start: int
    cells: list[str] | None
    guessed_first_cell: str = ""


def decode(file: str, data: bytes, log: ProblemLog) -> str | None:
    """The text; bytes that are not UTF-8 become surrogates. None when it is no text to read."""
    if data[:2] in _BYTE_ORDER_MARKS or data.count(0) * 4 > len(data) > 0:
        log.error(file, "is not UTF-8 (it looks like UTF-16); save the file as CSV UTF-8")
        return None
    if data.count(b"\n") + data.count(b"\r") > MAX_LINES:
        log.error(file, f"has more than {MAX_LINES:,} lines; it is not read")
        return None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        log.error(file, "is a spreadsheet workbook, not CSV; export the sheet as CSV UTF-8")
        return None
    start = data[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html")):
        log.error(file, "is a web page, not CSV; download the table itself as CSV")
        return None
    if start.startswith((b"{", b"[")):
        log.error(file, "is JSON, not CSV; save the table as CSV UTF-8")
        return None
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def records(file: str, lines: list[str], log: ProblemLog) -> Iterator[Record]:
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
                yield Record(start, None, lines[start - 1].split(",", 1)[0].strip(' "\n'))
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
                yield Record(start, cells)


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
