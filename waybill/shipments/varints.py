"""Whole numbers of at least 0 in as few bytes as they need: seven bits a byte, the lowest first (LEB128)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

LARGEST = 2**53 - 1  # what JavaScript's numbers hold exactly
_MOST_BYTES = 8


def encode(values: Integers) -> bytes:
    """The numbers one after another.

    Raises:
        ValueError: a number is below 0 or above 2**53 - 1.
    """
    if not len(values):
        return b""
    if values.min() < 0 or values.max() > LARGEST:
        raise ValueError("a number cannot be written: it is below 0 or above 2**53 - 1")
    sizes = np.ones(len(values), np.int64)
    for more in range(1, _MOST_BYTES):
        sizes += values >= 1 << (7 * more)
    starts = np.cumsum(sizes) - sizes
    out = np.zeros(int(sizes.sum()), np.uint8)
    for byte in range(int(sizes.max())):
        there = sizes > byte
        seven = (values[there] >> (7 * byte)) & 0x7F
        out[starts[there] + byte] = seven | np.where(sizes[there] > byte + 1, 0x80, 0)
    return out.tobytes()


def decode(data: bytes, offset: int, count: int) -> tuple[Integers, int]:
    """``count`` numbers from ``offset`` on, and the offset behind them.

    Raises:
        ValueError: the data end before.
    """
    if not count:
        return np.zeros(0, np.int64), offset
    found = np.frombuffer(data, np.uint8, offset=offset, count=min(len(data) - offset, count * 8))
    ends = np.flatnonzero(found < 0x80)[:count]
    if len(ends) < count:
        raise ValueError("the data end within a column")
    used = int(ends[-1]) + 1
    starts = np.concatenate([[0], ends[:-1] + 1])
    place = np.arange(used) - np.repeat(starts, ends - starts + 1)
    parts = (found[:used].astype(np.int64) & 0x7F) << (7 * place)
    return np.add.reduceat(parts, starts), offset + used
