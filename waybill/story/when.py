"""Which days a start and an end column cover, where either may be soft, open, unknown or not stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from waybill.story.day import Day
from waybill.story.edtf import EdtfDate

EndKind = Literal["exact", "soft", "open", "unknown"]
"""How an end is known: to the day; within the days its date can mean; it goes on (or began before);
nobody stated it."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a row covers, both inclusive.

    ``first`` or ``last`` is None when that end is open or unknown.
    """

    first: Day | None
    last: Day | None
    start: EndKind
    end: EndKind

    @property
    def is_dated(self) -> bool:
        """False when no day at all is stated."""
        return self.first is not None or self.last is not None

    def overlaps(self, first: Day, last: Day) -> bool:
        """Whether any of its days may lie from ``first`` to ``last``; always for an undated row."""
        starts_by_then = self.first is None or self.first <= last
        return starts_by_then and (self.last is None or self.last >= first)

    def within(self, first: Day, last: Day) -> tuple[Day, Day] | None:
        """Its days for drawing on an axis from ``first`` to ``last``; None when it has no day of its own.

        An open or unknown end reaches as far as the axis: the record bounds the drawing, not the data.
        """
        if not self.is_dated:
            return None
        drawn_first = first if self.first is None else self.first
        drawn_last = last if self.last is None else self.last
        return min(drawn_first, drawn_last), max(drawn_first, drawn_last)


UNDATED = Span(None, None, "unknown", "unknown")


def when(start: EdtfDate, end: EdtfDate = EdtfDate.NOT_STATED, *, southern: bool = False) -> Span:
    """The span of a start and an end column; ``southern`` for seasons south of the equator.

    Without an end it lasts as long as the start's precision says: a day, a month, a year. Raises
    ValueError when the end lies before the start, or when neither says anything.
    """
    if not start.is_date and not end.is_date:
        if start.kind == "not stated" and end.kind == "not stated":
            return UNDATED
        raise ValueError("says nothing without a date; leave both cells empty")
    first, start_kind = _end(start, 0, southern)
    if end.kind == "not stated":
        last, end_kind = _end(start, 1, southern)
        return Span(first, last, start_kind, end_kind)
    last, end_kind = _end(end, 1, southern)
    if first is not None and last is not None and last < first:
        raise ValueError(f"the end {end.text} is before the start {start.text}")
    return Span(first, last, start_kind, end_kind)


def _end(stated: EdtfDate, side: int, southern: bool) -> tuple[Day | None, EndKind]:
    if not stated.is_date:
        return None, "open" if stated.kind == "open" else "unknown"
    return stated.days(southern=southern)[side], "soft" if stated.soft else "exact"
