"""Pydantic's findings in words for people, with the nearest valid value."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from waybill.story.reading import suggest
from waybill.story.reading.references import Finding

_COORDINATES = {"latitude": 90, "longitude": 180}


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
        return Finding(what, suggest.nearest(value, allowed))
    if kind == "string_pattern_mismatch":
        return _pattern(column, value)
    if kind == "value_error":
        return _date(value, str(context["error"]))
    if column in _COORDINATES:
        return _coordinate(column, value, kind, row)
    if kind in ("float_parsing", "int_parsing", "int_from_float"):
        return not_a_number(column, value, whole=kind != "float_parsing")
    return Finding(_limit(kind, context) or f"cannot be read: {str(error['msg']).lower()}")


def not_a_number(column: str, value: str, *, whole: bool = False) -> Finding:
    """A cell of a numeric column that holds no number."""
    if column in _COORDINATES:
        return Finding("is not a number of decimal degrees", suggest.coordinate(value))
    guess = suggest.number(value, decimal_comma=column != "quantity")
    if not whole:
        return Finding("is not a number", guess)
    guess = guess.split(".")[0] if guess else None
    return Finding("is not a whole number", guess)


def _pattern(column: str, value: str) -> Finding:
    if column in ("country", "to_country"):
        what = "is not an ISO 3166-1 alpha-2 country code: two capital letters"
        return Finding(what, suggest.country(value))
    what = (
        "is not an id; write small letters a-z, digits, - and _, beginning with a letter or digit"
    )
    return Finding(what, suggest.identifier(value) or None)


def _date(value: str, what: str) -> Finding:
    suggestion, remark = suggest.day(value)
    return Finding(f"{what}; it {remark}" if remark else what, suggestion)


def _coordinate(column: str, value: str, kind: str, row: Mapping[str, str]) -> Finding:
    limit = _COORDINATES[column]
    what = f"is outside -{limit} to {limit} degrees"
    latitude, longitude = _number(row.get("latitude")), _number(row.get("longitude"))
    if latitude is None or longitude is None:
        return Finding(what)
    if column == "latitude" and abs(latitude) <= 180 and abs(longitude) <= 90:
        what += ": latitude and longitude look swapped"
        return Finding(what, row["longitude"])
    if column == "longitude" and 180 < abs(longitude) <= 360:
        turned = round(longitude - 360 if longitude > 0 else longitude + 360, 6)
        return Finding(what, f"{turned:g}" if turned == int(turned) else str(turned))
    return Finding(what)


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


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
