"""The fields of a row as a form shows them: in which order, by which label, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from waybill.drafts.document import INFO, SPECS, Row, Value
from waybill.drafts.sentences import column_words, text_of
from waybill.story.model import CheckKind, PathChoice
from waybill.story.reading.references import REFERENCES

Kind = Literal["text", "long", "choice", "row", "rows", "words", "day", "days", "number"]
"""What a field holds: a line, several lines, one of a few values, the id of a row of another table, ids of
such rows, a list of words, a day of story.toml, a first and a last day of it, a number of it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a row. ``of`` is the table whose rows are named; ``more``: seldom needed."""

    column: str
    label: str
    kind: Kind = "text"
    of: str = ""
    choices: tuple[str, ...] = ()
    more: bool = False
    hint: str = ""


FORM_TABLES: tuple[str, ...] = (
    *("places", "legs", "visits", "claims", "sources"),
    *(INFO, "steps", "figures", "checks", "routes", "conflicts", "corrections"),
)
"""Tables with a form, in the order in which they are offered."""

DAY_HINT = "As exactly as it is known: 2023-09-12, 2023-09, 2023, 2023-09~ (about), or empty"
_LONG = frozenset(
    ("note", "statement", "quote", "purpose", "outcome", "limits", "text", "standfirst")
)
_MAIN: Mapping[str, tuple[str, ...]] = {
    "places": ("name", "country", "kind"),
    "legs": (
        *("origin", "destination", "start_date", "end_date", "mode", "path_basis", "via"),
        *("claims", "vessel", "cargo"),
    ),
    "visits": ("visitors", "hosts", "place", "start_date", "end_date", "purpose", "sources"),
    "claims": (
        *("claimant", "statement", "stated_on", "stance", "about", "kind"),
        *("places", "sources", "quote"),
    ),
    "sources": ("publisher", "title", "published_on", "url", "archived_url"),
}
"""Columns shown at once, in this order; the others of the file stand below "More"."""
NEW_ROW: Mapping[str, tuple[str, ...]] = {
    "places": ("name",),
    "legs": ("origin", "destination", "start_date", "mode"),
    "visits": ("visitors", "place", "start_date"),
    "claims": ("claimant", "statement", "stated_on"),
    "sources": ("publisher", "title", "url"),
    "steps": ("title", "text"),
    "figures": ("label", "value", "unit"),
    "checks": ("label", "kind"),
    "routes": ("name",),
    "conflicts": ("title", "text"),
    "corrections": ("date", "text"),
}
"""Columns that a new row is asked for."""
POSITION = ("latitude", "longitude")
"""Columns of places that the form of a position sets, together."""
_NOT_HERE = frozenset(POSITION)

_SECTION_FIELDS: Mapping[str, tuple[Field, ...]] = {
    INFO: (
        Field("title", "Title"),
        Field("standfirst", "One or two sentences below the title", "long"),
        Field("window", "First and last day shown first", "days"),
        Field("window_label", "Whose window that is"),
        Field("record", "First and last day of the whole record", "days"),
        Field("language", "Language of the texts", hint="en"),
        Field("licence", "Licence of the data", hint="CC BY 4.0"),
        Field("contact", "Where errors are reported"),
        Field("path", "Lines where no path is known", "choice", choices=get_args(PathChoice)),
    ),
    "steps": (
        Field("title", "Title"),
        Field("text", "What to read", "long"),
        Field("legs", "Legs brought forward", "rows", "legs"),
        Field("places", "Places brought into view", "rows", "places"),
        Field("window", "First and last day to set", "days"),
        Field("checks", "Checks drawn as measuring lines", "rows", "checks", more=True),
    ),
    "figures": (
        Field("label", "What the figure is"),
        Field("value", "The figure"),
        Field("unit", "Its unit"),
        Field("claims", "Claims that state it", "rows", "claims"),
        Field("basis", "Without claims: who infers it, and from what"),
        Field("check", "The check beside it", "row", "checks", more=True),
    ),
    "checks": (
        Field("label", "What is checked"),
        Field("kind", "What is computed beside it", "choice", choices=get_args(CheckKind)),
        Field("origin", "Measured from", "row", "places"),
        Field("leg", "Leg that is measured", "row", "legs"),
        Field("stated_km", "The figure that somebody states, in km", "number"),
        Field("stated_to_km", "Its upper end in km, if it is a range", "number"),
        Field("stated", "The figure in words, as it is stated"),
        Field("claims", "Claims that state it", "rows", "claims"),
        Field("others", "Claims with other figures", "rows", "claims"),
        Field("basis", "Without claims: who gives it, and from what", more=True),
        Field("note", "Note", "long", more=True),
    ),
    "measures": (
        Field("label", "What it is called"),
        Field("to_place", "Measured to a place", "row", "places"),
        Field("to_country", "Or to the border of a country", hint="Two letters: UA"),
        Field("days", "Or over these days", "days", hint="2023-09-07/2023-10-01"),
        Field("claims", "Claims that give the days", "rows", "claims"),
        Field("note", "What it rests on", "long"),
    ),
    "routes": (
        Field("name", "Name"),
        Field("colour", "Colour", "choice", choices=("sea", "rail", "road", "air", "unknown")),
    ),
    "conflicts": (
        Field("title", "Title"),
        Field("text", "Who says what", "long"),
        Field("claims", "Claims", "rows", "claims"),
        Field("legs", "Legs that it is about", "rows", "legs"),
        Field("places", "Places that it is about", "rows", "places"),
    ),
    "corrections": (Field("date", "Day", "day"), Field("text", "What was changed", "long")),
}


NOT_OF_KIND: Mapping[str, frozenset[str]] = {
    "distance": frozenset(("leg",)),
    "length": frozenset(("origin", "measures")),
    "pace": frozenset(("origin",)),
    "count": frozenset(("origin", "leg", "stated_km", "stated_to_km", "measures")),
}
"""Fields of a check that one of such a kind has no use for."""


def asked(table: str, cells: Row) -> tuple[Field, ...]:
    """The fields that a row has a use for; those that hold something all the same."""
    useless = NOT_OF_KIND.get(str(cells.get("kind") or "distance"), frozenset())
    if table != "checks":
        return fields_of(table)
    return tuple(f for f in fields_of(table) if f.column not in useless or cells.get(f.column))


@cache
def fields_of(table: str) -> tuple[Field, ...]:
    """The fields of a table's rows. Ids are made, so none is among them; nor is a place's position."""
    if table in _SECTION_FIELDS:
        return _SECTION_FIELDS[table]
    spec = SPECS[table]
    main = _MAIN[table]
    columns = [c for c in spec.columns if c != spec.id_column and c not in _NOT_HERE]
    ordered = [*main, *(column for column in columns if column not in main)]
    return tuple(_field(table, column, column not in main) for column in ordered)


def field_of(table: str, column: str) -> Field:
    """The field of a column. Raises KeyError where a form has none."""
    return {field.column: field for field in fields_of(table)}[column]


def _field(table: str, column: str, more: bool) -> Field:
    spec = SPECS[table]
    label = column_words(column)
    if (reference := REFERENCES.get(spec.file, {}).get(column)) is not None:
        of = next(name for name, one in SPECS.items() if one.file == reference.file)
        return Field(column, label, "rows" if column in spec.list_columns else "row", of, more=more)
    if column == "route_id":
        return Field(column, label, "row", "routes", more=more)
    if column in spec.list_columns:
        return Field(column, label, "words", more=more)
    choices = _choices(spec.model.model_fields[column].annotation)
    if choices:
        return Field(column, label, "choice", choices=choices, more=more)
    hint = DAY_HINT if column in spec.date_columns else ""
    return Field(column, label, "long" if column in _LONG else "text", more=more, hint=hint)


def _choices(annotation: Any) -> tuple[str, ...]:
    """The values of a closed list; () for what is none."""
    if get_origin(annotation) is Literal:
        return tuple(str(one) for one in get_args(annotation))
    found = (_choices(part) for part in get_args(annotation))
    return next((one for one in found if one), ())


def items(table: str, value: Value) -> list[str]:
    """The items of a cell that holds a list."""
    if isinstance(value, list):
        return [text_of(one) for one in value]
    text = text_of(value)
    if table not in SPECS:
        return [text] if text else []
    return [item for part in text.split("|") if (item := part.strip())]


def shown(table: str, field: Field, value: Value) -> str | list[str]:
    """What a form shows of a cell: a text, or the items of a list."""
    if field.kind in ("rows", "words"):
        return items(table, value)
    if field.kind == "days":
        if isinstance(value, dict):
            value = [value.get("from"), value.get("to")]
        return (
            "/".join(text_of(one) for one in value) if isinstance(value, list) else text_of(value)
        )
    return text_of(value)
