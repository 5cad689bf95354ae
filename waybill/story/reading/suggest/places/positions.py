"""The two coordinates of a row, read together: one can only be judged beside the other."""

from __future__ import annotations

import re

from waybill.story.reading.problems import Changes, Finding
from waybill.story.reading.suggest.places import coordinates
from waybill.story.reading.suggest.places.coordinates import LIMITS, OTHER, Angle, Axis
from waybill.story.reading.suggest.places.whereabouts import is_home

COLUMNS = frozenset(LIMITS)
"""The two columns of a position."""

_DEGREES = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


def faults(latitude: str, longitude: str, country: str = "") -> dict[Axis, Finding]:
    """What is wrong with the two cells as written; {} when both are decimal degrees in range.

    ``country`` is the code in the row: where two orders are possible, the one that lies there is
    meant. An empty cell is not spoken of: the other one's finding says where both belong.
    """
    if latitude == longitude and coordinates.pair(latitude):
        longitude = ""  # both cells hold the whole position
    cells: dict[Axis, str] = {"latitude": latitude, "longitude": longitude}
    angles = {axis: _read(cell) for axis, cell in cells.items()}
    north, east = angles["latitude"], angles["longitude"]
    if north and east and _are_swapped(north, east):
        return {_worse(cells): _swapped(cells, north, east, country)}
    found: dict[Axis, Finding] = {}
    for axis, cell in cells.items():
        if cell and (finding := _fault(axis, cell, angles[axis], cells, country)):
            found[axis] = finding
    return found


def _read(cell: str) -> Angle | None:
    return coordinates.angle(cell) if cell else None


def _fault(
    axis: Axis, cell: str, angle: Angle | None, cells: dict[Axis, str], country: str
) -> Finding | None:
    if _DEGREES.fullmatch(cell):
        return _range_fault(axis, float(cell))
    if angle is None:
        return _pair_fault(axis, cells, country) or Finding(_not_read(cell))
    what = "is not a number of decimal degrees"
    if abs(angle.degrees) > LIMITS[axis] or angle.axis not in (None, axis):
        return Finding(what)
    decimal_comma = re.fullmatch(r"[+-]?\d+,\d+", cell, re.ASCII)
    return Finding(
        f"{what}: it has a decimal comma" if decimal_comma else what,
        angle.text(),
        cause="decimal comma" if decimal_comma else "degrees",
    )


def _not_read(cell: str) -> str:
    what = "is not a number of decimal degrees"
    if coordinates.is_grid_reference(cell):
        return f"{what}; it looks like a reference in the UTM or MGRS grid, which is not read"
    if coordinates.has_open_letter(cell):
        return f"{what}; its O is west in French and Spanish and east in German"
    return what


def _range_fault(axis: Axis, value: float) -> Finding | None:
    limit = LIMITS[axis]
    if abs(value) <= limit:
        return None
    what = f"is outside -{limit} to {limit} degrees"
    if axis == "longitude" and 180 < abs(value) <= 360:
        turned = value - 360 if value > 0 else value + 360
        return Finding(what, Angle(turned).text(), cause="longitude over 180")
    return Finding(what, cause="out of range")


def _pair_fault(axis: Axis, cells: dict[Axis, str], country: str) -> Finding | None:
    """Both coordinates in one cell: taken apart where their order is known."""
    pair = coordinates.pair(cells[axis])
    if pair is None:
        return None
    first, second, x_first = pair
    at_home = [order for order in (False, True) if _is_at_home(first, second, order, country)]
    sure = len(at_home) == 1 or _order_is_sure(first, second, x_first)
    x_first = at_home[0] if len(at_home) == 1 else x_first
    what = "holds two coordinates; each has a column of its own"
    north, east = (second, first) if _second_is_north(first, second, cells, x_first) else pair[:2]
    if north is None or abs(north.degrees) > LIMITS["latitude"]:
        return Finding(what)
    written = {"latitude": north.text(), "longitude": east.text()}
    other = OTHER[axis]
    known = _read(cells[other])
    if known is not None:
        # The other column has its coordinate already: it must be the same one.
        same = known.text() == written[other]
        return Finding(what, written[axis] if same else None, cause="two coordinates")
    if cells[other] or not sure:
        return Finding(what)
    changes: Changes = tuple(written.items())
    return Finding(what, changes=changes, cause="two coordinates")


def _second_is_north(first: Angle, second: Angle, cells: dict[Axis, str], x_first: bool) -> bool:
    if first.axis or second.axis:
        return first.axis == "longitude" or second.axis == "latitude"
    if abs(first.degrees) > 90:
        return True
    known_north, known_east = _read(cells["latitude"]), _read(cells["longitude"])
    for known, is_east in ((known_east, True), (known_north, False)):
        if known and known.text() in (first.text(), second.text()):
            return (known.text() == first.text()) == is_east
    return x_first


def _order_is_sure(first: Angle, second: Angle, x_first: bool) -> bool:
    """Latitude first is a habit, not a rule: without a letter or a number above 90 it may be either."""
    named = first.axis or second.axis
    return bool(named) or x_first or abs(first.degrees) > 90 or abs(second.degrees) > 90


def _is_at_home(first: Angle, second: Angle, x_first: bool, country: str) -> bool:
    north, east = (second, first) if x_first else (first, second)
    return abs(north.degrees) <= 90 and is_home(north.degrees, east.degrees, country) is True


def _are_swapped(north: Angle, east: Angle) -> bool:
    """Whether the latitude column holds a longitude, and the other way round."""
    if north.axis == "latitude" or east.axis == "longitude" or abs(east.degrees) > 90:
        return False
    return north.axis == "longitude" or east.axis == "latitude" or 90 < abs(north.degrees) <= 180


def _worse(cells: dict[Axis, str]) -> Axis:
    """The column in which the exchange is reported: where no number in range stands."""
    cell = cells["latitude"]
    in_range = _DEGREES.fullmatch(cell) and abs(float(cell)) <= 90
    return "longitude" if in_range else "latitude"


def _swapped(cells: dict[Axis, str], north: Angle, east: Angle, country: str) -> Finding:
    cell = cells[_worse(cells)]
    what = "is outside -90 to 90 degrees" if _DEGREES.fullmatch(cell) else "is not in its column"
    if is_home(east.degrees, north.degrees, country) is False:
        return Finding(what)
    changes = (("latitude", east.text()), ("longitude", north.text()))
    what += ": latitude and longitude look swapped"
    return Finding(what, changes=changes, cause="swapped")
