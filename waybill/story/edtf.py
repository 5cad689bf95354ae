"""Dates as people write them: EDTF level 1 (Library of Congress, ISO 8601-2:2019 annex).

Read here: ``2023-09-12``, ``2023-09`` and ``2023``; seasons (``2023-23``); unspecified digits from the right
(``2023-09-XX``, ``2023-XX``, ``202X``, ``20XX``); years before our era (``-0217`` is 218 BC); each with ``?``
(uncertain), ``~`` (approximate) or ``%`` (both). An interval is two such dates in two columns, or in one cell
with a slash; either end may be open (``..``) or not known. The text as written is kept.

Which days a date and an interval can mean is ``story/when.py``'s to say, their words ``story/words.py``'s.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, ClassVar, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from waybill.story.day import MAX_YEAR, Day, days_in_month

Precision = Literal["day", "month", "season", "year", "decade", "century"]
Kind = Literal["date", "open", "unknown", "not stated"]
"""What stands in a cell: a date, ``..`` (it goes on, or began before), ``?`` (the end is not known), nothing."""

MONTHS: tuple[str, ...] = (
    *("Jan", "Feb", "March", "April", "May", "June"),
    *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
# First month of each season and how many there are in a year north of the equator; winter runs on into
# the next year. South of it seasons lie half a year apart.
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}

_PATTERN = re.compile(
    r"(-?(?:\d{4}|\d{3}X|\d{2}XX))(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%]?)", re.ASCII
)
_NO_DATE = (
    "is not a date; write 2023-09-12, 2023-09 or 2023, with ? for uncertain or ~ for approximate"
)


class EdtfDate:
    """One EDTF date: ``text`` as written, ``first`` and ``last`` it can mean, inclusive.

    Two dates are equal when their texts are. ``EdtfDate.OPEN``, ``UNKNOWN`` and ``NOT_STATED`` stand for an
    end of an interval that has no date; they have no days.
    """

    __slots__ = ("_days", "approximate", "kind", "precision", "text", "uncertain")

    text: str
    kind: Kind
    precision: Precision
    uncertain: bool
    approximate: bool
    _days: tuple[Day, Day] | None

    OPEN: ClassVar[EdtfDate]
    UNKNOWN: ClassVar[EdtfDate]
    NOT_STATED: ClassVar[EdtfDate]

    def __init__(self, text: str) -> None:
        """Parse the text of a date; raises ValueError with what would be right."""
        cleaned = text.strip()
        match = _PATTERN.fullmatch(cleaned)
        if match is None:
            raise ValueError(_NO_DATE)
        year, month, day, mark = match.groups()
        precision, days = _days_of(year, month, day)
        self._set(cleaned, "date", precision, mark, days)

    def _set(
        self, text: str, kind: Kind, precision: Precision, mark: str, days: tuple[Day, Day] | None
    ) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "precision", precision)
        object.__setattr__(self, "uncertain", mark in ("?", "%") and kind == "date")
        object.__setattr__(self, "approximate", mark in ("~", "%"))
        object.__setattr__(self, "_days", days)

    @classmethod
    def _without_day(cls, text: str, kind: Kind) -> EdtfDate:
        made = cls.__new__(cls)
        made._set(text, kind, "day", "", None)
        return made

    @classmethod
    def of(cls, text: str) -> EdtfDate:
        """The date of a text, as the constructor gives it; kept, since a table has few dates in many cells."""
        return _kept(text)

    @classmethod
    def end(cls, text: str) -> EdtfDate:
        """Parse what may stand at an end of an interval: a date, ``..``, ``?`` or nothing."""
        cleaned = text.strip()
        return _WITHOUT_DAY.get(cleaned) or _kept(cleaned)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: dates are immutable."""
        raise AttributeError(f"EdtfDate is immutable; {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        """Refuse: dates are immutable."""
        raise AttributeError(f"EdtfDate is immutable; {name} cannot be deleted")

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """Copy and pickle by the text: the other fields follow from it."""
        return EdtfDate.end, (self.text,)

    @property
    def is_date(self) -> bool:
        """False for an end without a date."""
        return self._days is not None

    def days(self, *, southern: bool = False) -> tuple[Day, Day]:
        """First and last day that it can mean, inclusive.

        ``southern`` says that a season is one of the southern half of the earth. Raises ValueError for
        an end without a date.
        """
        if self._days is None:
            raise ValueError(f"{self.text!r} has no days")
        return _southern_days(self._days) if southern and self.precision == "season" else self._days

    @property
    def first(self) -> Day:
        """The first day that it can mean. Raises ValueError for an end without a date."""
        return self.days()[0]

    @property
    def last(self) -> Day:
        """The last day that it can mean. Raises ValueError for an end without a date."""
        return self.days()[1]

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
        return f"EdtfDate({self.text!r})" if self.is_date else f"EdtfDate.end({self.text!r})"

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
            return _kept(value)

        return core_schema.no_info_plain_validator_function(
            parse, serialization=core_schema.to_string_ser_schema()
        )


EdtfDate.OPEN = EdtfDate._without_day("..", "open")
EdtfDate.UNKNOWN = EdtfDate._without_day("?", "unknown")
EdtfDate.NOT_STATED = EdtfDate._without_day("", "not stated")

_WITHOUT_DAY = {one.text: one for one in (EdtfDate.OPEN, EdtfDate.UNKNOWN, EdtfDate.NOT_STATED)}
_kept = lru_cache(maxsize=20_000)(EdtfDate)  # a story of 50,000 legs is read in half the time


def interval(text: str) -> tuple[EdtfDate, EdtfDate]:
    """The two ends of an interval in one cell: ``2023-09-07/2023-10-01``, ``2022-03/..``, ``/2023``.

    EDTF leaves an end that is not known empty. Raises ValueError with what would be right.
    """
    left, slash, right = (part.strip() for part in text.partition("/"))
    if not slash or "/" in right:
        raise ValueError("is not an interval; write two dates with one slash between them")
    start = EdtfDate.end(left)
    end = EdtfDate.end(right) if right else EdtfDate.UNKNOWN
    if not start.is_date and not end.is_date:
        raise ValueError("is an interval without a date; leave the cell empty")
    return start, end


def _days_of(year: str, month: str | None, day: str | None) -> tuple[Precision, tuple[Day, Day]]:
    if "X" in year:
        if month:
            raise ValueError(
                "is not a date: digits are left open from the right, as in 202X or 2023-XX"
            )
        return _open_years(year)
    if year == "-0000":
        raise ValueError("is not a date: the year before 0001 is 0000 (1 BC)")
    number = int(year)
    if month == "XX":
        if day not in (None, "XX"):
            raise ValueError("is not a date: a day without its month; write 2023-XX")
        return "year", (Day(number), Day(number, 12, 31))
    if month and int(month) in SEASONS and not day:
        return "season", _season_days(number, int(month))
    _check_calendar(number, month, None if day == "XX" else day)
    if month is None:
        return "year", (Day(number), Day(number, 12, 31))
    if day in (None, "XX"):
        return "month", (
            Day(number, int(month)),
            Day(number, int(month), days_in_month(number, int(month))),
        )
    assert day is not None
    only = Day(number, int(month), int(day))
    return "day", (only, only)


def _open_years(year: str) -> tuple[Precision, tuple[Day, Day]]:
    bounds = sorted(int(year.replace("X", digit)) for digit in "09")
    precision: Precision = "century" if year.endswith("XX") else "decade"
    return precision, (Day(bounds[0]), Day(bounds[1], 12, 31))


def _season_days(year: int, season: int) -> tuple[Day, Day]:
    """Three whole months, as meteorologists count: spring is March to May north of the equator."""
    first = _SEASON_STARTS[season]
    last_year, last = (
        (year + 1, 2) if season == 24 and year < MAX_YEAR else (year, min(first + 2, 12))
    )
    return Day(year, first), Day(last_year, last, days_in_month(last_year, last))


def _southern_days(days: tuple[Day, Day]) -> tuple[Day, Day]:
    """The season of the same name south of the equator: half a year later, winter half a year earlier."""
    month = days[0].month
    year = days[0].year
    first = {3: 9, 6: 12, 9: 3, 12: 6}[month]
    last_year, last = (
        (year + 1, 2) if first == 12 and year < MAX_YEAR else (year, min(first + 2, 12))
    )
    return Day(year, first), Day(last_year, last, days_in_month(last_year, last))


def _check_calendar(year: int, month: str | None, day: str | None) -> None:
    """Raise ValueError when the calendar (proleptic Gregorian) lacks the day."""
    if month is None:
        return
    number = int(month)
    if not 1 <= number <= 12:
        raise ValueError(f"is not a day of the calendar: there is no month {number}")
    most = days_in_month(year, number)
    if day is not None and not 1 <= int(day) <= most:
        name = f"{MONTHS[number - 1]} {year}"
        raise ValueError(f"is not a day of the calendar: {name} has {most} days")
