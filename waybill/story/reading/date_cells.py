"""The cells of a row that hold dates: what is wrong with them, and intervals in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from waybill.story.edtf import SEASONS, EdtfDate, interval, plain
from waybill.story.reading import explain
from waybill.story.reading.columns import Styles
from waybill.story.reading.problems import Finding
from waybill.story.scope import Scope

END_COLUMNS = {"start_date": "end_date", "observed_start": "observed_end"}
"""Column of a first day -> column of the last one."""

_SEASON = re.compile(r"(\d\d)(\d\d)-(2[1-4])", re.ASCII)

Faults = dict[str, tuple[str, Finding]]


def taken_apart(cells: dict[str, str], scope: Scope) -> dict[str, str]:
    """The cells with an interval in one cell written as two; as they are when it cannot be read."""
    if scope == "drawn":
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
    required: Mapping[str, bool],
    styles: Styles,
    scope: Scope,
) -> Faults:
    """What is wrong with the dates of a row, each cell by itself.

    ``cells`` come from ``taken_apart``; ``required`` maps each column to whether it must be there.
    """
    found: Faults = {}
    for column in date_columns:
        cell = cells.get(column, "")
        if not cell:
            if scope == "drawn" and required.get(column) and column in END_COLUMNS:
                found[column] = ("", Finding("is empty; every row needs it"))
            continue
        try:
            _parse(column, cell, cells, scope)
        except ValueError as error:
            style = styles.of_date(column)
            found[column] = (cell, explain.date(column, cell, str(error), cells, style, scope))
    return found


def _parse(column: str, cell: str, cells: Mapping[str, str], scope: Scope) -> None:
    """Raise ValueError with what would be right."""
    if scope == "drawn":
        plain(cell)
    elif column in END_COLUMNS and "/" in cell:
        interval(cell)
        raise ValueError(
            f"is an interval, and {END_COLUMNS[column]} says its end again; empty one of them"
        )
    elif column in END_COLUMNS.values():
        EdtfDate.end(cell)
    elif column in END_COLUMNS and cell == EdtfDate.OPEN.text:
        return
    else:
        EdtfDate(cell)


def warning(cell: str) -> Finding | None:
    """A season that may be meant as two years: ``2022-23``."""
    match = _SEASON.fullmatch(cell)
    if match is None or int(match[3]) != (int(match[2]) + 1) % 100:
        return None
    season, year = SEASONS[int(match[3])], f"{match[1]}{match[2]}"
    what = f"is the {season} of {year}; write {year}/{int(year) + 1} if the years are meant"
    return Finding(what, severity="warning", cause="season or years")
