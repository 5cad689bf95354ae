"""The CSV files of a story folder: their records, their columns, and what their cells may hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args, get_origin

from pydantic import AfterValidator, TypeAdapter
from pydantic.fields import FieldInfo

from waybill.story.edtf import EdtfDate
from waybill.story.model import REQUIRED_COLUMN, Claim, Leg, Place, Record, Source, Visit
from waybill.story.reading import date_cells
from waybill.story.reading.table.row_form import Columns

# Plain decimals only: no thousands separators, no "nan", no underscores.
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def _needs_column(field: FieldInfo) -> bool:
    return field.is_required() or field.json_schema_extra == REQUIRED_COLUMN


def _is_constrained(metadata: Sequence[object]) -> bool:
    """Whether a text is an id or has a pattern."""
    return any(getattr(one, "pattern", None) or isinstance(one, AfterValidator) for one in metadata)


def _parts_of(annotation: object) -> set[object]:
    """The types that an annotation is made of, itself included."""
    parts = {part for one in get_args(annotation) for part in _parts_of(one)}
    return parts | {annotation}


@dataclass(frozen=True)
class FileSpec:
    """A CSV file of the story folder: which records it holds and which column is the id."""

    file: str
    model: type[Record]
    id_column: str
    required: bool = False

    @cached_property
    def columns(self) -> dict[str, bool]:
        """Column -> whether it is required, in the order of the record's fields."""
        fields = self.model.model_fields.items()
        return {name: _needs_column(f) for name, f in fields if name not in ("row", "extra")}

    @cached_property
    def list_columns(self) -> frozenset[str]:
        """Columns whose cells hold lists separated by ``|``."""
        fields = self.model.model_fields
        return frozenset(c for c in self.columns if get_origin(fields[c].annotation) is tuple)

    @cached_property
    def number_columns(self) -> frozenset[str]:
        """Columns of numbers."""
        return self._columns_of(float, int)

    @cached_property
    def date_columns(self) -> frozenset[str]:
        """Columns of dates."""
        return self._columns_of(EdtfDate)

    @cached_property
    def text_columns(self) -> frozenset[str]:
        """Columns of words: no ids, dates, numbers or members of a closed list."""
        return frozenset(c for c in self.columns if self._is_text(self.model.model_fields[c]))

    @staticmethod
    def _is_text(field: FieldInfo) -> bool:
        parts = get_args(field.annotation) if get_origin(field.annotation) is tuple else ()
        return (field.annotation is str and not _is_constrained(field.metadata)) or parts[:1] == (
            str,
        )

    @cached_property
    def id_columns(self) -> frozenset[str]:
        """Columns of ids of this file's own rows and groups of them."""
        own = {self.id_column, "route_id", "trip_id"}
        return frozenset(own & self.columns.keys())

    def allows(self, column: str, text: str) -> bool:
        """Whether a cell may hold ``text``, as far as the cell alone can tell."""
        if text == "":
            return True
        if column in date_cells.END_COLUMNS and "/" in text:
            column, text = column, text.partition("/")[0]
        try:
            self._adapters[column].validate_python(text)
        except ValueError:
            return False
        return column not in self.number_columns or bool(NUMBER.fullmatch(text))

    @cached_property
    def _adapters(self) -> dict[str, TypeAdapter[Any]]:
        fields = self.model.model_fields
        single = self.columns.keys() - self.list_columns
        return {c: TypeAdapter(fields[c].rebuild_annotation()) for c in single}

    @cached_property
    def form(self) -> Columns:
        """What is known of the file before it is read."""
        return Columns(self.columns, self.number_columns, self.id_column, self.required)

    def _columns_of(self, *wanted: type) -> frozenset[str]:
        found = {c: self.model.model_fields[c].annotation for c in self.columns}
        return frozenset(c for c, t in found.items() if set(wanted) & _parts_of(t))


PLACES = FileSpec("places.csv", Place, "place_id", required=True)
ROUTES = FileSpec("routes.csv", Leg, "leg_id", required=True)
VISITS = FileSpec("visits.csv", Visit, "visit_id")
CLAIMS = FileSpec("claims.csv", Claim, "claim_id")
SOURCES = FileSpec("sources.csv", Source, "source_id")
