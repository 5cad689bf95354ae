"""A window over a cube: the largest flows between two days, and what of the whole is not among them.

The browser has the same rules (waybill/web/state/flows/window.js); tests/cases/flows.json holds both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybill.shipments.coding.planes import Integers
from waybill.shipments.cube import Block, BlockName, Cube

DRAWN_BY_DEFAULT = 500


@dataclass(frozen=True, slots=True)
class Sum:
    """Shipments together: of how many flows, their quantity in the cube's unit, and their number."""

    flows: int
    quantity: float
    count: int


@dataclass(frozen=True, slots=True)
class Flow:
    """All shipments from one place to another in a window. Places are indexes of the cube's list."""

    origin: int
    destination: int
    quantity: float
    count: int


@dataclass(frozen=True, slots=True)
class Window:
    """The answer to a question of a cube.

    ``first`` and ``last`` are the days that it is of: whole bins, in days since 1970-01-01.
    ``flows`` are the largest first. ``loops`` are shipments that stay at one place; they are never
    drawn. ``rest`` is all that is not drawn, loops too: drawn and rest are the total. ``rest.flows``
    counts those that the cube has. ``is_top``: no flow that is not drawn can be larger.
    """

    first: int
    last: int
    flows: tuple[Flow, ...]
    drawn: Sum
    loops: Sum
    rest: Sum
    total: Sum
    is_top: bool


def window(
    cube: Cube,
    first: int,
    last: int,
    *,
    top: int = DRAWN_BY_DEFAULT,
    wanted: Mapping[str, str] | None = None,
    cluster: Sequence[int] | None = None,
) -> Window:
    """The ``top`` largest flows from the day ``first`` to ``last``, both included.

    Args:
        cube: what is asked.
        first: the first day, in days since 1970-01-01; moved to the beginning of its bin.
        last: the last day; moved to the end of its bin.
        top: how many flows are drawn.
        wanted: the value of a dimension that shipments must have, by its name.
        cluster: the place that each place belongs to; without it, each stands alone.
    """
    low, high = cube.bins.window(first, last)
    flows = cube.blocks["flows"]
    quantities, counts = _sums(flows, low, high, _chosen(cube, "flows", wanted or {}))
    total = _together(cube, "totals", low, high, wanted or {})
    places = max(len(cube.meta["places"]), 1)
    ends = flows.keys[:, :2] if cluster is None else np.asarray(cluster)[flows.keys[:, :2]]
    pairs, of_series = np.unique(ends[:, 0] * places + ends[:, 1], return_inverse=True)
    quantities = np.bincount(of_series, quantities, len(pairs)).astype(np.int64)
    counts = np.bincount(of_series, counts, len(pairs)).astype(np.int64)
    origins, destinations = pairs // places, pairs % places
    present = counts > 0
    is_loop = origins == destinations
    ranked = np.lexsort((destinations, origins, -quantities))
    drawn = ranked[(present & ~is_loop)[ranked]][:top]

    def together(which: Integers | NDArray[np.bool_]) -> Sum:
        whole = cube.quantity(int(quantities[which].sum()))
        return Sum(int(present[which].sum()), whole, int(counts[which].sum()))

    shown = together(drawn)
    whole_rest = total[0] - int(quantities[drawn].sum())
    rest_flows = int(present.sum()) - len(drawn)
    return Window(
        first=int(cube.bins.edges[low]),
        last=int(cube.bins.edges[high]) - 1,
        flows=tuple(
            Flow(
                int(origins[one]),
                int(destinations[one]),
                cube.quantity(int(quantities[one])),
                int(counts[one]),
            )
            for one in drawn
        ),
        drawn=shown,
        loops=together(is_loop),
        rest=Sum(rest_flows, cube.quantity(whole_rest), total[1] - shown.count),
        total=Sum(int(present.sum()), cube.quantity(total[0]), total[1]),
        is_top=_is_top(
            cube,
            hidden=total[1] - int(counts.sum()),
            is_full=len(drawn) == top and cluster is None,
            smallest=cube.quantity(int(quantities[drawn[-1]])) if len(drawn) else 0.0,
        ),
    )


@dataclass(frozen=True, slots=True)
class Ring:
    """What goes out of a place and comes into it in a window, in the cube's unit."""

    out: float
    into: float


def rings_of(
    cube: Cube,
    first: int,
    last: int,
    wanted: Mapping[str, str],
    cluster: Sequence[int] | None = None,
) -> dict[int, Ring]:
    """What goes out of and into places from the day ``first`` to ``last``, by a place's index.

    A place whose totals the cube does not have is not among them.
    """
    low, high = cube.bins.window(first, last)
    leads = np.arange(len(cube.meta["places"])) if cluster is None else np.asarray(cluster)
    sums = {}
    is_there = np.zeros(len(leads), bool)
    sides: tuple[BlockName, BlockName] = ("out", "in")
    for side in sides:
        block = cube.blocks[side]
        quantities, counts = _sums(block, low, high, _chosen(cube, side, wanted))
        places = leads[block.keys[:, 0]]
        whole = np.zeros(len(leads), np.int64)
        np.add.at(whole, places, quantities)
        is_there[places[counts > 0]] = True
        sums[side] = whole
    return {
        int(place): Ring(*(cube.quantity(int(sums[side][place])) for side in sides))
        for place in np.flatnonzero(is_there)
    }


def _is_top(cube: Cube, *, hidden: int, is_full: bool, smallest: float) -> bool:
    """A pair that the cube has not cannot exceed ``largest_left_out`` in any window."""
    bound: float = cube.meta["pairs"]["largest_left_out"]
    return hidden == 0 or (is_full and smallest >= bound)


def _chosen(cube: Cube, name: BlockName, wanted: Mapping[str, str]) -> NDArray[np.bool_]:
    """Which series of a block have the wanted values."""
    block = cube.blocks[name]
    chosen = np.ones(len(block.keys), bool)
    count = len(cube.dimensions)
    for at, dimension in enumerate(cube.meta["dimensions"]):
        if value := wanted.get(dimension["name"], ""):
            values: list[str] = dimension["values"]
            index = values.index(value) if value in values else -1
            chosen &= block.keys[:, block.keys.shape[1] - count + at] == index
    return chosen


def _sums(
    block: Block, low: int, high: int, chosen: NDArray[np.bool_]
) -> tuple[Integers, Integers]:
    """Quantity and count of each series in the bins from ``low`` to below ``high``."""
    inside = (block.bins >= low) & (block.bins < high) & np.repeat(chosen, np.diff(block.starts))
    of_cells, series = block.series_of_cells[inside], len(block.keys)
    quantities, counts = np.zeros(series, np.int64), np.zeros(series, np.int64)
    np.add.at(quantities, of_cells, block.quantities[inside])
    np.add.at(counts, of_cells, block.counts[inside])
    return quantities, counts


def _together(
    cube: Cube, name: BlockName, low: int, high: int, wanted: Mapping[str, str]
) -> tuple[int, int]:
    quantities, counts = _sums(cube.blocks[name], low, high, _chosen(cube, name, wanted))
    return int(quantities.sum()), int(counts.sum())
