"""``[shipments]`` of story.toml: where shipments are counted, and which columns say what of them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from waybill.story.contract.frozen import Frozen
from waybill.story.ids import Identifier, Slug

FILE_KINDS = (".csv", ".parquet", ".duckdb")
DayOrder = Literal["year first", "day first", "month first"]
MOST_PAIRS, MOST_CELLS = 20_000, 2_000_000
LONGEST_TIMEOUT_S = 600
_VARIABLE = re.compile(r"env:[A-Z][A-Z0-9_]*", re.ASCII)


def _source(text: str) -> str:
    if _VARIABLE.fullmatch(text):
        return text
    path = PurePosixPath(text)
    is_inside = not path.is_absolute() and ".." not in path.parts and "\\" not in text
    if is_inside and "\0" not in text and path.suffix in FILE_KINDS:
        return text
    raise ValueError(
        "is no source of shipments; write a .csv, .parquet or .duckdb file of the story folder, or "
        "env:NAME for a database whose address is in the environment variable NAME"
    )


def _column(text: str) -> str:
    if not text.strip() or len(text) > 200:
        raise ValueError("is not the name of a column")
    return text


Column = Annotated[str, AfterValidator(_column)]
"""The name of a column, as the file or table has it."""
Source = Annotated[str, AfterValidator(_source)]
"""A file of the story folder, or ``env:NAME``."""


class ShipmentColumns(Frozen):
    """Which column says what of a shipment."""

    origin: Column = Field(description="where it began: a place_id, name or alias of places.csv")
    destination: Column = Field(description="where it ended")
    date: Column = Field(description="its day; of a time, the day is used")
    quantity: Column = Field(description="how much, in `unit`")
    mode: Column | None = Field(None, description="how it went: sea, rail, road, air or a synonym")
    cargo: Column | None = Field(None, description="what it was")


class ShipmentLimits(Frozen):
    """How much is kept and how long is waited."""

    pairs: int = Field(2_000, ge=1, le=MOST_PAIRS, description="pairs of places kept")
    cells: int = Field(400_000, ge=1_000, le=MOST_CELLS, description="numbers kept of them")
    timeout_s: int = Field(20, ge=1, le=LONGEST_TIMEOUT_S, description="seconds for a query")


class Shipments(Frozen):
    """Many shipments, drawn as flows; a flow is a claim of whoever ``said_by`` names."""

    source: Source
    said_by: Identifier = Field(description="source_id: who says so")
    unit: str = Field(min_length=1, max_length=20)
    columns: ShipmentColumns
    table: str = Field("", description="name of the table in a .duckdb file or a database")
    day_order: DayOrder = Field(
        "year first", description="how days are written where they are text"
    )
    drill: tuple[Column, ...] = Field((), description="columns that rows of a flow may show")
    attributes: dict[Slug, Column] = Field(
        default_factory=dict, description="name -> column: what flows may be narrowed by"
    )
    limits: ShipmentLimits = ShipmentLimits()
    note: str = Field("", description="what readers should know of these data")

    @property
    def splits(self) -> dict[str, str]:
        """What shipments may be narrowed by: name -> column; mode and cargo first."""
        named = {"mode": self.columns.mode, "cargo": self.columns.cargo}
        return {**{name: column for name, column in named.items() if column}, **self.attributes}

    @property
    def variable(self) -> str:
        """The environment variable with the database's address; "" for a file."""
        return self.source.removeprefix("env:") if self.source.startswith("env:") else ""
