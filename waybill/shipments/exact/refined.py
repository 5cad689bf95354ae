"""A cube whose first and last period are parted at the days of a window, so that its sums are of exact days.

The sums of whole weeks or months come from the cube, those of the days at both ends from ``edges``, a small
cube of the same series. The browser has the same rules (waybill/web/state/flows/exact.js);
tests/shipments/test_exact.py compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from waybill.shipments.bins import Bins
from waybill.shipments.blocks import block_of
from waybill.shipments.build import Cells, whole_by_day
from waybill.shipments.coding.planes import Integers
from waybill.shipments.cube import BLOCKS, Block, BlockName, Cube

Days = tuple[int, int]
"""The first and the last of some days, in days since 1970-01-01."""
CHANGED = "The shipments have changed since they were counted."


class ChangedError(ValueError):
    """The edges are not of the shipments that the cube is of."""


def inner_days(cube: Cube, first: int, last: int) -> list[Days]:
    """The days of a window in the first and in the last period that it takes a part of; none for whole ones.

    Days without any shipment count as taken: at the ends of the record no period is in part.
    """
    edges = cube.bins.edges
    first, last = max(first, int(edges[0])), min(last, int(edges[-1]) - 1)
    low, high = cube.bins.window(first, last)
    if cube.bins.level == "day" or low >= high:
        return []
    found = []
    for one in sorted({low, high - 1}):
        begin, end = int(edges[one]), int(edges[one + 1]) - 1
        inside = max(first, begin), min(last, end)
        if inside != (begin, end):
            found.append(inside)
    return found


def asked_days(cube: Cube, first: int, last: int) -> list[Days]:
    """Those of them whose sums the cube cannot tell."""
    return [days for days in inner_days(cube, first, last) if _known(cube, days) is None]


def _known(cube: Cube, days: Days) -> bool | None:
    """Whether all shipments of a period are on these days of it (True) or none is; None: that is not known."""
    of = int(cube.bins.of(np.array(days[:1]))[0])
    begin, end = int(cube.bins.edges[of]), int(cube.bins.edges[of + 1]) - 1
    begin, end = max(begin, cube.meta["days"][0]), min(end, cube.meta["days"][1])
    if days[0] <= begin and end <= days[1]:
        return True
    return False if end < days[0] or days[1] < begin else None


def edges_of(cube: Cube, cells: Cells, asked: Sequence[Days]) -> Cube:
    """The sums of these days as a small cube with the series of ``cube``.

    Args:
        cube: the cube of periods.
        cells: of the days asked for; their keys are indexes as in the cube. Places behind its last one are
            those that it does not name, each with an index of its own.
        asked: the days.
    """
    borders = sorted({day for first, last in asked for day in (first, last + 1)} or {0})
    bins = Bins("day", np.array(borders, np.int64))
    size = max(len(cube.meta["places"]), int(cells.keys[:, :2].max(initial=0)) + 1)
    ringed = np.concatenate([cube.blocks[side].keys[:, 0] for side in ("out", "in")])

    def whole(*places: int) -> Cells:
        columns = [*places, *range(2, cells.keys.shape[1])]
        return whole_by_day(cells, columns, cube.meta["decimals"], cube.meta["exact"])

    def block(own: Cells, chosen: np.ndarray, skipped: int = 0) -> Block:
        at = bins.of(own.days[chosen])
        keys = own.keys[chosen, skipped:]
        return block_of(keys, at, len(bins), own.quantities[chosen], own.counts[chosen])

    def numbers(keys: Integers) -> Integers:
        found: Integers = keys[:, 0] * size + keys[:, 1]
        return found

    between, outgoing, incoming = whole(0, 1), whole(0), whole(1)
    is_kept = np.isin(numbers(between.keys), numbers(cube.blocks["flows"].keys))
    blocks: dict[BlockName, Block] = {
        "flows": block(between, is_kept),
        "out": block(outgoing, np.isin(outgoing.keys[:, 0], ringed)),
        "in": block(incoming, np.isin(incoming.keys[:, 0], ringed)),
        # As in the cube: of what goes out of all places, each rounded by itself.
        "totals": block(outgoing, np.ones(len(outgoing.days), bool), skipped=1),
    }
    kept = {name: cube.meta[name] for name in ("format", "decimals", "dimensions", "version")}
    return Cube({**kept, "asked": [list(days) for days in asked]}, bins, blocks)


def no_edges(cube: Cube) -> Cube:
    """The edges of a window that takes no period in part."""
    none = np.zeros(0, np.int64)
    keys = np.zeros((0, 2 + len(cube.dimensions)), np.int64)
    return edges_of(cube, Cells(keys, none, none.astype(np.float64), none), [])


def refined(cube: Cube, edges: Cube | None, first: int, last: int) -> Cube:
    """The cube for one window of exact days: the level of its sums is then ``day``.

    Only the sums of this window and of the whole range may be asked of it. Its ``meta`` has the level of the
    given cube as ``parted`` if the days of some periods were counted apart from it.

    Args:
        cube: the cube of periods.
        edges: ``edges_of`` for the days that ``asked_days`` names; None where it names none.
        first: the first day of the window.
        last: the last day.

    Raises:
        ChangedError: the edges are of other shipments, or of other days.
    """
    parts = inner_days(cube, first, last)
    asked = asked_days(cube, first, last)
    if asked and (
        edges is None
        or edges.meta["version"] != cube.meta["version"]
        or edges.meta["asked"] != [list(days) for days in asked]
    ):
        raise ChangedError("these are not the days of the window")
    borders = {day for first, last in parts for day in (first, last + 1)}
    bins = Bins("day", np.array(sorted({*cube.bins.edges.tolist(), *borders}), np.int64))
    blocks: dict[BlockName, Block] = {}
    for name in BLOCKS:
        block = cube.blocks[name]
        series = block.series_of_cells
        taken = np.zeros(block.cells, bool)
        rows = []
        for days in parts:
            of = int(cube.bins.of(np.array(days[:1]))[0])
            own = np.flatnonzero(block.bins == of)
            taken[own] = True
            whole = _by_series(len(block.keys), series[own], block, own)
            known = _known(cube, days)
            inside = whole * int(known or 0)
            if known is None and edges is not None:
                inside = _inside(edges, name, block, days)
            outside = whole - inside
            if outside[1].min(initial=0) < 0:
                raise ChangedError(CHANGED)
            begin = int(cube.bins.edges[of])
            rest = days[1] + 1 if begin == days[0] else begin
            rows += [_cells(bins, days[0], inside), _cells(bins, rest, outside)]
        new = np.searchsorted(bins.edges, cube.bins.edges[block.bins[~taken]])
        rows.append(np.array([series[~taken], new, block.quantities[~taken], block.counts[~taken]]))
        of_series, at, quantities, counts = np.concatenate(rows, axis=1)
        order = np.lexsort((at, of_series))
        starts = np.searchsorted(of_series[order], np.arange(len(block.keys) + 1))
        blocks[name] = Block(
            block.keys, starts.astype(np.int64), at[order], quantities[order], counts[order]
        )
    about = {
        **cube.meta,
        "bins": {**cube.meta.get("bins", {}), "level": "day"},
        "parted": cube.bins.level if asked else None,
    }
    return Cube(about, bins, blocks)


def _by_series(count: int, series: Integers, block: Block, cells: Integers) -> Integers:
    """Quantity and count of each of ``count`` series, from these cells of a block."""
    found = np.zeros((2, count), np.int64)
    found[0, series], found[1, series] = block.quantities[cells], block.counts[cells]
    return found


def _inside(edges: Cube, name: BlockName, block: Block, days: Days) -> Integers:
    """Quantity and count of the days, by the series of ``block``."""
    own = edges.blocks[name]
    numbers = {tuple(key): one for one, key in enumerate(block.keys.tolist())}
    try:
        series = np.array([numbers[tuple(key)] for key in own.keys.tolist()], np.int64)
    except KeyError as error:
        raise ChangedError(CHANGED) from error
    cells = np.flatnonzero(own.bins == int(edges.bins.of(np.array(days[:1]))[0]))
    return _by_series(len(block.keys), series[own.series_of_cells[cells]], own, cells)


def _cells(bins: Bins, day: int, sums: Integers) -> Integers:
    """Rows of series, bin, quantity and count, of the series that have any."""
    series = np.flatnonzero(sums[1] > 0)
    if not len(series):
        return np.zeros((4, 0), np.int64)
    at = np.full(len(series), int(bins.of(np.array([day]))[0]))
    return np.array([series, at, *sums[:, series]])


def exactly(cube: Cube, edges: Cube | None, first: int, last: int) -> Cube:
    """``refined`` where that can be; otherwise the cube itself, whose sums are of whole periods."""
    if cube.bins.level == "day" or first > last:
        return cube
    try:
        return refined(cube, edges, first, last)
    except ChangedError:
        return cube
