"""Dates as people write them: EDTF level 1 (Library of Congress, ISO 8601-2:2019 annex).

Read here: ``2023-09-12``, ``2023-09`` and ``2023``, each with ``?`` (uncertain), ``~``
(approximate) or ``%`` (both). An interval is two such dates in two columns. The text as written is kept.
Seasons (``2023-21``), unspecified digits (``2023-1X``) and negative years are not read.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

Precision = Literal["day", "month", "year"]

MONTHS: tuple[str, ...] = (
    *("Jan", "Feb", "March", "April", "May", "June"),
    *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
)

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)", re.ASCII)
_SEASONS = range(21, 25)


class EdtfDate:
    """One EDTF date: ``text`` as written, ``first`` and ``last`` day it can mean, inclusive.

    Two dates are equal when their texts are.
    """

    __slots__ = ("approximate", "first", "last", "precision", "text", "uncertain")

    text: str
    first: date
    last: date
    precision: Precision
    uncertain: bool
    approximate: bool

    def __init__(self, text: str) -> None:
        """Parse ``text``; raises ValueError with what would be right."""
        cleaned = text.strip()
        match = _PATTERN.fullmatch(cleaned)
        if match is None:
            raise ValueError(
                "is not a date; write 2023-09-12, 2023-09 or 2023, "
                "with ? for uncertain or ~ for approximate"
            )
        year, month, day = (int(part) if part else None for part in match.groups()[:3])
        assert year is not None
        _check_calendar(year, month, day)
        last_month = month or 12
        last_day = day or calendar.monthrange(year, last_month)[1]
        object.__setattr__(self, "text", cleaned)
        object.__setattr__(self, "first", date(year, month or 1, day or 1))
        object.__setattr__(self, "last", date(year, last_month, last_day))
        object.__setattr__(self, "precision", "day" if day else "month" if month else "year")
        object.__setattr__(self, "uncertain", match[4] in ("?", "%"))
        object.__setattr__(self, "approximate", match[4] in ("~", "%"))

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: dates are immutable."""
        raise AttributeError(f"EdtfDate is immutable; {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        """Refuse: dates are immutable."""
        raise AttributeError(f"EdtfDate is immutable; {name} cannot be deleted")

    def __reduce__(self) -> tuple[type[EdtfDate], tuple[str]]:
        """Copy and pickle by the text: the other fields follow from it."""
        return EdtfDate, (self.text,)

    @property
    def soft(self) -> bool:
        """True when nobody stated the exact day: drawn with a soft end."""
        return self.precision != "day" or self.uncertain or self.approximate

    def __eq__(self, other: object) -> bool:
        """Equal when the texts are."""
        return isinstance(other, EdtfDate) and other.text == self.text

    def __hash__(self) -> int:
        """Hash of the text."""
        return hash(self.text)

    def __repr__(self) -> str:
        """How to make this date again."""
        return f"EdtfDate({self.text!r})"

    def __str__(self) -> str:
        """The text as written."""
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Accept an EdtfDate or its text; serialise to the text as written."""

        def parse(value: object) -> EdtfDate:
            if isinstance(value, EdtfDate):
                return value
            if not isinstance(value, str):
                raise ValueError("is not a date text")
            return cls(value)

        return core_schema.no_info_plain_validator_function(
            parse, serialization=core_schema.to_string_ser_schema()
        )


def _check_calendar(year: int, month: int | None, day: int | None) -> None:
    """Raise ValueError when the calendar (proleptic Gregorian, years 1 to 9999) lacks the day."""
    if year == 0:
        raise ValueError("is not a day of the calendar: there is no year 0")
    if month is None:
        return
    if month in _SEASONS and day is None:
        raise ValueError("is a season; write its months in the start and end columns instead")
    if not 1 <= month <= 12:
        raise ValueError(f"is not a day of the calendar: there is no month {month}")
    days = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= days:
        raise ValueError(
            f"is not a day of the calendar: {MONTHS[month - 1]} {year} has {days} days"
        )


def span(start: EdtfDate, end: EdtfDate | None = None) -> tuple[date, date, bool, bool]:
    """The days that a start and an end column cover: ``(first, last, start_soft, end_soft)``.

    Both days are inclusive. Without an end the span lasts as long as the start's precision says:
    a day, a month, a year. An end is soft when nobody stated its exact day.
    Raises ValueError when the end lies before the start (reading keeps such rows out).
    """
    if end is None:
        return start.first, start.last, start.soft, start.soft
    if end.last < start.first:
        raise ValueError(f"the end {end.text} is before the start {start.text}")
    return start.first, end.last, start.soft, end.soft


def describe(start: EdtfDate, end: EdtfDate | None = None) -> str:
    """The dates in English, no more exact than they were written.

    ``12 Sept 2023``, ``Sept 2023``, ``2023``; ``about Sept 2023`` for approximate,
    ``2023 (uncertain)`` for uncertain. Intervals take an en dash: ``7 Sept – 1 Oct 2023``,
    ``7–9 Sept 2023``, ``Sept – Oct 2023``, ``2022–2023``. What both ends share is said once only
    when both are plain and equally precise: ``about Sept 2023 – 1 Oct 2023``. Never raises; an
    end before its start is written as it stands.
    """
    if end is None or end.text == start.text:
        return _one(start)
    plain = not (start.uncertain or start.approximate or end.uncertain or end.approximate)
    if plain and start.precision == end.precision:
        if start.precision == "year":
            return f"{start.first.year}–{end.first.year}"
        if start.first.year == end.first.year:
            if start.precision == "day" and start.first.month == end.first.month:
                return f"{start.first.day}–{_one(end)}"
            return f"{_day_and_month(start)} – {_one(end)}"
    return f"{_one(start)} – {_one(end)}"


def _day_and_month(day: EdtfDate) -> str:
    month = MONTHS[day.first.month - 1]
    return f"{day.first.day} {month}" if day.precision == "day" else month


def _one(day: EdtfDate) -> str:
    year = str(day.first.year)
    words = year if day.precision == "year" else f"{_day_and_month(day)} {year}"
    about = "about " if day.approximate else ""
    return f"{about}{words}{' (uncertain)' if day.uncertain else ''}"
