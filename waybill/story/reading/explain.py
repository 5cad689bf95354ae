"""Pydantic's findings in words for people, with the value that was meant where that is sure."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from waybill.story.edtf import EdtfDate
from waybill.story.reading.columns import NO_STYLES, Styles
from waybill.story.reading.problems import Finding
from waybill.story.reading.suggest import quantities
from waybill.story.reading.suggest.dates import reading as dates
from waybill.story.reading.suggest.dates.style import UNKNOWN_STYLE, DateStyle
from waybill.story.reading.suggest.identifiers import MAX_LENGTH, identifier, signs_replaced
from waybill.story.reading.suggest.places import countries
from waybill.story.reading.suggest.text import mojibake
from waybill.story.reading.suggest.words import nearest

# Column of a first day -> column of the last one (date_cells.END_COLUMNS).
_END_COLUMNS = {"start_date": "end_date", "observed_start": "observed_end"}
# Units that a column has by itself.
_UNITS = {"radius_km": "km"}


def allowed_values(model: type[BaseModel], column: str) -> tuple[str, ...]:
    """The closed list of a column; () when it is open."""
    return _literals(model.model_fields[column].annotation)


def _literals(annotation: object) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(value for part in get_args(annotation) for value in _literals(part))
    return ()


def explain(
    model: type[BaseModel],
    error: Mapping[str, Any],
    column: str,
    value: str,
    row: Mapping[str, str],
    styles: Styles = NO_STYLES,
) -> Finding:
    """What is wrong with ``value`` in ``column``; ``row`` holds the other cells of the row.

    ``error`` is one entry of ``ValidationError.errors()``.
    """
    kind = str(error["type"])
    context: Mapping[str, Any] = error.get("ctx", {})
    if kind in ("missing", "too_short", "string_too_short"):
        return Finding("is empty; every row needs it")
    if kind == "literal_error":
        allowed = allowed_values(model, column)
        what = f"is not a {column}; allowed: {', '.join(allowed)}"
        return Finding(what, nearest(value, allowed), cause=f"not allowed: {value}")
    if kind == "string_pattern_mismatch":
        return _pattern(column, value)
    if kind == "not_an_id":
        return not_an_id(value)
    if kind == "value_error":
        return date(column, value, str(context["error"]), row, styles.of_date(column))
    if kind in ("float_parsing", "int_parsing", "int_from_float"):
        return not_a_number(column, value, row, styles, whole=kind != "float_parsing")
    return Finding(_limit(kind, context) or f"cannot be read: {str(error['msg']).lower()}")


def not_a_number(
    column: str, value: str, row: Mapping[str, str], styles: Styles, *, whole: bool = False
) -> Finding:
    """A cell of a numeric column that holds no number."""
    style = styles.of_number(column)
    if column == "quantity":
        unit, qualifier = row.get("quantity_unit", ""), row.get("quantity_qualifier", "")
        advice = quantities.quantity(value, style, unit, qualifier)
    else:
        advice = quantities.measure(value, style, _UNITS.get(column, ""))
    what = "is not a whole number" if whole else "is not a number"
    if advice.remark:
        what += f"; it {advice.remark}"
    elif advice.cause == "decimal comma":
        what += ": it has a decimal comma"
    suggestion = advice.value
    if whole and suggestion is not None:
        whole_part, _, fraction = suggestion.partition(".")
        suggestion = None if fraction.strip("0") else whole_part
    return Finding(what, suggestion, changes=advice.changes, cause=advice.cause)


def _pattern(column: str, value: str) -> Finding:
    if column in ("country", "to_country"):
        what = "is not an ISO 3166-1 alpha-2 country code: two capital letters"
        return Finding(what, countries.country(value), cause=f"country {value}")
    return _not_a_slug(value)


def not_an_id(value: str) -> Finding:
    """What to say of an id with signs that it may not have."""
    if len(value) > MAX_LENGTH:
        return Finding(f"is longer than {MAX_LENGTH} characters")
    letters = "letters and digits of any script, and - _ . / : +"
    what = f"is not an id; write {letters}, beginning with a letter or digit"
    return Finding(what, id_for(value), cause="not an id")


def id_for(text: str) -> str | None:
    """The id that ``text`` can become; None when it would lose letters or its end."""
    if len(text) > MAX_LENGTH:
        return None
    repair = mojibake.repair(text)
    meant = repair.text if repair else text
    return (identifier(meant) or None) if meant.isascii() else signs_replaced(meant)


def _not_a_slug(value: str) -> Finding:
    """What to say of an id that also names a file."""
    if len(value) > MAX_LENGTH:
        return Finding(f"is longer than {MAX_LENGTH} characters")
    what = (
        "is not an id; write small letters a-z, digits, - and _, beginning with a letter or digit"
    )
    repair = mojibake.repair(value)
    return Finding(what, identifier(repair.text if repair else value) or None, cause="not an id")


def date(
    column: str,
    value: str,
    what: str,
    row: Mapping[str, str],
    style: DateStyle = UNKNOWN_STYLE,
) -> Finding:
    """A cell of a date column that holds no date; ``what`` is what the date's own reading says."""
    reading = dates.read(value, style)
    if reading.cause == "no date" and column in _END_COLUMNS:
        return Finding(f"{what}; it {reading.remark}", changes=((column, ""),), cause="no date")
    if reading.cause == "going on" and column in _END_COLUMNS.values():
        return Finding(f"{what}; .. says that it goes on", EdtfDate.OPEN.text, cause="going on")
    if reading.remark:
        return Finding(f"{what}; it {reading.remark}", cause=reading.cause)
    if reading.cause == "date order" and style.shown_by:
        first, second = ("day", "month") if style.order == "day" else ("month", "day")
        what += f"; the column is written {first}/{second}/year, as '{style.shown_by}' shows"
    if not reading.end:
        return Finding(what, reading.start or None, cause=reading.cause)
    end_column = _END_COLUMNS.get(column)
    if end_column is None or row.get(end_column):
        span = f"{reading.start} to {reading.end}"
        return Finding(f"{what}; it is a stretch of time, {span}", cause=reading.cause)
    return Finding(what, f"{reading.start}/{reading.end}", cause=reading.cause)


def _limit(kind: str, context: Mapping[str, Any]) -> str | None:
    if kind == "greater_than_equal":
        return f"is less than {context['ge']:g}"
    if kind == "less_than_equal":
        return f"is more than {context['le']:g}"
    if kind == "string_too_long":
        return f"is longer than {context['max_length']} characters"
    if kind == "finite_number":
        return "is too large a number"
    wanted = {
        "string_type": 'text: write it in quotes ("…")',
        "float_type": "a number, without quotes",
        "tuple_type": "a list: write it in square brackets",
        "dict_type": "a table",
        "model_type": "a table",
    }.get(kind)
    return f"is not {wanted}" if wanted else None
