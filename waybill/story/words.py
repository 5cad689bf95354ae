"""Dates in English, no more exact than they were written."""

from __future__ import annotations

from waybill.story.day import year_words
from waybill.story.edtf import MONTHS, SEASONS, EdtfDate


def describe(start: EdtfDate, end: EdtfDate | None = None) -> str:
    """The dates in English, no more exact than they were written.

    ``12 Sept 2023``, ``Sept 2023``, ``2023``; ``about Sept 2023`` for approximate,
    ``2023 (uncertain)`` for uncertain. Intervals take an en dash: ``7 Sept – 1 Oct 2023``,
    ``7–9 Sept 2023``, ``Sept – Oct 2023``, ``2022–2023``. What both ends share is said once only
    when both are plain and equally precise: ``about Sept 2023 – 1 Oct 2023``. Ends without a date:
    ``March 2022 – ongoing``, ``until 1 Oct 2023``, ``March 2022 – end not known``, ``date not stated``.
    Never raises; an end before its start is written as it stands.
    """
    if end is None or end.kind == "not stated":
        return _one(start) if start.is_date else "date not stated"
    if not start.is_date or not end.is_date:
        return _half_open(start, end)
    if end.text == start.text:
        return _one(start)
    marked = start.uncertain or start.approximate or end.uncertain or end.approximate
    if not marked and start.precision == end.precision:
        return _shared(start, end)
    return f"{_one(start)} – {_one(end)}"


def _half_open(start: EdtfDate, end: EdtfDate) -> str:
    if start.is_date:
        return f"{_one(start)} – {'ongoing' if end.kind == 'open' else 'end not known'}"
    if not end.is_date:
        return "date not stated"
    return f"until {_one(end)}" if start.kind == "open" else f"start not stated – {_one(end)}"


def _shared(start: EdtfDate, end: EdtfDate) -> str:
    """Two plain dates of one precision, with what they share said once."""
    first, last = start.first, end.first
    if start.precision == "year":
        return _years(first.year, last.year)
    if first.year == last.year:
        if start.precision == "day" and first.month == last.month:
            return f"{first.day}–{_one(end)}"
        if start.precision in ("day", "month"):
            return f"{_day_and_month(start)} – {_one(end)}"
    return f"{_one(start)} – {_one(end)}"


def _years(first: int, last: int) -> str:
    """``2022–2023``, ``218–201 BC``, ``AD 79–80``, ``44 BC – AD 14``."""
    if first >= 1000:
        return f"{first}–{last}"
    if last <= 0:
        return f"{1 - first}–{year_words(last)}"
    if first > 0 and last < 1000:
        return f"{year_words(first)}–{last}"
    return f"{year_words(first)} – {year_words(last)}"


def _day_and_month(stated: EdtfDate) -> str:
    month = MONTHS[stated.first.month - 1]
    return f"{stated.first.day} {month}" if stated.precision == "day" else month


def _one(stated: EdtfDate) -> str:
    first, last = stated.days()
    if stated.precision == "century":
        words = _years(first.year, last.year)
    elif stated.precision == "decade":
        words = f"{first.year}s" if first.year >= 1000 else _years(first.year, last.year)
    elif stated.precision == "year":
        words = year_words(first.year)
    elif stated.precision == "season":
        name = SEASONS[int(stated.text.rstrip("?~%")[-2:])]
        words = f"{name} {year_words(first.year)}"
    else:
        words = f"{_day_and_month(stated)} {year_words(first.year)}"
    about = "about " if stated.approximate else ""
    return f"{about}{words}{' (uncertain)' if stated.uncertain else ''}"
