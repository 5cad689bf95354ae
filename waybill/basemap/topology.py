"""Reading TopoJSON (version 1, quantised): the one reader for the base map's file.

A TopoJSON file holds every line once, as an *arc*; a shape lists the numbers of its arcs, with ``~i``
for arc ``i`` backwards. Arcs are delta-encoded whole numbers on a grid; the file's transform makes
degrees of them, longitude first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORLD = Path(__file__).with_name("world.topo.json")
"""Countries, borders, lakes and rivers of the world, written by tools/build_basemap.py."""

LABELS = Path(__file__).with_name("labels.json")
"""Names for the map, written by tools/build_labels.py."""

Coordinates = NDArray[np.float64]
"""(n, 2) in degrees, longitude first."""


@dataclass(frozen=True, slots=True)
class Topology:
    """A TopoJSON file, its arcs decoded.

    ``grid_arcs`` holds each arc as (n, 2) whole steps of the file's grid, ``arcs`` the same in degrees,
    longitude first. ``scale`` and ``translate`` lead from one to the other.
    """

    document: dict[str, Any]
    grid_arcs: list[NDArray[np.int64]]
    arcs: list[Coordinates]
    scale: tuple[float, float]
    translate: tuple[float, float]

    def geometries(self, layer: str) -> list[dict[str, Any]]:
        """Return the geometries of one of the file's objects, such as ``countries``."""
        found: list[dict[str, Any]] = self.document["objects"][layer]["geometries"]
        return found


def read_topology(content: bytes) -> Topology:
    """Decode a TopoJSON file that has a transform."""
    document = json.loads(content)
    scale, translate = document["transform"]["scale"], document["transform"]["translate"]
    grid = [np.cumsum(np.array(arc, dtype=np.int64), axis=0) for arc in document["arcs"]]
    return Topology(
        document=document,
        grid_arcs=grid,
        arcs=[arc * np.array(scale) + np.array(translate) for arc in grid],
        scale=(scale[0], scale[1]),
        translate=(translate[0], translate[1]),
    )


@cache
def world() -> Topology:
    """Return the bundled base map, read once a process."""
    return read_topology(WORLD.read_bytes())


def joined(refs: Sequence[int], arcs: Sequence[Coordinates]) -> Coordinates:
    """Join the arcs that a shape refers to into one line."""
    if len(refs) == 1:
        return arcs[refs[0]] if refs[0] >= 0 else arcs[~refs[0]][::-1]
    return np.vstack([arcs[ref] if ref >= 0 else arcs[~ref][::-1] for ref in refs])
