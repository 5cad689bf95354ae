"""One pass over the shipments: what an engine counts, with places, days and modes as the story knows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from waybill.shipments.build import Cells, Counted, Dimension, Spot
from waybill.shipments.engine import expressions
from waybill.shipments.engine.expressions import Known
from waybill.shipments.engine.folding import folded
from waybill.shipments.engine.names import NOT_STATED, PlaceNames, days_of, mode_of, stated
from waybill.shipments.engine.pairs import ROUNDED, Pairs
from waybill.shipments.engine.source import Source
from waybill.shipments.engine.texts import Indexes, Texts, day_column, numbers_of
from waybill.story.contract.shipments import Shipments
from waybill.story.model import MODES, Story

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

MOST_VALUES = 200  # of cargo or an attribute that are listed; of raw words for modes
MOST_PAIR_NAMES = 20_000  # in one condition
LONGEST_VALUE = 1_000  # characters; as in a link
WIDE = 3  # rows of the kept pairs, as a multiple of the cells, up to which all splits are asked for
UNKNOWN_SHOWN = 20
NO_DAY = int(np.iinfo(np.int32).min)
"""What a text means that is no day; -1 is 31 December 1969."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the texts in the data mean: place_ids, modes, and days where they are texts."""

    origins: Mapping[str, str]
    destinations: Mapping[str, str]
    modes: Mapping[str, str]
    days: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was counted, and what the texts mean.

    ``unknown`` are names that are no place: text, rows, and the place that may be meant.
    """

    counted: Counted
    meanings: Meanings
    unknown: Sequence[tuple[str, int, str | None]]


def count(source: Source, shipments: Shipments, story: Story, wanted: Mapping[str, str]) -> Answer:
    """Ask the engine everything that a cube needs.

    Args:
        source: the open engine.
        shipments: the story's contract.
        story: its places give the names.
        wanted: value that shipments must have, by the name of a split; mode is not among them.

    Raises:
        SourceFaultError: the data do not fit the contract.
        EngineError: the engine does not answer.
    """
    with ThreadPoolExecutor(1) as pool:
        return _Pass(source, shipments, story, wanted, pool).answer()


class _Pass:
    """The questions of one pass, in their order."""

    def __init__(
        self,
        source: Source,
        shipments: Shipments,
        story: Story,
        wanted: Mapping[str, str],
        pool: Executor,
    ) -> None:
        """``pool`` is one thread, which folds what came while the engine works on what comes next."""
        self._pool = pool
        self._source = source
        self._shipments = shipments
        self._story = story
        self._names = PlaceNames(story.places)
        self._columns = {name: f"split_{at}" for at, name in enumerate(shipments.splits)}
        self._wanted = wanted
        self._table = narrowed(expressions.shaped(source, shipments), self._columns, wanted)
        self._day_numbers: dict[str, int] | None = None
        self._day_texts: Texts | None = None

    def answer(self) -> Answer:
        days = self._days()
        origins, destinations = Texts(self._names.index), Texts(self._names.index)
        parts = self._source.parts(expressions.pairs(self._table, days))
        pairs = Pairs(parts, origins, destinations, len(self._names.ids), self._pool)
        kept = pairs.ranked[: self._shipments.limits.pairs]
        drawable = expressions.drawable(self._table, days, origins.known, destinations.known)
        narrow, modes, dimensions = self._splits(drawable, int(pairs.numbers[kept].sum()))
        by = [self._columns[one.name] for one in dimensions]
        names = pairs.names_of(kept)
        of_kept = (
            expressions.of_pairs(drawable, names)
            if len(names) <= MOST_PAIR_NAMES
            else drawable.filter(
                drawable.origin.isin(sorted({one for one, _ in names})),
                drawable.destination.isin(sorted({to for _, to in names})),
            )
        )
        is_kept = pairs.among(kept)  # a list of pairs of names finds a few more
        flows = self._cells(of_kept, ["origin", "destination"], by, dimensions, modes, is_kept)
        outgoing = self._cells(drawable, ["origin"], by, dimensions, modes)
        incoming = self._cells(drawable, ["destination"], by, dimensions, modes)
        counted = Counted(
            spots=[
                Spot(place.place_id, place.name, place.latitude, place.longitude)
                for place in self._story.places.values()
            ],
            dimensions=dimensions,
            pairs=np.column_stack(np.divmod(pairs.pairs, max(len(self._names.ids), 1))),
            pair_quantities=pairs.totals,
            pair_counts=pairs.numbers,
            flows=flows.result(),
            outgoing=outgoing.result(),
            incoming=incoming.result(),
            about={"left_out": pairs.left_out, "narrow": narrow, "filter": dict(self._wanted)},
        )
        ids = self._names.ids
        meanings = Meanings(
            {text: ids[index] for text, index in origins.meant.items()},
            {text: ids[index] for text, index in destinations.meant.items()},
            modes,
            self._day_numbers,
        )
        return Answer(counted, meanings, self._unknown(pairs))

    def _days(self) -> Known | None:
        """Which texts are days; None where the engine has days."""
        if not expressions.day_is_text(self._table):
            return None
        texts = self._source.fetch(expressions.day_texts(self._table))["day"].to_pylist()
        numbers = self._day_numbers = days_of(texts, self._shipments.day_order)
        self._day_texts = Texts(lambda text: numbers.get(text, NO_DAY), missing=NO_DAY)
        unknown = [text for text in texts if text not in numbers]
        return Known(sorted(numbers), sorted(unknown))

    def _splits(
        self, drawable: ir.Table, rows: int
    ) -> tuple[list[dict[str, Any]], dict[str, str], list[Dimension]]:
        """What may be narrowed by, the words for modes, and what the cells are split by."""
        narrow: list[dict[str, Any]] = []
        modes: dict[str, str] = {}
        dimensions = []
        is_small = rows <= WIDE * self._shipments.limits.cells
        for name, column in self._columns.items():
            found = self._source.fetch(expressions.values(drawable, column, MOST_VALUES + 1))
            rows_found = found.to_pylist()
            words = [row[column] for row in rows_found]
            # A longer value is in no link, and two hundred of a megabyte would be in every cube.
            short = [row for row in rows_found if len(row[column] or "") <= LONGEST_VALUE]
            is_whole = len(words) <= MOST_VALUES and len(short) == len(words)
            if name == "mode":
                modes = {stated(word): mode_of(word) for word in words}
                present = [mode for mode in MODES if mode in modes.values()]
                if is_whole:
                    dimensions.append(Dimension(name, tuple(present)))
                continue
            totals: dict[str, list[float]] = {}
            for row in short:
                word, total, number = row[column], row["total"], row["number"]
                of_word = totals.setdefault(stated(word), [0.0, 0])
                of_word[0] += total
                of_word[1] += number
            more = 0
            if not is_whole:
                every = self._source.fetch(expressions.count_of_values(drawable, column))
                more = int(every["number"][0].as_py()) - min(len(short), MOST_VALUES)
            # Sums of fractions differ in their last digits from engine to engine.
            sums = [(word, round(total, ROUNDED), int(n)) for word, (total, n) in totals.items()]
            sums.sort(key=lambda one: (-one[1], one[0]))
            listed = sums[:MOST_VALUES]
            narrow.append({"name": name, "values": [list(one) for one in listed], "more": more})
            is_whole = is_whole and len(totals) == len(listed)
            if is_whole and is_small and name not in self._wanted:
                dimensions.append(Dimension(name, tuple(word for word, *_ in listed)))
        return narrow, modes, dimensions

    def _cells(
        self,
        table: ir.Table,
        places: Sequence[str],
        by: Sequence[str],
        dimensions: Sequence[Dimension],
        modes: Mapping[str, str],
        is_wanted: Callable[[Sequence[Indexes]], NDArray[np.bool_]] | None = None,
    ) -> Future[Cells]:
        """Sums by places, dimensions and day, of the keys that are wanted; joined while the engine goes on.

        Rows that came between two questions may have places, values and days as texts that were in no answer
        before: none of them is in the sums.
        """
        meaning = {column: Texts(self._names.index) for column in places}
        for column, dimension in zip(by, dimensions, strict=True):
            codes = {value: number for number, value in enumerate(dimension.values)}
            words = modes if dimension.name == "mode" else None
            meaning[column] = Texts(
                lambda text, codes=codes, words=words: codes.get(  # type: ignore[misc]
                    stated(text) if words is None else words.get(stated(text), ""), -1
                ),
                missing=codes.get(
                    NOT_STATED if words is None else words.get(NOT_STATED, NOT_STATED), -1
                ),
            )

        def fold(part: pa.Table) -> list[NDArray[Any]]:
            indexes = [texts.indexes(part[column]) for column, texts in meaning.items()]
            days = day_column(part, self._day_texts)
            own: list[NDArray[Any]] = [
                *indexes,
                days,
                numbers_of(part["total"]),
                numbers_of(part["number"]),
            ]
            chosen = days != NO_DAY
            if is_wanted is not None:
                chosen &= is_wanted(indexes)
            for column in indexes:
                chosen &= column >= 0
            return own if chosen.all() else [column[chosen] for column in own]

        parts = self._source.parts(expressions.cells(table, [*places, *by]))
        columns = list(folded(self._pool, parts, fold))
        return self._pool.submit(_joined, columns, len(meaning))

    def _unknown(self, pairs: Pairs) -> list[tuple[str, int, str | None]]:
        """The names that are no place, by the rows that have them."""
        largest = sorted(pairs.unknown.items(), key=lambda one: (-one[1], one[0]))[:UNKNOWN_SHOWN]
        return [
            (text[:LONGEST_VALUE], number, self._names.near(text[:LONGEST_VALUE]))
            for text, number in largest
        ]


def narrowed(table: ir.Table, columns: Mapping[str, str], wanted: Mapping[str, str]) -> ir.Table:
    """The rows that have the wanted values."""
    for name, value in wanted.items():
        table = expressions.having(table, columns[name], [None if value == NOT_STATED else value])
    return table


def _joined(parts: list[list[NDArray[Any]]], many: int) -> Cells:
    """The cells of all parts, of ``many`` columns of keys; each part gives up its columns one by one."""
    rows = sum(len(part[-1]) for part in parts)
    keys, days = np.empty((many, rows), np.int32), np.empty(rows, np.int32)
    quantities, counts = np.empty(rows), np.empty(rows, np.int64)
    for column in (*keys, days, quantities, counts):
        at = 0
        for part in parts:
            own = part.pop(0)
            column[at : at + len(own)] = own
            at += len(own)
    return Cells(keys.T, days, quantities, counts)
