"""Blocks of cells made, summed, chosen and put in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from waybill.shipments.coding.planes import Integers
from waybill.shipments.cube import Block

Floats = NDArray[np.float64]

MOST_MARKS = 50_000_000
FREE_BYTES = 1_000_000
BYTES_A_NUMBER = 32  # sorting a number takes 16 to 48


def block_of(
    keys: Integers, bins: Integers, bin_count: int, quantities: Floats, counts: Integers
) -> Block:
    """Sums by key and bin. Sums of whole numbers are exact in floats, up to 2 ** 53."""
    if not len(keys):
        empty = np.zeros(0, np.int64)
        return Block(keys, np.zeros(1, np.int64), empty, empty, empty)
    columns = list(keys.T)
    number, most = numbered(columns or [np.zeros(len(keys), np.int64)])
    series = distinct_numbers(number, most)
    own = positions(series, number, most) * bin_count + bins
    most_cells = len(series) * bin_count
    cell = distinct_numbers(own, most_cells)
    at = positions(cell, own, most_cells)
    of_cells = cell // bin_count
    starts = np.searchsorted(of_cells, np.arange(len(series) + 1)).astype(np.int64)
    return Block(
        keys=_unnumbered(series, columns),
        starts=starts,
        bins=cell % bin_count,
        quantities=np.bincount(at, quantities, len(cell)).astype(np.int64),
        counts=np.bincount(at, counts, len(cell)).astype(np.int64),
    )


def sums_of(
    columns: Sequence[Integers], quantities: Floats, counts: Integers
) -> tuple[Integers, Integers, Floats, Integers]:
    """Sums of fractions by all columns: the distinct rows of all but the last, the last, quantities and counts."""
    number, most = numbered(columns)
    distinct = distinct_numbers(number, most)
    at = positions(distinct, number, most)
    rows = _unnumbered(distinct, columns)
    sums: Floats = np.bincount(at, quantities, len(distinct)).astype(np.float64)
    return rows[:, :-1], rows[:, -1], sums, np.bincount(at, counts, len(distinct)).astype(np.int64)


def summed(block: Block, bin_count: int) -> Block:
    """The block without its first place: the total of all places, by dimensions and bin."""
    keys = block.keys[block.series_of_cells, 1:]
    return block_of(keys, block.bins, bin_count, block.quantities.astype(np.float64), block.counts)


def only(block: Block, places: Integers) -> Block:
    """The series of these places."""
    kept = np.isin(block.keys[:, 0], places)
    cells = np.repeat(kept, np.diff(block.starts))
    lengths = np.diff(block.starts)[kept]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Block(
        block.keys[kept], starts, block.bins[cells], block.quantities[cells], block.counts[cells]
    )


def busiest_first(block: Block) -> Block:
    """The block with the series of most shipments a cell first: like numbers side by side take fewer bytes."""
    lengths = np.diff(block.starts)
    counts = np.bincount(block.series_of_cells, block.counts, len(lengths))
    order = np.argsort(-counts / np.maximum(lengths, 1), kind="stable")
    starts = np.concatenate([[0], np.cumsum(lengths[order])]).astype(np.int64)
    cells = np.arange(block.cells) + np.repeat(
        block.starts[:-1][order] - starts[:-1], lengths[order]
    )
    return Block(
        block.keys[order], starts, block.bins[cells], block.quantities[cells], block.counts[cells]
    )


def _unnumbered(numbers: Integers, columns: Sequence[Integers]) -> Integers:
    """The rows of columns that these numbers stand for."""
    found = np.zeros((len(numbers), len(columns)), np.int64)
    for at, column in reversed(list(enumerate(columns))):
        numbers, found[:, at] = np.divmod(numbers, int(column.max(initial=0)) + 1)
    return found


def numbered(columns: Sequence[Integers]) -> tuple[Integers, int]:
    """Rows of columns as one number each, in the order of the rows, and how many numbers there can be."""
    number = np.zeros(len(columns[0]), np.int64)
    most = 1
    for column in columns:
        size = int(column.max(initial=0)) + 1
        number *= size  # in place: there are millions
        number += column
        most *= size
    return number, most


def has_room(most: int, bytes_each: int, numbers: int) -> bool:
    """Whether a table of all numbers below ``most`` takes no more memory than sorting so many of them."""
    return most <= MOST_MARKS and most * bytes_each <= max(FREE_BYTES, BYTES_A_NUMBER * numbers)


def positions(distinct: Integers, numbers: Integers, most: int) -> Integers:
    """Where each number stands among the distinct ones."""
    if not has_room(most, 4, len(numbers)):
        order = np.argsort(numbers)  # numbers in order are found twice as fast
        found = np.empty(len(numbers), np.int64)
        found[order] = np.searchsorted(distinct, numbers[order])
        return found
    table = np.zeros(most, np.int32)
    table[distinct] = np.arange(len(distinct), dtype=np.int32)
    return table[numbers].astype(np.int64)


def tells_of(kept: Integers, most: int, numbers: int) -> Callable[[Integers], NDArray[np.bool_]]:
    """What tells which numbers, from 0 to below ``most``, are among those kept; it is to be asked of so many."""
    if not has_room(most, 1, numbers):
        return lambda asked: np.isin(asked, kept)
    marks = np.zeros(most, bool)
    marks[kept] = True
    return marks.__getitem__


def are_among(numbers: Integers, kept: Integers, most: int) -> NDArray[np.bool_]:
    """Which numbers, from 0 to below ``most``, are among those kept."""
    return tells_of(kept, most, len(numbers))(numbers)


def distinct_numbers(numbers: Integers, most: int) -> Integers:
    """The distinct numbers below ``most``, in order: by marks where these fit.

    Or by sorting, of a million numbers in 0.1 s of CPU time: NumPy's ``unique`` hashes them, in 0.9 s.
    """
    if not has_room(most, 1, len(numbers)):
        ordered = np.sort(numbers)
        is_new = np.ones(len(ordered), bool)
        is_new[1:] = ordered[1:] != ordered[:-1]
        return ordered[is_new]
    marks = np.zeros(most, bool)
    marks[numbers] = True
    return np.flatnonzero(marks)
