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

from waybill.shipments import varints
from waybill.shipments.bins import Bins, Level
from waybill.shipments.varints import Integers

MAGIC = b"WBCUBE1\n"
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
        {"name": name, "series": len(cube.blocks[name].keys), "cells": cube.blocks[name].cells}
        for name in BLOCKS
    ]
    bins = {"level": cube.bins.level, "start": int(cube.bins.edges[0]), "count": len(cube.bins)}
    meta = {**cube.meta, "bins": bins, "blocks": sizes}
    text = json.dumps(meta, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    head = text.encode("utf-8", "replace")
    parts = [MAGIC, struct.pack("<I", len(head)), head, varints.encode(np.diff(cube.bins.edges))]
    for name in BLOCKS:
        block = cube.blocks[name]
        columns = [block.keys[:, part] for part in range(_PLACES[name] + count)]
        parts += [varints.encode(column) for column in columns]
        parts.append(varints.encode(np.diff(block.starts)))
        parts.append(varints.encode(_deltas(block)))
        parts += [varints.encode(block.quantities), varints.encode(block.counts)]
    return b"".join(parts)


def decode(data: bytes) -> Cube:
    """The cube of such bytes.

    Raises:
        ValueError: they are no cube of this format.
    """
    if data[: len(MAGIC)] != MAGIC or len(data) < len(MAGIC) + 4:
        raise ValueError("this is no cube of format 1")
    (length,) = struct.unpack_from("<I", data, len(MAGIC))
    offset = len(MAGIC) + 4 + length
    meta: dict[str, Any] = json.loads(data[len(MAGIC) + 4 : offset])
    level: Level = meta["bins"]["level"]
    steps, offset = varints.decode(data, offset, meta["bins"]["count"])
    edges = meta["bins"]["start"] + np.concatenate([[0], np.cumsum(steps)]).astype(np.int64)
    blocks: dict[BlockName, Block] = {}
    for size in meta["blocks"]:
        parts = _PLACES[size["name"]] + len(meta["dimensions"])
        blocks[size["name"]], offset = _block(data, offset, size["series"], size["cells"], parts)
    return Cube(meta, Bins(level, edges), blocks)


def _deltas(block: Block) -> Integers:
    """The bin of a series' first cell, then the steps to each of the others."""
    steps = np.diff(block.bins, prepend=0)
    first = block.starts[:-1][np.diff(block.starts) > 0]
    steps[first] = block.bins[first]
    return steps


def _block(data: bytes, offset: int, series: int, cells: int, parts: int) -> tuple[Block, int]:
    keys = np.zeros((series, parts), np.int64)
    for part in range(parts):
        keys[:, part], offset = varints.decode(data, offset, series)
    lengths, offset = varints.decode(data, offset, series)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    steps, offset = varints.decode(data, offset, cells)
    quantities, offset = varints.decode(data, offset, cells)
    counts, offset = varints.decode(data, offset, cells)
    running = np.cumsum(steps)
    filled = lengths > 0
    before = np.zeros(series, np.int64)
    before[filled] = running[starts[:-1][filled]] - steps[starts[:-1][filled]]
    bins = running - np.repeat(before, lengths)
    return Block(keys, starts, bins, quantities, counts), offset
