"""The kinds of download: their names, file suffixes and media types, in one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from waybill.export.tables import TABLE_NAMES, TableName

Kind = TableName | Literal["geojson", "kml", "zip", "png"]


@dataclass(frozen=True, slots=True)
class FileKind:
    """How a kind of download is named and sent."""

    ending: str
    """After the file's stem: ``_legs.csv``, ``.kml``."""
    media_type: str
    charset: str = ""

    @property
    def suffix(self) -> str:
        """From the last dot on."""
        return self.ending[self.ending.rindex(".") :]

    @property
    def content_type(self) -> str:
        """The value of an HTTP Content-Type header."""
        return self.media_type + (f"; charset={self.charset}" if self.charset else "")


FILE_KINDS: dict[Kind, FileKind] = {
    **{name: FileKind(f"_{name}.csv", "text/csv", "utf-8") for name in TABLE_NAMES},
    "geojson": FileKind(".geojson", "application/geo+json"),
    "kml": FileKind(".kml", "application/vnd.google-earth.kml+xml"),
    "zip": FileKind(".zip", "application/zip"),
    "png": FileKind(".png", "image/png"),
}
KINDS: tuple[Kind, ...] = tuple(FILE_KINDS)
"""What can be downloaded: six tables as CSV, and four files of everything at once."""


def media_types(kinds: Iterable[FileKind] = FILE_KINDS.values()) -> dict[str, str]:
    """Suffix, with its dot → media type."""
    return {kind.suffix: kind.media_type for kind in kinds}
