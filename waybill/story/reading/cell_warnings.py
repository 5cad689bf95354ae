"""Cells that are read as written and may not be what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from waybill.story.reading.problems import Finding, ProblemLog
from waybill.story.reading.suggest import numbers
from waybill.story.reading.suggest.text import mojibake
from waybill.story.reading.table.rows import Table

# What a spreadsheet would run as a formula; a lone sign or a number is not one.
_FORMULA = re.compile(r"[=+@-](?![\d\s.,]*$)")
# Columns in which a factor of 1,000 would pass unseen, and the column of their unit.
_COUNTED = {"routes.csv": ("quantity", "quantity_unit"), "places.csv": ("radius_km", "")}


def warn_of_text(
    file: str, row: int, cells: Mapping[str, str], not_text: Collection[str], log: ProblemLog
) -> None:
    """Warn of text that a spreadsheet would run, and of text that was decoded wrongly.

    ``not_text`` are the columns of ids, dates, numbers and closed lists: what is no sound value
    there is a fault already.
    """
    for column, cell in cells.items():
        if column in not_text:
            continue
        if cell[0] in "=+-@" and _FORMULA.match(cell):
            what = f"begins with {cell[0]}, so a spreadsheet would run it as a formula"
            log.warning(file, what, row=row, column=column, value=cell)
        if not cell.isascii() and (finding := misread(cell)):
            log.report(file, finding, row=row, column=column, value=cell)


def misread(text: str) -> Finding | None:
    """What to say of text that was decoded wrongly before it reached us; None for sound text."""
    if mojibake.REPLACEMENT in text:
        what = "holds the sign U+FFFD: a letter was lost when the text was decoded"
        return Finding(what, severity="warning", cause="lost letters")
    repair = mojibake.repair(text)
    if repair is None:
        return None
    return Finding(f"looks like {repair.how}", repair.text, "warning", cause=repair.how)


def warn_of_doubtful_numbers(
    file: str, table: Table, allows: Callable[[str, str], bool], log: ProblemLog
) -> None:
    """Warn of numbers that the rest of their column makes likely to be 1,000 times as large.

    ``allows`` tells whether a column may hold a text: nothing else is suggested.
    """
    column, unit_column = _COUNTED.get(file, ("", ""))
    rows = [row for row in table.rows if row.cells.get(column)]
    cells = [(row.cells[column], row.cells.get(unit_column, "")) for row in rows]
    for doubt in numbers.doubts(cells):
        row = rows[doubt.position]
        suggestion = doubt.suggestion
        if suggestion is not None and not allows(column, suggestion):
            continue
        what = f"is read with a decimal point, and {doubt.reason}"
        if suggestion is None:
            what += "; write thousands without a sign between them"
        finding = Finding(what, suggestion, "warning", cause="thousands or decimals")
        log.report(file, finding, row=row.row, column=column, value=row.cells[column])
