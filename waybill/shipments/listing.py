"""The flows of a window as they are listed: by the command, by downloads and by scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waybill.shipments.bins import EPOCH
from waybill.shipments.cube import Cube
from waybill.shipments.window import Sum, Window
from waybill.shipments.words import rest_sentences

COLUMNS = (
    *("origin", "origin_name", "destination", "destination_name"),
    *("quantity", "unit", "shipments", "share"),
)


def day_of(number: int) -> str:
    """The ISO date of a day."""
    return EPOCH.plus(number).isoformat()


def flow_rows(cube: Cube, window: Window) -> list[dict[str, Any]]:
    """The flows drawn, the largest first; ``share`` is that of the quantity of all shipments."""
    places = cube.meta["places"]
    whole = window.total.quantity
    return [
        {
            "origin": places[flow.origin][0],
            "origin_name": places[flow.origin][1],
            "destination": places[flow.destination][0],
            "destination_name": places[flow.destination][1],
            "quantity": flow.quantity,
            "unit": cube.meta["unit"],
            "shipments": flow.count,
            "share": round(flow.quantity / whole, 6) if whole else 0.0,
        }
        for flow in window.flows
    ]


def listing(cube: Cube, window: Window, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Flows, totals and what is left out, as ``python -m waybill flows --json`` prints them."""
    return {
        "from": day_of(window.first),
        "to": day_of(window.last),
        "level": cube.bins.level,
        "unit": cube.meta["unit"],
        "said_by": cube.meta["said_by"],
        "as_of": cube.meta["as_of"],
        "filter": {**cube.meta["filter"], **wanted},
        "flows": flow_rows(cube, window),
        **{name: _sum(getattr(window, name)) for name in ("drawn", "loops", "rest", "total")},
        "pairs": cube.meta["pairs"],
        "is_top": window.is_top,
        "left_out": cube.meta["left_out"],
        "stale": cube.meta.get("stale"),
        "sentence": not_drawn(cube, window),
    }


def _sum(one: Sum) -> dict[str, float]:
    return {"flows": one.flows, "quantity": one.quantity, "shipments": one.count}


def not_drawn(cube: Cube, window: Window) -> str:
    """What is not drawn: ``412 smaller flows not drawn: 3.1 % of the quantity, 640 shipments. 39 …``."""
    meta = {**cube.meta, "bins": {"level": cube.bins.level}}
    return " ".join(rest_sentences(meta, window)[1:])
