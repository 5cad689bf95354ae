"""Columns of texts that an engine gives, as indexes of what the texts mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from waybill.shipments.engine.expressions import Known

if TYPE_CHECKING:
    import pyarrow as pa

Indexes = NDArray[np.int32]
_NOTHING = -1


class Texts:
    """Columns of texts, perhaps in parts, as numbers of their distinct texts and indexes of what these mean."""

    def __init__(self, index: Callable[[str], int], missing: int = _NOTHING) -> None:
        """``index`` gives what a text means, -1 for nothing; ``missing`` is what no text means."""
        self._index = index
        self._missing = missing
        self._numbers: dict[str, int] = {}
        self._means: list[int] = []

    def numbers(self, column: pa.ChunkedArray) -> Indexes:
        """The number of the text of each row: where it stands among ``words``; -1 for no text."""
        encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
        own = np.array([*map(self._number, encoded.dictionary.to_pylist())], np.int32)
        codes: Indexes = own[numbers_of(encoded.indices)]
        return codes

    def indexes(self, column: pa.ChunkedArray) -> Indexes:
        """What the text of each row means."""
        return self.means_of(self.numbers(column))

    def means_of(self, numbers: Indexes) -> Indexes:
        """What the texts of these numbers mean."""
        means: Indexes = np.array([*self._means, self._missing], np.int32)[numbers]
        return means

    @property
    def words(self) -> list[str]:
        """The distinct texts so far."""
        return list(self._numbers)

    @property
    def meant(self) -> dict[str, int]:
        """What the texts mean that mean something."""
        pairs = zip(self._numbers, self._means, strict=True)
        return {word: means for word, means in pairs if means >= 0}

    @property
    def known(self) -> Known:
        """Which texts mean something."""
        meant = self.meant
        return Known(sorted(meant), sorted(word for word in self._numbers if word not in meant))

    def _number(self, word: str | None) -> int:
        if word is None:
            return _NOTHING
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._means)
            self._means.append(self._index(word))
        return number


def day_column(fetched: pa.Table, texts: Texts | None) -> Indexes:
    """The days of the column ``day``; ``texts`` knows those that are texts."""
    if texts is not None:
        return texts.indexes(fetched["day"])
    import pyarrow as pa

    column = fetched["day"].combine_chunks()
    if column.type != pa.date32():
        column = column.cast(pa.date32())
    days: Indexes = numbers_of(column.view(pa.int32()))
    return days


def numbers_of(column: pa.Array | pa.ChunkedArray) -> NDArray[Any]:
    """A column of numbers; where one is missing, any number may stand.

    Not by PyArrow's ``to_numpy`` or ``fill_null``, which import pandas: 0.3 s and 50 MB of a first cube.
    """
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if column.null_count:
        values = [None, column.buffers()[1]]
        column = pa.Array.from_buffers(column.type, len(column), values, 0, column.offset)
    return np.from_dlpack(column)
