"""The check's advice written into the files it speaks of, as a person who trusts it would."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from waybill.story import Problem


def cells_of(problem: Problem) -> dict[str, str]:
    """The cells that a problem suggests to write: column -> text."""
    if problem.changes:
        return dict(problem.changes)
    return {problem.column: problem.suggestion} if problem.suggestion and problem.column else {}


def write_advice(folder: Path, problems: Iterable[Problem]) -> set[tuple[str, int, str]]:
    """Write all suggested cells into the CSV files; returns (file, row, column) of what was written.

    Files that are not plain UTF-8 or whose cells span lines are left alone.
    """
    written: set[tuple[str, int, str]] = set()
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.row is not None and problem.row > 1 and cells_of(problem):
            by_file.setdefault(problem.file, []).append(problem)
    for file, found in by_file.items():
        table = _table(folder / file)
        if table is None:
            continue
        header = {name.strip().lower(): at for at, name in reversed(list(enumerate(table[0])))}
        for problem in found:
            assert problem.row is not None
            for column, text in cells_of(problem).items():
                row = table[problem.row - 1] if problem.row <= len(table) else []
                if header.get(column, len(row)) < len(row):
                    row[header[column]] = text
                    written.add((file, problem.row, column))
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows(table)
        (folder / file).write_text(stream.getvalue(), "utf-8", newline="")
    return written


def _table(path: Path) -> list[list[str]] | None:
    """The rows of a file when each is one line and the first is the header."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(text), strict=True))
    except (OSError, ValueError, csv.Error):
        return None
    lines = text.splitlines()
    return table if len(table) == len(lines) and table and "\0" not in text else None
