"""Stretches of time that go by one name, and numbers that count days or seconds.

Texts come folded (``months.fold``): small letters without marks.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta

from waybill.story.day import iso_year
from waybill.story.reading.suggest.dates.months import MONTHS, SEASONS

_QUARTER = re.compile(
    r"q([1-4])[ /-]?(\d{4})|(\d{4})[ /-]?q([1-4])|([1-4])q[ /-]?(\d{4})", re.ASCII
)
_HALF = re.compile(r"h([12])[ /-]?(\d{4})|(\d{4})[ /-]?h([12])", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?w(\d{2})(?:-?([1-7]))?", re.ASCII)
_GERMAN_WEEK = re.compile(r"kw ?(\d{1,2})[ /]+(\d{4})", re.ASCII)
_DECADE = re.compile(r"(?:the )?(\d{3})(?:0'?s|x)", re.ASCII)
_TEN_DAYS = re.compile(r"(\d{4})-(\d{2})-([012])x", re.ASCII)
_SEASON = re.compile(r"(?:the )?([^\W\d_]+)(?: of|,)? (\d{4})|(\d{4}),? ([^\W\d_]+)")


def season(text: str) -> str | None:
    """The season of a year as EDTF has it: ``autumn 2023`` -> ``2023-23``."""
    match = _SEASON.fullmatch(text)
    if match is None or (number := SEASONS.get(match[1] or match[4])) is None:
        return None
    return f"{match[2] or match[3]}-{number}"


_BEFORE = r"(?:b\.? ?c\.?(?: ?e\.?)?|v\. ?chr\.?|av\. ?j\.?-c\.?|до н\. ?э\.?)"
_SINCE = r"(?:a\.? ?d\.?|c\.? ?e\.?|n\. ?chr\.?|apr\. ?j\.?-c\.?|н\. ?э\.?)"
_ERA = re.compile(
    rf"(?:(?!{_SINCE} ?\d)(?P<month>[^\W\d_]+) )?(?:(?P<ad>{_SINCE}) ?)?(?P<year>\d{{1,4}})"
    rf"(?: ?- ?(?P<last>\d{{1,4}}))?(?: ?(?P<era>{_BEFORE}|{_SINCE}))?"
)


def of_an_era(text: str) -> tuple[str, str] | None:
    """``218 BC``, ``AD 79``, ``July AD 79``, ``218-201 BC`` -> EDTF.

    Not days: those of antiquity are given in the Julian calendar, and EDTF's is the Gregorian one.
    """
    match = _ERA.fullmatch(text)
    if (
        match is None
        or bool(match["ad"]) == bool(match["era"])
        or (match["month"] and match["last"])
    ):
        return None
    before = bool(match["era"] and re.fullmatch(_BEFORE, match["era"]))
    month = MONTHS.get(match["month"] or "")
    if match["month"] and month is None:
        return None
    years = [
        1 - int(year) if before else int(year) for year in (match["year"], match["last"]) if year
    ]
    if any(year == 0 and not before for year in years) or years != sorted(set(years)):
        return None
    texts = [iso_year(year) + (f"-{month:02d}" if month else "") for year in years]
    return texts[0], texts[1] if len(texts) > 1 else ""


def period(text: str) -> tuple[str, str] | None:
    """First and last date of a quarter, half, ISO week or decade; a day of a week twice over."""
    if match := _QUARTER.fullmatch(text):
        number = int(match[1] or match[4] or match[5])
        return _months(int(match[2] or match[3] or match[6]), 3 * number - 2, 3 * number)
    if match := _HALF.fullmatch(text):
        number = int(match[1] or match[4])
        return _months(int(match[2] or match[3]), 6 * number - 5, 6 * number)
    if match := _WEEK.fullmatch(text):
        return _week(int(match[1]), int(match[2]), int(match[3] or 0))
    if match := _GERMAN_WEEK.fullmatch(text):
        return _week(int(match[2]), int(match[1]), 0)
    if (match := _DECADE.fullmatch(text)) and not text.removesuffix("s").endswith(("00", "00'")):
        return f"{match[1]}X", ""
    if match := _TEN_DAYS.fullmatch(text):
        return _ten_days(int(match[1]), int(match[2]), int(match[3]))
    return None


def _months(year: int, first: int, last: int) -> tuple[str, str]:
    return f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}"


def _week(year: int, week: int, weekday: int) -> tuple[str, str] | None:
    try:
        first = date.fromisocalendar(year, week, weekday or 1)
        last = date.fromisocalendar(year, week, weekday or 7)
    except ValueError:
        return None
    return first.isoformat(), "" if weekday else last.isoformat()


def _ten_days(year: int, month: int, tens: int) -> tuple[str, str] | None:
    if not (year and 1 <= month <= 12):
        return None
    last = min(10 * tens + 9, calendar.monthrange(year, month)[1])
    return f"{year:04d}-{month:02d}-{tens or 0}{0 if tens else 1}", f"{year:04d}-{month:02d}-{last}"


def spreadsheet_day(number: int) -> str:
    """The day of a spreadsheet's number: 1 is 1900-01-01, with a 29 February 1900 that never was."""
    return (date(1899, 12, 30) + timedelta(days=number)).isoformat()


def day_of_seconds(seconds: int) -> str:
    """The day, in UTC, of a count of seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
