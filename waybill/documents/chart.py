"""Statements over time, by stance: the numbers of an SVG chart with one row per stance.

One row per stance, so that no colour carries meaning; the same numbers stand in a table beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from waybill.evidence.dates import became_public
from waybill.story import EdtfDate, describe
from waybill.story.day import Day
from waybill.story.model import STANCES, Claim

WIDTH = 760  # user units of the SVG
GUTTER = 116
LANE = 31
BAR = 13  # height of the highest bar
FOOT = 20
WIDEST = 34  # units of the widest bar
MOST_DAYS = 62  # up to here a bar is a day
MOST_MONTHS = 120  # up to here a bar is a month
LABEL_EVERY = 76  # units between two labels of the axis, at least


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and its number."""

    x: float
    y: float
    width: float
    height: float
    count: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One stance: its bars and where its base line runs."""

    stance: str
    base: float
    total: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the template draws."""

    unit: str
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    """The table: (days in words, a count for each stance); periods without a statement are left out."""
    width: int = WIDTH
    height: int = LANE * len(STANCES) + FOOT
    gutter: int = GUTTER


def chart(statements: Iterable[Claim]) -> Chart | None:
    """The chart of these statements by the day they became public; None when there are none."""
    days = [(became_public(claim), claim.stance) for claim in statements]
    if not days:
        return None
    first, last = min(days)[0], max(days)[0]
    unit, periods = _periods(first, last)
    position = {period: i for i, period in enumerate(periods)}
    counts: Counter[tuple[int, str]] = Counter(
        (position[_start(day, unit)], stance) for day, stance in days
    )
    step = (WIDTH - GUTTER) / len(periods)
    most = max(counts.values())
    wide = min(max(step * 0.8, 2.5), WIDEST)
    lanes = []
    for row, stance in enumerate(STANCES):
        base = LANE * (row + 1) - 6
        bars = tuple(
            Bar(
                x=round(GUTTER + (i + 0.5) * step - wide / 2, 1),
                y=round(base - BAR * counts[i, stance] / most, 1),
                width=round(wide, 1),
                height=round(BAR * counts[i, stance] / most, 1),
                count=counts[i, stance],
            )
            for i in range(len(periods))
            if counts[i, stance]
        )
        lanes.append(Lane(stance, base, sum(bar.count for bar in bars), bars))
    every = max(1, round(LABEL_EVERY / step + 0.5))
    return Chart(
        unit=unit,
        lanes=tuple(lanes),
        ticks=tuple(
            (round(GUTTER + (i + 0.5) * step, 1), _short(periods[i], unit))
            for i in range(0, len(periods), every)
        ),
        rows=tuple(
            (_words(period, unit), tuple(counts[i, stance] for stance in STANCES))
            for i, period in enumerate(periods)
            if any(counts[i, stance] for stance in STANCES)
        ),
    )


def _periods(first: Day, last: Day) -> tuple[str, list[Day]]:
    """("day" | "month" | "year", the first day of every period from the first to the last)."""
    if last - first < MOST_DAYS:
        return "day", [first.plus(i) for i in range(last - first + 1)]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    unit = "month" if months <= MOST_MONTHS else "year"
    return unit, list(_walk(_start(first, unit), last, unit))


def _walk(day: Day, last: Day, unit: str) -> Iterator[Day]:
    while day <= last:
        yield day
        if unit == "month" and day.month < 12:
            day = Day(day.year, day.month + 1)
        elif day.year < last.year:
            day = Day(day.year + 1)
        else:
            return  # the year after the last one may be more than the calendar has


def _start(day: Day, unit: str) -> Day:
    if unit == "day":
        return day
    return Day(day.year, day.month if unit == "month" else 1)


def _edtf(day: Day, unit: str) -> EdtfDate:
    return EdtfDate(day.isoformat().rsplit("-", {"day": 0, "month": 1, "year": 2}[unit])[0])


def _words(day: Day, unit: str) -> str:
    return describe(_edtf(day, unit), None)


def _short(day: Day, unit: str) -> str:
    """A day without its year; a month with it in short."""
    words = _words(day, unit)
    return words.rsplit(" ", 1)[0] if unit == "day" else words
