"""The form of the gazetteer's file: one xz stream of columns, read into memory as it stands.

Measured on 27 November 2026 against SQLite (cities1000, 190,000 places, 0.87 million names): a
third of the size, no file to unpack into a cache folder that may be deleted, and an exact look-up
in some 20 microseconds.

Unpacked, the file is a line of JSON (``version``, ``sections``: name -> length in bytes, and
``sources``) and then the sections one after the other. Text columns hold one value a line; numbers
are little-endian, one byte of all of them after the other, which packs better.
"""

from __future__ import annotations

import json
import lzma
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 1
MAX_UNPACKED_BYTES = 120_000_000
# Unpacking takes as much memory again as the dictionary: 32 MB holds the whole file.
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 25}]


class Lines:
    """A text column: value ``n`` is line ``n``, found by its offset."""

    def __init__(self, data: bytes) -> None:
        """Index ``data``, lines separated by a line feed (none after the last)."""
        self.data = data
        breaks = np.flatnonzero(np.frombuffer(data, np.uint8) == 0x0A)
        # each line ends one before the next begins
        self._starts = np.concatenate(([0], breaks + 1, [len(data) + 1])).astype(np.uint32)

    def __len__(self) -> int:
        """Number of lines."""
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        """The text of one line."""
        return self.bytes_of(number).decode("utf-8")

    def bytes_of(self, number: int) -> bytes:
        """The bytes of one line."""
        return self.data[self._starts[number] : self._starts[number + 1] - 1]

    def between(self, first: int, end: int) -> list[str]:
        """The lines from ``first`` up to, not including, ``end``."""
        if end <= first:
            return []
        return self.data[self._starts[first] : self._starts[end] - 1].decode("utf-8").split("\n")

    def place_of(self, key: str) -> int:
        """Where ``key`` stands, or would stand, in a sorted column."""
        return bisect_left(range(len(self)), key.encode("utf-8"), key=self.bytes_of)

    def line_of(self, value: str) -> int | None:
        """The line that is ``value``, in a column in any order."""
        wanted = value.encode("utf-8")
        at = -1
        while (at := self.data.find(wanted, at + 1)) >= 0:
            line = int(np.searchsorted(self._starts, at, side="right")) - 1
            if self.bytes_of(line) == wanted:
                return line
        return None


def pack(sections: Mapping[str, bytes], sources: Sequence[Mapping[str, str]]) -> bytes:
    """The unpacked content of a file; compress it with ``compressed``."""
    head = {
        "version": VERSION,
        "sections": {name: len(data) for name, data in sections.items()},
        "sources": list(sources),
    }
    return json.dumps(head).encode("ascii") + b"\n" + b"".join(sections.values())


def unpack(content: bytes) -> tuple[dict[str, bytes], list[dict[str, str]]]:
    """Sections and sources of ``content``; ValueError when it has another form."""
    line, _, _ = content.partition(b"\n")
    head: dict[str, Any] = json.loads(line)
    if head.get("version") != VERSION:
        raise ValueError(f"gazetteer file has version {head.get('version')!r}, not {VERSION}")
    sections, at = {}, len(line) + 1
    for name, length in head["sections"].items():
        sections[name] = content[at : at + length]
        at += length
    return sections, head["sources"]


def compressed(content: bytes) -> bytes:
    """``content`` as an xz stream."""
    return lzma.compress(content, filters=_FILTERS)


def decompressed(data: bytes) -> bytes:
    """The content of an xz stream."""
    return lzma.LZMADecompressor().decompress(data, MAX_UNPACKED_BYTES)


def numbers(values: Sequence[int], kind: str) -> bytes:
    """A column of numbers of a numpy kind such as ``<u4``."""
    array = np.asarray(values, dtype=kind)
    return array.view(np.uint8).reshape(-1, array.itemsize).T.tobytes()


def column(data: bytes, kind: str) -> NDArray[Any]:
    """The numbers of ``numbers``."""
    size = np.dtype(kind).itemsize
    array: NDArray[Any] = np.frombuffer(data, np.uint8).reshape(size, -1).T.copy().view(kind)
    return array.reshape(-1)


def text(values: Sequence[str]) -> bytes:
    """A text column; no value holds a line feed."""
    return "\n".join(values).encode("utf-8")
