"""Year, month and day out of a text: numbers in some order, or the name of a month.

Texts come folded (``months.fold``): small letters without marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from waybill.story.reading.suggest.dates.months import AMBIGUOUS, MONTHS, WEEKDAYS
from waybill.story.reading.suggest.dates.style import DateStyle

_TIME = re.compile(
    r"(?:[t,]?\s*|\s+(?:at|um|a|в)\s+)(?<!\d)\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:z|(?:utc|gmt)?\s*[+-]\d{1,2}(?::?\d{2})?|utc|gmt|[a-z]{2,5}|[a-z]+/[a-z_]+)?"
    r"(?:\s*\([^()]*\))?$"
)
# Thu Sep 07 2023 23:30:00 and Sat Sep 7 23:30:00 2023
_TIME_INSIDE = re.compile(r"\s\d{1,2}:\d{2}:\d{2}(?:\s[a-z]{3,4})?(?=\s\d{4}$)")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]| ) ?(\d{1,2})\2 ?(\d{1,2})\.?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})([-/.])(\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.?", re.ASCII)
_UNKNOWN_DAY = re.compile(r"(\d{4})-(\d{2}|xx|\?\?|uu)-(?:xx|\?\?|uu)", re.ASCII)
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(?:(\d{1,2}) ?[日号일])?", re.ASCII)
_DAY_YEAR = re.compile(r"(\d{1,2}),? (\d{4})", re.ASCII)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|re|eme|e|[ºª°]|-?го|-?е|-?й)(?![^\W\d_])")
_FILLERS = frozenset(
    [
        "of",
        "the",
        "de",
        "del",
        "du",
        "le",
        "la",
        "el",
        "den",
        "der",
        "dem",
        "am",
        "on",
        "в",
        "г",
        "год",
        "года",
        "р",
        "рік",
        "року",
        "roku",
        "r",
        "yili",
        "do",
        "dia",
    ]
)
_WORD = re.compile(r"\d+|[^\W\d_]+|\S")

_YEAR_ONLY = re.compile(r"(\d{4})-(?:xx|\?\?|uu)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text says of a date; what it leaves open is None.

    ``remark`` is set when it says too little or two things at once.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    remark: str = ""
    cause: str = ""

    def edtf(self) -> str | None:
        """The date as EDTF; None when the year is missing or the calendar has no such day."""
        if self.year is None or (self.day and not self.month):
            return None
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return None
        text = f"{self.year:04d}"
        text += f"-{self.month:02d}" if self.month else ""
        return text + (f"-{self.day:02d}" if self.day else "")


def without_time(text: str) -> tuple[str, bool]:
    """``text`` without a time of day, and whether there was one."""
    for pattern in (_TIME, _TIME_INSIDE):
        if (found := pattern.search(text)) and found.start() > 0:
            return (text[: found.start()] + text[found.end() :]).strip(" ,"), True
    return text.strip(), False


def parse(text: str, style: DateStyle) -> Parts | None:
    """The parts of one date; None when the text is none, or holds a word that is not known."""
    wanted = text.strip(" ,;()[]\"'")
    if numeric := _numeric(wanted, style):
        return numeric
    return _named(wanted, style)


def _numeric(text: str, style: DateStyle) -> Parts | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, one, two = int(match[1]), int(match[3]), int(match[4])
        return _sound(year, one, two) or _sound(year, two, one)
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(int(match[1]), int(match[3]), match[4], match[2], style)
    if match := _COMPACT.fullmatch(text):
        return _sound(*(int(part) for part in match.groups()))
    if match := _YEAR_MONTH.fullmatch(text):
        return _year_month(int(match[1]), match[2], match[3])
    if match := _MONTH_YEAR.fullmatch(text):
        return _sound(int(match[2]), int(match[1]))
    if match := _UNKNOWN_DAY.fullmatch(text):
        return _sound(int(match[1]), int(match[2]) if match[2].isdigit() else None)
    if match := _YEAR_ONLY.fullmatch(text):
        return _sound(int(match[1]))
    if match := _EAST_ASIAN.fullmatch(text):
        return _sound(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _DAY_YEAR.fullmatch(text):
        return Parts(int(match[2]), None, int(match[1]))
    if (match := _DAY_MONTH.fullmatch(text)) and int(match[2]) <= 12:
        return Parts(None, int(match[2]), int(match[1]))
    if re.fullmatch(r"\d{1,2}\.?", text, re.ASCII):
        return Parts(day=int(text.rstrip(".")))
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return _sound(int(text))
    return None


def _year_month(year: int, sign: str, digits: str) -> Parts | None:
    month = int(digits)
    if sign == "/" and month == (year + 1) % 100:
        years = f"the years {year} to {year + 1}"
        both = f"could be {year}-{month:02d} or {years}" if month <= 12 else f"could be {years}"
        return Parts(remark=both)
    if sign == "." and digits == "1":
        # A spreadsheet drops the last 0 of 2023.10.
        return Parts(remark=f"could be {year}-01 or {year}-10")
    return _sound(year, month)


def _sound(year: int | None, month: int | None = None, day: int | None = None) -> Parts | None:
    parts = Parts(year, month, day)
    return parts if parts.edtf() else None


def _year_last(one: int, two: int, digits: str, sign: str, style: DateStyle) -> Parts | None:
    """``12/09/2023``: day and month in the order that the numbers or the column show."""
    year = style.full_year(digits)
    if year is None:
        return Parts(remark="has a year of two digits; write all four", cause="short year")
    by_day, by_month = _sound(year, two, one), _sound(year, one, two)
    if by_day is None or by_month is None or one == two:
        found = by_day or by_month
        cause = "date order" if sign == "/" or style.shown_by else ""
        return found and Parts(found.year, found.month, found.day, cause=cause)
    order = style.order
    if order == "unknown" and sign == ".":
        order = "day"  # points stand between the numbers only where the day comes first
    if order in ("day", "month"):
        found = by_day if order == "day" else by_month
        return Parts(found.year, found.month, found.day, cause="date order")
    remark = f"could be {by_day.edtf()} or {by_month.edtf()}"
    return Parts(remark=remark, cause="either order")


def _named(text: str, style: DateStyle) -> Parts | None:
    """A date with the name of its month: ``7 Sept 2023``, ``le 1er septembre 2023``, ``Sept 2023``."""
    words = _WORD.findall(_ORDINAL.sub("", text))
    month: int | None = None
    either: tuple[int, int] | None = None
    weekday: int | None = None
    numbers: list[str] = []
    for word in words:
        if word.isdigit():
            numbers.append(word)
        elif word in MONTHS and month is None and either is None:
            month = MONTHS[word]
        elif word in AMBIGUOUS and month is None and either is None:
            either = AMBIGUOUS[word]
        elif word in WEEKDAYS and weekday is None:
            weekday = WEEKDAYS[word]
        elif word not in _FILLERS and word not in ".,-'/":
            return None
    if (month is None and either is None) or len(numbers) > 2:
        return None
    if either is not None:
        return _either(numbers, either, style)
    parts = _with_numbers(numbers, month, style)
    if parts and weekday is not None and (written := parts.edtf()):
        agrees = parts.day and date.fromisoformat(written).weekday() == weekday
        return parts if agrees else Parts(remark=f"names a day of the week that {written} was not")
    return parts


def _either(numbers: list[str], months: tuple[int, int], style: DateStyle) -> Parts | None:
    readings = [_with_numbers(numbers, month, style) for month in months]
    texts = [parts.edtf() for parts in readings if parts]
    if len(texts) < 2 or None in texts:
        return None
    return Parts(remark=f"could be {texts[0]} or {texts[1]}: the month has two names")


def _with_numbers(numbers: list[str], month: int | None, style: DateStyle) -> Parts | None:
    """Which of the numbers beside a month is the day, which the year."""
    years = [number for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(years) + len(days) != len(numbers) or len(years) > 1:
        return None
    if years:
        return _sound(int(years[0]), month, days[0] if days else None)
    if not numbers:
        return Parts(month=month)
    if len(days) == 1:
        # Sept 7: a day, and no year. Sept 45: perhaps a year.
        return Parts(month=month, day=days[0]) if 1 <= days[0] <= 31 else None
    year = style.full_year(numbers[1])
    if year is None:
        return Parts(remark="has a year of two digits; write all four", cause="short year")
    return _sound(year, month, days[0])
