"""GeoJSON, and uMap's exports, which are GeoJSON layers in one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from waybill.importing.files.features import Feature, Location, is_on_globe, sheets_of
from waybill.importing.files.sheet import ImportRefusedError, Sheet

MAX_NESTING = 60
_NAME_KEYS = ("name", "title", "label", "nom")


def read_geojson(file: str, data: bytes) -> list[Sheet]:
    """Features of every layer; ImportRefusedError for JSON that is something else."""
    text = data.decode("utf-8-sig", "replace")
    try:
        document = json.loads(text)
    except RecursionError:
        raise ImportRefusedError(f"{file} is nested too deeply to be read") from None
    except ValueError as error:
        raise ImportRefusedError(
            f"{file} is not well-formed JSON ({error}); export it again"
        ) from None
    features = list(_features(document, "", 0))
    if not features:
        kind = document.get("type") if isinstance(document, dict) else type(document).__name__
        raise ImportRefusedError(
            f"{file} is JSON without a feature that has a position (its type is {kind!r}); "
            "bring GeoJSON or an export of uMap"
        )
    return sheets_of(file, features)


def _features(node: Any, layer: str, depth: int) -> Iterator[Feature]:
    if not isinstance(node, dict) or depth > MAX_NESTING:
        return
    kind = node.get("type")
    if kind == "umap" or "layers" in node:
        for one in node.get("layers") or ():
            yield from _features(one, layer, depth + 1)
    elif kind == "FeatureCollection":
        options = node.get("_umap_options") or node.get("_storage") or {}
        name = options.get("name", "") if isinstance(options, dict) else ""
        for one in node.get("features") or ():
            yield from _features(one, str(name) or layer, depth + 1)
    elif kind == "Feature":
        yield from _of_geometry(node.get("geometry"), _properties(node, layer), depth)
    elif isinstance(kind, str) and ("coordinates" in node or "geometries" in node):
        yield from _of_geometry(node, {"layer": layer} if layer else {}, depth)


def _properties(node: dict[str, Any], layer: str) -> dict[str, str]:
    found = {"layer": layer} if layer else {}
    properties = node.get("properties")
    for key, value in (properties if isinstance(properties, dict) else {}).items():
        if key in ("_umap_options", "_storage_options") or value is None:
            continue
        if isinstance(value, bool):
            found[str(key)] = "yes" if value else "no"
        elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            found[str(key)] = str(int(value))
        elif isinstance(value, (str, int, float)):
            found[str(key)] = str(value)
        else:
            found[str(key)] = json.dumps(value, ensure_ascii=False)
    return found


def _of_geometry(geometry: Any, properties: dict[str, str], depth: int) -> Iterator[Feature]:
    if not isinstance(geometry, dict) or depth > MAX_NESTING:
        return
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    key = next((key for key in properties if key.lower() in _NAME_KEYS), "")
    name = properties.get(key, "")
    rest = {k: v for k, v in properties.items() if k != key}
    if kind == "GeometryCollection":
        for one in geometry.get("geometries") or ():
            yield from _of_geometry(one, properties, depth + 1)
    elif kind == "Point":
        yield from _one([coordinates], name, rest)
    elif kind == "MultiPoint":
        for one in coordinates or ():
            yield from _one([one], name, rest)
    elif kind == "LineString":
        yield from _one(coordinates, name, rest)
    elif kind == "MultiLineString":
        for one in coordinates or ():
            yield from _one(one, name, rest)
    elif kind == "Polygon" and coordinates:
        yield from _one(coordinates[0], name, rest, is_area=True)
    elif kind == "MultiPolygon":
        for one in coordinates or ():
            yield from _one(one[0] if one else (), name, rest, is_area=True)


def _one(
    positions: Any, name: str, properties: dict[str, str], *, is_area: bool = False
) -> Iterator[Feature]:
    locations: list[Location] = []
    for position in positions if isinstance(positions, list) else ():
        try:
            longitude, latitude = float(position[0]), float(position[1])
        except (TypeError, ValueError, IndexError, KeyError):
            continue
        if is_on_globe(latitude, longitude):
            locations.append((latitude, longitude))
    if locations and not (is_area and len(locations) < 4):
        yield Feature(locations, name, is_area, properties=dict(properties))
