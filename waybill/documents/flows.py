"""The flows of many shipments as a table, and as the first picture of a page; shares, and what is not drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from waybill.documents.render import render
from waybill.evidence.phrases import counted
from waybill.flows.curve import curve_of
from waybill.flows.picture import Picture
from waybill.flows.scales import width_of
from waybill.flows.shown import ShownFlows
from waybill.flows.words import (
    amount_words,
    isolated_name,
    rest_sentences,
    said_words,
    share_words,
)
from waybill.geo.mercator import TILE_PX, unit_points
from waybill.geo.viewport import Viewport
from waybill.shipments.window import Sum
from waybill.view.view import View

MOST_ROWS = 1_000
"""Rows of a table; files have all."""
FIRST_FLOWS = 100
"""Flows of a first picture: it has to come at once."""
FIRST_ROWS = 10
FILES = ("csv", "geojson", "parquet", "json")
_PIXEL = 1.25
"""Units of the first picture, which is 1000 wide, to a pixel of the map."""


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A row of the table, in words."""

    name: str
    quantity: str
    share: str
    shipments: str


@dataclass(frozen=True, slots=True)
class FlowTable:
    """The flows of a view, as a template needs them; without ``rows`` the sentences say why."""

    sentences: tuple[str, ...]
    said: str = ""
    source_url: str = ""
    note: str = ""
    unit: str = ""
    narrowed: str = ""
    rows: tuple[FlowRow, ...] = ()
    more: int = 0
    """Flows that are drawn and are not among the rows."""
    rest: FlowRow | None = None
    total: FlowRow | None = None
    files: tuple[tuple[str, str], ...] = ()
    """Kind and address of each file of them."""
    stale: str = ""


def flow_table(
    flows: ShownFlows | None, view: View, files: Mapping[str, str], most: int = MOST_ROWS
) -> FlowTable | None:
    """The flows of a view, each place alone; None in a story without shipments.

    Args:
        flows: the flows of the view.
        view: which dates, and how many flows.
        files: the address of a file of these flows, by its kind.
        most: rows at most.
    """
    if flows is None:
        return None
    picture = flows.picture(view)
    if picture is None:
        return FlowTable((flows.why,))
    meta, found = picture.cube.meta, picture.window
    whole = found.total.quantity

    def row(name: str, quantity: float, count: int) -> FlowRow:
        return FlowRow(name, amount_words(quantity, ""), share_words(quantity, whole), f"{count:,}")

    def sum_row(name: str, one: Sum) -> FlowRow:
        return row(name, one.quantity, one.count)

    rows = [
        row(isolated_name(meta, flow), flow.quantity, flow.count) for flow in found.flows[:most]
    ]
    return FlowTable(
        sentences=tuple(rest_sentences(picture)),
        said=said_words(meta),
        source_url=meta["said_by"]["url"],
        note=meta["note"],
        unit=meta["unit"],
        narrowed=", ".join(f"{name}: {value}" for name, value in flows.narrowed.items()),
        rows=tuple(rows),
        more=len(found.flows) - len(rows),
        rest=sum_row("Not drawn", found.rest),
        total=sum_row("All", found.total),
        files=tuple(files.items()),
        stale=meta.get("stale") or "",
    )


def flow_files(query: str) -> dict[str, str]:
    """Addresses of files of the flows that a link's query asks for, from a page beside ``shipments/``."""
    asked = f"?{query}" if query else ""
    return {kind: f"shipments/flows.{kind}{asked}" for kind in FILES}


def flow_table_html(table: FlowTable) -> str:
    """The part of a page with the table of flows, all its rows in sight."""
    return render("flows.html", flows=table, first_rows=len(table.rows))


@dataclass(frozen=True, slots=True)
class FirstFlow:
    """A flow of the first picture: its line and its head as SVG paths, in units of the picture."""

    mode: str
    width: str
    line: str
    head: str


@dataclass(frozen=True, slots=True)
class FirstFlows:
    """The largest flows for the first picture of a page, the smallest of them first; and what they are."""

    words: str
    flows: tuple[FirstFlow, ...] = ()
    rings: tuple[tuple[str, ...], ...] = ()
    """(x, y, radius of the disc, radius of the circle)."""


def first_flows(flows: ShownFlows | None, view: View, viewport: Viewport) -> FirstFlows | None:
    """The flows of the first picture; None in a story without shipments."""
    if flows is None:
        return None
    zoom = math.log2(viewport.scale / _PIXEL / TILE_PX)
    picture = flows.picture(view, zoom)
    if picture is None:
        return FirstFlows(flows.why)
    points = unit_points([(lat, lon) for _, _, lat, lon in picture.cube.meta["places"]])
    points[:, 0] += (viewport.middle - points[:, 0]).round()
    at = [(float(x), float(y)) for x, y in viewport.project(points)]
    drawn = []
    for index in reversed(range(min(FIRST_FLOWS, len(picture.window.flows)))):
        flow = picture.window.flows[index]
        width = width_of(flow.quantity, picture.largest) * _PIXEL
        gap = (picture.radius(flow.destination) + 1.5) * _PIXEL
        curve = curve_of(at[flow.origin], at[flow.destination], width, gap, _PIXEL)
        if curve is None:
            continue
        line = f"M{_xy(curve.start)}Q{_xy(curve.bend)} {_xy(curve.neck)}"
        head = f"M{_xy(curve.tip)}L{_xy(curve.wings[0])} {_xy(curve.wings[1])}z"
        drawn.append(FirstFlow(picture.modes[index], f"{width:.2f}", line, head))
    rings = []
    for place in sorted(picture.rings, key=picture.radius):
        if picture.radius(place) > 0:
            out, into = picture.radii(place)
            radii = (max(out, 1.0) * _PIXEL, max(into, 1.5) * _PIXEL)
            rings.append(tuple(f"{value:.1f}" for value in (*at[place], *radii)))
    return FirstFlows(_first_words(picture, len(drawn)), tuple(drawn), tuple(rings))


def _first_words(picture: Picture, shown: int) -> str:
    """ "Flows: 188 … According to …": with how many of them the first picture has."""
    count = len(picture.window.flows)
    few = (
        f" Shown first: the {counted(shown, 'largest flow', 'largest flows')}."
        if shown < count
        else ""
    )
    return f"{' '.join(rest_sentences(picture))}{few} {said_words(picture.cube.meta)}"


def _xy(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
