"""Ways over water along a network of sea lanes: what a ship could have done, never what one did.

The network is the one of the package searoute (Apache-2.0), which is read as data and not imported: its own
search starts at the nearest lane, whatever lies between, and importing it takes 0.8 s and loads networkx.
Here each end is joined to the lanes near it so that as little land as possible is crossed, and a short hop
over open water needs no lane. Reading the network takes 0.2 s once a process and 10 MB; the way from one
place to any others takes about 40 ms.

Locations are (latitude, longitude) in degrees.
"""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waybill.basemap.crossings import PORT_KM
from waybill.basemap.land import is_lake, is_land
from waybill.geo.great_circles import MEAN_RADIUS_KM
from waybill.geo.path import Location
from waybill.geo.samples import samples_along

PACKAGE = "searoute"

LAND_FACTOR = 10.0
"""A kilometre over land counts as this many: rather round a cape than over it."""

_NEARBY_LANES = 40  # points of the network that an end may be joined to
_CLOSED = ("northwest",)  # passages that searoute leaves out as well: ice
_STEP_KM = 4.0
_MOST_SAMPLES = 250
_SAME_POINT = 4  # decimals of a degree: the network writes some points twice, and ±180
_KEPT_TREES = 64  # 80 kB each
_KEPT_WAYS = 20_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SeaWay:
    """A way over water: its stops from the origin to the destination, to be joined by great circles.

    ``lanes``: the package and version whose lanes it follows; "" when it needs none.
    """

    stops: tuple[Location, ...]
    lanes: str


def is_installed() -> bool:
    """Tell whether there is a network of lanes to look in."""
    return _network_file() is not None


def lanes_name() -> str:
    """ "searoute 1.6.0": the network and its version; "" when it is not installed."""
    return f"{PACKAGE} {_version()}" if is_installed() else ""


def sea_way(origin: Location, destination: Location) -> SeaWay | None:
    """Return the shortest way along the lanes between two places, the same in both directions.

    Straight over water where that is shorter. None when the lanes know none: an end lies too far from
    them (more than ``PORT_KM`` of land), both are the same, or the package is not installed.
    """
    if origin == destination or not is_installed():
        return None
    if destination < origin:
        back = _way(destination, origin)
        return back and SeaWay(back.stops[::-1], back.lanes)
    return _way(origin, destination)


@lru_cache(maxsize=_KEPT_WAYS)
def _way(origin: Location, destination: Location) -> SeaWay | None:
    network = _network()
    (straight_km,), (dry_km,) = _hops([(origin, destination)])
    best = (
        straight_km + LAND_FACTOR * dry_km if dry_km <= min(PORT_KM, straight_km) / 2 else math.inf
    )
    tree = _tree(origin)
    last = -1
    for point, join_km in _joins(destination).items():
        if (km := tree.km[point] + join_km) < best:
            best, last = float(km), point
    if best == math.inf:
        return None
    stops = [destination]
    while last >= 0:
        stops.append(network.locations[last])
        last = int(tree.before[last])
    stops.append(origin)
    kept = [stop for stop, after in pairwise(stops) if stop != after]
    return SeaWay((origin, *reversed(kept)), lanes_name() if len(kept) > 1 else "")


# ---- the network


@dataclass(frozen=True, slots=True)
class _Network:
    """Points, and for each the points that a lane joins it to, with their distance in km."""

    locations: list[Location]
    lanes: list[list[tuple[int, float]]]
    grid: Floats
    """The locations as (n, 2)."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """The shortest ways from a place: to each point its cost, and the point before it (-1: the place)."""

    km: Floats
    before: NDArray[np.int32]


@cache
def _network_file() -> Path | None:
    try:
        spec = find_spec(PACKAGE)
    except (ImportError, ValueError):
        return None
    for folder in (spec and spec.submodule_search_locations) or ():
        file = Path(folder) / "data" / "marnet_searoute.geojson"
        if file.is_file():
            return file
    return None


@cache
def _version() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "of an unknown version"


@cache
def _network() -> _Network:
    file = _network_file()
    assert file is not None
    numbers: dict[Location, int] = {}
    joined: dict[tuple[int, int], None] = {}
    for line in _lines(json.loads(file.read_bytes())):
        points = [numbers.setdefault(_point(*position[:2]), len(numbers)) for position in line]
        joined.update(dict.fromkeys((min(pair), max(pair)) for pair in pairwise(points)))
    locations = list(numbers)
    pairs = [pair for pair in joined if pair[0] != pair[1]]
    grid = np.array(locations)
    starts, ends = np.array(pairs).T
    lanes: list[list[tuple[int, float]]] = [[] for _ in locations]
    for (a, b), km in zip(pairs, _distances_km(grid[starts], grid[ends]).tolist(), strict=True):
        lanes[a].append((b, km))
        lanes[b].append((a, km))
    return _Network(locations, lanes, grid)


def _lines(document: dict[str, Any]) -> Iterator[list[list[float]]]:
    """The lines of the network's GeoJSON, without closed passages."""
    for feature in document["features"]:
        if feature["properties"].get("passage") in _CLOSED:
            continue
        geometry = feature["geometry"]
        if geometry["type"] == "LineString":
            yield geometry["coordinates"]
        elif geometry["type"] == "MultiLineString":
            yield from geometry["coordinates"]


def _point(longitude: float, latitude: float) -> Location:
    """A point of the network; both sides of ±180 are one."""
    wrapped = round((longitude + 180) % 360 - 180, _SAME_POINT)
    return round(latitude, _SAME_POINT) + 0.0, wrapped + 0.0


# ---- the search


@lru_cache(maxsize=_KEPT_TREES)
def _tree(origin: Location) -> _Tree:
    """The cheapest ways from a place to every point of the network (E. W. Dijkstra, 1959)."""
    lanes = _network().lanes
    km, before = [math.inf] * len(lanes), [-1] * len(lanes)
    queue = []
    for point, cost in _joins(origin).items():
        km[point] = cost
        queue.append((cost, point))
    heapq.heapify(queue)
    while queue:
        cost, point = heapq.heappop(queue)
        if cost > km[point]:
            continue
        for other, length in lanes[point]:
            further = cost + length
            if further < km[other]:
                km[other], before[other] = further, point
                heapq.heappush(queue, (further, other))
    return _Tree(np.array(km), np.array(before, dtype=np.int32))


@lru_cache(maxsize=4 * _KEPT_TREES)
def _joins(place: Location) -> dict[int, float]:
    """Points of the network that a place may be joined to -> what the hop costs."""
    grid = _network().grid
    far = _distances_km(np.array([place]), grid)
    near = np.argpartition(far, _NEARBY_LANES)[:_NEARBY_LANES].tolist()
    km, dry_km = _hops([(place, _network().locations[point]) for point in near])
    return {
        point: length + LAND_FACTOR * dry
        for point, length, dry in zip(near, km, dry_km, strict=True)
        if dry <= PORT_KM
    }


def _hops(hops: list[tuple[Location, Location]]) -> tuple[list[float], list[float]]:
    """How long each hop is, and how much of it lies on land, in km."""
    samples = samples_along(hops, _STEP_KM, _MOST_SAMPLES)
    dry = is_land(samples.locations)
    at = np.flatnonzero(dry)
    dry[at] = ~is_lake(samples.locations[at])
    count = len(hops)
    km = np.bincount(samples.line, samples.km, minlength=count)
    dry_km = np.bincount(samples.line, samples.km * dry, minlength=count)
    return km.tolist(), dry_km.tolist()


def _distances_km(starts: Floats, ends: Floats) -> Floats:
    """Great-circle distances by the haversine formula; (n, 2) or (1, 2) arrays."""
    lat1, lon1 = np.radians(starts).T
    lat2, lon2 = np.radians(ends).T
    h = (
        np.sin((lat2 - lat1) / 2) ** 2
        + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    )
    km: Floats = 2 * MEAN_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(h, 1)))
    return km
