"""The question for some days alone: what a cube of weeks or months cannot tell of a window of exact days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from waybill.shipments.bins import EPOCH
from waybill.shipments.build import Cells
from waybill.shipments.cube import Cube
from waybill.shipments.engine import expressions
from waybill.shipments.engine.count import narrowed
from waybill.shipments.engine.names import NOT_STATED, stated
from waybill.shipments.engine.source import Source
from waybill.shipments.engine.texts import Texts, day_column, numbers_of
from waybill.shipments.exact.refined import CHANGED, ChangedError, Days
from waybill.story.contract.shipments import Shipments

if TYPE_CHECKING:
    import ibis.expr.types as ir

_UNKNOWN = -1


def cells_on(
    source: Source,
    shipments: Shipments,
    cube: Cube,
    meanings: Mapping[str, Any],
    asked: Sequence[Days],
) -> Cells:
    """The shipments of some days by pair, dimensions and day, as ``exact.refined.edges_of`` takes them.

    Args:
        source: the open engine.
        shipments: the story's contract.
        cube: what the days belong to; it may be narrowed.
        meanings: those of its texts.
        asked: the days.

    Raises:
        SourceFaultError: the data do not fit the contract.
        EngineError: the engine does not answer.
        ChangedError: there are values that the cube does not have.
    """
    columns = {name: f"split_{at}" for at, name in enumerate(shipments.splits)}
    table = narrowed(expressions.shaped(source, shipments), columns, cube.meta["filter"])
    table = on_days(table, meanings["days"], asked)
    table = table.filter(expressions.quantity_holds(table))
    by = [columns[name] for name in cube.dimensions]
    fetched = source.fetch(expressions.cells(table, ["origin", "destination", *by]))
    places = [place[0] for place in cube.meta["places"]]
    keys = [
        Texts(_index(meanings[f"{side}s"], places)).indexes(fetched[side])
        for side in ("origin", "destination")
    ]
    is_known = (keys[0] != _UNKNOWN) & (keys[1] != _UNKNOWN)
    for dimension, column in zip(cube.meta["dimensions"], by, strict=True):
        words = meanings["modes"] if dimension["name"] == "mode" else None
        code = _code(dimension["values"], words)
        keys.append(Texts(code, missing=code(None)).indexes(fetched[column]))
        if (keys[-1][is_known] == _UNKNOWN).any():
            raise ChangedError(CHANGED)
    days = meanings["days"]
    return Cells(
        np.column_stack(keys)[is_known],
        day_column(fetched, None if days is None else Texts(days.__getitem__))[is_known],
        numbers_of(fetched["total"])[is_known],
        numbers_of(fetched["number"])[is_known],
    )


def on_days(table: ir.Table, texts: Mapping[str, int] | None, asked: Sequence[Days]) -> ir.Table:
    """The rows of some days; ``texts`` are the texts that are days, where the engine has no days."""
    if texts is not None:
        inside = [
            text
            for text, day in texts.items()
            if any(first <= day <= last for first, last in asked)
        ]
        return table.filter(table.day.isin(inside))
    tests = [
        table.day.between(EPOCH.plus(first).to_date(), EPOCH.plus(last).to_date())
        for first, last in asked
    ]
    return table.filter(reduce(lambda one, other: one | other, tests))


def _index(ids: Mapping[str, str], places: Sequence[str]) -> Callable[[str], int]:
    """The place of a text: its index in a cube; those that the cube does not name follow behind its last."""
    indexes = {place: at for at, place in enumerate(places)}
    return lambda text: indexes.setdefault(ids[text], len(indexes)) if text in ids else _UNKNOWN


def _code(values: Sequence[str], modes: Mapping[str, str] | None) -> Callable[[str | None], int]:
    """The index of a value of a dimension; ``modes`` has the words for modes."""
    codes = {value: number for number, value in enumerate(values)}

    def code(text: str | None) -> int:
        word = stated(text)
        return codes.get(word if modes is None else modes.get(word, NOT_STATED), _UNKNOWN)

    return code
