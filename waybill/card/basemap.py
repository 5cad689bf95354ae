"""Drawing the base map of a card: land, coast, lakes, rivers, borders; lines in dispute are dashed.

The data are those of the browser's map (Natural Earth with United Nations lines). They are projected
once a process; a viewport then takes only what lies in it, without points nearer than a pixel.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from waybill.basemap.topology import LABELS, joined, world
from waybill.card.dashes import dashes
from waybill.card.palette import Palette
from waybill.geo.mercator import Points, unit_points
from waybill.geo.viewport import Viewport

MARGIN = 8.0  # pixels around the viewport within which lines are still drawn
PICTURES_KEPT = 4  # most cards of a story share one viewport


class Chains(NamedTuple):
    """Lines or rings in one array of points of the unit square."""

    points: Points
    starts: NDArray[np.int64]
    """(k + 1,) indices into ``points``: where each line starts, and the end."""
    boxes: NDArray[np.float64]
    """(k, 4) bounding boxes: left, top, right, bottom."""


class Basemap(NamedTuple):
    """The layers from bottom to top. De-facto lines are left out, as on the browser's map."""

    land: Chains
    rivers: Chains
    lakes: Chains
    coast: Chains
    borders: Chains
    disputed: Chains


class Label(NamedTuple):
    """A name on the base map: its point of the unit square, the Leaflet zoom from which it shows, its rank."""

    name: str
    x: float
    y: float
    zoom: float
    rank: float
    kind: str


@lru_cache(maxsize=PICTURES_KEPT)
def basemap_picture(viewport: Viewport, palette: Palette, unit: float) -> Image.Image:
    """Draw the base map of a viewport; the result is cached, so copy it before you draw on it.

    ``unit`` is the width in pixels of the picture of a line of 1 px.
    """
    base = load_basemap()
    picture = Image.new("RGB", (viewport.width, viewport.height), palette.water)
    draw = ImageDraw.Draw(picture)
    thin = max(1, round(unit))
    for ring in _visible(base.land, viewport, smallest=1.5):
        draw.polygon(ring, fill=palette.land)
    for line in _visible(base.rivers, viewport):
        draw.line(line, fill=palette.river, width=thin)
    for ring in _visible(base.lakes, viewport, smallest=2.5):
        draw.polygon(ring, fill=palette.water, outline=palette.coast)
    for line in _visible(base.coast, viewport, smallest=1.5):
        draw.line(line, fill=palette.coast, width=thin)
    for line in _visible(base.borders, viewport):
        draw.line(line, fill=palette.border, width=thin)
    for line in _visible(base.disputed, viewport):
        points = np.array(line, dtype=np.float64).reshape(-1, 2)
        for piece in dashes(points, 4 * unit, 3.5 * unit, viewport):
            draw.line(piece, fill=palette.border, width=thin)
    return picture


@cache
def load_basemap() -> Basemap:
    """Load the layers and project them to the unit square."""
    topology = world()
    arcs = [unit_points(arc[:, ::-1]) for arc in topology.arcs]
    countries = [g["arcs"] for g in topology.geometries("countries")]
    rings = [ring for polygons in countries for polygon in polygons for ring in polygon]
    refs = np.array([max(ref, ~ref) for ring in rings for ref in ring])
    # An arc that only one country uses is coast; a shared one is a border.
    coast = np.flatnonzero(np.bincount(refs, minlength=len(arcs)) == 1)
    # Holes need no cutting out: they are other countries, drawn in the same colour.
    shells = [polygon[0] for polygons in countries for polygon in polygons]
    lakes = [p[0] for g in topology.geometries("lakes") for p in g["arcs"]]

    def lines(name: str, wanted: Callable[[Any], bool] = lambda _: True) -> Chains:
        geometries = [g for g in topology.geometries(name) if wanted(g.get("properties", {}))]
        return _chains([joined(line, arcs) for g in geometries for line in g["arcs"]])

    return Basemap(
        land=_chains([joined(shell, arcs) for shell in shells]),
        rivers=lines("rivers"),
        lakes=_chains([joined(lake, arcs) for lake in lakes]),
        coast=_chains([arcs[i] for i in coast]),
        borders=lines("borders", lambda p: p.get("kind") == "international"),
        disputed=lines("borders", lambda p: p.get("kind") == "disputed"),
    )


@cache
def load_labels() -> tuple[Label, ...]:
    """Load the names of countries, seas and cities, the most important first."""
    rows = json.loads(LABELS.read_text(encoding="utf-8"))
    out = []
    ranks = {"countries": 4.0, "cities": 4.5, "seas": 6.0}
    for kind, rank in ranks.items():
        for name, latitude, longitude, zoom, *priority in rows.get(kind, []):
            x, y = unit_points([(latitude, longitude)])[0]
            more = priority[0] / 10 if priority else zoom / 20
            out.append(Label(name, float(x), float(y), zoom, rank + more, kind))
    return tuple(sorted(out, key=lambda label: label.rank))


def _chains(lines: list[Points]) -> Chains:
    if not lines:
        return Chains(np.zeros((0, 2)), np.zeros(1, dtype=np.int64), np.zeros((0, 4)))
    starts = np.concatenate([[0], np.cumsum([len(line) for line in lines])]).astype(np.int64)
    points = np.vstack(lines)
    low = np.minimum.reduceat(points, starts[:-1], axis=0)
    high = np.maximum.reduceat(points, starts[:-1], axis=0)
    return Chains(points, starts, np.hstack([low, high]))


def _visible(chains: Chains, viewport: Viewport, smallest: float = 0.0) -> Iterator[list[float]]:
    """Yield the lines that touch the viewport, as flat lists of whole pixels; none below ``smallest`` px."""
    size = (chains.boxes[:, 2:] - chains.boxes[:, :2]).max(axis=1, initial=0) * viewport.scale
    for turn in viewport.turns():
        corner = np.array([viewport.left - turn * viewport.scale, viewport.top] * 2)
        boxes = chains.boxes * viewport.scale - corner
        seen = (boxes[:, 2] > -MARGIN) & (boxes[:, 0] < viewport.width + MARGIN)
        seen &= (boxes[:, 3] > -MARGIN) & (boxes[:, 1] < viewport.height + MARGIN)
        for i in np.flatnonzero(seen & (size >= smallest)):
            points = chains.points[chains.starts[i] : chains.starts[i + 1]]
            line = _thinned(np.rint(points * viewport.scale - corner[:2]), viewport)
            if len(line) > 1:
                yield line.ravel().tolist()


def _thinned(points: Points, viewport: Viewport) -> Points:
    """Drop points on the same pixel as the one before, and runs of points outside the viewport.

    A point is outside on one of eight sides; of a run of points on the same side only the two ends
    matter, because the viewport is on the other side of every line between them.
    """
    # One after the other: the second of two equal points may be the end of a run that the first is in.
    moves = np.ones(len(points), dtype=bool)
    moves[1:] = (points[1:] != points[:-1]).any(axis=1)
    points = points[moves]
    x, y = points[:, 0], points[:, 1]
    side = 1 * (x < -MARGIN) + 2 * (x > viewport.width + MARGIN)
    side = side + 4 * (y < -MARGIN) + 8 * (y > viewport.height + MARGIN)
    keep = np.ones(len(points), dtype=bool)
    keep[1:-1] = (side[1:-1] == 0) | (side[1:-1] != side[:-2]) | (side[1:-1] != side[2:])
    return points[keep]
