"""How the dates of one column are written, judged once from all its cells.

``03/09/1945`` is March to one person and September to another. One cell with a number above 12 tells for
the whole column; where none does, or where they contradict each other, nobody can know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from waybill.story.reading.suggest.numbers import cleaned

Order = Literal["day", "month", "both", "unknown"]
"""What comes first in the numeric dates of a column; "both" when they contradict each other."""

MAX_LENGTH = 60
# How far a year of two digits may lie from the column's other years.
MAX_YEARS_APART = 10

_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![./]?\d)", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a column writes dates. ``shown_by`` is a cell that leaves no choice, "" when none does.

    ``years`` are the first and the last year of four digits, None when there are none.
    """

    order: Order = "unknown"
    shown_by: str = ""
    years: tuple[int, int] | None = None

    def full_year(self, digits: str) -> int | None:
        """The year of two digits that fits the column; None when none or several do."""
        if len(digits) == 4:
            return int(digits)
        if self.years is None:
            return None
        first, last = self.years
        fitting = [
            year
            for year in range(int(digits), 10_000, 100)
            if first - MAX_YEARS_APART <= year <= last + MAX_YEARS_APART
        ]
        return fitting[0] if len(fitting) == 1 else None


UNKNOWN_STYLE = DateStyle()


def judge(cells: Iterable[str]) -> DateStyle:
    """How the dates in ``cells`` are written."""
    orders: dict[Order, str] = {}
    first, last = 10_000, 0
    for cell in cells:
        text = cleaned(cell[:MAX_LENGTH])
        for year in _YEAR.findall(text):
            first, last = min(first, int(year)), max(last, int(year))
        for one, _, two, _ in _NUMERIC.findall(text):
            if int(one) > 12 >= int(two):
                orders.setdefault("day", cell)
            elif int(two) > 12 >= int(one):
                orders.setdefault("month", cell)
    years = (first, last) if last else None
    if len(orders) != 1:
        return DateStyle("both" if orders else "unknown", years=years)
    order, shown_by = next(iter(orders.items()))
    return DateStyle(order, shown_by, years)
