"""The bundled gazetteer in memory: places by key, by the beginning of a key, and by id.

Reading it takes about half a second and 45 MB, once a process and only when a name is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from waybill.gazetteer import packed

Location = tuple[float, float]

FILE = Path(__file__).with_name("gazetteer.xz")
DEGREES = 1e4
"""Coordinates are whole ten-thousandths of a degree: 11 m."""

LAYERS = ("geonames", "ports", "airfields", "countries")
KINDS = ("city", "capital", "port", "airfield", "area")

# What a position of each layer is worth, and whose it is.
SOURCES = {
    "geonames": ("GeoNames", "CC BY 4.0"),
    "ports": ("searoute ports", "Apache-2.0"),
    "airfields": ("airportsdata", "MIT"),
    "countries": ("Waybill's base map", "public domain"),
}
# (population from which, km): a centre stands for a town as wide as this.
CITY_RADIUS_KM = ((5_000_000, 15.0), (1_000_000, 12.0), (200_000, 8.0), (50_000, 5.0), (0, 3.0))
PORT_RADIUS_KM = 3.0  # median distance between two public port lists, measured over 1,156 codes
AIRFIELD_RADIUS_KM = 2.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer, or of a service that was asked on the day ``as_of``.

    ``location`` is (latitude, longitude), WGS84 degrees.
    """

    gazetteer_id: str
    name: str
    country: str
    admin1: str
    kind: str
    population: int
    location: Location
    radius_km: float
    source: str
    licence: str
    as_of: str = ""

    @property
    def position_source(self) -> str:
        """What places.csv says about the position: ``GeoNames 2210247 (CC BY 4.0)``."""
        layer, _, code = self.gazetteer_id.partition(":")
        if layer == "countries":
            return f"middle of {self.name} on {self.source}"
        day = f", {self.as_of}" if self.as_of else ""
        return f"{self.source} {code}{day} ({self.licence})"


class Gazetteer:
    """The columns of a gazetteer file, and the ways into them."""

    def __init__(self, content: bytes) -> None:
        """Index the unpacked ``content`` of a gazetteer file."""
        sections, self.sources = packed.unpack(content)
        self.keys = packed.Lines(sections["keys"])
        self._names = packed.Lines(sections["names"])
        self._codes = packed.Lines(sections["codes"])
        self._admin1 = packed.Lines(sections["admin1_names"])
        self._countries = sections["countries"]
        self._layers = packed.column(sections["layers"], "<u1")
        self._kinds = packed.column(sections["kinds"], "<u1")
        self._admin1_of = packed.column(sections["admin1"], "<u2")
        self._populations = packed.column(sections["populations"], "<u4")
        self._radii = packed.column(sections["radii"], "<u2")
        self._latitudes = packed.column(sections["latitudes"], "<i4")
        self._longitudes = packed.column(sections["longitudes"], "<i4")
        self._postings = packed.column(sections["postings"], "<u4")
        counts = packed.column(sections["counts"], "<u1").astype(np.int64)
        self._first = np.concatenate(([0], np.cumsum(counts)))

    def __len__(self) -> int:
        """Number of places."""
        return len(self._names)

    def exact(self, key: str) -> list[int]:
        """Numbers of the places that have ``key`` as one of their names."""
        at = self.keys.place_of(key)
        if at < len(self.keys) and self.keys.bytes_of(at) == key.encode("utf-8"):
            return self.places_of_key(at)
        return []

    def places_of_key(self, number: int) -> list[int]:
        """Numbers of the places of one key."""
        found: list[int] = self._postings[self._first[number] : self._first[number + 1]].tolist()
        return found

    def keys_beginning(self, start: str) -> list[str]:
        """All keys that begin with ``start``."""
        return self.keys.between(
            self.keys.place_of(start), self.keys.place_of(start + "\U0010ffff")
        )

    def entry(self, number: int) -> Entry:
        """One place."""
        layer = LAYERS[self._layers[number]]
        kind = KINDS[self._kinds[number]]
        source, licence = SOURCES[layer]
        population = int(self._populations[number])
        return Entry(
            gazetteer_id=f"{layer}:{self._codes[number]}",
            name=self._names[number],
            country=self._countries[2 * number : 2 * number + 2].decode("ascii").strip(),
            admin1=self._admin1[int(self._admin1_of[number])],
            kind=kind,
            population=population,
            location=(
                float(self._latitudes[number]) / DEGREES,
                float(self._longitudes[number]) / DEGREES,
            ),
            radius_km=self._radius_km(number, kind, population),
            source=source,
            licence=licence,
        )

    def _radius_km(self, number: int, kind: str, population: int) -> float:
        if kind == "area":
            return float(self._radii[number])
        if kind == "port":
            return PORT_RADIUS_KM
        if kind == "airfield":
            return AIRFIELD_RADIUS_KM
        return next(km for least, km in CITY_RADIUS_KM if population >= least)

    def by_id(self, gazetteer_id: str) -> Entry | None:
        """The place with an id such as ``geonames:2210247``; None when there is none."""
        number = self._numbers.get(gazetteer_id)
        return None if number is None else self.entry(number)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        codes = self._codes.between(0, len(self._codes))
        layers = self._layers.tolist()
        return {f"{LAYERS[layers[n]]}:{code}": n for n, code in enumerate(codes)}


@cache
def bundled(file: Path = FILE) -> Gazetteer:
    """The gazetteer that Waybill ships, read once."""
    return Gazetteer(packed.decompressed(file.read_bytes()))
