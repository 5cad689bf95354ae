"""Cells of a sheet read by the rules of the check (waybill.story.reading.suggest), a column at a time.

Nothing here guesses: a cell that has no one reading is handed back as it was written, and the check
says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from waybill.story.ids import is_identifier
from waybill.story.reading.suggest import identifiers, numbers, quantities
from waybill.story.reading.suggest.dates import reading as dates
from waybill.story.reading.suggest.dates import style as date_style
from waybill.story.reading.suggest.dates.style import DateStyle
from waybill.story.reading.suggest.numbers import NumberStyle
from waybill.story.reading.suggest.places import coordinates, countries
from waybill.story.reading.suggest.places.coordinates import Axis

DAY_FIRST, MONTH_FIRST = "day first", "month first"
DATE_ORDERS = (DAY_FIRST, MONTH_FIRST)
DECIMAL_SIGNS = (",", ".")

# Of a number that could be read either way.
_OPEN_NUMBER = "thousands or decimals"
_STYLES = {
    ",": NumberStyle(comma="decimal", point="thousands"),
    ".": NumberStyle(comma="thousands", point="decimal"),
}


def date_order(cells: Sequence[str]) -> str | None:
    """The order of day and month in a column of dates, decided from all of it.

    "" when no cell leaves it open; None when some do and none settles it: that is a question.
    """
    style = date_style.judge(cells)
    if style.order == "day":
        return DAY_FIRST
    if style.order == "month":
        return MONTH_FIRST
    return None if any(is_open_date(cell) for cell in cells) else ""


def is_open_date(text: str) -> bool:
    """Whether a date says one thing with the day first and another with the month first."""
    readings = {dates.read(text, DateStyle(order)).start for order in ("day", "month")}
    return len(readings) == 2 and "" not in readings


def dates_of(cells: Iterable[str], order: str | None) -> DateStyle:
    """How a column writes its dates, with the order of day and month that was decided."""
    style = date_style.judge(cells)
    if order is None or order == "":
        return style
    return replace(style, order="day" if order == DAY_FIRST else "month")


def date_texts(text: str, style: DateStyle) -> tuple[str, str]:
    """Start and end as the story folder writes them; the text itself when it has no one reading."""
    reading = dates.read(text, style)
    return (reading.start, reading.end) if reading.start else (text, "")


def decimal_sign(cells: Sequence[str]) -> str | None:
    """What separates the decimals in a column of numbers, decided from all of it.

    "" when no cell leaves it open; None when some do and none settles it: that is a question.
    """
    style = numbers.judge(cells)
    if style.comma == "decimal" or (style.point == "thousands" and style.comma == "unknown"):
        return ","
    if style.point == "decimal" or (style.comma == "thousands" and style.point == "unknown"):
        return "."
    is_open = any(numbers.read(cell, style).cause == _OPEN_NUMBER for cell in cells)
    return None if is_open else ""


def numbers_of(cells: Iterable[str], sign: str | None) -> NumberStyle:
    """How a column writes its numbers, with the decimal sign that was decided."""
    return _STYLES[sign] if sign else numbers.judge(cells)


def number_text(text: str, style: NumberStyle) -> str:
    """The number with a decimal point; ``text`` itself when it has no one reading."""
    return numbers.read(text, style).value or text


def quantity_cells(text: str, style: NumberStyle) -> dict[str, str]:
    """Quantity, unit and qualifier that one cell says: ``~26,5 t``; the text when it is not read."""
    advice = quantities.quantity(text, style)
    return dict(advice.changes) or {"quantity": advice.value or text}


def degrees_text(text: str, axis: Axis | None = None) -> str:
    """Decimal degrees; ``text`` itself when it is no coordinate, or one of the other axis."""
    angle = coordinates.angle(text) if text else None
    if angle is None or (axis and angle.axis not in (None, axis)):
        return text
    return angle.text()


def longitude_first(cells: Iterable[str]) -> bool:
    """Whether the pairs in a column begin with the longitude: one of them is above 90 there."""
    return any(pair and abs(pair[0].degrees) > 90 for pair in map(coordinates.pair, cells))


def pair_text(text: str, *, longitude_first: bool = False) -> tuple[str, str] | None:
    """Latitude and longitude of ``42.26, 130.295`` or ``POINT(130.295 42.26)``; None if neither.

    A letter or the form of the cell says which is which; else the order of the column.
    """
    pair = coordinates.pair(text)
    if pair is None:
        return None
    first, second, x_first = pair
    if first.axis or second.axis:
        x_first = first.axis == "longitude" or second.axis == "latitude"
    elif not x_first:
        x_first = longitude_first
    return (second.text(), first.text()) if x_first else (first.text(), second.text())


def degrees(value: float) -> str:
    """A number of degrees as a cell: six decimals (0.1 m), no zeros at the end."""
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"


def path_of(text: str) -> list[tuple[float, float]]:
    """Locations of a line: ``lat,lon lat,lon …`` as our readers write it, or WKT's LINESTRING."""
    if wkt := re.fullmatch(r"LINESTRING\s*Z?\s*\((.*)\)", text.strip(), re.IGNORECASE):
        pairs = [part.split()[:2][::-1] for part in wkt[1].split(",")]
    else:
        pairs = [part.split(",") for part in text.split()]
    try:
        return [(float(latitude), float(longitude)) for latitude, longitude in pairs]
    except ValueError:
        return []


def country_code(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country's name or code, by the check's rule; None when unsure."""
    return countries.country(text) if text.strip() else None


def identifier(text: str) -> str:
    """An id from a name in any script; "" when nothing of it is left."""
    return identifiers.identifier(text)


def id_or_made(text: str) -> str:
    """An id as written where the story folder takes it, else one made of it."""
    return text if is_identifier(text) else identifier(text)
