"""Columns of texts that an engine gives, as indexes of what the texts mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from waybill.shipments.coding.planes import Integers
from waybill.shipments.engine.expressions import Known

if TYPE_CHECKING:
    import pyarrow as pa


class Texts:
    """A column of texts as indexes of what they mean."""

    def __init__(self, fetched: pa.Table, column: str, index: Any, missing: int = -1) -> None:
        """``index`` gives what a text means, -1 for nothing; ``missing`` is what no text means."""
        encoded = fetched[column].combine_chunks().dictionary_encode()
        self.words: list[str] = encoded.dictionary.to_pylist()
        self._codes: Integers = encoded.indices.fill_null(-1).to_numpy().astype(np.int64)
        means = [index(word) for word in self.words]
        self.indexes: Integers = np.array([*means, missing], np.int64)[self._codes]
        self.meant = {w: at for w, at in zip(self.words, means, strict=True) if at >= 0}
        self.known = Known(
            sorted(self.meant), sorted(word for word in self.words if word not in self.meant)
        )

    def text(self, row: int) -> str:
        """The text of a row."""
        return self.words[int(self._codes[row])]

    def unknown_rows(self, rows: Integers) -> dict[str, int]:
        """How many rows have each text that means nothing; of None nothing is said."""
        sums = np.zeros(len(self.words) + 1, np.int64)
        np.add.at(sums, self._codes, rows)
        return {w: int(sums[at]) for at, w in enumerate(self.words) if w not in self.meant}


def day_column(fetched: pa.Table, numbers: Mapping[str, int] | None) -> Integers:
    """The days of the column ``day``; ``numbers`` are those of texts."""
    if numbers is not None:
        return Texts(fetched, "day", lambda text: numbers[text]).indexes
    import pyarrow as pa

    days: Integers = fetched["day"].cast(pa.date32()).cast(pa.int32()).to_numpy()
    return days.astype(np.int64)
