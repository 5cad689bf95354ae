"""From what an engine counted to a cube: which days, pairs and dimensions fit into so many cells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waybill.shipments.bins import LEVELS, Bins, Level, bins_of
from waybill.shipments.blocks import (
    are_among,
    block_of,
    busiest_first,
    distinct_numbers,
    has_room,
    numbered,
    only,
    summed,
    sums_of,
)
from waybill.shipments.clusters import clusters
from waybill.shipments.coding.planes import LARGEST, Integers
from waybill.shipments.cube import Block, Cube

Floats = NDArray[np.float64]
Whole = NDArray[np.signedinteger[Any]]

MOST_DECIMALS = 3
RINGS_SHARE = 4  # a quarter of the cells is for places' own totals
LEAST_SHARE = 4  # a level that holds fewer than a quarter of the pairs is too fine


@dataclass(frozen=True, slots=True)
class Cells:
    """Shipments by key and day. A row of ``keys``: indexes of places, then of dimensions' values.

    Keys and days may have 32 bits: there are millions of rows.
    """

    keys: Whole
    days: Whole
    quantities: Floats
    counts: Integers


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something that shipments are split by, such as mode, and the values that it has."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the cube names it; degrees."""

    id: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Counted:
    """What an engine counted, of shipments that have a day, both places and a quantity.

    ``pairs`` has a row (origin, destination) for every pair, with quantities and counts over all days.
    ``flows`` are the cells of the largest pairs, ``outgoing`` and ``incoming`` those of all places.
    ``about`` becomes part of the cube's ``meta``.
    """

    spots: Sequence[Spot]
    dimensions: Sequence[Dimension]
    pairs: Integers
    pair_quantities: Floats
    pair_counts: Integers
    flows: Cells
    outgoing: Cells
    incoming: Cells
    about: Mapping[str, Any]


def build(counted: Counted, *, most_cells: int) -> Cube:
    """The cube of what was counted, of at most so many cells."""
    order = _order(counted)
    ranks, many = _ranks(counted, order)
    first, last = _ends(counted)
    ring_cells = most_cells // RINGS_SHARE
    level, used, most_pairs = _fitting(counted, ranks, many, most_cells - ring_cells, first, last)
    bins = bins_of(level, first, last)
    decimals, is_exact = _decimals(counted)
    how = bins, (first, last), (decimals, is_exact)
    kept = _chosen(counted.flows, ranks < most_pairs)
    ends = counted.outgoing, counted.incoming
    with ThreadPoolExecutor(2) as pool:  # NumPy lets others run in most of it
        flows, outgoing, incoming = pool.map(
            lambda cells, places: _grouped(cells, range(places + used), *how),
            (kept, *ends),
            (2, 1, 1),
        )
    totals = summed(outgoing, len(bins))
    weights = _weights(counted)
    ring_places = _rings(outgoing, incoming, weights, ring_cells)
    blocks = {
        "flows": flows,
        "out": only(outgoing, ring_places),
        "in": only(incoming, ring_places),
        "totals": totals,
    }
    named = np.unique(np.concatenate([flows.keys[:, 0], flows.keys[:, 1], ring_places]))
    for name, parts in (("flows", 2), ("out", 1), ("in", 1)):
        keys = blocks[name].keys.copy()
        keys[:, :parts] = np.searchsorted(named, keys[:, :parts])
        blocks[name] = busiest_first(replace(blocks[name], keys=keys))
    spots = [counted.spots[one] for one in named]
    left_out = counted.pair_quantities[order[most_pairs:]]
    meta: dict[str, Any] = {
        **counted.about,
        "format": 2,
        "decimals": decimals,
        "exact": is_exact,
        "dimensions": [
            {"name": one.name, "values": list(one.values)} for one in counted.dimensions[:used]
        ],
        "days": [first, last],
        "pairs": {
            "all": len(counted.pairs),
            "kept": min(most_pairs, len(counted.pairs)),
            "largest_left_out": float(left_out.max()) if len(left_out) else 0.0,
        },
        "rings": {"all": int((weights > 0).sum()), "kept": len(ring_places)},
        "places": [[one.id, one.name, one.latitude, one.longitude] for one in spots],
        "clusters": clusters([(one.latitude, one.longitude) for one in spots], weights[named]),
    }
    text = json.dumps(meta, sort_keys=True, ensure_ascii=True).encode()
    digest = hashlib.sha256(text)
    for block in blocks.values():
        digest.update(block.bins.tobytes() + block.quantities.tobytes() + block.counts.tobytes())
    return Cube({**meta, "version": digest.hexdigest()[:16]}, bins, blocks)  # type: ignore[arg-type]


def _ends(counted: Counted) -> tuple[int, int]:
    """The first and the last day of any shipment; 1970-01-01 when there is none.

    Each of the answers of a live table may have days that the others have not yet.
    """
    every = (counted.flows.days, counted.outgoing.days, counted.incoming.days)
    days = [day for own in every if len(own) for day in (int(own.min()), int(own.max()))]
    return (min(days), max(days)) if days else (0, 0)


def _order(counted: Counted) -> Integers:
    """Indexes of the pairs, the largest first; equal ones by their places."""
    pairs = counted.pairs
    by_places = np.argsort(pairs[:, 0] << 32 | pairs[:, 1], kind="stable")  # quick: mostly in order
    largest: Integers = by_places[np.argsort(-counted.pair_quantities[by_places], kind="stable")]
    return largest


def _ranks(counted: Counted, order: Integers) -> tuple[Whole, int]:
    """The rank of the pair of each of the flows' cells among the pairs that have any, and how many these are."""
    pairs, keys = counted.pairs[order], counted.flows.keys
    size = int(pairs[:, 1].max(initial=0)) + 1
    most = (int(pairs[:, 0].max(initial=0)) + 1) * size
    of_cells = keys[:, 0] * np.int64(size) + keys[:, 1]
    numbers = pairs[:, 0] * size + pairs[:, 1]
    present = numbers[are_among(numbers, distinct_numbers(of_cells, most), most)]
    if not has_room(most, 4, len(of_cells)):
        by_number = np.argsort(present)
        ranks: Whole = by_number[np.searchsorted(present[by_number], of_cells)]
    else:
        table = np.zeros(most, np.int32)
        table[present] = np.arange(len(present), dtype=np.int32)
        ranks = table[of_cells]
    return ranks, len(present)


def _chosen(cells: Cells, chosen: NDArray[np.bool_]) -> Cells:
    """Some of the cells."""
    if chosen.all():
        return cells
    return Cells(
        cells.keys[chosen], cells.days[chosen], cells.quantities[chosen], cells.counts[chosen]
    )


def _fitting(
    counted: Counted, ranks: Whole, many: int, limit: int, first: int, last: int
) -> tuple[Level, int, int]:
    """The level, how many dimensions, and how many pairs; dimensions only where they cost neither."""
    wide = len(counted.dimensions)
    has_mode = int(wide > 0 and counted.dimensions[0].name == "mode")
    level, pairs = _level_for(counted.flows, ranks, many, has_mode, limit, first, last)
    for used in range(wide, has_mode, -1):
        if _level_for(counted.flows, ranks, many, used, limit, first, last) == (level, pairs):
            return level, used, pairs
    return level, has_mode, pairs


def _level_for(
    cells: Cells, ranks: Whole, many: int, used: int, limit: int, first: int, last: int
) -> tuple[Level, int]:
    """The finest level that holds a quarter of the pairs or more, and how many of them."""
    number, most = numbered([ranks, *cells.keys[:, 2 : 2 + used].T])
    of_number = most // max(many, 1)  # how many numbers a pair has
    for level in LEVELS:
        bins = bins_of(level, first, last)
        cell = bins.of_days(cells.days, first, last)
        cell += number * len(bins)
        distinct = distinct_numbers(cell, most * len(bins))
        sizes = np.bincount(distinct // (of_number * len(bins)), minlength=many)
        fit = int(np.searchsorted(np.cumsum(sizes), limit, side="right"))
        if fit * LEAST_SHARE >= many or level == LEVELS[-1]:
            break
    return level, fit


def _decimals(counted: Counted) -> tuple[int, bool]:
    """How many decimals quantities are kept with, and whether none is lost."""
    every = (counted.flows.quantities, counted.outgoing.quantities, counted.incoming.quantities)

    def are_whole(decimals: int) -> bool:
        return all(_are_whole(one, decimals) for one in every)

    exact = next((few for few in range(MOST_DECIMALS) if are_whole(few)), None)
    decimals = MOST_DECIMALS if exact is None else exact
    total = float(every[1].sum())
    while total * 10.0**decimals > LARGEST / 2:
        decimals -= 1
    return decimals, decimals == exact or are_whole(decimals)


def _are_whole(quantities: Floats, decimals: int) -> bool:
    """Whether no quantity has more decimals, but for what sums of fractions are wrong by."""
    shifted = quantities * 10.0**decimals
    whole = np.rint(shifted)
    if np.array_equal(whole, shifted):
        return True
    return bool(np.all(np.abs(shifted - whole) < 1e-6 * np.maximum(1, whole * 1e-6)))


def whole_by_day(cells: Cells, columns: Sequence[int], decimals: int, is_exact: bool) -> Cells:
    """The cells by these columns of their keys, with whole numbers of 10 ** -``decimals``.

    Where decimals are lost, what has the same key and day is summed first, so that sums do not depend on how finely
    an engine was asked: a thousand quantities of 0.0004 on one day are 0.4, not nothing.
    """
    keys, days, quantities, counts = (
        cells.keys[:, columns],
        cells.days,
        cells.quantities,
        cells.counts,
    )
    if not is_exact and len(days):
        first = int(days.min())
        keys, days, quantities, counts = sums_of([*keys.T, days - first], quantities, counts)
        days = days + first
    return Cells(keys, days, np.rint(quantities * 10.0**decimals), counts)


def _grouped(
    cells: Cells, columns: Sequence[int], bins: Bins, ends: tuple[int, int], exact: tuple[int, bool]
) -> Block:
    """The cells as a block, by these columns of their keys and by bin; ``exact`` is from ``_decimals``."""
    whole = whole_by_day(cells, columns, *exact)
    of_days = bins.of_days(whole.days, *ends)
    return block_of(whole.keys, of_days, len(bins), whole.quantities, whole.counts)


def _weights(counted: Counted) -> Floats:
    """What goes out of and into each place over all days."""
    found = np.zeros(len(counted.spots))
    for cells in (counted.outgoing, counted.incoming):
        np.add.at(found, cells.keys[:, 0], cells.quantities)
    return found


def _rings(outgoing: Block, incoming: Block, weights: Floats, limit: int) -> Integers:
    """The heaviest places whose cells fit, in the order of the list."""
    sizes = np.zeros(len(weights), np.int64)
    for block in (outgoing, incoming):
        np.add.at(sizes, block.keys[:, 0], np.diff(block.starts))
    ranked = np.lexsort((np.arange(len(weights)), -weights))
    ranked = ranked[sizes[ranked] > 0]
    fit = int(np.searchsorted(np.cumsum(sizes[ranked]), limit, side="right"))
    return np.sort(ranked[:fit])
