"""Downloads: tables, CSV, GeoJSON, KML, the story folder and the preview card of a view, or of all.

``export(story, view, kind)`` makes any of them; the modules hold one format each.
"""

from __future__ import annotations

from dataclasses import dataclass

from waybill.export.archive import ExportError, archive_bytes
from waybill.export.csv_file import csv_bytes
from waybill.export.geojson import geojson_bytes
from waybill.export.kinds import FILE_KINDS, KINDS, Kind
from waybill.export.kml import kml_bytes
from waybill.export.tables import TABLE_NAMES, TableName, story_tables, table
from waybill.flows.shown import ShownFlows
from waybill.story.model import Story
from waybill.view.extract import extract
from waybill.view.view import View

__all__ = [
    "KINDS",
    "TABLE_NAMES",
    "Download",
    "ExportError",
    "Kind",
    "TableName",
    "export",
    "file_name",
    "story_tables",
]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand out."""

    file_name: str
    content_type: str
    content: bytes


def export(
    story: Story, view: View | None, kind: Kind, flows: ShownFlows | None = None
) -> Download:
    """The rows that ``view`` shows (None: the whole record) as a file of one kind.

    The same story and view give the same bytes. ``flows`` are drawn in a picture.

    Raises:
        ExportError: the file cannot be made (a zip of a view without legs).
        ValueError: there is no such kind.
    """
    if kind not in FILE_KINDS:
        raise ValueError(f"there is no download {kind!r}; the kinds are {', '.join(KINDS)}")
    content = _content(story, view, kind, flows)
    return Download(file_name(story, view, kind), FILE_KINDS[kind].content_type, content)


def file_name(story: Story, view: View | None, kind: Kind) -> str:
    """``tikhoretsk-2023-09-07_2023-10-01_legs.csv``, with ``_known-2023-10-12`` where it applies."""
    return file_stem(story, view) + FILE_KINDS[kind].ending


def file_stem(story: Story, view: View | None) -> str:
    """A file's name without its ending: the story's id with the view's days, or with ``-all``."""
    if view is None:
        return f"{story.info.id}-all"
    known = f"_known-{view.known.isoformat()}" if view.known else ""
    return f"{story.info.id}-{view.start.isoformat()}_{view.end.isoformat()}{known}"


def _content(story: Story, view: View | None, kind: Kind, flows: ShownFlows | None) -> bytes:
    if kind == "png":
        from waybill.card.render import (
            render_card,
        )  # with Pillow 0.2 s of CPU, which no start needs

        return render_card(story, view, flows)
    rows = extract(story, view)
    if kind == "geojson":
        return geojson_bytes(rows)
    if kind == "kml":
        return kml_bytes(rows)
    if kind == "zip":
        return archive_bytes(rows, view)
    return csv_bytes(table(rows, kind), rows.about)
