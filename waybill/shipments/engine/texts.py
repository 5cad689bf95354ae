"""Columns of texts that an engine gives, as indexes of what the texts mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

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
        encoded = column.combine_chunks().dictionary_encode()
        own = np.array([*map(self._number, encoded.dictionary.to_pylist()), _NOTHING], np.int32)
        codes: Indexes = own[encoded.indices.fill_null(-1).to_numpy()]
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

    def _number(self, word: str) -> int:
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

    days: Indexes = fetched["day"].cast(pa.date32()).cast(pa.int32()).to_numpy()
    return days
