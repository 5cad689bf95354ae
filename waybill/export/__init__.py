"""Downloads: tables, CSV, GeoJSON, KML, the story folder and the preview card of a view, or of all.

``export(story, view, kind)`` makes any of them; the modules hold one format each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from waybill.card.cache import CardBusyError, CardCache
from waybill.card.render import MEDIA_TYPE as CARD_MEDIA_TYPE
from waybill.card.render import render_card, warm_up
from waybill.export import archive, csv_file, geojson, kml
from waybill.export.archive import ExportError
from waybill.export.tables import TABLE_NAMES, TableName, story_tables, table
from waybill.story.model import Story
from waybill.view.extract import extract
from waybill.view.view import View

__all__ = [
    "KINDS",
    "TABLE_NAMES",
    "CardBusyError",
    "CardCache",
    "Download",
    "ExportError",
    "Kind",
    "TableName",
    "export",
    "render_card",
    "story_tables",
    "warm_up",
]

Kind = TableName | Literal["geojson", "kml", "zip", "png"]
KINDS: tuple[Kind, ...] = (*TABLE_NAMES, "geojson", "kml", "zip", "png")
"""What can be downloaded: six tables as CSV, and four files of everything at once."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand out."""

    file_name: str
    media_type: str
    content: bytes


def export(story: Story, view: View | None, kind: Kind) -> Download:
    """The rows that ``view`` shows (None: the whole record) as a file of one kind.

    The same story and view give the same bytes. Raises ExportError when the file cannot be made
    (a zip of a view without legs) and ValueError for an unknown kind.
    """
    if kind == "png":
        name = f"{file_stem(story, view)}.png"
        return Download(name, CARD_MEDIA_TYPE, render_card(story, view))
    rows = extract(story, view)
    if kind == "geojson":
        content, media_type = geojson.geojson_bytes(rows), geojson.MEDIA_TYPE
    elif kind == "kml":
        content, media_type = kml.kml_bytes(rows), kml.MEDIA_TYPE
    elif kind == "zip":
        content, media_type = archive.archive_bytes(rows, view), archive.MEDIA_TYPE
    elif kind in TABLE_NAMES:
        content = csv_file.csv_bytes(table(rows, kind), rows.about)
        return Download(f"{file_stem(story, view)}_{kind}.csv", csv_file.MEDIA_TYPE, content)
    else:
        raise ValueError(f"there is no download {kind!r}; the kinds are {', '.join(KINDS)}")
    return Download(f"{file_stem(story, view)}.{kind}", media_type, content)


def file_stem(story: Story, view: View | None) -> str:
    """``tikhoretsk-2023-09-07_2023-10-01``, with ``_known-2023-10-12`` where it applies; or -all."""
    if view is None:
        return f"{story.info.id}-all"
    known = f"_known-{view.known.isoformat()}" if view.known else ""
    return f"{story.info.id}-{view.start.isoformat()}_{view.end.isoformat()}{known}"
