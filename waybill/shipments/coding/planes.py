"""Columns of whole numbers as planes of bytes, which gzip takes for little more than they say.

A number is its low bytes, each in a plane of its own, and a rest, one signed byte; the few rests that are
larger follow as a column of their own. The low bytes of quantities are as good as random, so gzip passes
them on as they are, and the rests are few different bytes, which it writes in few bits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

LARGEST = 2**53 - 1  # what JavaScript's numbers hold exactly
FURTHER = -128  # stands for a rest that is larger than a byte
_MOST_LOW = 6
_FURTHER_BITS = 8  # about what one costs beside its own digits


def encode(values: Integers) -> bytes:
    """The numbers of a column.

    Raises:
        ValueError: a number is beyond ±(2**53 - 1).
    """
    if not len(values):
        return b""
    if np.abs(values).max() > LARGEST:
        raise ValueError("a number cannot be written: it is beyond 2**53 - 1")
    low = _low_planes(values)
    rests = values >> 8 * low
    is_further = _is_further(rests)
    planes = [_byte(values, at).tobytes() for at in range(low)]
    last = np.where(is_further, FURTHER, rests).astype(np.int8).tobytes()
    return b"".join([bytes([low]), *planes, last, encode(rests[is_further])])


def decode(data: bytes, offset: int, count: int) -> tuple[Integers, int]:
    """``count`` numbers from ``offset`` on, and the offset behind them.

    Raises:
        ValueError: the data end before.
    """
    if not count:
        return np.zeros(0, np.int64), offset
    low = data[offset] if offset < len(data) else 0
    begin, end = offset + 1, offset + 1 + (low + 1) * count
    if low > _MOST_LOW or end > len(data):
        raise ValueError("the data end within a column")
    planes = np.frombuffer(data, np.uint8, (low + 1) * count, begin).reshape(low + 1, count)
    rests = planes[low].view(np.int8).astype(np.int64)
    is_further = rests == FURTHER
    rests[is_further], end = decode(data, end, int(is_further.sum()))
    found = rests << 8 * low
    for at in range(low):
        found |= planes[at].astype(np.int64) << 8 * at
    return found, end


def _byte(values: Integers, at: int) -> NDArray[np.uint8]:
    return (values >> 8 * at & 0xFF).astype(np.uint8)


def _is_further(rests: Integers) -> NDArray[np.bool_]:
    return (rests <= FURTHER) | (rests > 127)


def _low_planes(values: Integers) -> int:
    """How many low bytes stand apart so that the column takes the least, by the bytes' frequencies."""
    best, least, below = 0, np.inf, 0.0
    for low in range(_MOST_LOW + 1):
        rests = values >> 8 * low
        further = _is_further(rests)
        bits = below + _bits(np.where(further, FURTHER, rests) & 0xFF)
        bits += float((np.log2(np.abs(rests[further])) + _FURTHER_BITS).sum())
        if bits < least and (low or not further.all()):  # else the same column again
            best, least = low, bits
        if not further.any():
            break
        below += _bits(rests & 0xFF)
    return best


def _bits(symbols: Integers) -> float:
    """How many bits these bytes take, each by how frequent it is."""
    counts = np.bincount(symbols)
    counts = counts[counts > 0]
    return float(-(counts * np.log2(counts / len(symbols))).sum())
