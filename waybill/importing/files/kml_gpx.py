"""KML, KMZ and GPX, whatever namespace they declare."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from waybill.importing.files.containers import Archive, base_name, local_name, xml_root
from waybill.importing.files.features import Feature, Location, is_on_globe, sheets_of
from waybill.importing.files.sheet import ImportRefusedError, Sheet

_KML_TEXTS = {"description": "description", "address": "address", "phoneNumber": "phone"}


def read_kmz(file: str, data: bytes) -> list[Sheet]:
    """Every KML document in the archive."""
    archive = Archive(file, data)
    documents = [m for m in archive.members if m.lower().endswith(".kml")]
    if not documents:
        raise ImportRefusedError(f"{file} is an archive without a KML document in it")
    sheets = []
    for member in documents:
        name = file if len(documents) == 1 else f"{file}, {base_name(member)}"
        sheets += read_kml(name, archive.read(member))
    return sheets


def read_kml(file: str, data: bytes) -> list[Sheet]:
    """Placemarks: points, lines, areas and tracks with times."""
    root = xml_root(file, data)
    features = list(_placemarks(root, ()))
    links = [e for e in root.iter() if local_name(e) == "NetworkLink"]
    if not features and links:
        raise ImportRefusedError(
            f"{file} holds only a link to a map that lies elsewhere, not the map. In Google My "
            "Maps, choose “Export to KML/KMZ” and leave “Keep data up to date with network link” "
            "off"
        )
    if not features:
        raise ImportRefusedError(f"{file} has no placemark with a point, a line or a name")
    notes = ("links to maps that lie elsewhere are passed over",) if links else ()
    return sheets_of(file, features, notes)


def _placemarks(element: Element, folders: tuple[str, ...]) -> Iterator[Feature]:
    for child in element:
        kind = local_name(child)
        if kind == "Placemark":
            yield from _placemark(child, folders)
        elif kind in ("Folder", "Document"):
            name = _text(child, "name") if kind == "Folder" else ""
            yield from _placemarks(child, (*folders, name) if name else folders)


def _placemark(mark: Element, folders: tuple[str, ...]) -> Iterator[Feature]:
    properties = {"folder": " / ".join(folders)} if folders else {}
    for tag, column in _KML_TEXTS.items():
        if text := _text(mark, tag):
            properties[column] = text
    for data in mark.iter():
        if local_name(data) == "Data" and data.get("name"):
            properties[str(data.get("name"))] = _text(data, "value")
        elif local_name(data) == "SimpleData" and data.get("name"):
            properties[str(data.get("name"))] = (data.text or "").strip()
    start = _text(mark, "begin", deep=True) or _text(mark, "when", deep=True)
    end = _text(mark, "end", deep=True)
    name = _text(mark, "name")
    found = False
    for geometry in mark.iter():
        kind = local_name(geometry)
        if kind in ("Point", "LineString"):
            locations = _kml_locations(_text(geometry, "coordinates"))
            if locations:
                found = True
                if kind == "Point" and start:
                    properties.setdefault("date", start)
                yield Feature(locations, name, start=start, end=end, properties=properties)
        elif kind == "Polygon":
            ring = next((e for e in geometry.iter() if local_name(e) == "LinearRing"), None)
            locations = _kml_locations(_text(ring, "coordinates")) if ring is not None else []
            if len(locations) > 3:
                found = True
                yield Feature(locations, name, is_area=True, properties=properties)
        elif kind == "Track":
            track = _kml_track(geometry)
            if track.locations:
                found = True
                track.name, track.properties = name, properties
                yield track
    if not found and (name or properties.get("address")):
        yield Feature([], name=properties.get("address") or name, properties=properties)


def _kml_track(track: Element) -> Feature:
    whens = [(e.text or "").strip() for e in track if local_name(e) == "when"]
    spots = []
    for element in track:
        if local_name(element) == "coord":
            spots += _kml_locations(",".join((element.text or "").split()[:2]))
    days = [when[:10] for when in whens if len(when) >= 10]
    return Feature(
        spots, start=min(days, default=""), end=max(days, default=""), tracked=bool(days)
    )


def _kml_locations(text: str) -> list[Location]:
    locations = []
    for triple in text.replace(", ", ",").split():
        numbers = triple.split(",")
        try:
            longitude, latitude = float(numbers[0]), float(numbers[1])
        except (ValueError, IndexError):
            continue
        if is_on_globe(latitude, longitude):
            locations.append((latitude, longitude))
    return locations


def read_gpx(file: str, data: bytes) -> list[Sheet]:
    """Waypoints, routes, and tracks with the days of their times."""
    root = xml_root(file, data)
    features = []
    for element in root.iter():
        kind = local_name(element)
        if kind == "wpt":
            locations = _gpx_locations([element])
            if locations:
                properties = _gpx_texts(element)
                if when := _text(element, "time"):
                    properties["date"] = when[:10]
                features.append(Feature(locations, _text(element, "name"), properties=properties))
        elif kind == "rte":
            points = [e for e in element if local_name(e) == "rtept"]
            features.append(
                Feature(
                    _gpx_locations(points), _text(element, "name"), properties=_gpx_texts(element)
                )
            )
        elif kind == "trk":
            points = [e for e in element.iter() if local_name(e) == "trkpt"]
            days = sorted(t[:10] for e in points if len(t := _text(e, "time")) >= 10)
            features.append(
                Feature(
                    _gpx_locations(points),
                    _text(element, "name"),
                    start=days[0] if days else "",
                    end=days[-1] if days else "",
                    tracked=bool(days),
                    properties=_gpx_texts(element),
                )
            )
    features = [feature for feature in features if feature.locations]
    if not features:
        raise ImportRefusedError(f"{file} has no waypoint, route or track with a position")
    return sheets_of(file, features)


def _gpx_locations(points: list[Element]) -> list[Location]:
    locations = []
    for point in points:
        try:
            latitude, longitude = float(point.get("lat", "")), float(point.get("lon", ""))
        except ValueError:
            continue
        if is_on_globe(latitude, longitude):
            locations.append((latitude, longitude))
    return locations


def _gpx_texts(element: Element) -> dict[str, str]:
    wanted = ("desc", "cmt", "src", "sym", "type")
    return {tag: text for tag in wanted if (text := _text(element, tag))}


def _text(element: Element | None, tag: str, *, deep: bool = False) -> str:
    """The text of the first child of that name, whatever its namespace."""
    if element is None:
        return ""
    for child in element.iter() if deep else element:
        if child is not element and local_name(child) == tag:
            return (child.text or "").strip()
    return ""
