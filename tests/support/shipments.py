"""Shipments as an engine would have counted them, from rows written in a test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from waybill.shipments.build import Cells, Counted, Dimension, Spot
from waybill.story.day import Day

Row = tuple[int, int, str, str, str, float]
"""Origin and destination as indexes, day, mode, cargo, quantity."""

MODES, CARGOES = ("sea", "rail"), ("corn", "wheat")
EPOCH = Day(1970, 1, 1)


def spots(count: int) -> list[Spot]:
    """Places in a row, far from each other."""
    return [Spot(f"p{one}", f"Place {one}", one * 3.0, one * 7.0) for one in range(count)]


def number(day: str) -> int:
    """The number of a day: days since 1970-01-01."""
    return Day.fromisoformat(day) - EPOCH


def random_rows(seed: int, count: int = 300, places: int = 9) -> list[Row]:
    """Rows drawn by lot: 200 days from 1 March 2023, quantities with one decimal."""
    draw = np.random.default_rng(seed)
    return [
        (
            int(draw.integers(places)),
            int(draw.integers(places)),
            str(np.datetime64("2023-03-01") + draw.integers(200)),
            MODES[draw.integers(2)],
            CARGOES[draw.integers(2)],
            float(draw.integers(1, 10_000)) / 10,
        )
        for _ in range(count)
    ]


def counted(rows: Sequence[Row], places: int, kept: int = 1_000) -> Counted:
    """What an engine counts of these rows; cells of the ``kept`` largest pairs."""
    keys = np.array([row[:2] for row in rows], np.int64).reshape(-1, 2)
    days = np.array([number(row[2]) for row in rows], np.int64)
    codes = np.array(
        [[MODES.index(row[3]), CARGOES.index(row[4])] for row in rows], np.int64
    ).reshape(-1, 2)
    quantities = np.array([row[5] for row in rows], float)

    def cells(columns: list[int], chosen: np.ndarray) -> Cells:
        wanted = np.column_stack([keys[:, columns], codes, days])[chosen]
        distinct, inverse = np.unique(wanted, axis=0, return_inverse=True)
        sums = np.bincount(inverse, quantities[chosen], len(distinct))
        counts = np.bincount(inverse, minlength=len(distinct)).astype(np.int64)
        return Cells(distinct[:, :-1], distinct[:, -1], sums, counts)

    pairs, of_rows = np.unique(keys, axis=0, return_inverse=True)
    pair_sums = np.bincount(of_rows, quantities, len(pairs))
    largest = np.lexsort((pairs[:, 1], pairs[:, 0], -pair_sums))[:kept]
    every = np.ones(len(rows), bool)
    return Counted(
        spots=spots(places),
        dimensions=[Dimension("mode", MODES), Dimension("cargo", CARGOES)],
        pairs=pairs,
        pair_quantities=pair_sums,
        pair_counts=np.bincount(of_rows, minlength=len(pairs)).astype(np.int64),
        flows=cells([0, 1], np.isin(of_rows, largest)),
        outgoing=cells([0], every),
        incoming=cells([1], every),
        about={"unit": "t", "note": "", "filter": {}, "rows": False, "as_of": None},
    )
