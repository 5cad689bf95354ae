"""The questions to an engine, as Ibis expressions.

They keep to what engines share: counts with a condition, no join with a table of ours, no views, and no weeks
(engines begin them on different days). Texts come back as they are; what they mean is found here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from waybill.shipments.engine.errors import SourceFaultError
from waybill.shipments.engine.source import Source
from waybill.story.contract.shipments import Shipments

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST_QUANTITY = (
    10**15
)  # above, and for what is no number, a quantity counts as missing; engines take 1e15 for a decimal
MOST_NAMED = 500  # texts that a condition excludes; more, and it lists those that it takes
CALENDAR = (date.min, date.max)
"""Years 1 to 9999, as texts may have. Engines know years with millions, and infinity: a cube has a bin for each day."""
PAIR_SIGN = "\x1f"  # between the two names of a pair


@dataclass(frozen=True, slots=True)
class Known:
    """Which texts mean something: those that do, and those that do not."""

    understood: Sequence[str]
    others: Sequence[str]

    def holds(self, column: ir.StringColumn) -> ir.BooleanColumn:
        """Whether a text is one that means something."""
        if not self.others:
            return column.notnull()
        if len(self.others) <= MOST_NAMED:
            return column.notnull() & column.notin(list(self.others))
        return column.notnull() & column.isin(list(self.understood))


def shaped(source: Source, shipments: Shipments) -> ir.Table:
    """The table with columns of our names: origin, destination, day, quantity, and splits and drills by number.

    Raises:
        SourceFaultError: it has not the columns that story.toml names, or of another type.
    """
    table, columns = source.table, shipments.columns

    def column(key: str, name: str) -> ir.Column:
        if name not in table.columns:
            from waybill.story.reading.suggest.words import nearest

            near = nearest(name, table.columns)
            raise SourceFaultError(
                key,
                "is not a column of the shipments" + (f"; did you mean '{near}'?" if near else ""),
            )
        return table[name]

    def text(key: str, name: str) -> ir.Column:
        found = column(key, name)
        return found if found.type().is_string() else found.cast("string")

    shown = {f"drill_{at}": text("drill", name) for at, name in enumerate(shipments.drill)}
    splits = {
        f"split_{at}": text(f"columns.{name}", of)
        for at, (name, of) in enumerate(shipments.splits.items())
    }
    return table.select(
        origin=text("columns.origin", columns.origin),
        destination=text("columns.destination", columns.destination),
        day=_day(column("columns.date", columns.date)),
        quantity=_quantity(column("columns.quantity", columns.quantity), source.kind),
        **splits,
        **shown,
    )


def _day(column: ir.Column) -> ir.Column:
    kind = column.type()
    if kind.is_date():
        return column
    if kind.is_timestamp():
        return column.date()
    if kind.is_string():
        return column.strip().left(10)
    raise SourceFaultError("columns.date", f"is a column of type {kind}, which holds no days")


def _quantity(column: ir.Column, engine: str) -> ir.Column:
    kind = column.type()
    if kind.is_numeric() and not kind.is_boolean():
        return column.cast("float64")
    if kind.is_string() and engine != "postgres":  # PostgreSQL has no cast that may fail
        return column.try_cast("float64")
    raise SourceFaultError(
        "columns.quantity", f"is a column of type {kind}; quantities need a type of numbers"
    )


def day_is_text(table: ir.Table) -> bool:
    """Whether days have to be read from texts."""
    return bool(table.day.type().is_string())


def day_texts(table: ir.Table) -> ir.Table:
    """Every text that stands for a day."""
    return table.filter(table.day.notnull()).select("day").distinct()


def day_holds(table: ir.Table, days: Known | None) -> ir.BooleanColumn:
    """Whether a row has a day of ``CALENDAR``; ``days`` are texts that are one."""
    if days is not None:
        return days.holds(table.day)
    return table.day.notnull() & (table.day >= CALENDAR[0]) & (table.day <= CALENDAR[1])


def quantity_holds(table: ir.Table) -> ir.BooleanColumn:
    """Whether a row has a quantity of at least 0."""
    quantity = table.quantity
    return quantity.notnull() & (quantity >= 0) & (quantity <= MOST_QUANTITY)


def pairs(table: ir.Table, days: Known | None) -> ir.Table:
    """For every two names: how many rows, why some are not drawn, and the sum of the others."""
    has_day, has_quantity = day_holds(table, days), quantity_holds(table)
    negative = table.quantity.notnull() & (table.quantity < 0)
    return table.group_by(["origin", "destination"]).agg(
        rows=table.count(),
        no_day=table.count(where=~has_day),
        no_quantity=table.count(where=has_day & ~has_quantity & ~negative),
        negative=table.count(where=has_day & negative),
        number=table.count(where=has_day & has_quantity),
        total=table.quantity.sum(where=has_day & has_quantity),
    )


def drawable(table: ir.Table, days: Known | None, origins: Known, destinations: Known) -> ir.Table:
    """The rows that have all that a picture needs."""
    return table.filter(
        day_holds(table, days),
        quantity_holds(table),
        origins.holds(table.origin),
        destinations.holds(table.destination),
    )


def of_pairs(table: ir.Table, names: Sequence[tuple[str, str]]) -> ir.Table:
    """The rows of these pairs of names, and perhaps a few more.

    One list of pairs takes two thirds of the time of a join with the largest pairs, half of its memory, and
    gives the same pairs each time: sums of fractions differ in their last digits from run to run.
    """
    joined = table.origin + PAIR_SIGN + table.destination
    return table.filter(joined.isin([f"{origin}{PAIR_SIGN}{to}" for origin, to in names]))


def cells(table: ir.Table, by: Sequence[str]) -> ir.Table:
    """Sums by these columns and day."""
    return table.group_by([*by, "day"]).agg(total=table.quantity.sum(), number=table.count())


def values(table: ir.Table, split: str, most: int) -> ir.Table:
    """The values of a split that have the largest quantities."""
    import ibis

    grouped = table.group_by(split).agg(total=table.quantity.sum(), number=table.count())
    return grouped.order_by([ibis.desc("total"), split]).limit(most)


def count_of_values(table: ir.Table, split: str) -> ir.Table:
    """How many values a split has."""
    return table.select(split).distinct().aggregate(number=lambda found: found.count())


def having(table: ir.Table, split: str, texts: Sequence[str | None]) -> ir.Table:
    """The rows whose value is one of these; None and "" stand for a value that is not stated."""
    column = table[split]
    stated = [text for text in texts if text]
    tests = [column.isin(stated)] if stated else []
    if len(stated) < len(texts):
        tests += [column.isnull(), column == ""]
    return table.filter(reduce(lambda one, other: one | other, tests))
