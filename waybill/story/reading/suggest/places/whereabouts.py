"""Whether a place lies in the country of its row, and which slip would explain that it does not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import shapely
from shapely.geometry import MultiPolygon, Point

from waybill.basemap import borders
from waybill.basemap.countries import country, country_codes
from waybill.story.reading.problems import Changes, Finding
from waybill.story.reading.suggest.places import countries, iso_3166
from waybill.story.reading.suggest.places.coordinates import Angle

# The base map's coasts are generalised by kilometres, and a port's position may lie off its piers.
TOLERANCE_KM = 25.0
# How far at sea a platform or an anchorage is still said to be a country's: 200 nautical miles.
AT_SEA_KM = 370.0
# Shorter and longer than any degree of latitude (110.57 km at the equator, 111.69 km at the poles).
MIN_KM_PER_DEGREE = 110.0
MAX_KM_PER_DEGREE = 112.0


@dataclass(frozen=True, slots=True)
class Homecoming:
    """A slip that would explain why a place is not in its country: in words, and the right values."""

    words: str
    latitude: float
    longitude: float

    def changes(self) -> Changes:
        """The two cells with what would be right."""
        angles = (("latitude", self.latitude), ("longitude", self.longitude))
        return tuple((column, Angle(value).text()) for column, value in angles)


@dataclass(frozen=True, slots=True)
class Astray:
    """A (latitude, longitude) outside its country, and the slips that would bring it home."""

    here: tuple[float, float]
    country: str
    homecomings: tuple[Homecoming, ...]


def is_home(latitude: float, longitude: float, code: str) -> bool | None:
    """Whether a location lies in a country, or so near that the base map cannot tell.

    None when the base map does not show the country, or ``code`` is none.
    """
    shapes = _shapes(code)
    return _is_within((latitude, longitude), shapes, TOLERANCE_KM) if shapes else None


def astray(latitude: float, longitude: float, code: str, radius_km: float = 0) -> Astray | None:
    """How far a place lies outside the country that its row names; None when it does not.

    None also where that cannot be judged: the base map does not show the country, or the place lies
    at sea within 200 nautical miles and no slip explains it.
    """
    shapes = _shapes(code)
    here = (latitude, longitude)
    if not shapes or _is_within(here, shapes, TOLERANCE_KM + radius_km):
        return None
    slips = (
        ("exchanging latitude and longitude", longitude, latitude),
        ("the other sign of the latitude", -latitude, longitude),
        ("the other sign of the longitude", latitude, -longitude),
        ("the other sign of both", -latitude, -longitude),
    )
    home = tuple(
        Homecoming(words, north, east)
        for words, north, east in slips
        if abs(north) <= 90
        and (north, east) != here
        and _is_within((north, east), shapes, TOLERANCE_KM)
    )
    if not home and is_at_sea(here) and _is_within(here, shapes, AT_SEA_KM + radius_km):
        return None
    return Astray(here, code, home)


def is_at_sea(here: tuple[float, float]) -> bool:
    """Whether no country of the base map holds this (latitude, longitude)."""
    return not any(len(_world().query(point, predicate="intersects")) for point in _points(here))


@cache
def _shapes(code: str) -> tuple[str, ...]:
    """Codes of the country's shapes: its own and its territories'; () when the map has none."""
    if code not in country_codes():
        return ()
    codes = [code, *iso_3166.TERRITORIES.get(code, ())]
    known = tuple(one for one in codes if one in country_codes())
    for one in known:
        shapely.prepare(country(one))  # each is asked once a place
    return known


@cache
def _world() -> shapely.STRtree:
    return shapely.STRtree([country(code) for code in country_codes()])


def _points(here: tuple[float, float]) -> list[Point]:
    """The location and its two copies a turn away: Russia and Fiji run on past 180 degrees."""
    return [Point(here[1] + turn, here[0]) for turn in (0, -360, 360)]


def _is_within(here: tuple[float, float], codes: tuple[str, ...], km: float) -> bool:
    """Whether a location lies in one of the shapes or at most so far outside."""
    points = _points(here)
    shapes = [country(code) for code in codes]
    if any(shape.covers(point) for shape in shapes for point in points):
        return True
    # A degree of longitude is at most as long as one of latitude, and shrinks towards the poles: so
    # many degrees are at most so far, and what is more degrees away is further. Only what lies
    # between is measured: that costs milliseconds a place.
    if _is_near(points, shapes, km / MAX_KM_PER_DEGREE):
        return True
    shrunk = math.cos(math.radians(min(abs(here[0]) + km / MIN_KM_PER_DEGREE, 89)))
    degrees = min(km / MIN_KM_PER_DEGREE / shrunk, 180)
    return any(
        _is_near(points, [shape], degrees)
        and borders.nearest_point_of_territory(here, code)[1] <= km
        for code, shape in zip(codes, shapes, strict=True)
    )


def _is_near(points: list[Point], shapes: list[MultiPolygon], degrees: float) -> bool:
    return any(shapely.dwithin(shape, point, degrees) for shape in shapes for point in points)


def finding(found: Astray) -> Finding:
    """What to say of a place outside its country: a warning that goes on from its latitude."""
    km = min(borders.nearest_point_of_territory(found.here, c)[1] for c in _shapes(found.country))
    where = f"lies {km:,.0f} km outside {countries.name(found.country)} ({found.country})"
    what = f"{where} as the base map draws it"
    words = " or ".join(one.words for one in found.homecomings)
    if len(found.homecomings) == 1:
        changes = found.homecomings[0].changes()
        what += f"; {words} would bring it there"
        return Finding(what, None, "warning", changes, cause=f"astray: {words}")
    if words:
        what += f"; {words} would bring it there, and which is right cannot be told from here"
    else:
        what += "; are its position and its country right?"
    return Finding(what, None, "warning", cause=f"astray: {words}")
