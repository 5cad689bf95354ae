"""How each column of a table is written, judged once from all its cells before a row is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from waybill.story.reading.suggest import numbers
from waybill.story.reading.suggest.dates import style as date_style
from waybill.story.reading.suggest.dates.style import DateStyle
from waybill.story.reading.suggest.numbers import NumberStyle
from waybill.story.reading.table.rows import Table


@dataclass(frozen=True, slots=True)
class Styles:
    """What the commas and points, days and months of each column mean."""

    numbers: Mapping[str, NumberStyle] = field(default_factory=dict)
    dates: Mapping[str, DateStyle] = field(default_factory=dict)

    def of_number(self, column: str) -> NumberStyle:
        """The style of a column of numbers."""
        return self.numbers.get(column, numbers.UNKNOWN_STYLE)

    def of_date(self, column: str) -> DateStyle:
        """The style of a column of dates."""
        return self.dates.get(column, date_style.UNKNOWN_STYLE)


NO_STYLES = Styles()


def judge(table: Table, number_columns: frozenset[str], date_columns: frozenset[str]) -> Styles:
    """Judge the columns of a table, each text once: a long column has few dates."""
    cells = {
        column: dict.fromkeys(cell for row in table.rows if (cell := row.cells.get(column)))
        for column in (number_columns | date_columns) & set(table.columns)
    }
    return Styles(
        {column: numbers.judge(cells[column]) for column in number_columns & cells.keys()},
        {column: date_style.judge(cells[column]) for column in date_columns & cells.keys()},
    )
