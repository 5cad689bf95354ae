"""What is told once for a whole file: bytes that are not UTF-8, and columns without a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from waybill.story.reading.problems import Finding, ProblemLog, quoted
from waybill.story.reading.suggest.text import encodings

BAD_BYTE = re.compile("[\udc80-\udcff]")
MAX_CELLS = 2_000


@dataclass
class FileNotes:
    """What was met so far in a file, to be told when it has been read."""

    _first: tuple[int, str | None] | None = None
    _rows: list[int] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _unnamed: tuple[int, int] | None = None
    _has_unnamed_cells: bool = False

    def bad_cell(self, row: int, column: str | None, cell: str) -> None:
        """Note a cell with bytes that are not UTF-8."""
        self._first = self._first or (row, column)
        if row not in self._rows[-1:]:
            self._rows.append(row)
        if len(self._cells) < MAX_CELLS:
            self._cells.append(cell)

    def unnamed_columns(self, row: int, count: int) -> None:
        """Note columns without a name at the end of the header."""
        self._unnamed = (row, count)

    def unnamed_cell(self, file: str, row: int, cell: str, log: ProblemLog) -> None:
        """Warn of a cell that stands in a column without a name."""
        self._has_unnamed_cells = True
        what = "stands in a column without a name; it is not read"
        log.warning(file, what, row=row, value=cell, cause="unnamed column")

    def report(self, file: str, log: ProblemLog) -> None:
        """Say each once."""
        if self._unnamed is not None and not self._has_unnamed_cells:
            row, count = self._unnamed
            columns = "1 column has" if count == 1 else f"{count:,} columns have"
            what = f"{columns} no name at the end of the header; they are passed over"
            log.warning(file, what, row=row)
        if self._first is None:
            return
        # The file has one encoding: what it makes of the first cell is said, and the rows counted.
        row, column = self._first
        finding = _encoding_finding(self._cells)
        log.report(file, finding, row=row, column=column, value=self._cells[0])
        for other in self._rows[1:]:
            log.report(file, finding, row=other, column=column, value=self._cells[0])


def _encoding_finding(cells: Sequence[str]) -> Finding:
    bad = BAD_BYTE.search(cells[0])
    assert bad is not None
    what = (
        f"has the byte 0x{ord(bad[0]) - 0xDC00:02X}, which is not UTF-8; save the file as CSV UTF-8"
    )
    found = encodings.guess(cells)
    if len(found) == 1:
        what += f" (it looks like {found[0].name})"
        return Finding(what, found[0].text(cells[0]), cause="encoding")
    readings = {one.text(cells[0]): one.name for one in found}
    if len(readings) > 1:
        named = [f"{quoted(text)} in {name}" for text, name in list(readings.items())[:3]]
        what += f"; it could be {' or '.join(named)}"
    return Finding(what, cause="encoding")
