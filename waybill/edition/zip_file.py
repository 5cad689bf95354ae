"""An edition as one zip: unpacked, it is the folder that ``python -m waybill publish`` writes.

The same edition gives the same bytes: files in the order of their paths, all dated 1 January 1980,
the first day that a zip knows.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from waybill.edition.build import Edition, Part

MEDIA_TYPE = "application/zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DENSE = (".gz", ".br", ".png", ".zip")  # compressed already: a second time only costs work


@dataclass(frozen=True, slots=True)
class EditionZip:
    """The zip, and what to say of it: files and bytes a part, bytes of a first visit, the hash."""

    content: bytes
    parts: tuple[Part, ...]
    first_visit_bytes: int
    content_hash: str


def zipped(edition: Edition) -> EditionZip:
    """The edition as a zip, its files at the top."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, content in sorted(edition.contents.items()):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # Unix, wherever it is written
            kind = zipfile.ZIP_STORED if path.endswith(_DENSE) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, kind, 9)
    return EditionZip(
        stream.getvalue(), edition.parts(), edition.first_visit_bytes(), edition.content_hash
    )
