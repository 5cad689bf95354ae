"""The bins of a cube's time: days, weeks from Monday on, or months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from waybill.shipments.coding.planes import Integers
from waybill.story.day import Day

Level = Literal["day", "week", "month"]
LEVELS: tuple[Level, ...] = get_args(Level)
EPOCH = Day(1970, 1, 1)
_MONDAY = 4  # 5 January 1970, in days since 1970-01-01


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins side by side; ``edges`` has the first day of each and the day after the last.

    Days are numbers: days since 1970-01-01.
    """

    level: Level
    edges: Integers

    def __len__(self) -> int:
        """How many bins there are."""
        return len(self.edges) - 1

    def of(self, days: NDArray[np.int64]) -> Integers:
        """The bin of each day; the days must lie within."""
        return np.searchsorted(self.edges, days, side="right").astype(np.int64) - 1

    def of_days(self, days: NDArray[np.int64], first: int, last: int) -> Integers:
        """The bin of each of many days from ``first`` to ``last``: each day is looked for once."""
        return self.of(np.arange(first, last + 1))[days - first]

    def window(self, first: int, last: int) -> tuple[int, int]:
        """The bins that hold any day from ``first`` to ``last``: the first of them, and the one behind."""
        low = int(np.searchsorted(self.edges[1:], first, side="right"))
        high = int(np.searchsorted(self.edges[:-1], last, side="right"))
        return low, max(low, high)


def bins_of(level: Level, first: int, last: int) -> Bins:
    """The bins of a level that hold the days from ``first`` to ``last``."""
    if level == "day":
        return Bins(level, np.arange(first, last + 2, dtype=np.int64))
    if level == "week":
        start = first - (first - _MONDAY) % 7
        return Bins(level, np.arange(start, last + 8, 7, dtype=np.int64))
    ends = np.array([first, last], "datetime64[D]").astype("datetime64[M]").astype(np.int64)
    months = np.arange(ends[0], ends[1] + 2).astype("datetime64[M]")
    return Bins(level, months.astype("datetime64[D]").astype(np.int64))
