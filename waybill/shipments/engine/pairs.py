"""The pairs of places that an engine found: their totals, and why rows are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from waybill.shipments.blocks import distinct_numbers, positions, tells_of
from waybill.shipments.coding.planes import Integers
from waybill.shipments.engine.folding import folded
from waybill.shipments.engine.texts import Indexes, Texts, numbers_of

if TYPE_CHECKING:
    import pyarrow as pa

ROUNDED = 6  # decimals of sums that are compared


class Pairs:
    """Pairs by number (origin × places + destination), with their totals.

    ``left_out`` counts rows by why they are not drawn, ``unknown`` those of each name that is no place.
    """

    def __init__(
        self,
        parts: Iterable[pa.Table],
        origins: Texts,
        destinations: Texts,
        places: int,
        pool: Executor,
    ) -> None:
        """``parts`` are rows of ``expressions.pairs``; what is usable of each is kept, by the thread of ``pool``."""
        self._places = places
        self._texts = origins, destinations
        self.left_out = dict.fromkeys(("rows", "no_place", "no_day", "no_quantity", "negative"), 0)
        self.unknown: dict[str, int] = {}
        usable = list(folded(pool, parts, self._usable))
        self._origins, self._destinations = (
            np.concatenate([np.zeros(0, np.int32), *(part[end] for part in usable)])
            for end in (0, 1)
        )
        totals = np.concatenate([np.zeros(0), *(part[2] for part in usable)])
        counts = np.concatenate([np.zeros(0, np.int64), *(part[3] for part in usable)])
        numbers = origins.means_of(self._origins).astype(np.int64) * places + destinations.means_of(
            self._destinations
        )
        self.pairs = distinct_numbers(numbers, places * places)
        self._of_rows = positions(self.pairs, numbers, places * places)
        sums = np.bincount(self._of_rows, totals, len(self.pairs)).astype(np.float64)
        self.totals: NDArray[np.float64] = np.round(sums, ROUNDED)
        self.numbers: Integers = np.zeros(len(self.pairs), np.int64)
        np.add.at(self.numbers, self._of_rows, counts)
        self.ranked: Integers = np.argsort(-self.totals, kind="stable")  # pairs are in order

    def _usable(self, part: pa.Table) -> tuple[Indexes, Indexes, NDArray[np.float64], Integers]:
        """Of the rows with two places that have anything to draw: numbers of both names, totals, counts."""
        ends = [
            texts.numbers(part[column])
            for texts, column in zip(self._texts, ("origin", "destination"), strict=True)
        ]
        rows, number = numbers_of(part["rows"]), numbers_of(part["number"])
        is_known = np.ones(len(rows), bool)
        for texts, own in zip(self._texts, ends, strict=True):
            is_place = texts.means_of(own) >= 0
            is_known &= is_place
            no_place = ~is_place & (own >= 0)
            if no_place.any():
                words = texts.words
                sums = np.bincount(own[no_place], rows[no_place], len(words))
                for at in np.flatnonzero(sums):
                    self.unknown[words[at]] = self.unknown.get(words[at], 0) + int(sums[at])
        self.left_out["rows"] += int(rows.sum())
        self.left_out["no_place"] += int(rows[~is_known].sum())
        for name in ("no_day", "no_quantity", "negative"):
            self.left_out[name] += int(numbers_of(part[name])[is_known].sum())
        chosen = is_known & (number > 0)
        totals = numbers_of(part["total"])  # none where the number is 0
        return ends[0][chosen], ends[1][chosen], totals[chosen], number[chosen]

    def among(self, kept: Integers) -> Callable[[Sequence[Indexes]], NDArray[np.bool_]]:
        """What tells which keys, whose first two columns are places or -1, are of these pairs."""
        is_among = tells_of(self.pairs[kept], self._places**2, len(self._of_rows))

        def is_kept(keys: Sequence[Indexes]) -> NDArray[np.bool_]:
            origins, destinations = keys[:2]
            numbers = origins.astype(np.int64) * self._places + destinations
            is_pair: NDArray[np.bool_] = (origins >= 0) & (destinations >= 0)
            is_pair &= is_among(np.where(is_pair, numbers, 0))
            return is_pair

        return is_kept

    def names_of(self, kept: Integers) -> list[tuple[str, str]]:
        """The two names of these pairs, in every way in which the data have them."""
        rows = np.flatnonzero(np.isin(self._of_rows, kept))
        origins, destinations = (texts.words for texts in self._texts)
        return sorted(
            (origins[one], destinations[to])
            for one, to in zip(self._origins[rows], self._destinations[rows], strict=True)
        )
