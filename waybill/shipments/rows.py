"""What is behind a flow: its rows, a hundred at a time and only in the columns that the story lets out, and its split."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waybill.shipments.bins import EPOCH
from waybill.shipments.engine.names import NOT_STATED, stated
from waybill.shipments.entry import Entry
from waybill.shipments.service import StopBy, shipments_of
from waybill.story.day import Day
from waybill.story.model import Story

if TYPE_CHECKING:
    import ibis.expr.types as ir

A_PAGE = 100
ROUNDED = 6  # decimals of sums, whose last digits differ from engine to engine
LONGEST_CELL = 1_000  # characters
MOST_PARTS = 20  # values of a split that are named


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """Which rows: those of a flow between two days, both included, that have these values."""

    origin: str
    destination: str
    first: Day
    last: Day
    wanted: Mapping[str, str]
    page: int = 1


class NoRowsError(LookupError):
    """The story lets no rows out."""


def rows_of(
    story: Story,
    folder: Path,
    entry: Entry,
    question: RowQuestion,
    environment: Mapping[str, str] = os.environ,
    stop_by: StopBy = lambda stop: None,
) -> dict[str, Any]:
    """A page of rows, as docs/shipments.md lists it.

    Args:
        story: the story.
        folder: where its files are.
        entry: the cube of all shipments: it knows which names in the data mean a place.
        question: which rows.
        environment: has the addresses of databases.
        stop_by: is given what ends the query that runs.

    Raises:
        NoRowsError: story.toml names no columns in ``drill``.
        EngineError, SourceFaultError: as for a cube.
    """
    import ibis

    from waybill.shipments.engine.expressions import shaped
    from waybill.shipments.engine.source import open_source

    shipments = shipments_of(story)
    if not shipments.drill:
        raise NoRowsError("This story shows no single shipments.")
    splits = {name: f"split_{at}" for at, name in enumerate(shipments.splits)}
    shown = [f"drill_{at}" for at in range(len(shipments.drill))]
    with open_source(shipments, folder, environment) as source:
        stop_by(source.cancel)
        table = _of_flow(shaped(source, shipments), entry, question, splits)
        columns = ["day", "quantity", *splits.values(), *shown]
        begin = (question.page - 1) * A_PAGE
        # By number: Ibis has Spark skip rows in no order when a query has an offset.
        order = [table.day, ibis.desc(table.quantity), *(table[one] for one in columns[2:])]
        numbered = table.select(*columns, number=ibis.row_number().over(order_by=order))
        page = numbered.filter(numbered.number >= begin, numbered.number < begin + A_PAGE)
        found = source.fetch(page.order_by("number"))
        count = int(source.fetch(table.aggregate(number=table.count()))["number"][0].as_py())
    lists = [found[column].to_pylist() for column in columns]
    days = entry.meanings["days"]
    lists[0] = [
        day.isoformat() if days is None else EPOCH.plus(days[day]).isoformat() for day in lists[0]
    ]
    source_row = story.sources[shipments.said_by]
    return {
        "columns": ["day", "quantity", *splits, *shipments.drill],
        "rows": [[_shortened(cell) for cell in row] for row in zip(*lists, strict=True)],
        "page": question.page,
        "pages": math.ceil(count / A_PAGE),
        "count": count,
        "unit": shipments.unit,
        "said_by": source_row.publisher,
    }


def _shortened(cell: Any) -> Any:
    """A cell without what is too long to be shown."""
    is_long = isinstance(cell, str) and len(cell) > LONGEST_CELL
    return f"{cell[:LONGEST_CELL]}…" if is_long else cell


def split_of(
    story: Story,
    folder: Path,
    entry: Entry,
    question: RowQuestion,
    name: str,
    environment: Mapping[str, str] = os.environ,
    stop_by: StopBy = lambda stop: None,
) -> dict[str, Any]:
    """How a flow is split by cargo or an attribute, as docs/shipments.md lists it: for what is no dimension.

    Args:
        story: the story.
        folder: where its files are.
        entry: the cube of all shipments.
        question: which shipments; its page is not asked for.
        name: cargo or the name of an attribute.
        environment: has the addresses of databases.
        stop_by: is given what ends the query that runs.

    Raises:
        EngineError, SourceFaultError: as for a cube.
    """
    from waybill.shipments.engine.expressions import shaped, values
    from waybill.shipments.engine.source import open_source

    shipments = shipments_of(story)
    splits = {one: f"split_{at}" for at, one in enumerate(shipments.splits)}
    column = splits[name]
    with open_source(shipments, folder, environment) as source:
        stop_by(source.cancel)
        table = _of_flow(shaped(source, shipments), entry, question, splits)
        # A value may be not stated in two ways, and that is one value.
        table = table.mutate(**{column: table[column].nullif("")})
        found = source.fetch(values(table, column, MOST_PARTS))
        whole = source.fetch(
            table.aggregate(
                total=table.quantity.sum(),
                number=table.count(),
                named=table[column].nunique(),
                not_stated=table.count(where=table[column].isnull()),
            )
        ).to_pylist()[0]
    listed = [
        (_shortened(stated(row[column])), round(row["total"], ROUNDED), int(row["number"]))
        for row in found.to_pylist()
    ]
    listed.sort(key=lambda one: (-one[1], one[0]))
    total = round(whole["total"] or 0.0, ROUNDED)
    return {
        "name": name,
        "values": [list(one) for one in listed],
        "more": int(whole["named"]) + ((whole["not_stated"] or 0) > 0) - len(listed),
        "quantity": total,
        "count": int(whole["number"]),
        "unit": shipments.unit,
        "said_by": story.sources[shipments.said_by].publisher,
    }


def _of_flow(
    table: ir.Table, entry: Entry, question: RowQuestion, splits: Mapping[str, str]
) -> ir.Table:
    from waybill.shipments.engine.edges import on_days
    from waybill.shipments.engine.expressions import having, quantity_holds

    meanings = entry.meanings
    origins = [text for text, one in meanings["origins"].items() if one == question.origin]
    destinations = [
        text for text, one in meanings["destinations"].items() if one == question.destination
    ]
    table = table.filter(
        table.origin.isin(origins), table.destination.isin(destinations), quantity_holds(table)
    )
    days = question.first - EPOCH, question.last - EPOCH
    table = on_days(table, meanings["days"], [days])
    for name, value in question.wanted.items():
        texts: list[str | None] = [None if value == NOT_STATED else value]
        if name == "mode":
            texts = [
                None if text == NOT_STATED else text
                for text, mode in meanings["modes"].items()
                if mode == value
            ]
        table = having(table, splits[name], texts) if texts else table.limit(0)
    return table
