"""Cells of a sheet read by the rules of the check (waybill.story.reading), a column at a time.

Nothing here guesses: a cell that has no one reading is handed back as it was written, and the check
says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from waybill.story.edtf import EdtfDate
from waybill.story.reading.suggest import identifiers
from waybill.story.reading.suggest.dates import reading as dates
from waybill.story.reading.suggest.places import coordinates, countries

DAY_FIRST, MONTH_FIRST = "day first", "month first"
DATE_ORDERS = (DAY_FIRST, MONTH_FIRST)
DECIMAL_SIGNS = (",", ".")

_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T].*)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}", re.ASCII)


def date_order(values: Iterable[str]) -> str | None:
    """The order of day and month in a column of dates, decided from all of it.

    "" when no cell leaves it open; None when some do and none settles it: that is a question.
    """
    open_cells = settled = 0
    orders = set()
    for value in values:
        match = _NUMERIC_DATE.fullmatch(value.strip())
        if match is None:
            continue
        one, two = int(match[1]), int(match[2])
        if one > 12 >= two:
            orders.add(DAY_FIRST)
            settled += 1
        elif two > 12 >= one:
            orders.add(MONTH_FIRST)
            settled += 1
        elif one != two:
            open_cells += 1
    if len(orders) == 1:
        return orders.pop()
    return None if open_cells or orders else ""


def is_open_date(text: str) -> bool:
    """Whether day and month of a date could change places."""
    match = _NUMERIC_DATE.fullmatch(text.strip())
    return (
        match is not None
        and int(match[1]) != int(match[2])
        and max(map(int, match.group(1, 2))) <= 12
    )


def date_text(text: str, order: str | None) -> str:
    """The date as the story folder writes it; ``text`` itself when it has no one reading."""
    wanted = text.strip()
    if not wanted or _is_edtf(wanted):
        return wanted
    if order and (match := _NUMERIC_DATE.fullmatch(wanted)):
        one, two = int(match[1]), int(match[2])
        day, month = (one, two) if order == DAY_FIRST else (two, one)
        if len(match[3]) == 4 and _is_edtf(iso := f"{match[3]}-{month:02d}-{day:02d}"):
            return iso
    meant = dates.read(wanted)
    return meant.start if meant.start and not meant.end else wanted


def _is_edtf(text: str) -> bool:
    try:
        EdtfDate(text)
    except ValueError:
        return False
    return True


def decimal_sign(values: Iterable[str]) -> str | None:
    """What separates the decimals in a column of numbers, decided from all of it.

    "" when no cell has such a sign; None when every sign could as well part thousands.
    """
    open_cells = 0
    for value in values:
        text = re.sub(r"[\s_'’]", "", value)
        signs = [sign for sign in text if sign in DECIMAL_SIGNS]
        if not signs:
            continue
        if len(set(signs)) == 2:
            return signs[-1]
        if len(signs) > 1:
            return "." if signs[0] == "," else ","
        if _GROUPED.fullmatch(text) and not text.lstrip("+-").startswith("0"):
            open_cells += 1
        else:
            return signs[0]
    return None if open_cells else ""


def number_text(text: str, sign: str | None) -> str:
    """The number with a decimal point; ``text`` itself when it has no one reading."""
    plain = re.sub(r"[\s_'’]", "", text.strip())
    if sign:
        plain = plain.replace("." if sign == "," else ",", "").replace(sign, ".")
        return plain if _NUMBER.fullmatch(plain) else text
    if _NUMBER.fullmatch(plain):
        return plain
    return text


def degrees_text(text: str) -> str:
    """Decimal degrees; ``text`` itself when it is no coordinate."""
    angle = coordinates.angle(text)
    return angle.text() if angle else text


def pair_text(text: str) -> tuple[str, str] | None:
    """Latitude and longitude of ``42.26, 130.295`` or ``POINT(130.295 42.26)``; None if neither."""
    wanted = text.strip()
    if point := re.fullmatch(r"POINT\s*Z?\s*\(\s*(\S+)\s+(\S+).*\)", wanted, re.IGNORECASE):
        return degrees_text(point[2]), degrees_text(point[1])
    for separator in (";", ", ", "/", ",", " "):
        parts = [part.strip() for part in wanted.strip("()[]").split(separator) if part.strip()]
        if len(parts) == 2 and all(coordinates.angle(part) for part in parts):
            return degrees_text(parts[0]), degrees_text(parts[1])
    return None


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
    made = identifiers.identifier(text)
    if made:
        return made
    from anyascii import anyascii

    return identifiers.identifier(anyascii(text))
