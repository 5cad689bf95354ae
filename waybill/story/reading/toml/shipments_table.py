"""The table ``[shipments]`` of story.toml, with every fault reported; a faulty one is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from waybill.story.contract.frozen import Frozen
from waybill.story.contract.shipments import ShipmentColumns, ShipmentLimits, Shipments
from waybill.story.reading.explain import allowed_values
from waybill.story.reading.problems import Finding
from waybill.story.reading.references import References
from waybill.story.reading.suggest.words import nearest
from waybill.story.reading.toml.lines import Path

Report = Callable[[Path, Finding, str], None]

SECTION = "shipments"
RESERVED = ("mode", "cargo", "from", "to", "flow", "page", "top", "known", "data", "by")
_TABLES: dict[str, type[Frozen]] = {"columns": ShipmentColumns, "limits": ShipmentLimits}


def read_shipments(value: Any, references: References, report: Report) -> Shipments | None:
    """The shipments that a story names; None when a part that they need has a fault."""
    if not isinstance(value, dict):
        report((SECTION,), Finding("is not a table; write [shipments]"), str(value)[:100])
        return None
    values = _known(value, Shipments, (SECTION,), report)
    for key, model in _TABLES.items():
        if isinstance(values.get(key), dict):
            values[key] = _known(values[key], model, (SECTION, key), report)
    attributes = values.get("attributes")
    if isinstance(attributes, dict):
        for name in [name for name in attributes if name in RESERVED]:
            what = "cannot name an attribute: links use it already"
            report((SECTION, "attributes", name), Finding(what), name)
            del attributes[name]
    said_by = values.get("said_by")
    if isinstance(said_by, str) and (found := references.look_up("sources.csv", said_by)):
        report((SECTION, "said_by"), found, said_by)
        return None
    try:
        shipments = Shipments.model_validate(values)
    except ValidationError as error:
        for entry in error.errors(include_url=False, include_input=False):
            _explain(dict(entry), values, report)
        return None
    if not shipments.table and shipments.source.endswith(".duckdb"):
        report((SECTION, "table"), Finding("is missing; a .duckdb file has several tables"), "")
        return None
    if not shipments.table and shipments.variable:
        report((SECTION, "table"), Finding("is missing; a database has several tables"), "")
        return None
    return shipments


def _known(
    table: Mapping[str, Any], model: type[Frozen], path: Path, report: Report
) -> dict[str, Any]:
    """The keys that are read; the others are warned of."""
    for key in table:
        if key not in model.model_fields:
            what = "is not a key Waybill reads"
            report((*path, key), Finding(what, nearest(key, model.model_fields), "warning"), key)
    return {key: value for key, value in table.items() if key in model.model_fields}


def _explain(entry: dict[str, Any], values: Mapping[str, Any], report: Report) -> None:
    path: Path = (SECTION, *(part for part in entry["loc"] if part != "[key]"))
    if entry["type"] == "missing":
        report(path, Finding("is missing"), "")
        return
    value: Any = values
    for part in path[1:]:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            break
    text = "" if isinstance(value, dict | list) else str(value)[:100]
    if entry["type"] == "literal_error":
        allowed = allowed_values(Shipments, str(path[1]))
        what = f"is not a {path[-1]}; allowed: {', '.join(allowed)}"
        report(path, Finding(what, nearest(text, allowed)), text)
        return
    said = str(entry["msg"]).removeprefix("Value error, ")
    report(path, Finding(said if said.startswith("is ") else f"cannot be used: {said}"), text)
