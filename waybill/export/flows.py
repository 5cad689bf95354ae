"""Flows of a window as files: CSV, GeoJSON and Parquet. Nothing but what the picture shows leaves."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from waybill.export.csv_file import plain, safe_cell
from waybill.export.geojson import line_geometry
from waybill.shipments.cube import Cube
from waybill.shipments.listing import COLUMNS, day_of, flow_rows, not_drawn
from waybill.shipments.window import Window

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}
MORE_COLUMNS = ("from", "to", "said_by")


def flows_file(kind: str, cube: Cube, window: Window) -> bytes:
    """The flows drawn as one of ``MEDIA_TYPES``."""
    said = {
        "from": day_of(window.first),
        "to": day_of(window.last),
        "said_by": cube.meta["said_by"]["publisher"],
    }
    rows = [{**row, **said} for row in flow_rows(cube, window)]
    if kind == "csv":
        return _csv(rows)
    if kind == "geojson":
        return _geojson(cube, window, rows)
    return _parquet(rows)


def _csv(rows: list[dict[str, Any]]) -> bytes:
    columns = (*COLUMNS, *MORE_COLUMNS)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([safe_cell(plain(row[column])) for column in columns] for row in rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def _geojson(cube: Cube, window: Window, rows: list[dict[str, Any]]) -> bytes:
    where = {place[0]: (place[2], place[3]) for place in cube.meta["places"]}
    features = [
        {
            "type": "Feature",
            "geometry": line_geometry([where[row["origin"]], where[row["destination"]]]),
            "properties": row,
        }
        for row in rows
    ]
    collection = {
        "type": "FeatureCollection",
        "note": f"Straight lines between places: sums of shipments, not courses. {not_drawn(cube, window)}",
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False).encode("utf-8", "replace")


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"quantity": pa.float64(), "shipments": pa.int64(), "share": pa.float64()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in (*COLUMNS, *MORE_COLUMNS)])
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema), stream)
    return stream.getvalue()
