"""A leg drawn on a map: its points, read from the browser, and what taking them over does to a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from waybill.drafts.document import SPECS, Document, DraftError, Row, by_id, row_id
from waybill.drafts.editing.naming import find, labels, made_id
from waybill.importing import values
from waybill.importing.draft import DraftPlace, Location

MOST_POINTS = 100  # waybill/web/map/picker/points.js has the same
MOST_PLACES = 2000
MOST_SHOWN = 200  # characters of what was typed, in a message
"""Places shown to be clicked; what lies beyond is found by its name."""
BY_HAND = "pin put by hand"
BASES: tuple[str, ...] = ("inferred", "observed", "unknown")
"""How a drawn line may be known; it is inferred unless its author says otherwise."""
WAYPOINT = "waypoint"


@dataclass(frozen=True, slots=True)
class Point:
    """A stop or waypoint: a place of the draft by its id, or a spot, (latitude, longitude) in degrees.

    ``name`` is that of a spot; "" for one that needs none.
    """

    location: Location
    place: str = ""
    name: str = ""


def location_of(cells: Row) -> Location | None:
    """Where a place lies; None as long as nobody has said."""
    latitude, longitude = (str(cells.get(column, "")) for column in ("latitude", "longitude"))
    return DraftPlace("", "", latitude, longitude).location


def spots(document: Document) -> dict[str, Location]:
    """Id → where it lies, of every place that lies somewhere."""
    found: dict[str, Location] = {}
    for cells in document.table("places").rows.values():
        one, location = row_id("places", cells), location_of(cells)
        if one and location is not None:
            found.setdefault(one, location)
    return found


def points_of(document: Document, row: str) -> tuple[Point, ...]:
    """The points of a leg as it stands.

    Raises:
        DraftError: a place that it names has no position, so the line cannot be drawn yet.
    """
    cells = document.row("legs", row)
    via = [part.strip() for part in str(cells.get("via", "")).split("|")]
    ids = [str(cells.get("origin", "")), *via, str(cells.get("destination", ""))]
    known = spots(document)
    for one in ids:
        if one and one not in known:
            name = labels(document, "places").get(one, one)
            raise DraftError(f"“{name}” has no position yet. Say first where it lies.")
    return tuple(Point(known[one], one) for one in ids if one)


def from_browser(value: object, document: Document) -> tuple[Point, ...] | None:
    """The points that a browser reports, as GeoJSON features; None when they are not such a list.

    Nothing in them is believed: a place is one of the draft, and lies where the draft says.
    """
    if not isinstance(value, list) or len(value) > MOST_POINTS:
        return None
    known = spots(document)
    points = []
    for feature in value:
        point = _point(feature, known)
        if point is None:
            return None
        points.append(point)
    return tuple(points)


def _point(feature: object, known: dict[str, Location]) -> Point | None:
    if not isinstance(feature, dict):
        return None
    own, shape = feature.get("properties"), feature.get("geometry")
    pair = shape.get("coordinates") if isinstance(shape, dict) else None
    place = own.get("place") if isinstance(own, dict) else None
    if isinstance(place, str) and place in known:
        return Point(known[place], place)
    if place not in ("", None) or not isinstance(pair, list) or len(pair) != 2:
        return None
    longitude, latitude = pair
    return spot(latitude, longitude)


def spot(latitude: object, longitude: object) -> Point | None:
    """A spot of the map, to 11 m; None for what is none."""
    for number, most in ((latitude, 90), (longitude, 180)):
        if isinstance(number, bool) or not isinstance(number, int | float):
            return None
        if not abs(number) <= most:  # not a number, or too large for a float, either
            return None
    return Point((round(float(latitude), 4), round(float(longitude), 4)))  # type: ignore[arg-type]


def typed(document: Document, text: str) -> Point:
    """The point that was typed: a place by its name, or a position.

    Raises:
        DraftError: it is neither.
    """
    known = spots(document)
    wanted = " ".join(text.split()).casefold()
    named = [one for one, name in labels(document, "places").items() if name.casefold() == wanted]
    if text in known or (len(named) == 1 and named[0] in known):
        one = text if text in known else named[0]
        return Point(known[one], one)
    pair = values.pair_text(text, longitude_first=False)
    location = DraftPlace("", "", *pair).location if pair else None
    if location is None:
        raise DraftError(
            f"“{text[:MOST_SHOWN]}” is no place with a position, and no position. Write degrees, latitude first: 42.23, 130.30."
        )
    return Point((round(location[0], 4), round(location[1], 4)))


def drawn(document: Document, row: str, points: Sequence[Point], basis: str) -> Document:
    """A copy in which the leg goes through the points; spots become places of their own.

    Raises:
        DraftError: the points are no line.
    """
    before = document.row("legs", row)
    document, ids = placed(document, points)
    passed = "|".join(ids[1:-1])
    cells = {"origin": ids[0], "destination": ids[-1], "via": passed, "path_basis": basis}
    if passed:
        cells["path"] = ""  # Waybill draws no course of its own where the stops say how it went
    for column, value in cells.items():
        document = document.set_cell("legs", row, column, value)
    return _without_left_over(document, before)


def with_names(
    document: Document, points: Sequence[Point], ends: Sequence[str | None]
) -> tuple[Point, ...]:
    """The points with the new names that a form has for origin and destination, where these are bare spots."""
    named = list(points)
    for at, text in zip((0, -1), ends, strict=True):
        is_bare = bool(named) and not named[at].place and not named[at].name
        if text and is_bare and not _place_of(document, text):
            named[at] = replace(named[at], name=text)
    return tuple(named)


def has_other_ends(document: Document, points: Sequence[Point], ends: Sequence[str | None]) -> bool:
    """Whether a form has chosen or named another origin or destination than those that are drawn."""
    drawn_ends = (points[0], points[-1]) if len(points) > 1 else ()
    return any(
        text and (point.place != _place_of(document, text) or point.name not in ("", text))
        for text, point in zip(ends, drawn_ends, strict=False)
    )


def _place_of(document: Document, text: str) -> str:
    """The id of the place that was chosen, or named as it is called; "" for a new name."""
    return text if text in labels(document, "places") else find(document, "places", text)


def placed(document: Document, points: Sequence[Point]) -> tuple[Document, list[str]]:
    """A copy that has a place for each point, and their ids: origin, waypoints, destination.

    Raises:
        DraftError: there are fewer than two points, too many, or the ends are one place with nothing between.
    """
    if not 2 <= len(points) <= MOST_POINTS:
        raise DraftError(
            f"A line takes an origin and a destination, and at most {MOST_POINTS} points."
        )
    made: dict[Location, str] = {}
    ids: list[str] = []
    for number, point in enumerate(points):
        one = point.place or made.get(point.location, "")
        if not one:
            is_end = number in (0, len(points) - 1)
            document, one = _with_place(document, point, "" if is_end else WAYPOINT)
            made[point.location] = one
        if not ids or ids[-1] != one:
            ids.append(one)
    if len(ids) < 2:
        raise DraftError("The line begins and ends at one place. Put a point where it turned.")
    return document, ids


def _with_place(document: Document, point: Point, kind: str) -> tuple[Document, str]:
    latitude, longitude = (values.degrees(number) for number in point.location)
    at = f"{point.location[0]:.2f}, {point.location[1]:.2f}"
    name = " ".join(point.name.split()) or (f"Waypoint at {at}" if kind else f"Place at {at}")
    made = made_id(document, "places", name)
    cells = {
        "place_id": made,
        "name": name,
        "latitude": latitude,
        "longitude": longitude,
        "kind": kind,
        "position_source": BY_HAND,
    }
    return document.add_row("places", cells), made


def _without_left_over(document: Document, before: Row) -> Document:
    """A copy without the waypoints that the leg went through before, and that nothing names now."""
    keys = by_id(document, "places")
    for one in {part.strip() for part in str(before.get("via", "")).split("|")}:
        key = keys.get(one, "")
        is_waypoint = bool(key) and document.cell("places", key, "kind") == WAYPOINT
        if is_waypoint and not _is_named(document, one):
            document = document.remove_row("places", key)
    return document


def _is_named(document: Document, one: str) -> bool:
    """Whether any row but its own has the id of a place in it."""

    def holds(value: object) -> bool:
        if isinstance(value, str):
            return one in (part.strip() for part in value.split("|"))
        parts = value.values() if isinstance(value, dict) else value
        return any(map(holds, parts)) if isinstance(parts, (list, tuple)) else False

    return any(
        holds(value)
        for table in document.tables
        for cells in document.table(table).rows.values()
        for column, value in cells.items()
        if not (table == "places" and column == SPECS["places"].id_column)
    )
