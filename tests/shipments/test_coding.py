"""A cube of any numbers reads back as it was written, in both languages, and as gzip packs it."""

from __future__ import annotations

import base64
import gzip
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.node_rules import NodeRules

from waybill.shipments.bins import bins_of
from waybill.shipments.coding import planes
from waybill.shipments.coding.packing import PART, packed
from waybill.shipments.cube import BLOCKS, Block, Cube, decode, encode

NUMBERS = st.one_of(
    st.integers(-130, 130),
    st.integers(-(2**17), 2**17),
    st.integers(-planes.LARGEST, planes.LARGEST),
)


@given(st.lists(NUMBERS, max_size=80))
def test_columns_read_back(numbers: list[int]) -> None:
    data = b"before" + planes.encode(np.array(numbers, np.int64)) + b"behind"
    found, end = planes.decode(data, 6, len(numbers))
    assert found.tolist() == numbers
    assert data[end:] == b"behind"


def test_a_column_that_ends_early_and_a_number_that_is_too_large_are_refused() -> None:
    data = planes.encode(np.array([5, 300, 100_000], np.int64))
    for length in range(len(data)):
        with pytest.raises(ValueError, match="end within"):
            planes.decode(data[:length], 0, 3)
    with pytest.raises(ValueError, match="beyond"):
        planes.encode(np.array([2**53], np.int64))


def test_a_few_large_numbers_do_not_widen_the_others() -> None:
    """One byte each, one for the number of low planes, and as long a column for the large number."""
    small = np.random.default_rng(1).integers(-120, 120, 499)
    assert len(planes.encode(np.append(small, 7_000_000))) < 1 + 500 + 10


@given(st.binary(max_size=3 * PART), st.integers(1, 3))
def test_what_is_packed_is_read_by_gzip(data: bytes, times: int) -> None:
    whole = data * times
    assert gzip.decompress(packed(whole)) == whole


def test_long_data_of_both_kinds_are_packed_smaller_than_gzip_does() -> None:
    draw = np.random.default_rng(3)
    data = bytes(200_000) + draw.normal(0, 8, 200_000).astype(np.int8).tobytes()
    assert gzip.decompress(packed(data)) == data
    assert len(packed(data)) < 0.96 * len(gzip.compress(data, 9))


def random_block(draw: np.random.Generator, places: int) -> Block:
    """Series of any lengths, empty ones too, with small, large and no quantities."""
    lengths = draw.integers(0, 9, int(draw.integers(0, 7)))
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    bins = [np.sort(draw.choice(400, one, replace=False)) for one in lengths]
    cells = int(starts[-1])
    return Block(
        keys=draw.integers(0, 20_000, (len(lengths), places)),
        starts=starts,
        bins=np.concatenate([np.zeros(0, np.int64), *bins]).astype(np.int64),
        quantities=np.floor(10.0 ** draw.uniform(-1, draw.uniform(0, 13), cells)).astype(np.int64),
        counts=np.ceil(10.0 ** draw.uniform(0, draw.uniform(0, 6), cells)).astype(np.int64),
    )


def as_lists(block: Block) -> dict[str, Any]:
    """As the browser is asked for it."""
    cells = np.column_stack([block.bins, block.quantities, block.counts]).tolist()
    ends = zip(block.starts[:-1], block.starts[1:], strict=True)
    return {
        "keys": block.keys.ravel().tolist(),
        "series": [cells[begin:end] for begin, end in ends],
    }


def test_random_cubes_read_back_in_both_languages(rules: NodeRules) -> None:
    draw = np.random.default_rng(20)
    cubes = []
    for _ in range(200):
        blocks = {
            name: random_block(draw, places)
            for name, places in zip(BLOCKS, (2, 1, 1, 0), strict=True)
        }
        meta: dict[str, Any] = {"dimensions": [{"name": "mode", "values": ["sea"]}]}
        for name in BLOCKS:
            keys = np.zeros((len(blocks[name].keys), 1), np.int64)
            one = blocks[name]
            blocks[name] = Block(
                np.hstack([one.keys, keys]), one.starts, one.bins, one.quantities, one.counts
            )
        cubes.append(Cube(meta, bins_of("day", 19_000, 19_399), blocks))
    data = [encode(cube) for cube in cubes]
    answers = rules.many("flows_cells", [[base64.b64encode(one).decode()] for one in data])
    for cube, written, answer in zip(cubes, data, answers, strict=True):
        back = decode(written)
        assert encode(back) == written
        for name in BLOCKS:
            assert as_lists(back.blocks[name]) == as_lists(cube.blocks[name])
            assert answer[name] == as_lists(cube.blocks[name])
