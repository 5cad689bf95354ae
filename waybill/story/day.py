"""A day of the calendar from 9999 years before our era to the year 9999.

Python's ``date`` begins with the year 1. A ``Day`` counts in the same calendar (proleptic Gregorian), with
years as astronomers and EDTF number them: the year 0 is 1 BC, -217 is 218 BC.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

MIN_YEAR, MAX_YEAR = -9999, 9999

_ISO = re.compile(r"(-?\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAYS_OF_400_YEARS = 146_097
_DAYS_TO_1970 = 719_468  # from 0000-03-01
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February, in the proleptic Gregorian calendar."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month (1 to 12)."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


class Day:
    """One day. Immutable; ordered and compared by ``number``, the days since 1970-01-01."""

    __slots__ = ("number",)

    number: int

    MIN: ClassVar[Day]
    MAX: ClassVar[Day]

    def __init__(self, year: int, month: int = 1, day: int = 1) -> None:
        """Raise ValueError when the calendar has no such day."""
        if not MIN_YEAR <= year <= MAX_YEAR:
            raise ValueError(f"year {year} is not within {MIN_YEAR} and {MAX_YEAR}")
        if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
            raise ValueError(f"there is no day {year}-{month}-{day}")
        object.__setattr__(self, "number", _number(year, month, day))

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: days are immutable."""
        raise AttributeError(f"Day is immutable; {name} cannot be set")

    @classmethod
    def of(cls, number: int) -> Day:
        """The day with this number. Raises ValueError beyond the years -9999 to 9999."""
        return cls(*_civil(number))

    @classmethod
    def of_date(cls, day: date) -> Day:
        """The same day as Python's ``date``."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def fromisoformat(cls, text: str) -> Day:
        """``2023-09-12`` or ``-0217-06-01``. Raises ValueError otherwise."""
        match = _ISO.fullmatch(text)
        if match is None or match[1] == "-0000":
            raise ValueError(f"{text!r} is not a day; write 2023-09-12")
        return cls(int(match[1]), int(match[2]), int(match[3]))

    @property
    def year(self) -> int:
        """The astronomical year: 0 is 1 BC."""
        return _civil(self.number)[0]

    @property
    def month(self) -> int:
        """1 to 12."""
        return _civil(self.number)[1]

    @property
    def day(self) -> int:
        """1 to 31."""
        return _civil(self.number)[2]

    def isoformat(self) -> str:
        """``2023-09-12``; ``-0217-06-01`` before the year 0."""
        year, month, day = _civil(self.number)
        return f"{iso_year(year)}-{month:02d}-{day:02d}"

    def to_date(self) -> date:
        """The same day as Python's ``date``. Raises ValueError before the year 1."""
        return date(*_civil(self.number))

    def plus(self, days: int) -> Day:
        """The day so many days later (earlier when negative), at most the first or last there is."""
        return Day.of(min(max(self.number + days, Day.MIN.number), Day.MAX.number))

    def __sub__(self, other: Day) -> int:
        """Days from the other day to this one."""
        return self.number - other.number

    def __eq__(self, other: object) -> bool:
        """Equal to the same day."""
        return isinstance(other, Day) and other.number == self.number

    # Written out: functools.total_ordering makes "<=" three times as slow, and days are compared most.

    def __lt__(self, other: Day) -> bool:
        """Earlier."""
        return self.number < other.number

    def __le__(self, other: Day) -> bool:
        """Earlier, or the same."""
        return self.number <= other.number

    def __gt__(self, other: Day) -> bool:
        """Later."""
        return self.number > other.number

    def __ge__(self, other: Day) -> bool:
        """Later, or the same."""
        return self.number >= other.number

    def __hash__(self) -> int:
        """Hash of the number."""
        return hash(self.number)

    def __reduce__(self) -> tuple[Any, tuple[int]]:
        """Copy and pickle by the number."""
        return Day.of, (self.number,)

    def __repr__(self) -> str:
        """How to make this day again."""
        return f"Day.fromisoformat({self.isoformat()!r})"

    def __str__(self) -> str:
        """The day as ISO 8601 writes it."""
        return self.isoformat()

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Accept a Day, a ``date`` or ISO text; serialise to ISO text."""

        def parse(value: object) -> Day:
            if isinstance(value, Day):
                return value
            if type(value) is date:
                return cls.of_date(value)
            if isinstance(value, str):
                return cls.fromisoformat(value)
            raise ValueError("is not a day; write 2023-09-12")

        return core_schema.no_info_plain_validator_function(
            parse, serialization=core_schema.to_string_ser_schema()
        )


def iso_year(year: int) -> str:
    """A year in four digits: ``0079``, ``-0217``."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def year_words(year: int) -> str:
    """A year in English: ``2023``, ``AD 79``, ``218 BC``."""
    if year >= 1000:
        return str(year)
    return f"AD {year}" if year > 0 else f"{1 - year} BC"


# Howard Hinnant, "chrono-compatible low-level date algorithms" (public domain): years begin on 1 March,
# so that the leap day is the last, and repeat every 400 years.


def _number(year: int, month: int, day: int) -> int:
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * _DAYS_OF_400_YEARS + day_of_era - _DAYS_TO_1970


def _civil(number: int) -> tuple[int, int, int]:
    era, day_of_era = divmod(number + _DAYS_TO_1970, _DAYS_OF_400_YEARS)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, day


Day.MIN = Day(MIN_YEAR)
Day.MAX = Day(MAX_YEAR, 12, 31)
