"""The cube: quantities and counts of shipments by flow and day, as it is kept and sent.

docs/shipments.md describes the bytes; waybill/web/state/flows/cube.js reads them too, and
tests/cases/flows.json holds both to one another.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np

from waybill.shipments.bins import Bins, Level
from waybill.shipments.coding import planes
from waybill.shipments.coding.planes import LARGEST, Integers

MAGIC = b"WBCUBE2\n"
BlockName = Literal["flows", "out", "in", "totals"]
BLOCKS: tuple[BlockName, ...] = get_args(BlockName)
_PLACES = {"flows": 2, "out": 1, "in": 1, "totals": 0}  # places in the key of a series


@dataclass(frozen=True, slots=True)
class Block:
    """Series of cells: what each is of, and its bins in ascending order.

    ``keys`` has a row a series: indexes of its places (origin and destination, or one, or none), then
    that of its value of each dimension. The cells of series ``i`` are ``starts[i]`` to
    ``starts[i + 1]``. ``quantities`` are whole numbers: quantity × 10 ** decimals.
    """

    keys: Integers
    starts: Integers
    bins: Integers
    quantities: Integers
    counts: Integers

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.bins)

    @property
    def series_of_cells(self) -> Integers:
        """The series of each cell."""
        return np.repeat(np.arange(len(self.keys)), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class Cube:
    """What is known of all flows: ``meta`` as docs/shipments.md lists it, bins, and blocks by name."""

    meta: Mapping[str, Any]
    bins: Bins
    blocks: Mapping[BlockName, Block] = field(repr=False)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that series are split by, such as mode and cargo."""
        return tuple(one["name"] for one in self.meta["dimensions"])

    def quantity(self, whole: int) -> float:
        """A quantity in the cube's unit, of its whole number."""
        decimals: int = self.meta["decimals"]
        return whole / 10**decimals if decimals >= 0 else float(whole * 10**-decimals)


def encode(cube: Cube) -> bytes:
    """The bytes of a cube; the same for the same cube."""
    count = len(cube.dimensions)
    sizes = [
        {
            "name": name,
            "series": len(cube.blocks[name].keys),
            "cells": cube.blocks[name].cells,
            "average": _average(cube.blocks[name]),
        }
        for name in BLOCKS
    ]
    bins = {"level": cube.bins.level, "start": int(cube.bins.edges[0]), "count": len(cube.bins)}
    meta = {**cube.meta, "bins": bins, "blocks": sizes}
    text = json.dumps(meta, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    head = text.encode("utf-8", "replace")
    parts = [MAGIC, struct.pack("<I", len(head)), head, planes.encode(np.diff(cube.bins.edges))]
    for name in BLOCKS:
        block = cube.blocks[name]
        columns = [block.keys[:, part] for part in range(_PLACES[name] + count)]
        parts += [planes.encode(column) for column in columns]
        parts.append(planes.encode(np.diff(block.starts)))
        parts.append(planes.encode(_deltas(block)))
        parts.append(planes.encode(block.counts))
        parts.append(planes.encode(block.quantities - _expected(block)))
    return b"".join(parts)


def decode(data: bytes) -> Cube:
    """The cube of such bytes.

    Raises:
        ValueError: they are no cube of this format.
    """
    if data[: len(MAGIC)] != MAGIC or len(data) < len(MAGIC) + 4:
        raise ValueError("this is no cube of format 2")
    (length,) = struct.unpack_from("<I", data, len(MAGIC))
    offset = len(MAGIC) + 4 + length
    meta: dict[str, Any] = json.loads(data[len(MAGIC) + 4 : offset])
    level: Level = meta["bins"]["level"]
    steps, offset = planes.decode(data, offset, meta["bins"]["count"])
    edges = meta["bins"]["start"] + np.concatenate([[0], np.cumsum(steps)]).astype(np.int64)
    blocks: dict[BlockName, Block] = {}
    for size in meta["blocks"]:
        parts = _PLACES[size["name"]] + len(meta["dimensions"])
        blocks[size["name"]], offset = _block(data, offset, size, parts)
    return Cube(meta, Bins(level, edges), blocks)


def _deltas(block: Block) -> Integers:
    """The bin of a series' first cell, then the steps to each of the others."""
    steps = np.diff(block.bins, prepend=0)
    first = block.starts[:-1][np.diff(block.starts) > 0]
    steps[first] = block.bins[first]
    return steps


def _average(block: Block) -> int:
    """The quantity of a shipment, a whole number."""
    return int(block.quantities.sum()) // max(int(block.counts.sum()), 1)


def _guess(counts: Integers, before: Integers, numbers: Integers, average: int) -> Integers:
    """What cells' quantities may be: their shipments, each as large as those before in the series.

    ``before`` and ``numbers`` are the sums of quantities and counts of the cells before. The browser has to
    find the same number, so the order of the steps matters.
    """
    found = np.floor(counts * ((before + average) / (numbers + 1)))
    return np.minimum(found, LARGEST).astype(np.int64)


def _expected(block: Block) -> Integers:
    """The guess for each cell."""
    first = block.starts[block.series_of_cells]

    def before(values: Integers) -> Integers:
        running = np.concatenate([[0], np.cumsum(values)]).astype(np.int64)
        return running[:-1] - running[first]

    return _guess(block.counts, before(block.quantities), before(block.counts), _average(block))


def _quantities(starts: Integers, counts: Integers, off: Integers, average: int) -> Integers:
    """The quantities, of how far off the guesses are: the n-th cells of all series at once."""
    found = np.zeros(len(counts), np.int64)
    lengths = np.diff(starts)
    order = np.argsort(-lengths, kind="stable")
    before, numbers = np.zeros(len(order), np.int64), np.zeros(len(order), np.int64)
    for at in range(int(lengths.max(initial=0))):
        order = order[: int(np.count_nonzero(lengths[order] > at))]
        cells = starts[order] + at
        own = counts[cells]
        found[cells] = off[cells] + _guess(own, before[order], numbers[order], average)
        before[order] += found[cells]
        numbers[order] += own
    return found


def _block(data: bytes, offset: int, size: Mapping[str, Any], parts: int) -> tuple[Block, int]:
    series, cells = size["series"], size["cells"]
    keys = np.zeros((series, parts), np.int64)
    for part in range(parts):
        keys[:, part], offset = planes.decode(data, offset, series)
    lengths, offset = planes.decode(data, offset, series)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    steps, offset = planes.decode(data, offset, cells)
    counts, offset = planes.decode(data, offset, cells)
    off, offset = planes.decode(data, offset, cells)
    running = np.cumsum(steps)
    filled = lengths > 0
    before = np.zeros(series, np.int64)
    before[filled] = running[starts[:-1][filled]] - steps[starts[:-1][filled]]
    bins = running - np.repeat(before, lengths)
    quantities = _quantities(starts, counts, off, size["average"])
    return Block(keys, starts, bins, quantities, counts), offset
