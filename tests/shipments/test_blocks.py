"""Numbers marked in a table where that takes little memory, and sorted where it takes much: the same answers."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from waybill.shipments.blocks import are_among, distinct_numbers, has_room, positions, tells_of

SPARSE = np.array([48_999_999, 3, 7_000, 3, 0], np.int64)
PLACES = 7_000


@pytest.mark.parametrize("most", [49_000_000, 10_000])
def test_marks_and_sorting_say_the_same(most: int) -> None:
    numbers = np.minimum(SPARSE, most - 1)
    distinct = distinct_numbers(numbers, most)
    assert distinct.tolist() == [0, 3, 7_000, most - 1]
    assert positions(distinct, numbers, most).tolist() == [3, 1, 2, 1, 0]
    kept = np.array([most - 1, 0], np.int64)
    assert are_among(numbers, kept, most).tolist() == [True, False, False, False, True]
    assert tells_of(kept, most, 10**8)(numbers).tolist() == [True, False, False, False, True]


def test_few_pairs_of_many_places_take_no_table_of_all_pairs() -> None:
    numbers = np.arange(0, PLACES**2, 4_900, dtype=np.int64)
    tracemalloc.start()
    distinct = distinct_numbers(numbers, PLACES**2)
    at = positions(distinct, numbers, PLACES**2)
    are_among(numbers, distinct[:2_000], PLACES**2)
    _, most_held = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert at.tolist() == list(range(10_000))
    assert most_held < 2_000_000  # a mark a pair of places would take 49 MB


def test_the_millions_of_cells_of_a_thousand_places_are_marked() -> None:
    assert has_room(1_000**2, 4, 1_000_000)
    assert has_room(1_000**2, 1, 0)
    assert not has_room(PLACES**2, 4, 1_000_000)
