"""The fewest bytes that a cube of benchmarks/many_shipments.py can take: python -m benchmarks.flows_floor CUBE

The shipments are drawn by lot, and this knows the lots: how likely each pair, means of transport, day and
quantity is. What it prints is Shannon's bound: no way of writing takes less on average, not even one that knows
all that too. Numbers of shipments are Poisson's; the entropy of a sum of quantities is measured on sums drawn in
the same way (Vasicek's estimate). What a place sends to the places of kept flows is known from these, so only
the remainder counts for the totals of places.
"""

from __future__ import annotations

import sys
from math import lgamma
from pathlib import Path

import numpy as np

from benchmarks.many_shipments import DAYS, FIRST, MODE_SHARES, ROWS, drawn, season
from waybill.shipments.bins import Bins
from waybill.shipments.coding.packing import packed
from waybill.shipments.cube import Block, Cube, decode

DRAWS, ALIKE = (
    6_000,
    1.1,
)  # sums drawn for a number of shipments; numbers that differ by less count as one


def main() -> None:
    """Print bytes and bytes a cell, by block."""
    data = Path(sys.argv[1]).read_bytes()
    cube = decode(data)
    floors = floor_bytes(cube)
    cells = sum(block.cells for block in cube.blocks.values())
    for name, floor in floors.items():
        count = cube.blocks[name].cells  # type: ignore[index]
        print(f"{name}: {count:,} cells, at least {floor:,.0f} bytes, {floor / count:.2f} a cell")
    floor, size = sum(floors.values()), len(packed(data))
    print(f"in all: at least {floor:,.0f} bytes, {floor / cells:.2f} a cell")
    print(f"the cube: {size:,} bytes gzipped, {size / cells:.2f} a cell")


def floor_bytes(cube: Cube) -> dict[str, float]:
    """The bound for each block but the totals of all places, which are few."""
    ranks = np.array([int(place[0].rpartition("-")[2]) for place in cube.meta["places"]])
    weights = 1 / (ranks + 1) / (1 / np.arange(1, 1_001)).sum()
    days = _day_shares(cube.bins)
    flows, length = cube.blocks["flows"], len(cube.bins)
    modes = np.array([MODE_SHARES[one] for one in _modes(cube)])
    chances = weights[flows.keys[:, 0]] * weights[flows.keys[:, 1]]
    found = {"flows": _bytes(chances * modes[flows.keys[:, 2]], days, _dense(flows, length))}
    for side, end in (("out", 0), ("in", 1)):
        block = cube.blocks[side]  # type: ignore[index]
        counts, left = _dense(block, length), weights[block.keys[:, 0]].copy()
        rows = {tuple(key): row for row, key in enumerate(block.keys.tolist())}
        for one, own in enumerate(_dense(flows, length)):
            row = rows.get((int(flows.keys[one, end]), int(flows.keys[one, 2])))
            if row is not None:
                counts[row] -= own
                left[row] -= chances[one]
        found[side] = _bytes(left * modes[block.keys[:, 1]], days, counts)
    return found


def _modes(cube: Cube) -> list[int]:
    return [("sea", "rail", "road").index(one) for one in cube.meta["dimensions"][0]["values"]]


def _day_shares(bins: Bins) -> np.ndarray:
    first = int(FIRST.astype("datetime64[D]").astype(int))
    return np.bincount(bins.of(first + np.arange(DAYS)), season(), len(bins))


def _dense(block: Block, length: int) -> np.ndarray:
    """The number of shipments of each series in each bin."""
    found = np.zeros((len(block.keys), length), np.int64)
    found[block.series_of_cells, block.bins] = block.counts
    return found


def _bytes(chances: np.ndarray, days: np.ndarray, counts: np.ndarray) -> float:
    """Of the numbers of shipments, empty bins too, and of the quantities where there are any."""
    expected = ROWS * chances[:, None] * days
    logs = np.array([lgamma(one + 1) for one in range(int(counts.max()) + 1)])
    nats = expected - counts * np.log(np.maximum(expected, 1e-300)) + logs[counts]
    numbers, times = np.unique(counts[counts > 0], return_counts=True)
    return float(nats.sum() / np.log(2) + (times * _sum_bits(numbers)).sum()) / 8


def _sum_bits(numbers: np.ndarray) -> np.ndarray:
    """The entropy of the sum of so many quantities, each a whole number."""
    draw = np.random.default_rng(1)
    steps = [1]
    while steps[-1] < numbers.max():
        steps.append(int(np.ceil(steps[-1] * ALIKE)))
    bits = [_bits(sum(drawn(draw, DRAWS) for _ in range(step))) for step in steps]
    return np.interp(np.log(numbers), np.log(steps), bits)


def _bits(sums: np.ndarray, spacing: int = 80) -> float:
    ordered = np.sort(sums)
    high = ordered[np.minimum(np.arange(DRAWS) + spacing, DRAWS - 1)]
    low = ordered[np.maximum(np.arange(DRAWS) - spacing, 0)]
    return float(np.log2(np.maximum(high - low, 1) * DRAWS / (2 * spacing)).mean())


if __name__ == "__main__":
    main()
