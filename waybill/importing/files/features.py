"""Points, lines and areas of a map file -> two sheets: its places and its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import shapely

from waybill.geo.distance import distance_km
from waybill.importing.files.sheet import MAX_ROWS, ImportRefusedError, Sheet
from waybill.importing.values import degrees

Location = tuple[float, float]

MAX_POINTS = 2_000_000
MAX_STOPS = 60
"""Points kept of a line between its ends; simplified until no more are needed."""

_TOLERANCE_DEGREES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
_POINT_COLUMNS = ("name", "latitude", "longitude", "kind", "radius_km")
_LINE_COLUMNS = ("name", "path", "start_date", "end_date", "path_basis")


@dataclass(slots=True)
class Feature:
    """One thing of a map file. ``locations`` are (latitude, longitude); one of them is a point."""

    locations: list[Location]
    name: str = ""
    is_area: bool = False
    start: str = ""
    end: str = ""
    tracked: bool = False
    properties: dict[str, str] = field(default_factory=dict)


def sheets_of(file: str, features: Iterable[Feature], notes: tuple[str, ...] = ()) -> list[Sheet]:
    """A sheet of the points and areas, and one of the lines, as far as there are any."""
    points: list[Feature] = []
    lines: list[Feature] = []
    count = 0
    for feature in features:
        count += len(feature.locations)
        if count > MAX_POINTS or len(points) + len(lines) > MAX_ROWS:
            raise ImportRefusedError(
                f"{file} has more than {MAX_POINTS:,} points or {MAX_ROWS:,} features; "
                "bring a smaller part of it"
            )
        if len(feature.locations) > 1 and not feature.is_area:
            lines.append(feature)
        elif feature.locations or feature.name:
            points.append(feature)
    sheets = []
    if points:
        sheets.append(_sheet(file, "places", points, notes))
    if lines:
        longest = max(len(line.locations) for line in lines)
        shortened: tuple[str, ...] = ()
        if longest > MAX_STOPS + 2:
            shortened = (
                f"lines of up to {longest:,} points are drawn with at most {MAX_STOPS} "
                "between their ends",
            )
        sheets.append(_sheet(file, "lines", lines, (*(() if points else notes), *shortened)))
    return sheets


def _sheet(file: str, name: str, features: list[Feature], notes: tuple[str, ...]) -> Sheet:
    is_line = name == "lines"
    own = _LINE_COLUMNS if is_line else _POINT_COLUMNS
    extra = dict.fromkeys(key for feature in features for key in feature.properties)
    # a property named like one of ours keeps its name: ours are given their meaning anyway
    renamed = {key: f"{key} (in the file)" if key in own else key for key in extra}
    rows = []
    for feature in features:
        cells = _line_cells(feature) if is_line else _point_cells(feature)
        rows.append([*cells, *(feature.properties.get(key, "").strip() for key in extra)])
    columns = (*own, *renamed.values())
    used = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    given = {column: column for column in own if columns.index(column) in used}
    return Sheet(
        file=file,
        name=name,
        columns=tuple(columns[i] for i in used),
        rows=[[row[i] for i in used] for row in rows],
        row_numbers=list(range(1, len(rows) + 1)),
        given=given,
        notes=notes,
    )


def _point_cells(feature: Feature) -> list[str]:
    if not feature.locations:
        return [feature.name, "", "", "", ""]
    if not feature.is_area:
        (latitude, longitude), *_ = feature.locations
        return [feature.name, degrees(latitude), degrees(longitude), "", ""]
    shape = shapely.Polygon([(x, y) for y, x in feature.locations])
    middle = shapely.make_valid(shape).representative_point()
    centre = (middle.y, middle.x)
    radius = max(distance_km(centre, spot) for spot in feature.locations)
    return [feature.name, degrees(middle.y), degrees(middle.x), "area", f"{radius:.1f}"]


def _line_cells(feature: Feature) -> list[str]:
    path = " ".join(f"{degrees(y)},{degrees(x)}" for y, x in thinned(feature.locations))
    basis = "observed" if feature.tracked else ""
    return [feature.name, path, feature.start, feature.end, basis]


def thinned(locations: list[Location]) -> list[Location]:
    """The line with at most MAX_STOPS points between its ends, the bends that matter kept."""
    if len(locations) <= MAX_STOPS + 2:
        return locations
    line = shapely.LineString([(x, y) for y, x in locations])
    for tolerance in _TOLERANCE_DEGREES:
        points = shapely.get_coordinates(line.simplify(tolerance, preserve_topology=False))
        if len(points) <= MAX_STOPS + 2:
            return [(float(y), float(x)) for x, y in points]
    step = len(locations) / MAX_STOPS
    return [locations[int(i * step)] for i in range(MAX_STOPS)] + locations[-1:]


def is_on_globe(latitude: float, longitude: float) -> bool:
    """Whether the numbers are degrees of latitude and longitude."""
    return -90 <= latitude <= 90 and -180 <= longitude <= 180
