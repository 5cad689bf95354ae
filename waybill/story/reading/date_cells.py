"""The cells of a row that hold dates: what is wrong with them, and intervals in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from waybill.story.edtf import SEASONS, EdtfDate, interval
from waybill.story.reading import explain
from waybill.story.reading.columns import Styles
from waybill.story.reading.problems import Finding

END_COLUMNS = {"start_date": "end_date", "observed_start": "observed_end"}
"""Column of a first day -> column of the last one."""

_SEASON = re.compile(r"(\d\d)(\d\d)-(2[1-4])", re.ASCII)

Faults = dict[str, tuple[str, Finding]]


def taken_apart(cells: dict[str, str]) -> dict[str, str]:
    """The cells with an interval in one cell written as two; as they are when it cannot be read."""
    if not any("/" in cells.get(column, "") for column in END_COLUMNS):
        return cells
    apart = dict(cells)
    for start_column, end_column in END_COLUMNS.items():
        cell = cells.get(start_column, "")
        if "/" not in cell or end_column in cells:
            continue
        try:
            start, end = interval(cell)
        except ValueError:
            continue
        del apart[start_column]
        apart.update({column: one.text for column, one in
                      ((start_column, start), (end_column, end)) if one.text})  # fmt: skip
    return apart


def faults(
    cells: Mapping[str, str],
    date_columns: Iterable[str],
    styles: Styles,
) -> Faults:
    """What is wrong with the dates of a row, each cell by itself.

    ``cells`` come from ``taken_apart``.
    """
    found: Faults = {}
    for column in date_columns:
        cell = cells.get(column, "")
        if not cell:
            continue
        try:
            _parse(column, cell, cells)
        except ValueError as error:
            style = styles.of_date(column)
            found[column] = (cell, explain.date(column, cell, str(error), cells, style))
    return found


def _parse(column: str, cell: str, cells: Mapping[str, str]) -> None:
    """Raise ValueError with what would be right."""
    if column in END_COLUMNS and cell.count("/") == 1:
        interval(cell)
        raise ValueError(
            f"is an interval, and {END_COLUMNS[column]} says its end again; empty one of them"
        )
    if column in END_COLUMNS.values():
        EdtfDate.end(cell)
    elif column in END_COLUMNS and cell == EdtfDate.OPEN.text:
        return
    else:
        EdtfDate.of(cell)


def warning(cell: str) -> Finding | None:
    """A season that may be meant as two years: ``2022-23``."""
    match = _SEASON.fullmatch(cell)
    if match is None or int(match[3]) != (int(match[2]) + 1) % 100:
        return None
    season, year = SEASONS[int(match[3])], f"{match[1]}{match[2]}"
    what = f"is the {season} of {year}; write {year}/{int(year) + 1} if the years are meant"
    return Finding(what, severity="warning", cause="season or years")
